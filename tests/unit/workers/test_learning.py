"""From what clerks decided to the suggestion for the next paper, and back to the rules alone."""

import pytest

from pipeline.learning.model import OTHER
from storage import decisions, learned, scans, tasks
from storage.database import reading, writing
from storage.decisions import Kind, NewDecision
from storage.model import NewScan, Stage, Urgency
from tests import rows
from tests.unit.pipeline.learning.papers import paper
from tests.unit.workers.conftest import NOW
from workers.finishing import finish
from workers.learning import decided, learn_version

# A type of the catalogue whose local form bears none of its words.
LOCAL, TYPE = "phieu_ao_ca", "giay_uy_quyen"


def scanned(shop, number, text):
    """A scan of one page that is read and about to be finished."""
    with writing(shop.engine) as c:
        new = NewScan(rows.content(number), 10, "tram", f"{number}.pdf", None, Urgency.COUNTER)
        scan, _ = scans.add_scan(c, new, NOW)
        scans.save_page(c, scan.id, rows.page(1, text))
        tasks.add_task(c, scan.id, Stage.FINISH, 0, unit="x", urgency=scan.urgency, now=NOW)
    return scan


def named(shop, scan):
    """Finish a scan and return its one paper."""
    with writing(shop.engine) as c:
        finish(shop, scan, tasks.tasks_of(c, scan.id)[0])(c, NOW)
        (part,) = scans.parts_of(c, scan.id)
    return part


def decide(shop, scan, kind, value, **more):
    with writing(shop.engine) as c:
        return decisions.decide(c, NewDecision(scan.id, kind, value, "lan", page=1, **more), NOW)


def taught(shop, each=6):
    """Let a clerk name papers of a local form, and say of others that they are nothing known."""
    for seed in range(each):
        decide(shop, scanned(shop, seed, paper(LOCAL, seed)), Kind.TYPE, TYPE)
        decide(shop, scanned(shop, 100 + seed, paper(OTHER, seed)), Kind.TYPE, None)


def test_nothing_is_learned_where_nothing_was_decided(shop):
    lesson = learn_version(shop, "lan", NOW)
    assert lesson.version is None
    assert lesson.evaluation.decisions == 0


def test_a_local_form_is_suggested_once_learned_and_no_longer_once_left(shop):
    taught(shop)
    new = scanned(shop, 500, paper(LOCAL, 500))
    assert named(shop, new).type is None
    version = learn_version(shop, "lan", NOW).version
    assert version
    assert version.better
    assert (version.decisions, version.ruled_right, version.joined_right) == (12, 6, 12)
    assert named(shop, new).type is None
    for chosen, expected in ((version.version, TYPE), (None, None)):
        with writing(shop.engine) as c:
            learned.use(c, chosen, "lan", NOW)
        assert named(shop, new).type == expected


def test_a_suggestion_waits_for_a_clerk_and_says_why(shop):
    taught(shop)
    version = learn_version(shop, "lan", NOW).version
    assert version
    with writing(shop.engine) as c:
        learned.use(c, version.version, "lan", NOW)
    new = scanned(shop, 500, paper(LOCAL, 500))
    part = named(shop, new)
    assert part.candidates[0].reason.startswith("Học từ 12 giấy tờ")
    with reading(shop.engine) as c:
        assert scans.get_scan(c, new.id).state == "review"


def test_the_rules_are_judged_without_what_the_clerk_said(shop):
    scan = scanned(shop, 1, "GIẤY KHAI SINH\nSố định danh cá nhân Nơi đăng ký khai sinh Người đi khai sinh")
    decide(shop, scan, Kind.TYPE, "cccd")
    undone = decide(shop, scan, Kind.TYPE, "giay_chung_sinh")
    with writing(shop.engine) as c:
        decisions.undo(c, undone, "lan", NOW)
        (one,) = decided(shop, c, scan.id)
    assert (one.label, one.ruled) == ("cccd", "giay_khai_sinh")


@pytest.mark.parametrize("damage", ["lost", "foreign"])
def test_a_matcher_that_cannot_be_had_leaves_the_rules_alone(shop, damage, tmp_path, caplog):
    foreign = tmp_path / "foreign"
    foreign.write_bytes(b"no matcher")
    sha256 = rows.content(9) if damage == "lost" else shop.objects.put(foreign)
    with writing(shop.engine) as c:
        learned.add_version(c, learned.Learned(sha256, 9, 1, 8, ("x",)), "lan", NOW)
        learned.use(c, 1, "lan", NOW)
    assert named(shop, scanned(shop, 1, paper(LOCAL, 1))).type is None
    assert "cannot be used" in caplog.text
