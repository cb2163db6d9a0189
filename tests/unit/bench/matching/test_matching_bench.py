from dataclasses import replace
from pathlib import Path

import pytest

from bench.matching.draw import Paper, draw
from bench.matching.fit import borders
from bench.matching.measure import Judged, Outcome, measure
from bench.matching.plan import LEAST, MOST, plan
from bench.matching.report import report
from bench.matching.stacks import load, make
from bench.matching.titles import filled_up
from catalogue.load import load_catalogue
from pipeline.matching.types import prepare
from pipeline.model import Part

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(ROOT / "configs" / "catalogue")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, catalogue):
    folder = tmp_path_factory.mktemp("stacks")
    made = [*make(folder, [21, 24], catalogue, None, (1, 1))]
    assert {path.name for path in made} == {"21.json.gz", "24.json.gz"}
    return folder


def test_a_seed_makes_the_same_plan(catalogue):
    assert plan(7, catalogue) == plan(7, catalogue)
    assert plan(7, catalogue).pieces != plan(8, catalogue).pieces


def test_what_is_there_is_not_made_again_and_work_can_be_shared(folder, catalogue):
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    shares = [[*make(folder, [21, 24], catalogue, None, (part, 2))] for part in (1, 2)]
    assert sorted(path.name for share in shares for path in share) == ["21.json.gz", "24.json.gz"]
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_every_page_that_is_not_empty_is_of_a_paper(folder):
    for stack in load(folder):
        assert LEAST <= len(stack.pages) <= MOST
        told = {number for paper in stack.papers for number in paper.pages}
        assert told == {page.number for page in stack.pages if not page.blank}


def test_clean_stacks_are_put_together_rightly(folder, catalogue, capsys):
    judged = [*measure(load(folder), catalogue)]
    assert all(stack.exact for stack in judged)
    assert report(judged, wrong=True) == 0
    assert "stacks exact 100.00 %" in capsys.readouterr().out


def test_a_wrong_name_that_nobody_is_asked_about_is_a_failure(folder, catalogue, capsys):
    stack = next(load(folder))
    paper = Paper("cccd", "cccd", (1,), 0)
    wrong = Judged(stack, (Outcome(paper, Part((1,), "giay_bao_tu", 0.99)),), (), 0.1)
    assert report([wrong], wrong=False) == 1
    assert "1 x cccd taken for giay_bao_tu" in capsys.readouterr().out
    asked = replace(wrong, outcomes=(Outcome(paper, Part((1,), "giay_bao_tu", 0.5)),))
    assert report([asked], wrong=False) == 0


def test_two_passes_put_all_fronts_first(catalogue):
    once = replace(plan(21, catalogue), feeding="duplex")
    sides, moved = draw(once, rough=True), draw(replace(once, feeding="two passes"), rough=True)
    assert len(sides.leaves) == len(moved.leaves)
    half = len(sides.leaves) // 2
    assert [leaf.blank for leaf in moved.leaves[:half]] == [leaf.blank for leaf in sides.leaves[::2]]
    assert [leaf.blank for leaf in moved.leaves[half:]] == [leaf.blank for leaf in sides.leaves[::-2]]


def test_borders_are_told_as_they_truly_are(folder, catalogue):
    index = prepare(tuple(catalogue.types.values()))
    stack = next(load(folder))
    told = [*borders(stack, index)]
    assert told
    assert all(begins for signs, begins in told if "national header" in signs)


def test_a_catalogue_is_filled_up_with_types_of_other_titles(catalogue):
    types = tuple(catalogue.types.values())
    many = filled_up(types, 2000)
    assert len(many) == len({kind.code for kind in many}) == 2000
    assert many[: len(types)] == types
    assert filled_up(types, 0) == types
