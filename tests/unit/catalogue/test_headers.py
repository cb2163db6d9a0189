"""Headers of registers: found below titles, known by many words, guessed where misspelt, remembered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.headers import HEADERS, REQUIRED, find_header, is_numbering, read_header
from catalogue.record import Record, SheetError
from catalogue.spelling import fold

PORTAL = (
    *("STT", "Mã số hồ sơ", "Tên thủ tục hành chính", "Cơ quan tiếp nhận", "Ngày tiếp nhận hồ sơ"),
    *("Hình thức nộp hồ sơ", "Ngày hẹn trả kết quả", "Ngày kết thúc xử lý", "Trạng thái hồ sơ"),
)


def records(*rows):
    return iter([Record(line, list(row)) for line, row in enumerate(rows, 1)])


def test_the_words_of_a_portal_are_known():
    header = find_header(records(PORTAL), {})
    assert header.places == {
        "ma_ho_so": 1,
        "ma_thu_tuc": 2,
        "ma_don_vi": 3,
        "ngay_tiep_nhan": 4,
        "hinh_thuc": 5,
        "ngay_hen_tra": 6,
        "ngay_tra": 7,
        "trang_thai": 8,
    }
    assert header.guessed == {}


def test_titles_stand_above_the_table():
    above = [("UBND XÃ SƠN THỦY",), ("SỔ THEO DÕI HỒ SƠ", "", "Ngày tiếp nhận")]
    assert find_header(records(*above, PORTAL), {}).line == 3


def test_no_word_means_two_things():
    words = [word for field, words in HEADERS.items() for word in {fold(each) for each in (field, *words)}]
    assert len({*words}) == len(words)


@given(st.sampled_from([(field, word) for field, words in HEADERS.items() for word in words]))
def test_every_known_word_is_found_in_any_case(pair):
    field, word = pair
    for written in (word, word.upper(), f"  {word}: "):
        assert read_header(Record(1, [written]), {}).places == {field: 0}


def test_a_misspelt_word_is_guessed_and_told():
    header = read_header(Record(1, ["Ngày tiếp nhậnn"]), {})
    assert header.places == {"ngay_tiep_nhan": 0}
    assert header.guessed == {"Ngày tiếp nhậnn": "ngay_tiep_nhan"}


@pytest.mark.parametrize("word", ["Họ và tên", "Ghi chú", "Số điện thoại", "Ngày sinh", "Lệ phí", ""])
def test_other_columns_are_nothing(word):
    assert read_header(Record(1, [word]), {}).places == {}


def test_the_better_of_two_words_for_one_column_counts():
    row = ["Ngày kết thúc", "Ngày trả kết quả", "Ngày hoàn thành"]
    assert read_header(Record(1, row), {}).places == {"ngay_tra": 1}


def test_what_is_remembered_goes_before_what_is_known():
    remembered = {"so bn": "ma_ho_so", "ngay tra ket qua": "ngay_hen_tra", "trang thai": ""}
    header = read_header(Record(1, ["Số BN", "Ngày trả kết quả", "Trạng thái"]), remembered)
    assert header.places == {"ma_ho_so": 0, "ngay_hen_tra": 1}
    assert header.named() == {"so bn": "ma_ho_so", "ngay tra ket qua": "ngay_hen_tra"}


def test_a_column_that_counts_may_not_stand_twice():
    with pytest.raises(SheetError, match="lặp lại cột Mã hồ sơ"):
        read_header(Record(1, ["Mã hồ sơ", "Mã hồ sơ"]), {})
    assert read_header(Record(1, ["Ghi chú", "Ghi chú"]), {}).places == {}


def test_what_is_missing_is_named_with_its_usual_words():
    with pytest.raises(SheetError) as caught:
        find_header(records(("x",), ("Mã hồ sơ", "Đơn vị", "Thủ tục")), {}, fixed=["hinh_thuc"])
    assert caught.value.line == 2
    assert str(caught.value) == "dòng tiêu đề thiếu cột ngày tiếp nhận (ngay_tiep_nhan)"


def test_a_header_is_looked_for_near_the_top_only():
    with pytest.raises(SheetError):
        find_header(records(*[("x",)] * 30, REQUIRED), {})


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["(1)", "(2)", "(3)", "(4)"], True),
        (["1", "2", "", "3"], True),
        (["1", "2"], False),
        (["1", "H99.101-261103-0001", "3"], False),
        ([], False),
    ],
)
def test_rows_that_number_the_columns(cells, numbers):
    assert is_numbering(cells) is numbers
