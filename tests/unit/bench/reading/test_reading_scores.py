from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reading.scores import score, together

WORDS = st.lists(st.sampled_from(["tổng", "tông", "số", "12/QĐ", "ngày", "đất", "dat", "1"]), max_size=12)


def test_words_count_once_whatever_their_order():
    result = score("một hai hai ba", "ba hai hai hai bốn")
    assert (result.found, result.true) == (3 / 4, 3 / 5)


def test_character_error_is_the_edit_distance():
    result = score("tổng số", "tông sô")
    assert (result.errors, result.bare_errors, result.length) == (2, 0, 7)


def test_marks_count_words_whose_letters_are_right():
    result = score("tổng số đất ở", "tông số dat u")
    assert (result.found, result.marks) == (1 / 4, 2 / 4)


def test_numbers_must_be_found_exactly():
    result = score("Số 12/QĐ-UBND ngày 3 tháng 4", "Số 12/QD-UBND ngày 3 tháng 4")
    assert (result.numbers, result.numbers_found) == (3, 2)


def test_nothing_read_is_nothing_true():
    result = score("một 2", "")
    assert (result.found, result.true, result.errors, result.free_errors) == (0, 0, 5, 5)


def test_a_swapped_block_is_an_error_in_order_only():
    result = score("ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI\nSố: 5", "CỘNG HÒA XÃ HỘI\nSố: 5\nỦY BAN NHÂN DÂN")
    assert result.errors > 10
    assert (result.free_errors, result.free_bare_errors) == (0, 0)


def test_shares_are_averaged_over_pages_and_errors_summed():
    long = score("a b c d e f g h i j", "a b c d e f g h i k")
    short = score("a", "b")
    both = together([long, short])
    assert both.found == pytest.approx((0.9 + 0) / 2)
    assert both.error == pytest.approx(2 / 20)


def test_numbers_are_pooled():
    both = together([score("1 2 3", "1 2 3"), score("a", "a"), score("4", "5")])
    assert (both.numbers, both.numbers_found) == (4, 3 / 4)


def test_no_pages_have_no_figures():
    with pytest.raises(ValueError, match="no pages"):
        together([])


@settings(deadline=None)
@given(WORDS.filter(bool))
def test_what_is_read_as_it_stands_has_no_error(words):
    text = "\n".join(words)
    result = score(text, text)
    perfect = replace(
        result, found=1, true=1, marks=0, errors=0, bare_errors=0, free_errors=0, free_bare_errors=0
    )
    assert result == replace(perfect, numbers_found=result.numbers)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_no_figure_leaves_its_range(true, read):
    result = score("\n".join(true), "\n".join(read))
    assert 0 <= result.found <= 1
    assert 0 <= result.true <= 1
    assert 0 <= result.marks <= 1 - result.found + 1e-9
    assert result.numbers_found <= result.numbers
    assert result.free_errors <= result.errors
    assert result.bare_errors <= result.errors


@settings(deadline=None)
@given(WORDS, st.randoms(use_true_random=False))
def test_shares_of_words_know_no_order(words, lot):
    shuffled = words[:]
    lot.shuffle(shuffled)
    first, second = score(" ".join(words), "số ngày 1"), score(" ".join(shuffled), "ngày 1 số")
    assert (first.found, first.true, first.marks) == (second.found, second.true, second.marks)
