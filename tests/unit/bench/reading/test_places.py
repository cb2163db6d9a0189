import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from bench.reading.places import Place, best_place, errors_anywhere
from bench.reading.text import normal

TEXT = st.text(alphabet="abc \n", max_size=40)
# Lines that share no letters: whichever chooses first, no place serves two.
LINES = st.lists(st.sampled_from(["ủy ban", "CỘNG HÒA", "1234567", "xzqk"]), unique=True, min_size=1)


def test_the_best_place_is_found_in_the_middle():
    assert best_place("nhân dân", "ủy ban nhan dân xã") == Place(1, 7, 15)


def test_a_missing_and_an_extra_letter_count_one_each():
    assert best_place("abcdef", "xxabdefxx") == Place(1, 2, 7)
    assert best_place("abcdef", "xxabczdefxx") == Place(1, 2, 9)


def test_nothing_fits_in_nothing():
    assert best_place("abc", "") == Place(3, 0, 0)


def test_of_equal_places_a_whole_line_is_taken():
    assert best_place("cấp xã", "ở cấp xã này\ncấp xã\nvà cấp xã").start == 13


def test_swapped_columns_are_no_errors():
    true = "SỞ Y TẾ\nVĂN PHÒNG\nCỘNG HÒA XÃ HỘI\nĐộc lập"
    assert errors_anywhere(true, "CỘNG HÒA XÃ HỘI\nĐộc lập\nSỞ Y TẾ\nVĂN PHÒNG") == 0


def test_columns_read_across_are_no_errors():
    assert (
        errors_anywhere("SỞ Y TẾ\nVĂN PHÒNG\nCỘNG HÒA\nĐộc lập", "SỞ Y TẾ CỘNG HÒA\nVĂN PHÒNG Độc lập") == 0
    )


def test_a_wrong_letter_is_found_in_a_swapped_block():
    assert errors_anywhere("tổng số hồ sơ\nđã giải quyết", "đã giải quyêt\ntổng số hồ sơ") == 1


def test_marks_may_be_left_out():
    assert errors_anywhere("tổng số\nđất ở", "dât ở\ntông số", without_marks=True) == 0


def test_what_is_too_much_counts():
    assert errors_anywhere("một hai", "một hai\nba bốn") == len("ba bốn")


def test_a_line_read_once_serves_once():
    assert errors_anywhere("cấp xã\ncấp xã", "cấp xã") == len("cấp xã")


@settings(deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines, lot):
    shuffled = lines[:]
    lot.shuffle(shuffled)
    assert errors_anywhere("\n".join(lines), "\n".join(shuffled)) == 0


@settings(deadline=None)
@given(TEXT, TEXT)
def test_it_is_never_more_than_the_edit_distance(true, read):
    assert errors_anywhere(true, read) <= Levenshtein.distance(normal(true), normal(read))


@settings(deadline=None)
@given(st.text(alphabet="abc", min_size=1, max_size=8), st.text(alphabet="abc ", max_size=16))
def test_no_place_is_better_than_the_best(line, text):
    stretches = [text[start:end] for start in range(len(text) + 1) for end in range(start, len(text) + 1)]
    place = best_place(line, text)
    assert place.errors == min(Levenshtein.distance(line, stretch) for stretch in stretches)
    assert place.errors == Levenshtein.distance(line, text[place.start : place.end])


@pytest.mark.parametrize("read", ["", "   ", "\n\n"])
def test_what_was_not_read_at_all_is_all_wrong(read):
    assert errors_anywhere("một\nhai", read) == len("một") + len("hai")  # blanks between lines do not count
