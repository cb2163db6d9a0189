"""Counts of units that are gone, under those that stand: each dossier once."""

from datetime import date
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from catalogue.model import Catalogue, Unit, UnitLevel
from catalogue.succession import changes_within, mapped, stand_in, standing_above
from catalogue.tally import Tally

LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)
TODAY = date(2026, 11, 20)


def gone(code, parent, *heirs, level=UnitLevel.COMMUNE):
    return Unit(code, f"cũ {code}", level, parent, None, LAST_OLD, heirs)


CATALOGUE = Catalogue(
    units=(
        Unit("H98", "tỉnh Cũ", UnitLevel.PROVINCE, None, None, LAST_OLD, ("H99",)),
        Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE),
        gone("H99.15", "H99", "H99.101", "H99.102", level=UnitLevel.DISTRICT),
        gone("H99.15.01", "H99.15", "H99.101"),
        gone("H99.15.02", "H99.15", "H99.101"),
        gone("H99.15.03", "H99.15", "H99.101", "H99.102"),
        gone("H98.01", "H98", "H99.102"),
        gone("06613", "H98", "06613"),
        Unit("06613", "xã Mới", UnitLevel.COMMUNE, "H99", FIRST_NEW),
        Unit("H99.101", "xã Sơn Thủy", UnitLevel.COMMUNE, "H99", FIRST_NEW),
        Unit("H99.102", "xã Hòa Phú", UnitLevel.COMMUNE, "H99", FIRST_NEW),
    ),
    procedures=(),
    types={},
)
CODES = tuple(dict.fromkeys(unit.code for unit in CATALOGUE.units))


def test_a_unit_with_one_heir_is_shown_as_it():
    assert stand_in(CATALOGUE, "H99.15.01", TODAY) == "H99.101"
    assert stand_in(CATALOGUE, "H98", TODAY) == "H99"
    assert stand_in(CATALOGUE, "H99.15.01", LAST_OLD) == "H99.15.01"


def test_a_unit_that_was_divided_stays_as_it_was():
    assert stand_in(CATALOGUE, "H99.15.03", TODAY) == "H99.15.03"
    assert stand_in(CATALOGUE, "H99.15", TODAY) == "H99.15"


def test_a_code_that_lives_on_stands_for_itself_and_an_unknown_one_too():
    assert stand_in(CATALOGUE, "06613", TODAY) == "06613"
    assert stand_in(CATALOGUE, "H97", TODAY) == "H97"


def test_those_that_merged_are_one_row():
    counts = [Tally("H99.15.01", online=2), Tally("H99.15.02", online=3), Tally("H99.101", online=4)]
    counts += [Tally("H99.15.03", online=5)]
    assert mapped(counts, CATALOGUE, TODAY) == [Tally("H99.101", online=9), Tally("H99.15.03", online=5)]


@given(
    st.lists(st.builds(Tally, st.sampled_from(CODES), online=st.integers(0, 99), late=st.integers(0, 9))),
    st.sampled_from([LAST_OLD, FIRST_NEW, TODAY]),
)
def test_no_dossier_is_counted_twice_or_lost(counts, on):
    found = mapped(counts, CATALOGUE, on)
    total = reduce(Tally.__add__, counts, Tally())
    assert reduce(Tally.__add__, found, Tally()) == total
    assert len({tally.unit for tally in found}) == len(found)
    assert mapped(found, CATALOGUE, on) == found


def test_a_province_keeps_the_communes_it_took_over():
    assert standing_above(CATALOGUE, "H98.01", TODAY) == ("H99",)
    assert standing_above(CATALOGUE, "H99.15.03", TODAY) == ("H99",)
    assert standing_above(CATALOGUE, "H99.15.03", LAST_OLD) == ("H99.15", "H99")
    assert standing_above(CATALOGUE, "H97", TODAY) == ()


def test_days_on_which_units_began():
    assert changes_within(CATALOGUE, date(2025, 6, 15), date(2025, 9, 14)) == (FIRST_NEW,)
    assert changes_within(CATALOGUE, FIRST_NEW, TODAY) == ()
