from datetime import UTC, datetime, timedelta

import pytest

from configs.settings import Settings
from web import checkup
from web.checkup import KEPT, SILENT, Checkup, Finding

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "data", inbox=tmp_path / "inbox").resolved()


def test_the_doctor_is_asked_and_says_all_it_has_to(settings):
    _, found = Checkup(settings).findings(NOW)
    titles = {finding.title: finding for finding in found}
    assert titles["Danh mục"].level == "ok"
    assert str(settings.inbox) in titles["Thư mục trạm quét"].seen
    assert len(found) >= 10


def test_a_doctor_that_says_nothing_is_a_finding(settings, monkeypatch):
    monkeypatch.setattr(checkup, "COMMAND", ("true",))
    assert Checkup(settings).findings(NOW) == (NOW, (Finding("Kiểm tra máy", "trouble", SILENT, None),))
    monkeypatch.setattr(checkup, "COMMAND", ("/no/such/program",))
    assert Checkup(settings).findings(NOW)[1][0].seen == SILENT


def test_who_asks_soon_again_gets_the_same(settings, monkeypatch):
    asked: list[Settings] = []

    def ask(settings):
        asked.append(settings)
        return ()

    monkeypatch.setattr(checkup, "_ask", ask)
    mine = Checkup(settings)
    mine.findings(NOW)
    assert mine.findings(NOW + KEPT / 2)[0] == NOW
    assert len(asked) == 1
    mine.findings(NOW + KEPT)
    mine.findings(NOW - timedelta(seconds=1))  # a clock set back must not freeze it
    assert len(asked) == 3
