"""A dossier's completeness is brought up to date from what the records hold."""

from dataclasses import replace
from datetime import date

import pytest

from catalogue.model import Catalogue, ComponentType, Procedure, Requirement, Role, Rule, UnitLevel
from storage import dossiers
from storage.database import migrate, open_database, writing
from storage.recount import note_catalogue, recount, recount_waiting
from tests.rows import CODE, LATER, NOW, add_scan, component, dossier

FORM = Requirement("to_khai", "Tờ khai", Rule.ALWAYS, ("to_khai_khai_sinh",))
PROOF = Requirement("chung_sinh", "Giấy chứng sinh", Rule.ALWAYS, ("giay_chung_sinh",))
POWER = Requirement("uy_quyen", "Giấy ủy quyền", Rule.WHEN, ("giay_uy_quyen",), condition="co_uy_quyen")
PROCEDURE = Procedure(
    code="1.001193",
    name="Đăng ký khai sinh",
    sector="Hộ tịch",
    level=UnitLevel.COMMUNE,
    requirements=(FORM, PROOF, POWER),
    results=("giay_khai_sinh",),
    decision="",
    valid_from=date(2026, 1, 1),
)
TYPES = ("to_khai_khai_sinh", "giay_chung_sinh", "giay_uy_quyen", "giay_khai_sinh")
CATALOGUE = Catalogue(
    units=(),
    procedures=(PROCEDURE,),
    types={code: ComponentType(code, code, (Role.COMPONENT,), ()) for code in TYPES},
)


@pytest.fixture
def c(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'sohoa.db'}")
    migrate(engine)
    with writing(engine) as connection:
        yield connection
    engine.dispose()


def put_papers(c, *kinds):
    scan = add_scan(c)
    papers = [component(scan, ordinal, kind=kind) for ordinal, kind in enumerate(kinds)]
    dossiers.save_components(
        c, scan.id, [replace(paper, exempt_reason=None, reused=False) for paper in papers]
    )


def figure(c):
    (found,) = dossiers.figures(c)
    return found


def test_what_is_missing_is_named_by_the_rules_and_the_facts(c):
    dossiers.put_dossiers(c, [dossier()])
    put_papers(c, "to_khai_khai_sinh")
    recount(c, CATALOGUE, CODE, LATER)
    found = figure(c)
    assert found.missing == (("chung_sinh", "Giấy chứng sinh"), ("uy_quyen", "Giấy ủy quyền"))
    assert (found.required, found.digitised, found.complete, found.result_digitised) == (3, 1, False, False)
    assert found.computed_at == LATER


def test_a_dossier_with_all_its_papers_is_complete(c):
    dossiers.put_dossiers(c, [dossier()])
    put_papers(c, *TYPES)
    recount(c, CATALOGUE, CODE, LATER)
    found = figure(c)
    assert (found.complete, found.missing, found.result_digitised) == (True, (), True)


def test_counting_again_gives_the_same(c):
    dossiers.put_dossiers(c, [dossier()])
    put_papers(c, "giay_chung_sinh")
    recount(c, CATALOGUE, CODE, LATER)
    first = figure(c)
    recount(c, CATALOGUE, CODE, LATER)
    assert figure(c) == first


@pytest.mark.parametrize("changes", [{"procedure": "9.999999"}, {"received_on": date(2025, 12, 31)}])
def test_nothing_can_be_asked_of_a_procedure_that_is_not_known_on_that_day(c, changes):
    dossiers.put_dossiers(c, [dossier(**changes)])
    put_papers(c, *TYPES)
    recount(c, CATALOGUE, CODE, LATER)
    assert (figure(c).complete, figure(c).required, figure(c).computed_at) == (False, None, LATER)


def test_a_dossier_that_the_register_does_not_know_is_left_alone(c):
    recount(c, CATALOGUE, CODE, NOW)
    assert list(dossiers.figures(c)) == []


def test_all_that_wait_are_counted_a_few_at_a_time(c):
    dossiers.put_dossiers(c, [dossier(f"{CODE[:-1]}{number}") for number in range(5)])
    assert [recount_waiting(c, CATALOGUE, NOW, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert dossiers.uncounted(c) == ()


def test_other_rules_and_all_is_counted_anew(c):
    rules, other = CATALOGUE, replace(CATALOGUE, procedures=(replace(PROCEDURE, requirements=(FORM,)),))
    assert note_catalogue(c, rules)
    dossiers.put_dossiers(c, [dossier()])
    recount_waiting(c, rules, LATER)
    assert not note_catalogue(c, rules)
    assert dossiers.uncounted(c) == ()
    assert note_catalogue(c, other)
    assert dossiers.uncounted(c) == (CODE,)
