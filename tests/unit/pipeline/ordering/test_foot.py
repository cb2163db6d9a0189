import pytest

from pipeline.model import Box, Word
from pipeline.ordering import in_reading_order
from tests.unit.pipeline.ordering.printed import printed, rows

BODY = ("Sở Y tế đề nghị các đơn vị thực hiện đúng thời hạn nêu trên.", "", "Trân trọng.", "")
LEFT = ["Nơi nhận:", "- Như trên;", "- Lưu: VT, NV."]
RIGHT = ["GIÁM ĐỐC", "", "Trần Thị Hằng"]


def foot(*lines: str):
    return printed(*BODY, *lines)


def test_recipients_stand_whole_before_who_signs():
    words = foot("Nơi nhận:\tGIÁM ĐỐC", "- Như trên;", "- Lưu: VT, NV.", "", "", "\tTrần Thị Hằng")
    assert rows(in_reading_order(words)) == [*BODY, *LEFT, "", *RIGHT]


def test_who_signs_may_stand_higher():
    words = foot("\tKT. GIÁM ĐỐC", "\tPHÓ GIÁM ĐỐC", "Nơi nhận:", "- Như trên;", "- Lưu: VT, NV.")
    assert rows(in_reading_order(words)) == [*BODY, *LEFT, "", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]


@pytest.mark.parametrize("heading", ["Nơi nhân:", "Mới nhận", "Da"])
def test_a_misread_heading_is_known_by_the_items_below(heading):
    words = foot(f"{heading}\tGIÁM ĐỐC", "- Như trên;", "- Lưu: VT, NV.", "", "", "\tTrần Thị Hằng")
    assert rows(in_reading_order(words)) == [*BODY, heading, *LEFT[1:], "", *RIGHT]


def test_recipients_alone_stay_as_they_are():
    words = foot(*LEFT)
    assert in_reading_order(words) == words


def test_a_list_in_the_text_stays_as_it_is():
    words = printed("Hồ sơ gồm có:", "- Đơn đề nghị\t01 bản chính", "- Giấy tờ tùy thân\t01 bản sao", *BODY)
    assert rows(in_reading_order(words)) == rows(words)


def test_specks_between_the_columns_do_not_matter():
    words = foot(
        "Nơi nhận:\tGIÁM ĐỐC", "- Ủy ban nhân dân các huyện;", "- Lưu: VT.        ", "", "\tTrần Thị Hằng"
    )
    speck = Word(
        "'", Box(520, words[-4].box.y - 90, 9, 9), 0.3, next(w.line for w in words if w.text == "Lưu:")
    )
    at = next(place for place, word in enumerate(words) if word.text == "VT.") + 1
    read = rows(in_reading_order([*words[:at], speck, *words[at:]]))
    assert read[4:7] == ["Nơi nhận:", "- Ủy ban nhân dân các huyện;", "- Lưu: VT."]
