from pipeline.ordering import in_reading_order
from tests.unit.pipeline.ordering.printed import printed, rows

NOTE = ["Ký bởi: Ủy ban nhân dân tỉnh", "Cơ quan: Tỉnh An Lạc", "Thời gian ký: 03/02/2026"]
PORTAL = ["TRUNG TÂM CÔNG BÁO", "baocong@anlac.gov.vn", "03.02.2026"]


def test_notes_of_signatures_are_kept_whole():
    words = printed(*map("\t".join, zip(PORTAL, NOTE, strict=True)), "", "Kính gửi: Hội đồng nhân dân tỉnh")
    assert rows(in_reading_order(words)) == [*PORTAL, "", *NOTE, "", "Kính gửi: Hội đồng nhân dân tỉnh"]


def test_a_note_alone_stays_as_it_is():
    words = printed(*NOTE, "", "Kính gửi: Hội đồng nhân dân tỉnh")
    assert in_reading_order(words) == words
