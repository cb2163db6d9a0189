"""Scans, their pages and parts, on SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound, StatementError

from storage import scans, tasks
from storage.database import reading, writing
from storage.model import ScanState, Stage, Urgency
from tests.rows import CODE, LATER, LEASE, NOW, add_scan, new_scan, page, part


def test_a_new_scan_is_received(c):
    scan, created = scans.add_scan(c, new_scan(7), NOW)
    assert created
    assert (scan.state, scan.page_count, scan.finished_at, scan.received_at) == (
        ScanState.RECEIVED,
        None,
        None,
        NOW,
    )
    assert (scan.station, scan.file_name, scan.size) == ("tram-101", "bản quét 7.pdf", 1007)
    assert (scan.dossier_code, scan.urgency) == (CODE, Urgency.COUNTER)
    assert scans.get_scan(c, scan.id) == scan
    assert scans.find_scan(c, scan.sha256, CODE) == scan


@pytest.mark.parametrize("code", [None, CODE])
def test_the_same_content_for_the_same_dossier_is_the_same_scan(c, code):
    first, _ = scans.add_scan(c, new_scan(dossier_code=code), NOW)
    again, created = scans.add_scan(c, replace(new_scan(dossier_code=code), file_name="khác.pdf"), LATER)
    assert not created
    assert again == first


def test_the_same_content_for_another_dossier_is_another_scan(c):
    ids = {add_scan(c, 1, code).id for code in (None, CODE, "H99.101-261103-0002")}
    assert len(ids) == 3


def test_a_file_without_a_dossier_is_the_scan_that_got_one_from_its_text(c):
    first = add_scan(c, 1, None)
    scans.assign(c, first.id, CODE)
    assert scans.add_scan(c, new_scan(1, None), LATER) == (scans.get_scan(c, first.id), False)


def test_a_file_without_a_dossier_is_the_oldest_scan_of_its_content(c):
    first = add_scan(c, 1, CODE)
    add_scan(c, 1, "H99.101-261103-0002")
    found, created = scans.add_scan(c, new_scan(1, None), LATER)
    assert (found.id, created) == (first.id, False)


@pytest.mark.parametrize("reason", ["failed", "original_lost"])
@pytest.mark.parametrize("code", [None, CODE])
def test_a_scan_that_the_machine_failed_is_begun_again_when_its_file_comes_again(c, reason, code):
    scan = add_scan(c, 1, code)
    for stage, number in ((Stage.SPLIT, 0), (Stage.PAGE, 1), (Stage.PAGE, 2)):
        tasks.add_task(c, scan.id, stage, number, unit="x", urgency=scan.urgency, now=NOW)
    (split, _, last) = tasks.ready_of(c, scan.id)
    for task, retry_at in ((split, NOW), (last, None)):
        tasks.take(c, task.id, "me", NOW, LEASE)
        tasks.fail(c, task.id, "me", "OSError", retry_at, NOW)
    scans.set_state(c, scan.id, ScanState.QUARANTINED, reason, "Đã được cách ly.", NOW)
    tasks.close_rest(c, scan.id, NOW)
    found, created = scans.add_scan(c, new_scan(1, code), LATER)
    assert (found.id, created, found.state, found.reason_code) == (scan.id, False, ScanState.RECEIVED, None)
    assert [(each.stage, each.attempts) for each in tasks.ready_of(c, scan.id)] == [(Stage.SPLIT, 0)]
    assert tasks.pending(c, scan.id) == 1


def test_a_scan_that_kills_its_readers_stays_aside_when_its_file_comes_again(c):
    scan = add_scan(c)
    scans.set_state(c, scan.id, ScanState.QUARANTINED, "crashed", "Đã được cách ly.", NOW)
    assert add_scan(c).state is ScanState.QUARANTINED


def test_of_many_who_add_the_same_scan_one_makes_it(engine):
    def add(_):
        with writing(engine) as own:
            return scans.add_scan(own, new_scan(dossier_code=None), NOW)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(add, range(8)))
    assert sum(created for _, created in results) == 1
    assert len({scan.id for scan, _ in results}) == 1


def test_an_unknown_scan(c):
    with pytest.raises(NoResultFound):
        scans.get_scan(c, 404)
    assert scans.find_scan(c, "0" * 64, None) is None


def test_times_come_back_as_utc_whatever_zone_they_were_given_in(c):
    vietnam = NOW.astimezone(timezone(timedelta(hours=7)))
    scan, _ = scans.add_scan(c, new_scan(), vietnam)
    found = scans.get_scan(c, scan.id).received_at
    assert found == NOW
    assert found.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(c):
    with pytest.raises(StatementError, match="naive"):
        scans.add_scan(c, new_scan(), NOW.replace(tzinfo=None))


def test_names_that_are_no_text_are_kept_readable(c):
    scan, _ = scans.add_scan(c, replace(new_scan(), file_name="a\udcff\0b.pdf"), NOW)
    assert scan.file_name == "a?\N{REPLACEMENT CHARACTER}b.pdf"


@pytest.mark.parametrize("state", list(ScanState))
def test_states_have_reasons_and_only_ended_ones_an_end(c, state):
    scan = add_scan(c)
    scans.set_state(c, scan.id, state, "encrypted", "Tệp PDF đặt mật khẩu.", LATER)
    found = scans.get_scan(c, scan.id)
    assert (found.state, found.reason_code, found.reason) == (state, "encrypted", "Tệp PDF đặt mật khẩu.")
    assert found.finished_at == (LATER if state.ended else None)


def test_a_scan_done_again_has_no_end_and_no_reason(c):
    scan = add_scan(c)
    scans.set_state(c, scan.id, ScanState.REVIEW, "unassigned", "Chưa rõ hồ sơ.", NOW)
    scans.set_state(c, scan.id, ScanState.PROCESSING, None, None, LATER)
    found = scans.get_scan(c, scan.id)
    assert (found.reason_code, found.reason, found.finished_at) == (None, None, None)


def test_page_counts_are_kept_and_never_negative(c):
    scan = add_scan(c)
    scans.set_page_count(c, scan.id, 12)
    assert scans.get_scan(c, scan.id).page_count == 12
    with pytest.raises(IntegrityError), c.begin_nested():
        scans.set_page_count(c, scan.id, -1)


def test_a_scan_without_a_dossier_can_be_given_to_one(c):
    scan = add_scan(c, 1, None)
    assert scans.assign(c, scan.id, CODE)
    assert scans.get_scan(c, scan.id).dossier_code == CODE
    assert scans.find_scan(c, scan.sha256, None) is None


def test_a_dossier_never_gets_the_same_content_twice(c):
    loose, known = add_scan(c, 1, None), add_scan(c, 1, CODE)
    assert not scans.assign(c, loose.id, CODE)
    assert scans.get_scan(c, loose.id).dossier_code is None
    assert scans.find_scan(c, known.sha256, CODE) == known
    scans.set_page_count(c, loose.id, 1)  # the transaction goes on


def test_pages_come_back_as_they_were_read(c):
    scan = add_scan(c)
    read = [page(2, "trang hai"), page(1), page(3, "")]
    for each in read:
        scans.save_page(c, scan.id, each)
    assert scans.pages_of(c, scan.id) == tuple(sorted(read, key=lambda each: each.number))
    assert scans.has_page(c, scan.id, 2)
    assert not scans.has_page(c, scan.id, 4)
    assert scans.reading_seconds(c) == pytest.approx(4.5)


def test_pages_keep_their_flaws_and_tell_of_their_own_text(c):
    first, second = add_scan(c, 1), add_scan(c, 1, "H99.101-261103-0002")
    read = replace(page(), flaws=("blurred", "cut_off"), text_layer=True)
    scans.save_page(c, first.id, read)
    scans.copy_pages(c, first.id, second.id)
    assert scans.pages_of(c, first.id) == scans.pages_of(c, second.id) == (read,)


def test_a_page_read_again_replaces_itself(c):
    scan = add_scan(c)
    for text in ("mờ", "rõ"):
        scans.save_page(c, scan.id, page(1, text))
    assert scans.pages_of(c, scan.id) == (page(1, "rõ"),)


def test_words_that_no_database_takes_are_kept_readable(c):
    scan = add_scan(c)
    scans.save_page(c, scan.id, page(1, "a\0b \udcffc"))
    (found,) = scans.pages_of(c, scan.id)
    assert found.text == "a\N{REPLACEMENT CHARACTER}b ?c"
    assert [word.text for word in found.words][1] == "?c"


@pytest.mark.parametrize("wrong", [{"number": 0}, {"rotation": 45}])
def test_impossible_pages_are_refused(c, wrong):
    scan = add_scan(c)
    with pytest.raises(IntegrityError), c.begin_nested():
        scans.save_page(c, scan.id, replace(page(), **wrong))


def test_a_page_needs_its_scan(engine):
    with pytest.raises(IntegrityError), writing(engine) as c:
        scans.save_page(c, 404, page())


def test_pages_of_the_same_content_are_copied_not_read(c):
    first, second = add_scan(c, 1), add_scan(c, 1, "H99.101-261103-0002")
    for number in (1, 2):
        scans.save_page(c, first.id, page(number, "bản gốc"))
    scans.save_page(c, second.id, page(2, "của mình"))
    assert scans.copy_pages(c, first.id, second.id) == 1
    assert scans.pages_of(c, second.id) == (page(1, "bản gốc"), page(2, "của mình"))
    assert scans.copy_pages(c, first.id, second.id) == 0
    assert len(scans.pages_of(c, first.id)) == 2


def test_a_twin_is_another_scan_of_the_content_that_is_read(c):
    second, first = add_scan(c, 1, None), add_scan(c, 1)
    add_scan(c, 2)
    assert scans.read_twin(c, second.sha256, second.id) is None
    scans.set_state(c, first.id, ScanState.REVIEW, None, None, NOW)
    found = scans.read_twin(c, second.sha256, second.id)
    assert found is not None
    assert found.id == first.id
    assert scans.read_twin(c, first.sha256, first.id) is None


def test_parts_are_replaced_as_a_whole(c):
    scan = add_scan(c)
    scans.save_parts(c, scan.id, [part(1, 2), part(3, kind=None), part(4)])
    scans.save_parts(c, scan.id, [part(1), part(2, 3, kind=None)])
    assert scans.parts_of(c, scan.id) == (part(1), part(2, 3, kind=None))
    scans.save_parts(c, scan.id, [])
    assert scans.parts_of(c, scan.id) == ()


def test_scans_are_found_by_what_is_known_of_them(c):
    first, second, third = (add_scan(c, number, code) for number, code in enumerate([CODE, CODE, None]))
    scans.set_state(c, third.id, ScanState.REVIEW, "unassigned", "Chưa rõ hồ sơ.", NOW)

    def ids(**wanted):
        return [scan.id for scan in scans.scans(c, **wanted)]

    assert ids() == [first.id, second.id, third.id]
    assert ids(states=[ScanState.RECEIVED]) == ids(dossier_code=CODE) == [first.id, second.id]
    assert ids(states=[ScanState.REVIEW, ScanState.ACCEPTED], reason_code="unassigned") == [third.id]
    assert ids(station="tram-999") == []
    assert [scan.id for scan in scans.latest_scans(c, 2)] == [third.id, second.id]


def test_scans_can_be_looked_into_while_they_are_listed(engine):
    with writing(engine) as c:
        for number in range(3):
            scans.save_page(c, add_scan(c, number).id, page())
    with reading(engine) as c:
        assert [len(scans.pages_of(c, scan.id)) for scan in scans.scans(c)] == [1, 1, 1]
