"""Who stands for a unit that is gone, and what stands above it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from catalogue.model import Catalogue, Unit, UnitLevel
from catalogue.succession import stand_in, standing_above

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


@given(st.sampled_from(CODES), st.sampled_from([LAST_OLD, FIRST_NEW, TODAY]))
def test_who_stands_in_stands_for_himself(code, on):
    standing = stand_in(CATALOGUE, code, on)
    assert stand_in(CATALOGUE, standing, on) == standing


def test_a_province_keeps_the_communes_it_took_over():
    assert standing_above(CATALOGUE, "H98.01", TODAY) == ("H99",)
    assert standing_above(CATALOGUE, "H99.15.03", TODAY) == ("H99",)
    assert standing_above(CATALOGUE, "H99.15.03", LAST_OLD) == ("H99.15", "H99")
    assert standing_above(CATALOGUE, "H97", TODAY) == ()
