from functools import partial
from pathlib import Path

import pytest

from bench.reading import __main__ as command
from bench.reading import table
from bench.reading.align import Difference
from bench.reading.readers import Reading
from bench.reading.reliability import Judged
from bench.reading.scores import score
from bench.reading.sets import Page, Planned
from pipeline.model import Box, Word

NOWHERE = ["--data", "/nowhere/data", "--seeds", "/nowhere/seeds"]


class Knowing:
    """A reader that reads what it is told to."""

    def __init__(self, name, text, missing="", stages=None):
        self.name, self.missing, self.text, self.stages = name, missing, text, stages or {}
        self.closed = False

    def read(self, picture):
        words = tuple(Word(each, Box(0, 0, 9, 9), 0.99) for each in self.text.split())
        return Reading(self.text, 1.5, 120.0, words, self.stages)

    def close(self):
        self.closed = True


def plan(*pages):
    return [Planned(page.name, partial(as_it_is, page)) for page in pages]


def as_it_is(page, folder):
    return page


ONE = Page("one", Path("one.png"), "tổng số 12 hồ sơ")
PHOTO = Page("photo", Path("photo.png"), "ảnh chụp", apart=True)
QUIET = command.Show(errors=False, reliability=False)


def test_a_row_tells_the_figures_in_their_columns():
    results = [
        table.Result(score("a b", "a b"), 1.0, 100.0, {"clean": 0.25, "stamps": 0.25}),
        table.Result(
            score("a b", "a c"), 3.0, 200.0, {"clean": 0.75}, (Judged(0.99, trusted=True, right=True),)
        ),
    ]
    cells = table.row("x", results).split()
    assert len(cells) == len(table.head().replace("CPU s", "CPU").split())
    assert cells[1:4] == ["75.00", "75.00", "16.67"]
    assert cells[-11:] == ["2.00", "-", "0.50", "-", "-", "-", "-", "0.25", "200", "100.00", "100.00"]


def test_errors_are_told_by_kind():
    lines = list(table.errors("fast", [Difference("tone", "tổng", "tông"), Difference("missing", "và", "")]))
    assert lines == ["  fast: 1 tone, 1 missing", "    tone: tổng > tông", "    missing: và > -"]
    assert list(table.errors("fast", [])) == ["  fast: no word differs"]


def test_a_page_told_apart_is_in_no_mean(capsys):
    results = command.measure("pages", plan(ONE, PHOTO), [Knowing("fast", "tổng sô 12 hồ sơ")], QUIET)
    out = capsys.readouterr().out
    assert len(results["fast"]) == 1
    assert results["fast"][0].score.found == 4 / 5
    assert "photo (apart)" in out
    assert "pages, 1 pages" in out


def test_what_is_missing_is_told(capsys):
    readers = [Knowing("fast", ""), Knowing("ocrmypdf", "", "unpaper is not installed")]
    assert "ocrmypdf" not in command.measure("pages", plan(ONE), readers, QUIET)
    assert "  ocrmypdf: not measured, unpaper is not installed" in capsys.readouterr().out


def test_a_set_of_photos_alone_has_no_mean(capsys):
    assert command.measure("pages", plan(PHOTO), [Knowing("fast", "")], QUIET) == {"fast": []}
    command.summary({"pages": {"fast": []}})
    assert "pages, 0 pages" in capsys.readouterr().out


def test_errors_and_reliability_are_shown_when_asked_for(capsys):
    show = command.Show(errors=True, reliability=True)
    command.measure("pages", plan(ONE), [Knowing("fast", "tổng sô 12 hồ sơ", stages={"read": 1.0})], show)
    out = capsys.readouterr().out
    assert "tone: số > sô" in out
    assert "fast: 5 words by confidence" in out
    assert "right  80.00 %" in out


def test_without_files_every_set_is_skipped(capsys):
    assert command.main([*NOWHERE, "--no-peers", "--profiles", ""]) == 0
    out = capsys.readouterr().out
    assert out.count("skipped") == 6
    assert "all sets" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--sets", "xyz"], "no set 'xyz'"),
        (["--profiles", "quickest"], "no profile 'quickest'"),
    ],
)
def test_wrong_names_are_told(arguments, words, capsys):
    with pytest.raises(SystemExit) as error:
        command.main([*NOWHERE, *arguments])
    assert error.value.code == 2
    assert words in capsys.readouterr().err
