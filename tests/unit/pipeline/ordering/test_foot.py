import pytest

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
