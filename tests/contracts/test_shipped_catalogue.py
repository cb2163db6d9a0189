"""What holds for every entry that is shipped; a new one is tested without a new line here."""

import re
from datetime import date
from pathlib import Path

import pytest

import configs
from catalogue.completeness import Present, completeness, result_digitised
from catalogue.load import load_catalogue
from catalogue.model import ComponentType, Procedure, Role, Rule, Unit
from pipeline.matching.fold import fold

FOLDER = Path(configs.__file__).parent / "catalogue"
CATALOGUE = load_catalogue(FOLDER)
TYPES = tuple(CATALOGUE.types.values())
TITLES = {fold(title): kind.code for kind in TYPES for title in kind.titles}

# The day on which two-tier government began.
LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)


def code_of(entry: ComponentType | Procedure | Unit) -> str:
    return entry.code


each_type = pytest.mark.parametrize("kind", TYPES, ids=code_of)
each_procedure = pytest.mark.parametrize("procedure", CATALOGUE.procedures, ids=code_of)
each_unit = pytest.mark.parametrize("unit", CATALOGUE.units, ids=code_of)


def test_there_is_enough_to_work_with():
    assert len({procedure.code for procedure in CATALOGUE.procedures}) >= 18
    assert len(TYPES) >= 26


@each_type
def test_titles_and_phrases_leave_something_to_match(kind):
    for phrase in (*kind.titles, *kind.anchors, *kind.negatives):
        assert re.search("[a-z]", fold(phrase)), phrase


@each_type
def test_no_two_types_share_a_title_even_without_marks(kind):
    assert {TITLES[fold(title)] for title in kind.titles} == {kind.code}


@each_type
def test_no_anchor_is_the_title_of_another_type(kind):
    for anchor in kind.anchors:
        assert TITLES.get(fold(anchor), kind.code) == kind.code


@each_type
def test_no_negative_speaks_of_the_type_itself(kind):
    own = " | ".join(fold(phrase) for phrase in (*kind.titles, *kind.anchors))
    for negative in kind.negatives:
        assert fold(negative) not in own, negative


@each_type
def test_a_result_refuses_the_application_that_repeats_its_title(kind):
    """Where an application's title holds the result's whole, a negative tells them apart."""
    longer = [
        other
        for other in TYPES
        if other.code != kind.code
        and Role.RESULT in kind.roles
        and Role.RESULT not in other.roles
        and any(fold(title) in fold(words) for title in kind.titles for words in other.titles)
    ]
    for other in longer:
        assert any(fold(negative) in fold(other.titles[0]) for negative in kind.negatives), other.code


@each_type
def test_a_type_is_known_by_its_title_or_by_two_phrases(kind):
    assert kind.titles
    if Role.RESULT not in kind.roles or Role.COMPONENT in kind.roles:
        assert len(kind.anchors) >= 2


@each_type
def test_labels_of_a_field_differ(kind):
    for spec in kind.fields:
        assert len({fold(label) for label in spec.labels}) == len(spec.labels)


@each_procedure
def test_a_procedure_is_complete_when_every_paper_is_there(procedure):
    facts = {slot.condition for slot in procedure.requirements if slot.condition}
    asked = [slot for slot in procedure.requirements if slot.rule is not Rule.SHOW_ONLY]
    everything = [Present(slot.types[0]) for slot in asked]
    full = completeness(procedure, facts, everything)
    assert full.complete
    assert full.digitised == full.required == len(asked)


@each_procedure
def test_a_procedure_asks_for_something_whatever_is_stated(procedure):
    bare = completeness(procedure, [], [])
    assert not bare.complete
    assert {slot.slot for slot in bare.missing} == {
        slot.slot for slot in procedure.requirements if slot.rule in {Rule.ALWAYS, Rule.ONE_OF}
    }


@each_procedure
def test_the_components_alone_are_not_the_result(procedure):
    facts = {slot.condition for slot in procedure.requirements if slot.condition}
    components = [
        Present(slot.types[0]) for slot in procedure.requirements if slot.rule is not Rule.SHOW_ONLY
    ]
    assert not result_digitised(procedure, components, facts)
    for result in procedure.results:
        assert result_digitised(procedure, [*components, Present(result)], facts)


@each_procedure
def test_no_decision_is_claimed_that_was_not_read(procedure):
    assert procedure.decision.startswith(("Danh mục mẫu", "Quyết định 2228/QĐ-BTP năm 2022"))


@each_unit
def test_units_are_invented(unit):
    """Real provinces end at H64."""
    assert unit.code.startswith("H99")


@each_unit
def test_what_ended_has_someone_who_stands_for_it(unit):
    if unit.valid_to == LAST_OLD:
        assert CATALOGUE.successors_on(unit.code, FIRST_NEW)


def test_a_district_is_succeeded_by_what_came_from_its_communes():
    for district in (unit for unit in CATALOGUE.units if unit.level == "district"):
        communes = CATALOGUE.units_below(district.code, LAST_OLD)[1:]
        heirs = {heir for commune in communes for heir in commune.successors}
        assert set(district.successors) == heirs


def test_every_condition_is_used():
    used = {slot.condition for procedure in CATALOGUE.procedures for slot in procedure.requirements}
    assert used - {None} == CATALOGUE.conditions.keys()


def test_every_type_belongs_to_a_procedure_or_is_a_cover():
    used = {code for p in CATALOGUE.procedures for slot in p.requirements for code in slot.types}
    used |= {code for procedure in CATALOGUE.procedures for code in procedure.results}
    covers = {kind.code for kind in TYPES if Role.COVER in kind.roles}
    assert used | covers == CATALOGUE.types.keys()


def test_a_procedure_that_moved_down_on_the_day_of_two_tiers():
    old, new = CATALOGUE.procedure("1.001612", LAST_OLD), CATALOGUE.procedure("1.001612", FIRST_NEW)
    assert old is not None
    assert new is not None
    assert (old.level, new.level) == ("district", "commune")
    assert old.requirements != new.requirements
