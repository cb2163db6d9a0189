"""Who stood where on a day, and who stands for a unit that is gone."""

from datetime import date

from catalogue.model import Catalogue, ComponentType, Procedure, Requirement, Role, Rule, Unit, UnitLevel

LAST_OLD = date(2025, 6, 30)
FIRST_NEW = date(2025, 7, 1)

CATALOGUE = Catalogue(
    units=(
        Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE),
        Unit("H99.15", "huyện Sơn Thủy", UnitLevel.DISTRICT, "H99", None, LAST_OLD, ("H99.101", "H99.102")),
        Unit("H99.15.01", "xã Thanh Bình", UnitLevel.COMMUNE, "H99.15", None, LAST_OLD, ("H99.101",)),
        Unit(
            "H99.101",
            "xã Sơn Thủy",
            UnitLevel.COMMUNE,
            "H99",
            FIRST_NEW,
            date(2029, 12, 31),
            successors=("H99.201", "H99.102"),
        ),
        Unit("H99.102", "xã Hòa Phú", UnitLevel.COMMUNE, "H99", FIRST_NEW),
        Unit("H99.201", "phường Sơn Thủy", UnitLevel.COMMUNE, "H99", date(2030, 1, 1)),
        Unit("H98", "tỉnh Cũ", UnitLevel.PROVINCE, None, None, LAST_OLD),
        Unit("H98", "tỉnh Mới", UnitLevel.PROVINCE, None, FIRST_NEW),
    ),
    procedures=(
        Procedure("1.000001", "Cũ", "Hộ tịch", UnitLevel.DISTRICT, (), ("b",), "mẫu", None, LAST_OLD),
        Procedure(
            "1.000001",
            "Mới",
            "Hộ tịch",
            UnitLevel.COMMUNE,
            (Requirement("don", "Đơn", Rule.ALWAYS, ("a",)), Requirement("x", "X", Rule.SHOW_ONLY, ("c",))),
            ("b", "a"),
            "mẫu",
            FIRST_NEW,
        ),
    ),
    types={
        code: ComponentType(code, code, (role,), (code.upper(),))
        for code, role in {
            "cover": Role.COVER,
            "a": Role.COMPONENT,
            "b": Role.RESULT,
            "c": Role.COMPONENT,
            "other": Role.COMPONENT,
        }.items()
    },
)


def codes(units):
    return [unit.code for unit in units]


def test_a_unit_is_found_by_code_whatever_the_day():
    assert CATALOGUE.unit("H99.15") == CATALOGUE.units[1]
    assert CATALOGUE.unit("H97") is None


def test_both_ends_of_a_period_are_inside_it():
    assert CATALOGUE.unit_on("H99.15", LAST_OLD) is not None
    assert CATALOGUE.unit_on("H99.15", FIRST_NEW) is None
    assert CATALOGUE.unit_on("H99.102", LAST_OLD) is None
    assert CATALOGUE.unit_on("H99.102", FIRST_NEW) is not None


def test_the_version_of_the_day_is_found():
    old, new = CATALOGUE.unit_on("H98", LAST_OLD), CATALOGUE.unit_on("H98", FIRST_NEW)
    assert old is not None
    assert new is not None
    assert (old.name, new.name) == ("tỉnh Cũ", "tỉnh Mới")


def test_a_subtree_is_that_of_the_day():
    assert codes(CATALOGUE.units_below("H99", LAST_OLD)) == ["H99", "H99.15", "H99.15.01"]
    assert codes(CATALOGUE.units_below("H99", FIRST_NEW)) == ["H99", "H99.101", "H99.102"]
    assert codes(CATALOGUE.units_below("H99.15", LAST_OLD)) == ["H99.15", "H99.15.01"]
    assert codes(CATALOGUE.units_below("H99.15", FIRST_NEW)) == []
    assert codes(CATALOGUE.units_below("H97", FIRST_NEW)) == []


def test_successors_are_those_that_stand_on_the_day():
    assert codes(CATALOGUE.successors_on("H99.15", FIRST_NEW)) == ["H99.101", "H99.102"]
    assert codes(CATALOGUE.successors_on("H99.15", date(2030, 1, 1))) == ["H99.201", "H99.102"]


def test_a_unit_that_stands_has_no_successors_yet():
    assert CATALOGUE.successors_on("H99.15", LAST_OLD) == ()
    assert CATALOGUE.successors_on("H99.102", FIRST_NEW) == ()


def test_a_procedure_is_the_version_of_the_day():
    old, new = CATALOGUE.procedure("1.000001", LAST_OLD), CATALOGUE.procedure("1.000001", FIRST_NEW)
    assert old is not None
    assert new is not None
    assert (old.level, new.level) == (UnitLevel.DISTRICT, UnitLevel.COMMUNE)
    assert CATALOGUE.procedure("9.000009", FIRST_NEW) is None


def test_the_types_of_a_procedure_are_its_slots_results_and_covers_each_once():
    procedure = CATALOGUE.procedure("1.000001", FIRST_NEW)
    assert [kind.code for kind in CATALOGUE.types_of(procedure)] == ["a", "c", "b", "cover"]


def test_without_a_procedure_all_types_compete():
    assert [kind.code for kind in CATALOGUE.types_of(None)] == list(CATALOGUE.types)
