from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Word
from pipeline.ordering import in_reading_order
from tests.unit.pipeline.ordering.printed import justified, printed, rows

PARTS = (
    "UBND TỈNH AN LẠC\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "SỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc",
    "Số: 12/SYT-VP\tAn Lạc, ngày 03 tháng 11 năm 2026",
    "Ký bởi: Sở Y tế",
    "Họ và tên: ..........\tNgày sinh: ........",
    "Căn cứ Luật Hộ tịch;",
    "Nơi nhận:\tGIÁM ĐỐC",
    "(Ký tên)\t(Ký tên)",
    "- Lưu: VT.\tLý Văn Tá",
    "",
)
boxes = st.builds(Box, *[st.integers(0, 2000)] * 2, *[st.integers(1, 400)] * 2)
strewn = st.lists(
    st.builds(Word, st.text("AaSố:-.(", min_size=1, max_size=9), boxes, st.just(0.9), st.integers(0, 9))
)


def placed(words):
    return sorted((word.box, word.text, word.confidence, word.as_read) for word in words)


@given(st.lists(st.sampled_from(PARTS), max_size=14))
def test_every_word_is_kept_and_lines_are_in_order(parts):
    words = printed(*parts)
    read = in_reading_order(words)
    assert placed(read) == placed(words)
    assert [word.line for word in read] == sorted(word.line for word in read)


@given(strewn)
def test_words_anywhere_are_all_kept(words):
    read = in_reading_order(sorted(words, key=lambda word: word.line))
    assert placed(read) == placed(words)


@given(st.lists(st.sampled_from(PARTS), max_size=14))
def test_the_same_page_is_read_the_same_way(parts):
    assert in_reading_order(printed(*parts)) == in_reading_order(printed(*parts))


def test_an_empty_page():
    assert in_reading_order(()) == ()


def test_justified_text_with_wide_blanks_stays_as_it_is():
    texts = ("Giấy này có giá trị để thực", "các chế độ, chính sách đối với", "người khuyết tật theo quy")
    words = [word for at, text in enumerate(texts) for word in justified(text, at, 100 + 45 * at)]
    assert in_reading_order(words) == tuple(words)


def test_lines_are_numbered_anew():
    words = [replace(word, line=word.line + 7) for word in printed("một", "hai", "", "", "ba")]
    assert [word.line for word in in_reading_order(words)] == [0, 1, 3]


def test_what_is_known_of_a_word_is_kept():
    word = Word("Số", Box(1, 2, 3, 4), 0.4, 0, as_read="So")
    assert in_reading_order([word]) == (word,)


def test_order_of_a_whole_page():
    words = printed(
        *PARTS[:3], "", "Căn cứ Luật Hộ tịch;", "", *[""] * 2, "Nơi nhận:\tGIÁM ĐỐC", "- Lưu: VT.", "", "\tTá"
    )
    assert [row for row in rows(in_reading_order(words)) if row] == [
        *("UBND TỈNH AN LẠC", "SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *("Số: 12/SYT-VP", "An Lạc, ngày 03 tháng 11 năm 2026", "Căn cứ Luật Hộ tịch;"),
        *("Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "Tá"),
    ]
