from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.grams import grams, post

TEXTS = st.lists(st.text("abc", min_size=3, max_size=9), min_size=1, max_size=6)


def test_grams_are_the_runs_of_a_text():
    assert grams("abcab", 3) == {"abc", "bca", "cab"}
    assert grams("ab", 3) == frozenset()


@given(TEXTS, st.text("abc", min_size=3, max_size=9))
def test_shared_counts_what_each_text_has_in_common(texts, asked):
    known = [grams(text, 3) for text in texts]
    shared = post(known).shared(grams(asked, 3)).tolist()
    assert shared == [len(one & grams(asked, 3)) for one in known]


@given(TEXTS)
def test_a_text_is_like_itself(texts):
    postings = post([grams(text, 3) for text in texts])
    assert all(number in postings.alike(grams(text, 3), 1.0) for number, text in enumerate(texts))


def test_nothing_is_like_what_shares_nothing():
    assert post([grams("abcd", 3)]).alike(grams("xyz", 3), 0.1) == []
    assert post([]).alike(grams("xyz", 3), 0.1) == []
