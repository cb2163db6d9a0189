"""A page that a clerk turned is read again as it now lies; what was decided about it goes with it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.errors import ScanError
from pipeline.model import Box, PageReading, Word
from pipeline.turning import turned_box
from storage import scans, tasks
from storage.access import Reach
from storage.database import reading, writing
from storage.decisions import MACHINE, Kind, NewDecision, decide, history, in_force, undo, words_said
from storage.leases import version_of
from storage.model import ScanState, Stage, TaskState
from storage.previews import find_preview
from storage.turns import PAUSE, read_again
from tests.drawn import usual_page
from workers import stages
from workers.jobs import run

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
BOXES = (Box(10, 10, 60, 20), Box(80, 10, 60, 20))


def page_of(rotation, boxes=BOXES, texts=("TỜ", "KHÁI")):
    words = tuple(Word(text, box, 0.9) for text, box in zip(texts, boxes, strict=True))
    width, height = (400, 600) if rotation in {0, 180} else (600, 400)
    text = " ".join(texts)
    return PageReading(1, width, height, 200, rotation, 0.0, blank=False, text=text, words=words)


class Turned:
    """A scan of one page that was read as it came, and what becomes of it when it is turned."""

    def __init__(self, shop, engine, scan, monkeypatch):
        self.shop, self.engine, self.scan = shop, engine, scan
        self.asked = []
        self.fails = False
        monkeypatch.setattr(stages, "_original", lambda *_: None)
        monkeypatch.setattr(stages, "read_file_page", self._read)
        with writing(engine) as c:
            scans.save_page(c, scan.id, page_of(0))
            scans.set_state(c, scan.id, ScanState.REVIEW, None, None, NOW)
            for stage in (Stage.PAGE, Stage.FINISH):
                tasks.add_task(
                    c, scan.id, stage, int(stage is Stage.PAGE), unit="x", urgency=scan.urgency, now=NOW
                )
            tasks.close_rest(c, scan.id, NOW)

    def _read(self, _path, _number, _limits, _profile, show, turn):
        self.asked.append(turn)
        if self.fails:
            raise ScanError("timeout", "60 s")
        show(usual_page())
        return page_of(turn, [turned_box(box, turn, 400, 600) for box in BOXES], ("TỜ", "KHAl"))

    def say(self, kind, value, place=0, name=""):
        with writing(self.engine) as c:
            made = decide(c, NewDecision(self.scan.id, kind, value, "lan", 1, place, name), NOW)
            if kind is Kind.TURN:
                read_again(c, self.scan.id, 1, NOW)
        return made

    def read(self):
        """Do what is due of the page, as a worker does."""
        with reading(self.engine) as c:
            task = next(task for task in tasks.tasks_of(c, self.scan.id) if task.stage is Stage.PAGE)
        run(self.shop, task.id)

    def now(self):
        with reading(self.engine) as c:
            held = in_force(c, self.scan.id)
            return scans.page_of(c, self.scan.id, 1), words_said(held).get(1, {}), held


@pytest.fixture
def turned(shop, engine, add, monkeypatch):
    return Turned(shop, engine, add()[0], monkeypatch)


def test_it_is_read_in_its_new_position_with_pictures_of_it(turned, engine):
    turned.say(Kind.TURN, 90)
    with reading(engine) as c:
        before = version_of(c, turned.scan.id)
        assert tasks.pages_to_read(c, turned.scan.id) == (1,)
        task = next(task for task in tasks.tasks_of(c, turned.scan.id) if task.stage is Stage.PAGE)
        assert task.not_before == NOW + PAUSE
    turned.read()
    page, _, held = turned.now()
    assert (turned.asked, page.rotation, page.width) == ([90], 90, 600)
    assert [(one.who, one.value, one.machine) for one in held if one.kind is Kind.REREAD] == [
        (MACHINE, 90, 0)
    ]
    with reading(engine) as c:
        assert find_preview(c, Reach(None), turned.scan.id, 1, "view")
        assert (
            version_of(c, turned.scan.id) > before
        )  # who looks at the old words cannot decide about the new
        finish = next(task for task in tasks.tasks_of(c, turned.scan.id) if task.stage is Stage.FINISH)
        assert finish.state is TaskState.READY


def test_what_a_clerk_said_of_a_word_goes_with_the_word_and_comes_back_with_the_page(turned, engine):
    turned.say(Kind.WORD, "KHAI", place=1)
    turn = turned.say(Kind.TURN, 180)
    turned.read()
    _, words, held = turned.now()
    assert words == {1: "KHAI"}
    assert {(one.who, one.name, one.machine) for one in held if one.kind is Kind.WORD} == {
        ("lan", "", None),
        (MACHINE, "180", "KHAl"),
    }
    with writing(engine) as c:
        undo(c, turn, "lan", NOW)
        read_again(c, turned.scan.id, 1, NOW)
    turned.read()
    page, words, _ = turned.now()
    assert (page.rotation, words) == (0, {1: "KHAI"})


def test_types_and_fields_stay(turned):
    turned.say(Kind.TYPE, "giay_khai_sinh")
    turned.say(Kind.FIELD, "Trần Ngọc Mận", name="nguoi_yeu_cau")
    turned.say(Kind.TURN, 270)
    turned.read()
    kept = {one.kind: one.value for one in turned.now()[2] if one.who == "lan"}
    assert kept == {Kind.TYPE: "giay_khai_sinh", Kind.FIELD: "Trần Ngọc Mận", Kind.TURN: 270}


def test_a_page_turned_all_the_way_round_is_not_read(turned, engine):
    for value in (90, 180, 270, 0):
        turned.say(Kind.TURN, value)
    turned.read()
    assert turned.asked == []
    with reading(engine) as c:
        assert tasks.pages_to_read(c, turned.scan.id) == ()


def test_a_page_that_cannot_be_read_again_stays_as_it_was_and_so_does_its_scan(turned, engine):
    turned.fails = True
    turned.say(Kind.TURN, 90)
    turned.read()
    page, _, held = turned.now()
    assert (turned.asked, page) == ([90], replace(page_of(0)))
    assert [one for one in held if one.kind is Kind.REREAD] == []
    with reading(engine) as c:
        assert scans.get_scan(c, turned.scan.id).state is ScanState.REVIEW
        assert tasks.pages_to_read(c, turned.scan.id) == ()
        assert [one.kind for one in history(c, turned.scan.id)] == [Kind.TURN]


def test_a_page_that_was_copied_from_a_twin_gets_a_task_of_its_own(turned, engine, add):
    other, _ = add("b" * 64)
    with writing(engine) as c:
        read_again(c, other.id, 1, NOW)
        assert tasks.pages_to_read(c, other.id) == (1,)
