import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.order import collate, in_order, in_two_passes
from pipeline.model import PageFacts
from tests.unit.pipeline.page_builder import page


def numbers(pages):
    return [one.number for one in pages]


def test_pages_stand_by_their_numbers_unless_a_clerk_placed_them():
    pages = [page("c", number=3), page("a", number=1), page("b", number=2)]
    assert numbers(in_order(pages)) == [1, 2, 3]
    assert numbers(in_order(pages, [PageFacts(3, place=0.5), PageFacts(2, starts=True)])) == [3, 1, 2]


def test_a_pile_fed_twice_has_its_last_back_first():
    assert collate(["f1", "f2", "f3"], ["b3", "b2", "b1"]) == ["f1", "b1", "f2", "b2", "f3", "b3"]
    assert in_two_passes([1, 2, 3, 6, 5, 4]) == [1, 4, 2, 5, 3, 6]


def test_passes_of_two_piles_are_refused():
    with pytest.raises(ValueError, match="3 fronts and 2 backs"):
        collate([1, 2, 3], [4, 5])
    with pytest.raises(ValueError, match="not of one pile"):
        in_two_passes([1, 2, 3])


@given(st.lists(st.integers(), max_size=8))
def test_no_side_is_lost(fronts):
    backs = [-side for side in reversed(fronts)]
    assert in_two_passes([*fronts, *backs]) == [side for front in fronts for side in (front, -front)]
