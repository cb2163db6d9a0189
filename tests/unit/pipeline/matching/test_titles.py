import pytest

from pipeline.matching.look import look_at
from pipeline.matching.titles import GENRES, STRONG, WEAK, begins_as, match_titles, prepare_title, title_book
from tests.unit.pipeline.page_builder import HEADER, page

GCN_2025 = "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"
GCN_OLD = "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"


def scores(titles, *lines):
    prepared = [prepare_title(number, title) for number, title in enumerate(titles)]
    matches = match_titles(look_at(page(*HEADER, "", *lines)), title_book(prepared))
    return [matches[number].score if number in matches else 0.0 for number in range(len(titles))]


def score(title, *lines):
    return scores([title], *lines)[0]


@pytest.mark.parametrize(
    "lines",
    [
        ("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",),
        ("GIẤY XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN"),
        ("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "Xét đề nghị của ông/bà: Lê Văn Mẫu"),
        ("GIÂY XÁC NHÀN TINH TRANG HỒN NHÂN",),
        ("GIẤY XÁC NHẬN TÌNHTRẠNG HÔN NHẢN (BẢN SAO)",),
    ],
)
def test_a_title_is_found_over_lines_and_misread(lines):
    assert score("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", *lines) >= STRONG


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("GIẤY KHAI SINH", ("TỜ KHAI ĐĂNG KÝ KHAI SINH",)),
        ("GIẤY KHAI SINH", ("GIẤY CHỨNG SINH",)),
        ("TỜ KHAI ĐĂNG KÝ KHAI SINH", ("TỜ KHAI ĐĂNG KÝ KHAI TỬ",)),
        ("TỜ KHAI ĐĂNG KÝ KHAI SINH", ("TỜ KHAI ĐĂNG KÝ KẾT HÔN",)),
        ("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", ("TỜ KHAI", "CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN")),
        ("GIẤY PHÉP XÂY DỰNG", ("ĐƠN ĐỀ NGHỊ", "CẤP GIẤY PHÉP XÂY DỰNG")),
        (
            "ĐƠN ĐĂNG KÝ ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT",
            ("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI,", "TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
        ),
        ("GIẤY CHỨNG NHẬN KẾT HÔN", ("GIẤY CHỨNG NHẬN",)),
    ],
)
def test_a_title_with_other_words_is_another_title(title, lines):
    assert score(title, *lines) <= WEAK


@pytest.mark.parametrize(
    "line",
    [
        "1. Giấy chứng sinh: 01 bản chính",
        "Kèm theo giấy chứng sinh số 12",
        "Điều 1. Bên A chuyển nhượng theo GIẤY CHỨNG SINH số 12",
    ],
)
def test_a_mention_is_no_title(line):
    assert score("GIẤY CHỨNG SINH", "HỢP ĐỒNG CHUYỂN NHƯỢNG", "", line) < STRONG


def test_a_title_within_a_longer_one_that_fits_gives_way():
    longer, shorter = scores(
        [GCN_2025, GCN_OLD],
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT,",
        "QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT",
    )
    assert longer > 0.95
    assert shorter < longer - 0.15


def test_the_upper_of_two_titles_wins():
    upper, lower = scores(["GIẤY ỦY QUYỀN", "GIẤY KHAI SINH"], "GIẤY UỶ QUYỀN", "", "", "GIẤY KHAI SINH")
    assert upper > 0.95
    assert lower < 0.9


def test_a_mixed_title_may_be_printed_mixed():
    assert score("Citizen Identity Card", "Citizen Identity Card") > 0.95
    assert score("CĂN CƯỚC", "Căn cước") == 0.0


def test_nothing_matches_an_empty_page_or_no_titles():
    assert match_titles(look_at(page()), title_book([prepare_title(0, "GIẤY KHAI SINH")])) == {}
    assert match_titles(look_at(page("GIẤY KHAI SINH")), title_book([])) == {}


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("don dang ky dat dai", True),
        ("don vi tinh: dong", False),
        ("giay to kem theo", False),
        ("qujet dinh", True),
        ("dieu 1", False),
    ],
)
def test_genres(line, begins):
    assert begins_as(line, GENRES) is begins


def test_a_subject_may_go_on_behind_the_title():
    decision = ("QUYẾT ĐỊNH", "Về việc trợ cấp xã hội hằng tháng cho", "bà Lê Thị Mẫu, xã Hòa Phú")
    assert score("QUYẾT ĐỊNH VỀ VIỆC TRỢ CẤP XÃ HỘI HẰNG THÁNG", *decision) > 0.95
    assert score("QUYẾT ĐỊNH VỀ VIỆC GIAO ĐẤT", *decision) <= WEAK
    assert score("QUYẾT ĐỊNH VỀ VIỆC GIAO ĐẤT", "QUYẾT ĐỊNH", "Điều 1. Về việc giao đất") <= WEAK


def test_a_whole_title_in_capitals_is_not_the_beginning_of_another():
    married = ("GIẤY CHỨNG NHẬN KẾT HÔN", "Họ và tên: Nghiêm Ngọc Mẫu")
    assert score("GIẤY CHỨNG NHẬN HỘ NGHÈO", *married) <= WEAK
