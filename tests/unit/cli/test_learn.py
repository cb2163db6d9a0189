from datetime import UTC, datetime

import pytest

from configs.settings import Settings
from pipeline.learning.model import OTHER
from storage import decisions, learned, scans
from storage.database import open_database, writing
from storage.decisions import Kind, NewDecision
from tests import rows
from tests.unit.pipeline.learning.papers import paper

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


@pytest.fixture
def c(filled, places):
    """A transaction in the database that the command looks at."""
    engine = open_database(Settings().resolved().database_url)
    yield lambda: writing(engine)
    engine.dispose()


def taught(c, each=6):
    with c() as connection:
        for number in range(2 * each):
            label = "phieu_ao_ca" if number % 2 else OTHER
            scan = rows.add_scan(connection, 1000 + number, None)
            scans.save_page(connection, scan.id, rows.page(1, paper(label, number)))
            kind = "giay_uy_quyen" if label else None
            decisions.decide(connection, NewDecision(scan.id, Kind.TYPE, kind, "lan", page=1), NOW)


def test_with_no_decision_the_rules_go_on(sohoa, filled):
    result = sohoa("learn")
    assert result.exit_code == 0
    assert "Có 0 lần công chức chọn loại: chưa đủ để học" in result.output


def test_learning_listing_leaving_and_coming_back(sohoa, c):
    taught(c)
    output = sohoa("learn").output
    assert "chỉ quy tắc: đúng 6/12 (50,00%)" in output
    assert "có phần đã học: đúng 12/12 (100,00%)" in output
    assert "Giấy ủy quyền: đúng 6/6, quy tắc 0/6; được gợi ý" in output
    assert "Đang dùng phiên bản 1; " in output
    assert sohoa("learn", "--use", "none").output.startswith("Đang dùng riêng quy tắc")
    assert "Đang dùng riêng quy tắc." in sohoa("learn", "--list").output
    sohoa("learn", "--use", "1")
    listed = sohoa("learn", "--list").output
    assert "quy tắc 6/12, có học 12/12, 1 loại  đang dùng" in listed


def test_a_version_that_is_worse_is_never_used(sohoa, c):
    with c() as connection:
        learned.add_version(connection, learned.Learned(rows.content(1), 9, 8, 8, ("cccd",)), "lan", NOW)
    result = sohoa("learn", "--use", "1")
    assert result.exit_code == 2
    assert "không đúng hơn quy tắc" in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("chosen", ["7", "mới"])
def test_an_unknown_version_is_told(chosen, sohoa, filled):
    result = sohoa("learn", "--use", chosen)
    assert result.exit_code == 2
    assert "không có phiên bản" in " ".join(result.stderr.replace("│", " ").split())
