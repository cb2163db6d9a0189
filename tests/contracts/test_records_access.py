"""Who reaches what: the predicate in Python and the condition in SQL must be the same."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, select

from storage import arrivals, dossiers, scans, tables
from storage.access import ACTS, Act, Reach, UserRole, acts_of, unit_of_scan
from storage.overview import overview
from tests.rows import NOW, add_task, arrival, dossier, new_scan

REACHES = [
    Reach(None),
    Reach(frozenset()),
    Reach(frozenset({"H99.101"})),
    Reach(frozenset({"H99.101", "H99.102"})),
    Reach(frozenset({""})),
    Reach(None, "tram-101"),
    Reach(None, "tram-102"),
    Reach(frozenset({"H99.101"}), "tram-102"),
]


def told(reach):
    """Name a test alike in every process."""
    return f"{reach.station}-{'all' if reach.units is None else sorted(reach.units)}"


@pytest.fixture
def full(c):
    """Dossiers of two units; scans of every kind; stations with, without, and outside of a unit."""
    dossiers.put_dossiers(c, [dossier("H99.101-261103-0001"), dossier("H99.102-261103-0001", unit="H99.102")])
    rows = [("tram-101", "H99.101"), ("tram-102", "H99.102"), ("tram-kho", None)]
    c.execute(
        insert(tables.stations), [{"name": name, "unit": unit, "created_at": NOW} for name, unit in rows]
    )
    codes = ["H99.101-261103-0001", "H99.102-261103-0001", "H99.999-261103-0001", None]
    number = 0
    for station in ("tram-101", "tram-102", "tram-kho", "tram-la"):
        for code in codes:
            add_scan_of(c, number, station, code)
            number += 1
        arrivals.record(c, arrival(f"{station}.pdf", station=station))
    return c


def add_scan_of(c, number, station, code):
    scans.add_scan(c, replace(new_scan(number, code), station=station), NOW)


@pytest.mark.parametrize("reach", REACHES, ids=told)
def test_scans_in_python_and_in_sql_are_the_same(full, reach):
    rows = full.execute(select(tables.scans.c.id, tables.scans.c.station, unit_of_scan().label("unit"))).all()
    expected = {row.id for row in rows if reach.holds(row.unit, row.station)}
    assert set(full.scalars(select(tables.scans.c.id).where(reach.scans()))) == expected
    assert len({row.unit for row in rows}) == 3


@pytest.mark.parametrize("reach", REACHES, ids=told)
def test_dossiers_in_python_and_in_sql_are_the_same(full, reach):
    rows = full.execute(select(tables.dossiers.c.code, tables.dossiers.c.unit)).all()
    expected = {row.code for row in rows if reach.holds(row.unit)}
    assert set(full.scalars(select(tables.dossiers.c.code).where(reach.dossiers()))) == expected
    units = reach.dossier_units
    assert {row.code for row in rows if units is None or row.unit in units} == expected


@pytest.mark.parametrize("reach", REACHES, ids=told)
def test_arrivals_and_stations_in_python_and_in_sql_are_the_same(full, reach):
    units = {row.name: row.unit for row in full.execute(select(tables.stations))}
    known = {name for name, unit in units.items() if reach.holds(unit, name)}
    assert set(full.scalars(select(tables.stations.c.name).where(reach.stations()))) == known
    everyone = ("tram-101", "tram-102", "tram-kho", "tram-la")
    expected = {name for name in everyone if reach.holds(units.get(name), name)}
    assert set(full.scalars(select(tables.arrivals.c.station).where(reach.arrivals()))) == expected


def test_a_scan_is_of_its_dossiers_unit_before_its_stations(full):
    mine = select(tables.scans.c.station, tables.scans.c.dossier_code, unit_of_scan())
    found = {(station, code): unit for station, code, unit in full.execute(mine)}
    assert found["tram-101", "H99.102-261103-0001"] == "H99.102"
    assert found["tram-101", None] == "H99.101"
    assert found["tram-101", "H99.999-261103-0001"] == "H99.101"
    assert found["tram-kho", None] is None


def test_an_overview_counts_only_what_is_within_reach(full):
    add_task(full, 0)
    seen = overview(full, NOW, reach=Reach(frozenset({"H99.102"})))
    mine = select(tables.scans.c.id).where(Reach(frozenset({"H99.102"})).scans())
    assert sum(seen.scans.values()) == len(full.scalars(mine).all()) < 16
    assert sum(seen.tasks.values()) == 0
    assert [station.name for station in seen.stations] == ["tram-102"]
    assert {each.station for each in seen.open_arrivals} == {"tram-102"}
    assert sum(overview(full, NOW).tasks.values()) == 1


def test_every_role_may_enter_and_roles_add_up():
    assert set(ACTS) == set(UserRole)
    assert all(Act.ENTER in acts for acts in ACTS.values())
    both = acts_of([UserRole.STATION, UserRole.OFFICER])
    assert both == ACTS[UserRole.STATION] | ACTS[UserRole.OFFICER]
    assert acts_of([]) == frozenset()


def test_who_keeps_the_system_going_opens_no_papers():
    keeper = ACTS[UserRole.ADMINISTRATOR]
    assert not keeper & {Act.SEE_PAPERS, Act.OPEN_ORIGINAL, Act.SEE_PERSON, Act.REVIEW, Act.SEARCH}
    assert Act.MANAGE_ACCOUNTS not in ACTS[UserRole.LEAD]


def test_every_act_is_somebodys():
    assert acts_of(UserRole) == set(Act)
