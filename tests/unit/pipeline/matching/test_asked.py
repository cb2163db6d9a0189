from catalogue.model import Procedure, Requirement, Rule, UnitLevel
from pipeline.matching.asked import ANYTHING, asked_by
from tests.unit.pipeline.page_builder import kind


def procedure(*slots, results=()):
    requirements = tuple(Requirement(f"s{at}", "", rule, types) for at, (rule, *types) in enumerate(slots))
    return Procedure("1", "", "", UnitLevel.COMMUNE, requirements, tuple(results), "")


def test_without_a_procedure_everything_competes():
    assert asked_by(None, ()) == ANYTHING
    assert ANYTHING.types is None


def test_slots_and_results_give_seats():
    asked = asked_by(
        procedure((Rule.ALWAYS, "form"), (Rule.WHEN, "card"), (Rule.SHOW_ONLY, "card"), results=["paper"]),
        [kind("form", []), kind("receipt", [])],
    )
    assert asked.types == frozenset({"form", "receipt"})
    assert asked.seats == {"form": 1, "card": 2, "paper": 1}


def test_only_what_no_other_slot_asks_for_is_show_only_or_a_result():
    asked = asked_by(
        procedure((Rule.ALWAYS, "old"), (Rule.SHOW_ONLY, "old", "card"), results=["old", "new"]), ()
    )
    assert asked.show_only == {"card"}
    assert asked.results == {"new"}
