"""What a clerk is asked about a paper's words, and how a page is seen with their corrections."""

from dataclasses import replace

import pytest

from pipeline.corrections import corrected
from pipeline.doubts import choices, doubtful_words, places_in
from pipeline.model import Box, FieldValue, PageReading, Part, Word

LINES = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "TÔ KHAI ĐĂNG KÝ KHAI SINH",
    "Họ tên: Lê Van Mẫu",
    "Tôi cam doan",
]


@pytest.fixture
def page():
    words = tuple(
        Word(text, Box(100 * at, 100 * line, 90, 40), 0.6, line)
        for line, texts in enumerate(LINES)
        for at, text in enumerate(texts.split())
    )
    return PageReading(1, 1000, 1400, 100, 0, 0.0, blank=False, text="\n".join(LINES), words=words)


PART = Part((1,), "to_khai", 0.9, fields={"ho_ten": FieldValue("Lê Van Mẫu", 0.6, 1, Box(200, 200, 300, 40))})


def test_words_of_fields_come_first_then_those_of_the_title_and_none_of_the_body(page):
    found = doubtful_words(PART, [page])
    assert [(word.text, word.field) for word in found] == [
        *(("Lê", "ho_ten"), ("Van", "ho_ten"), ("Mẫu", "ho_ten")),
        *((text, "") for text in LINES[1].split()),
    ]


def test_sure_words_and_words_that_were_never_pixels_are_not_asked_about(page):
    sure = replace(page, words=tuple(replace(word, confidence=1.0) for word in page.words))
    assert doubtful_words(PART, [sure]) == ()
    assert doubtful_words(PART, [replace(page, text_layer=True)]) == ()


def test_a_word_may_be_what_was_first_read_or_have_other_marks():
    word = Word("(tông", Box(0, 0, 1, 1), 0.5, as_read="(tong")
    assert choices(word)[:2] == ("(tông", "(tong")
    assert "(tổng" in choices(word)
    assert choices(Word("12/3", Box(0, 0, 1, 1), 0.5)) == ("12/3",)


def test_a_corrected_word_is_sure_and_stands_in_the_text(page):
    place = next(place for place, word in enumerate(page.words) if word.text == "TÔ")
    seen = corrected(page, {place: "TỜ"})
    assert seen.words[place] == replace(page.words[place], text="TỜ", confidence=1.0)
    assert seen.text.splitlines()[1] == "TỜ KHAI ĐĂNG KÝ KHAI SINH"
    assert page.words[place].text == "TÔ"
    assert corrected(page, {}) is page
    assert corrected(page, {999: "x"}) is page


def test_a_box_holds_the_words_whose_middle_lies_in_it(page):
    assert [page.words[place].text for place in places_in(page, Box(200, 200, 300, 40))] == [
        "Lê",
        "Van",
        "Mẫu",
    ]
