"""What was done with the paper, counted by either database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from catalogue.dossier import Channel, Dossier
from catalogue.outcome import Outcome
from catalogue.work import ClerkWork, UnitFunnel
from reports.file_counts import STAGES
from reports.model import Period
from storage import dossiers, scans, work
from storage.access import Actor, Reach, UserRole
from storage.accounts import NewAccount, add_account
from storage.audit_log import AuditAction, Deed, note
from storage.decisions import Kind, NewDecision, decide
from storage.deeds import clerk_work
from storage.files_seen import files_seen
from storage.model import JOINED, ScanState
from storage.source import Recorded
from tests.rows import CODE, NOW, add_scan, component, new_scan, page, part

DAY = date(2026, 11, 20)


def put_dossier(c, code=CODE, unit="H99.101", *, resolved=None):
    dossiers.put_dossiers(
        c, [Dossier(code, "1.001193", unit, date(2026, 11, 3), Channel.DIRECT, resolved_on=resolved)]
    )


def test_a_file_is_counted_at_every_stage_that_it_has_reached(c):
    put_dossier(c)
    states = (ScanState.RECEIVED, ScanState.REJECTED, ScanState.REVIEW, ScanState.REVIEW, ScanState.ACCEPTED)
    found = [add_scan(c, number) for number in range(len(states) + 1)]
    for scan, state in zip(found, [*states, ScanState.ACCEPTED], strict=True):
        scans.set_state(c, scan.id, state, None, None, NOW)
    scans.save_parts(c, found[2].id, [part(1, kind=None)])  # nobody knows what it is
    for scan in found[3:]:
        scans.save_parts(c, scan.id, [part(1)])
    for scan in found[4:]:
        dossiers.save_components(c, scan.id, [component(scan)])
    stray = new_scan(99, "H99.101-261103-0777")  # no register knows that dossier
    scan, _ = scans.add_scan(c, stray, NOW)
    scans.set_state(c, scan.id, ScanState.ACCEPTED, None, None, NOW)
    scans.save_parts(c, scan.id, [part(1)])
    dossiers.save_components(c, scan.id, [component(scan, code="H99.101-261103-0777")])
    assert set(work.funnel(c, DAY, DAY, None)) == {
        UnitFunnel("H99.101", scanned=6, read=4, matched=3, reviewed=2, accepted=2, stored=2),
        UnitFunnel("", scanned=1, read=1, matched=1, reviewed=1, accepted=1, stored=0),
    }
    assert work.funnel(c, DAY, DAY, ["H99.102"]) == []
    assert list(files_seen(c, DAY, DAY, ["H99.102"])) == []
    for counted in work.funnel(c, DAY, DAY, None):
        mine = [file for file in files_seen(c, DAY, DAY, None) if file.unit == counted.unit]
        for stage in STAGES:
            assert sum(stage in file.stages for file in mine) == getattr(counted, stage), stage
    assert [each.unit for each in work.funnel(c, DAY, DAY, ["H99.101"])] == ["H99.101"]


def test_days_are_those_of_vietnam(c):
    late = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)  # half past midnight there
    scans.add_scan(c, new_scan(1), late)
    assert work.station_work(c, DAY, DAY) == []
    (station,) = work.station_work(c, DAY + timedelta(1), DAY + timedelta(1))
    assert (station.files, station.days, station.last.hour) == (1, 1, 0)


def test_files_that_were_joined_are_counted_as_the_one_that_they_make(c):
    found = [add_scan(c, number) for number in range(3)]
    for scan, reason in zip(found, (JOINED, JOINED, None), strict=True):
        scans.save_page(c, scan.id, page(1))
        scans.set_state(c, scan.id, ScanState.ACCEPTED, reason, None, NOW)
    (station,) = work.station_work(c, DAY, DAY)
    (read,) = work.page_work(c, DAY, DAY)
    (counted,) = work.funnel(c, DAY, DAY, None)
    assert (station.files, read.pages, counted.scanned, counted.read) == (1, 1, 1, 1)
    assert [file.scan for file in files_seen(c, DAY, DAY, None)] == [found[2].id]


def test_a_stations_files_are_counted_by_what_became_of_them(c):
    states = (
        ScanState.RECEIVED,
        ScanState.REJECTED,
        ScanState.QUARANTINED,
        ScanState.REVIEW,
        ScanState.ACCEPTED,
    )
    for number, state in enumerate(states):
        scan = add_scan(c, number)
        scans.set_page_count(c, scan.id, 2)
        scans.set_state(c, scan.id, state, None, None, NOW)
    (found,) = work.station_work(c, DAY, DAY)
    assert (found.station, found.files, found.pages) == ("tram-101", 5, 10)
    assert (found.accepted, found.review, found.rejected, found.working) == (1, 1, 2, 1)


def test_pages_are_counted_by_how_well_they_could_be_read(c):
    scan = add_scan(c)
    scans.set_state(c, scan.id, ScanState.REVIEW, None, None, NOW)
    good, bad = page(1), page(2)
    scans.save_page(c, scan.id, good)
    scans.save_page(c, scan.id, type(bad)(**{**_values(bad), "flaws": ("faded", "cut_off"), "blank": True}))
    scans.save_parts(c, scan.id, [part(1), part(2, kind=None)])
    (found,) = work.page_work(c, DAY, DAY)
    assert (found.pages, found.blank, found.flawed, found.text_layer) == (2, 1, 1, 0)
    assert (found.papers, found.unknown) == (2, 1)
    assert found.confidence == pytest.approx(part(1).confidence)
    assert found.cpu_seconds == pytest.approx(3.0)
    assert found.flaws == {"faded": 1, "cut_off": 1}


def test_files_one_by_one_add_up_to_what_is_counted_of_their_station(c):
    for number, state in enumerate(ScanState):
        scan = add_scan(c, number)
        scans.save_page(c, scan.id, page(1))
        scans.save_page(c, scan.id, replace(page(2), blank=True, flaws=("faded",), text_layer=True))
        scans.save_parts(c, scan.id, [part(1), part(2, kind=None)])
        scans.set_state(c, scan.id, state, None, None, NOW)
    files = list(files_seen(c, DAY, DAY, None))
    assert [file.name for file in files] == [f"bản quét {number}.pdf" for number in range(len(ScanState))]
    (station,), (read,) = work.station_work(c, DAY, DAY), work.page_work(c, DAY, DAY)
    assert sum(file.sent for file in files) == station.pages
    for what in ("accepted", "review", "rejected", "working"):
        assert sum(file.state == what for file in files) == getattr(station, what), what
    for held in ("pages", "blank", "text_layer", "flawed", "papers", "unknown"):
        assert sum(getattr(file, held) for file in files) == getattr(read, held) > 0, held


def test_pages_without_papers_have_no_confidence(c):
    scan = add_scan(c)
    scans.set_state(c, scan.id, ScanState.ACCEPTED, None, None, NOW)
    scans.save_page(c, scan.id, page(1))
    (found,) = work.page_work(c, DAY, DAY)
    assert (found.papers, found.unknown, found.confidence) == (0, 0, 0.0)


def test_a_campaign_counts_resolved_dossiers_and_the_days_of_the_last_paper(c):
    whole, half, unresolved = (f"H99.101-261103-000{n}" for n in (1, 2, 3))
    for code in (whole, half):
        put_dossier(c, code, resolved=date(2026, 11, 10))
    put_dossier(c, unresolved)
    scan = add_scan(c)
    scans.set_state(c, scan.id, ScanState.ACCEPTED, None, None, NOW)
    dossiers.save_components(c, scan.id, [component(scan, code=whole)])
    everything = Outcome(required=1, digitised=1, missing=(), complete=True)
    counted = {everything._replace(result_digitised=True): [whole], everything: [half]}
    dossiers.save_outcomes(c, counted, NOW)
    (found,) = work.campaign(c, date(2026, 11, 1), DAY, None)
    assert (found.unit, found.total, found.done, found.days) == ("H99.101", 2, 1, {DAY: 1})
    assert work.campaign(c, date(2026, 11, 1), DAY, ["H99.102"]) == []
    assert work.completed(c, date(2026, 11, 1), DAY, None) == {whole: DAY}
    assert work.completed(c, date(2026, 11, 1), DAY, ["H99.102"]) == {}
    assert work.campaign(c, DAY, DAY, None) == []


def test_what_people_did_is_counted_once_a_thing(c):
    put_dossier(c)
    scan = add_scan(c)
    lan = add_account(
        c, NewAccount("lan", "Hà Thị Lan", frozenset({UserRole.CLERK})), "x", NOW, must_change=False
    )
    tomorrow, later = NOW + timedelta(days=1), NOW + timedelta(days=9)
    for who, on_page, kind, at in (
        ("lan", 1, Kind.TYPE, NOW),
        ("lan", 1, Kind.FIELD, tomorrow),  # the same paper
        ("lan", 3, Kind.TYPE, NOW),
        ("lan", 5, Kind.TYPE, later),  # after the period
        ("lan", 0, Kind.CLEARED, NOW),  # about no paper
        ("sohoa", 1, Kind.TYPE, NOW),  # nobody's account
    ):
        decide(c, NewDecision(scan.id, kind, "to_khai", who, on_page), at)
    actor = Actor(lan.name, lan.full_name, frozenset(), Reach(None))
    for action, subject in (
        (AuditAction.DOSSIER_CHANGED, f"dossier:{CODE}"),
        (AuditAction.DOSSIER_CHANGED, f"dossier:{CODE}"),
        (AuditAction.FILE_UPLOADED, "station:tram-101"),
        (AuditAction.FILE_UPLOADED, "station:tram-101"),
        (AuditAction.SEARCHED, "search"),
    ):
        note(c, NOW, actor, Deed(action, subject, "H99.101"))
    assert clerk_work(c, DAY, DAY + timedelta(days=1)) == [
        ClerkWork("lan", "Hà Thị Lan", "H99.101", papers=2, dossiers=1, files=2, days=2)
    ]


def test_a_source_gives_the_dossiers_that_have_to_do_with_the_period(c):
    put_dossier(c, "H99.101-261103-0001", resolved=date(2026, 11, 10))
    put_dossier(c, "H99.101-261103-0002")
    put_dossier(c, "H99.102-261103-0003", "H99.102")

    def codes(first, last, units=None):
        found = Recorded(c).figures(Period(first, last), units)
        return [figure.dossier.code[-4:] for figure in found]

    assert codes(date(2026, 11, 1), date(2026, 11, 2)) == []
    assert codes(date(2026, 11, 10), DAY) == ["0001", "0002", "0003"]
    assert codes(date(2026, 11, 11), DAY, ["H99.101"]) == ["0002"]


def _values(reading):
    return {name: getattr(reading, name) for name in reading.__dataclass_fields__}
