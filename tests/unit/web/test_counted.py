from dataclasses import replace
from datetime import date, timedelta

import pytest

from catalogue.load import load_catalogue
from reports.model import Period, Question
from storage import scans
from storage.access import COMMAND, NOWHERE, Reach, UserRole
from storage.database import open_database, writing
from storage.model import ScanState
from tests.entered import words_of
from tests.filled import NOW, filled_settings
from tests.papers import lay_out
from web.counted import Counted, build, current_period
from web.kept import FRESH, Kept
from web.words import local

UNIT = replace(COMMAND, reach=Reach(frozenset({"H99.102"})), unit="H99.102")


@pytest.fixture
def site(tmp_path):
    settings = filled_settings(tmp_path)
    engine = open_database(settings.database_url)
    made = lay_out(engine)
    yield engine, load_catalogue(settings.catalogue_dir), made
    engine.dispose()


def at_once(work):
    work()


def test_the_current_period_is_the_year_so_far():
    assert current_period(date(2026, 11, 20)) == Period(date(2026, 1, 1), date(2026, 11, 20))
    assert current_period(date(2027, 1, 1)) == Period(date(2027, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize("actor", [COMMAND, UNIT], ids=["everything", "a unit"])
def test_a_large_store_shows_what_a_small_one_does(site, actor):
    engine, catalogue, _ = site
    question = Question(current_period(NOW.date()), actor.unit, catalogue, today=NOW.date())
    small, large = Counted(engine), Counted(engine, large=1)
    assert large.overview(NOW, actor) == small.overview(NOW, actor)
    for name in ("ratio", "trend", "funnel"):
        kept, built = large.report(name, question, actor, NOW), build(engine, name, question, actor)
        assert kept.table.lines == built.lines


def test_in_a_small_store_everything_is_of_the_moment(site):
    engine, _, made = site
    counted = Counted(engine)
    before = counted.overview(NOW, COMMAND).scans[ScanState.ACCEPTED]
    _reject(engine, made[0])
    assert counted.overview(NOW, COMMAND).scans[ScanState.ACCEPTED] == before - 1


def test_in_a_large_store_what_waits_is_of_the_moment_and_what_is_done_soon_is(site):
    engine, _, made = site
    counted = Counted(engine, large=1, kept=Kept(at_once))
    before = counted.overview(NOW, COMMAND).scans
    _reject(engine, made[0])
    kept = counted.overview(NOW + FRESH / 2, COMMAND).scans
    assert kept[ScanState.ACCEPTED] == before[ScanState.ACCEPTED]
    assert counted.overview(NOW + FRESH / 2, COMMAND).settled_at == NOW
    assert kept[ScanState.REJECTED] == before[ScanState.REJECTED] + 1
    counted.overview(NOW + FRESH, COMMAND)  # has it counted anew
    assert counted.overview(NOW + FRESH, COMMAND).scans[ScanState.ACCEPTED] == before[ScanState.ACCEPTED] - 1


def test_a_report_of_a_large_store_is_kept_for_who_reaches_the_same(site):
    engine, catalogue, _ = site
    counted = Counted(engine, large=1)
    question = Question(current_period(NOW.date()), None, catalogue, today=NOW.date())
    first = counted.report("ratio", question, COMMAND, NOW)
    assert first.at == NOW
    assert counted.report("ratio", question, COMMAND, NOW + FRESH / 2) is first
    assert counted.report("ratio", question, UNIT, NOW) is not first
    nowhere = replace(COMMAND, reach=NOWHERE)
    assert counted.report("ratio", question, nowhere, NOW) is not first
    other = replace(question, period=Period(date(2026, 1, 1), date(2026, 1, 31)))
    assert counted.report("ratio", other, COMMAND, NOW) is not first
    assert counted.report("ratio", question, COMMAND, NOW + timedelta(hours=1)) is not first


def _reject(engine, scan):
    with writing(engine) as c:
        scans.set_state(c, scan.id, ScanState.REJECTED, "returned", "Trả lại.", NOW)


def test_pages_say_of_when_figures_are_that_are_not_of_the_moment(office):
    office.app.state.site.counted.large = 1
    browser = office.enter(UserRole.LEAD)
    first = [words_of(browser.get(path)) for path in ("/so-lieu", "/theo-doi")]
    assert not any("tính lúc" in each for each in first)
    told = local(office.now)
    office.later(seconds=20)
    assert f"Số liệu tính lúc {told}" in words_of(browser.get("/so-lieu"))
    status = words_of(browser.get("/theo-doi"))
    assert f"số tệp đã xong tính lúc {told[:5]}" in status
    assert f"; tính lúc {told[:5]}" in status
