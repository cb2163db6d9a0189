"""Versions of what was learned are kept, used and left again; what waits for a clerk is looked at anew."""

from storage import decisions, learned, scans, tasks
from storage.decisions import Kind, NewDecision
from storage.learned import Learned
from storage.model import ScanState, Stage, TaskState
from tests import rows
from tests.rows import LATER, NOW

BETTER = Learned(rows.content(1), 12, 3, 11, ("cam_ket",))


def test_versions_are_numbered_and_none_is_used_at_first(c):
    first = learned.add_version(c, BETTER, "lan", NOW)
    second = learned.add_version(c, Learned(rows.content(2), 20, 9, 9, ()), "lan", LATER)
    assert learned.versions(c) == (first, second)
    assert (first.version, second.version) == (1, 2)
    assert (first.better, second.better) == (True, False)
    assert (first.trusted, first.at) == (("cam_ket",), NOW)
    assert learned.in_use(c) is None


def test_the_last_choice_holds_and_leads_back(c):
    first = learned.add_version(c, BETTER, "lan", NOW)
    second = learned.add_version(c, BETTER, "lan", NOW)
    for chosen, expected in ((1, first), (2, second), (1, first), (None, None)):
        learned.use(c, chosen, "lan", NOW)
        assert learned.in_use(c) == expected


def test_what_waits_for_a_clerk_is_finished_again(c):
    states = (ScanState.REVIEW, ScanState.ACCEPTED, ScanState.REVIEW)
    for number, state in enumerate(states):
        scan = rows.add_scan(c, number)
        tasks.add_task(c, scan.id, Stage.FINISH, 0, unit="x", urgency=scan.urgency, now=NOW)
        tasks.close_rest(c, scan.id, NOW)
        scans.set_state(c, scan.id, state, None, None, NOW)
    learned.add_version(c, BETTER, "lan", NOW)
    assert learned.use(c, 1, "lan", NOW) == 2
    ready = [tasks.tasks_of(c, number)[0].state is TaskState.READY for number in (1, 2, 3)]
    assert ready == [True, False, True]


def test_scans_of_which_a_paper_was_named(c):
    for number, kind in enumerate((Kind.TYPE, Kind.BLANK, Kind.TYPE, Kind.DOSSIER)):
        scan = rows.add_scan(c, number)
        decisions.decide(c, NewDecision(scan.id, kind, "cccd", "lan", page=1), NOW)
    decisions.decide(c, NewDecision(1, Kind.TYPE, "giay_khai_sinh", "lan", page=2), NOW)
    assert learned.decided_scans(c) == (1, 3)
