from datetime import date

import pytest

from catalogue.model import Catalogue, Unit, UnitKind, UnitLevel
from reports.lines import unit_notes
from reports.model import Period, Question, Where
from reports.scope import Tree, ended_units, sector_of

from .world import BEFORE, SINCE, question, world


def tree(first, last, unit=None, catalogue=None, **more):
    return Tree(Question(Period(first, last), unit, catalogue or world(), **more))


def on(day, catalogue=None):
    return tree(day, day, catalogue=catalogue)


def test_the_chain_upwards_is_that_of_the_periods_end():
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
    assert on(BEFORE, moved).ancestry("H99.1.5") == ("H99.1.5", "H99.1", "H99")
    assert on(SINCE, moved).ancestry("H99.1.5") == ("H99.1.5", "H99")
    assert on(BEFORE, moved).name("H99.1.5") == "xã Một"
    assert on(SINCE, moved).name("H99.1.5") == "phường Một"
    assert on(SINCE, moved).name("H99.1.5", BEFORE) == "xã Một"


def test_a_unit_that_ended_keeps_its_last_place():
    assert on(date(2026, 1, 1)).ancestry("H99.15.01") == ("H99.15.01", "H99.15", "H99")


def test_a_tree_that_bites_its_tail_ends():
    ring = Catalogue((Unit("A", "a", UnitLevel.COMMUNE, "B"), Unit("B", "b", UnitLevel.COMMUNE, "A")), (), {})
    assert on(SINCE, ring).ancestry("A") == ("A", "B")


def test_an_unknown_unit_is_its_own_name():
    assert on(SINCE).unit("X99", SINCE) is None
    assert on(SINCE).name("X99") == "X99"
    assert on(SINCE).kind("X99") is UnitKind.UNKNOWN


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (date(2025, 1, 1), BEFORE, {"H99.15.01"}),
        (SINCE, date(2025, 12, 31), {"H99.101", "H99.102"}),
        (BEFORE, SINCE, {"H99.15.01", "H99.101", "H99.102"}),
    ],
)
def test_units_that_could_receive_in_a_period(first, last, codes):
    assert set(tree(first, last).receiving()) == codes


def test_mapped_an_ended_unit_is_shown_under_its_one_heir():
    mapped = tree(BEFORE, SINCE, mapped=True)
    assert set(mapped.receiving()) == {"H99.101", "H99.102"}
    assert mapped.home("H99.15.01") == "H99.101"
    assert tree(BEFORE, SINCE).home("H99.15.01") == "H99.15.01"
    assert "H99.15.01" in (tree(BEFORE, SINCE, "H99.101", mapped=True).units() or ())
    assert "H99.15.01" not in (tree(BEFORE, SINCE, "H99.101").units() or ())


def test_mapped_a_divided_unit_belongs_to_the_province_that_took_its_own_over():
    merged = Catalogue(
        units=(
            Unit("H98", "tỉnh Cũ", UnitLevel.PROVINCE, valid_to=BEFORE, successors=("H99",)),
            Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE),
            Unit("H98.1", "xã cũ", UnitLevel.COMMUNE, "H98", valid_to=BEFORE, successors=("H99.2", "H99.3")),
            Unit("H99.2", "xã Hai", UnitLevel.COMMUNE, "H99", valid_from=SINCE),
            Unit("H99.3", "xã Ba", UnitLevel.COMMUNE, "H99", valid_from=SINCE),
        ),
        procedures=(),
        types={},
    )
    mapped = tree(SINCE, date(2026, 1, 1), "H99", merged, mapped=True)
    assert mapped.home("H98.1") == "H98.1"
    assert mapped.ancestry("H98.1") == ("H98.1", "H98", "H99")
    assert "H98.1" in (mapped.units() or ())
    assert "H98.1" not in (tree(SINCE, date(2026, 1, 1), "H99", merged).units() or ())


def test_a_unit_with_several_heirs_stands_for_itself():
    two = Catalogue(
        units=(
            Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE),
            Unit("H99.1", "xã cũ", UnitLevel.COMMUNE, "H99", valid_to=BEFORE, successors=("H99.2", "H99.3")),
            Unit("H99.2", "xã Hai", UnitLevel.COMMUNE, "H99", valid_from=SINCE),
            Unit("H99.3", "xã Ba", UnitLevel.COMMUNE, "H99", valid_from=SINCE),
        ),
        procedures=(),
        types={},
    )
    assert tree(BEFORE, SINCE, catalogue=two, mapped=True).home("H99.1") == "H99.1"


def test_ended_units_are_those_that_received():
    (ended,) = ended_units(tree(BEFORE, SINCE))
    assert (ended.code, ended.name, ended.on) == ("H99.15.01", "xã Thanh Bình", BEFORE)
    assert ended_units(tree(SINCE, SINCE)) == []
    assert ended_units(tree(BEFORE, BEFORE)) == []


def test_a_line_is_about_a_unit_alone_or_with_those_below():
    here = tree(SINCE, SINCE)
    period = here.question.period
    assert here.meets("H99.101", Where(period, "H99"))
    assert not here.meets("H99.101", Where(period, "H99", exact=True))
    assert here.meets("H99.101", Where(period, kind=UnitKind.COMMUNE))
    assert not here.meets("H99.101", Where(period, kind=UnitKind.DISTRICT))


def test_a_sector_is_that_of_the_procedure_or_its_code():
    asked = question(SINCE, SINCE)
    assert sector_of(asked.catalogue, "1.001193", SINCE) == "Hộ tịch"
    assert sector_of(asked.catalogue, "9.000001", SINCE) == "9.000001"


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Period(SINCE, BEFORE)


def test_a_unit_that_ended_says_so_in_its_line():
    """Its heir may bear the same name: two lines that nobody could tell apart."""
    straddling = tree(date(2025, 6, 1), date(2025, 7, 31))
    assert straddling.shown("H99.15.01") == "xã Thanh Bình (đến 30/06/2025)"
    assert straddling.shown("H99.101") == "xã Sơn Thủy"
    assert tree(date(2025, 6, 1), BEFORE).shown("H99.15.01") == "xã Thanh Bình"
    assert straddling.shown("X99") == "X99"


def test_a_merger_of_many_units_is_told_in_one_sentence():
    old = [Unit(f"H99.{n}", f"xã {n}", UnitLevel.COMMUNE, "H99", valid_to=BEFORE) for n in range(1021)]
    units = (Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE), *old)
    note = next(unit_notes(tree(date(2025, 6, 1), date(2025, 7, 31), catalogue=Catalogue(units, (), {}))))
    assert note == "Trong kỳ có 1.021 đơn vị kết thúc hoạt động; sau tên ghi ngày cuối cùng."
