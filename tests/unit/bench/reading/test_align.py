import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reading.align import Difference, align, differences, kind_of, right

WORDS = st.lists(st.sampled_from(["tổng", "tông", "số", "12", "13", "ngày", "Ngày", "đất"]), max_size=10)


def test_a_missing_word_does_not_shift_the_others():
    assert align(["a1", "bb", "cc"], ["a1", "cc"]) == [(0, 0), (1, None), (2, 1)]


def test_the_likest_word_is_the_partner():
    assert align(["tổng", "kết"], ["của", "tông", "kết"]) == [(None, 0), (0, 1), (1, 2)]


def test_words_are_right_in_order_or_elsewhere():
    assert right(["a", "b", "c"], ["c", "a", "b", "b"]) == [True, True, True, False]


@pytest.mark.parametrize(
    ("true", "read", "kind"),
    [
        ("tổng", "tông", "tone"),
        ("THI", "THỊ", "tone"),
        ("đất", "dất", "tone"),
        ('nước";', 'nước"', "letter"),
        ("ngày", "ngàv", "letter"),
        ("52-CT/TW", "CT/TW", "digits"),
        ("Số", "5ố", "digits"),
    ],
)
def test_kinds_of_difference(true, read, kind):
    assert kind_of(true, read) == kind


def test_differences_name_both_words():
    found = differences(
        ["tổng", "số", "12", "hồ", "sơ", "đã", "nhận"], ["tông", "số", "13", "hồ", "sơ", "nhận", "xyzw"]
    )
    assert set(found) == {
        Difference("tone", "tổng", "tông"),
        Difference("digits", "12", "13"),
        Difference("missing", "đã", ""),
        Difference("extra", "", "xyzw"),
    }


def test_a_swapped_block_has_no_differences():
    assert (
        differences(["một", "hai", "ba", "bốn", "năm", "sáu"], ["bốn", "năm", "sáu", "một", "hai", "ba"])
        == []
    )


def test_partners_are_found_in_a_swapped_block():
    found = differences(
        ["tổng", "hai", "ba", "bốn", "năm", "sáu", "bảy"], ["bốn", "năm", "sáu", "bảy", "tông", "hai", "ba"]
    )
    assert found == [Difference("tone", "tổng", "tông")]


@settings(deadline=None)
@given(WORDS, WORDS)
def test_each_word_is_in_one_pair_in_order(true, read):
    pairs = align(true, read)
    assert [here for here, _ in pairs if here is not None] == list(range(len(true)))
    assert [there for _, there in pairs if there is not None] == list(range(len(read)))


@settings(deadline=None)
@given(WORDS)
def test_what_is_read_as_it_stands_does_not_differ(words):
    assert differences(words, words) == []
    assert all(right(words, words))


@settings(deadline=None)
@given(WORDS, WORDS)
def test_as_many_are_right_as_both_have_in_common(true, read):
    common = sum(min(true.count(word), read.count(word)) for word in set(true))
    assert sum(right(true, read)) == common


@settings(deadline=None)
@given(WORDS, WORDS)
def test_differences_tell_every_word_that_is_not_in_both(true, read):
    found = differences(true, read)
    common = sum(min(true.count(word), read.count(word)) for word in set(true))
    assert sum(bool(each.true) for each in found) == len(true) - common
    assert sum(bool(each.read) for each in found) == len(read) - common
