from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.weighing.decoder import decode, language_score
from pipeline.weighing.evidence import Weighed


def places(*texts):
    """Places where each of the texts, parted by |, fits what was seen equally well."""
    return [[Weighed(each, 0.0) for each in text.split("|")] for text in texts]


@pytest.mark.parametrize(
    ("read", "true"),
    [
        (["uỷ|ủy", "ban", "nhần|nhân", "dân|dần"], ["nhân", "dân"]),
        (["thủ", "tục", "hành|hãnh", "chính|chinh"], ["hành", "chính"]),
        (["giám", "đóc|đốc"], ["đốc"]),
        (["GIÁM", "ĐÓC|ĐỐC"], ["ĐỐC"]),
    ],
)
def test_vietnamese_decides_where_what_was_seen_does_not(read, true):
    found = [choice.text for choice in decode(places(*read))]
    assert found[-len(true) :] == true


def test_what_was_seen_decides_where_it_is_clear():
    clear = [[Weighed("giám", 0.0)], [Weighed("đóc", 0.0), Weighed("đốc", -30.0)]]
    assert [choice.text for choice in decode(clear)] == ["giám", "đóc"]


def test_no_places_no_texts():
    assert decode([]) == []


def test_a_place_with_one_candidate_has_no_rival():
    (choice,) = decode(places("giám"))
    assert (choice.text, choice.margin) == ("giám", inf)


def test_a_margin_tells_how_much_likelier_a_text_is():
    near, far = (decode([[Weighed("đốc", 0.0), Weighed("đóc", less)]])[0] for less in (-1.0, -5.0))
    assert far.margin - near.margin == pytest.approx(4.0)


def test_usual_words_are_told_from_unusual_ones():
    usual, unusual = (decode(places("giám", text))[1] for text in ("đốc", "ngoẻo"))
    assert usual.language > unusual.language


def test_signs_and_codes_say_nothing_against_each_other():
    assert language_score("", "-") == (0.0, "")
    assert language_score("số", "275/QĐ-UBND") == language_score("số", "276/QĐ-UBND")


def test_words_run_together_are_less_likely_the_longer_they_are():
    assert language_score("", "ủybannhândân")[0] < language_score("", "ủybannhân")[0] < 0


@given(st.lists(st.lists(st.sampled_from(["ban", "bàn", "-", "12"]), min_size=1, max_size=3, unique=True)))
def test_each_place_gets_one_of_its_candidates(texts):
    chosen = decode([[Weighed(each, 0.0) for each in place] for place in texts])
    assert len(chosen) == len(texts)
    assert all(choice.text in place for choice, place in zip(chosen, texts, strict=True))
