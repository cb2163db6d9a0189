from datetime import date

import pytest

from catalogue.model import Catalogue, Unit, UnitLevel
from reports.model import Period
from reports.scope import ancestry, receiving_units, unit_name, unit_on

from .world import BEFORE, SINCE, question, world


def test_the_chain_upwards_is_that_of_the_day():
    moved = Catalogue(
        units=(
            Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE),
            Unit("H99.1", "huyện cũ", UnitLevel.DISTRICT, "H99", valid_to=BEFORE),
            Unit("H99.1.5", "xã Một", UnitLevel.COMMUNE, "H99.1", valid_to=BEFORE),
            Unit("H99.1.5", "phường Một", UnitLevel.COMMUNE, "H99", valid_from=SINCE),
        ),
        procedures=(),
        types={},
    )
    assert ancestry(moved, "H99.1.5", BEFORE) == ("H99.1.5", "H99.1", "H99")
    assert ancestry(moved, "H99.1.5", SINCE) == ("H99.1.5", "H99")
    assert unit_name(moved, "H99.1.5", BEFORE) == "xã Một"
    assert unit_name(moved, "H99.1.5", SINCE) == "phường Một"


def test_a_unit_that_ended_keeps_its_last_place():
    assert ancestry(world(), "H99.15.01", date(2026, 1, 1)) == ("H99.15.01", "H99.15", "H99")


def test_a_tree_that_bites_its_tail_ends():
    ring = Catalogue((Unit("A", "a", UnitLevel.COMMUNE, "B"), Unit("B", "b", UnitLevel.COMMUNE, "A")), (), {})
    assert ancestry(ring, "A", SINCE) == ("A", "B")


def test_an_unknown_unit_is_its_own_name():
    assert unit_on(world(), "X99", SINCE) is None
    assert unit_name(world(), "X99", SINCE) == "X99"


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (date(2025, 1, 1), BEFORE, {"H99.15.01"}),
        (SINCE, date(2025, 12, 31), {"H99.101", "H99.102"}),
        (BEFORE, SINCE, {"H99.15.01", "H99.101", "H99.102"}),
    ],
)
def test_units_that_could_receive_in_a_period(first, last, codes):
    assert set(receiving_units(question(first, last))) == codes


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Period(SINCE, BEFORE)
