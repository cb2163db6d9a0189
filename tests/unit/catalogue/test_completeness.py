"""Completeness: examples for each rule, and what holds for every procedure and every pile of papers."""

from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from catalogue.completeness import Completeness, Present, SlotStatus, completeness, result_digitised
from catalogue.model import Procedure, Requirement, Rule, UnitLevel

TYPES = ("a", "b", "c", "d", "e")
FACTS = ("f", "g")

ALWAYS = Requirement("always", "Tờ khai", Rule.ALWAYS, ("a",))
ONE_OF = Requirement("one_of", "Một trong", Rule.ONE_OF, ("b", "c"))
WHEN = Requirement("when", "Ủy quyền", Rule.WHEN, ("d",), "f")
SHOW_ONLY = Requirement("show_only", "Xuất trình", Rule.SHOW_ONLY, ("e",))


def procedure(*requirements: Requirement, results: tuple[str, ...] = ("r",)) -> Procedure:
    return Procedure("1.000001", "Tên", "Hộ tịch", UnitLevel.COMMUNE, requirements, results, "mẫu")


def papers(*codes: str) -> list[Present]:
    return [Present(code) for code in codes]


def states(found: Completeness) -> dict[str, SlotStatus]:
    return {slot.slot: slot.state for slot in found.slots}


ALL = procedure(ALWAYS, ONE_OF, WHEN, SHOW_ONLY)


# examples


def test_an_empty_dossier_lacks_what_is_asked_and_nothing_else():
    found = completeness(ALL, [], [])
    assert states(found) == {
        "always": SlotStatus.MISSING,
        "one_of": SlotStatus.MISSING,
        "when": SlotStatus.NOT_REQUIRED,
        "show_only": SlotStatus.SHOW_ONLY,
    }
    assert [slot.title for slot in found.missing] == ["Tờ khai", "Một trong"]
    assert (found.required, found.digitised, found.complete) == (2, 0, False)


@pytest.mark.parametrize("one", ["b", "c"])
def test_any_one_of_a_group_fills_its_slot(one):
    found = completeness(ALL, [], papers("a", one))
    assert (found.required, found.digitised, found.complete) == (2, 2, True)


def test_a_conditional_slot_counts_with_its_fact_alone():
    assert completeness(ALL, ["g"], papers("a", "b")).complete
    assert [slot.slot for slot in completeness(ALL, ["f"], papers("a", "b")).missing] == ["when"]
    assert completeness(ALL, ["f"], papers("a", "b", "d")).digitised == 3
    assert states(completeness(ALL, [], papers("d")))["when"] is SlotStatus.NOT_REQUIRED


def test_a_paper_that_is_only_shown_counts_nowhere():
    found = completeness(ALL, [], papers("a", "b", "e"))
    assert states(found)["show_only"] is SlotStatus.SHOW_ONLY
    assert (found.required, found.digitised) == (2, 2)


def test_an_exempt_paper_is_neither_missing_nor_digitised():
    found = completeness(ALL, [], [Present("a"), Present("b", exempt_reason="bản sao có chứng thực")])
    assert states(found)["one_of"] is SlotStatus.EXEMPT
    assert found.slots[1].reason == "bản sao có chứng thực"
    assert (found.required, found.digitised, found.complete) == (1, 1, True)


def test_data_already_shared_is_reused_and_not_counted():
    found = completeness(ALL, [], [Present("a"), Present("b", reused=True)])
    assert states(found)["one_of"] is SlotStatus.REUSED
    assert (found.required, found.digitised, found.complete) == (1, 1, True)


def test_the_best_paper_of_a_slot_counts():
    pile = [Present("a", exempt_reason="bản sao chụp"), Present("a", reused=True), Present("a")]
    for order in permutations(pile):
        assert states(completeness(procedure(ALWAYS), [], order)) == {"always": SlotStatus.DIGITISED}


def test_one_paper_does_not_fill_two_slots():
    twice = procedure(ALWAYS, Requirement("again", "Tờ khai thứ hai", Rule.ALWAYS, ("a",)))
    assert [slot.slot for slot in completeness(twice, [], papers("a")).missing] == ["again"]
    assert completeness(twice, [], papers("a", "a")).complete


def test_a_paper_makes_room_for_another():
    tight = procedure(
        Requirement("wide", "Rộng", Rule.ONE_OF, ("a", "b")),
        Requirement("narrow", "Hẹp", Rule.ALWAYS, ("a",)),
    )
    assert completeness(tight, [], papers("a", "b")).complete
    assert completeness(tight, [], papers("b", "a")).complete


def test_a_better_paper_is_not_left_out_for_a_worse_one():
    """The second slot must not push the first on to the exempt paper: it has a digitised one of its own."""
    two = procedure(
        Requirement("first", "Thứ nhất", Rule.ONE_OF, ("a", "c")),
        Requirement("second", "Thứ hai", Rule.ONE_OF, ("a", "b")),
    )
    assert completeness(two, [], [Present("a"), Present("b"), Present("c", exempt_reason="x")]).digitised == 2


def test_which_slot_stays_empty_does_not_depend_on_the_order_of_papers():
    tight = procedure(
        Requirement("first", "Thứ nhất", Rule.ONE_OF, ("a", "b")),
        Requirement("second", "Thứ hai", Rule.ONE_OF, ("b", "c")),
        Requirement("third", "Thứ ba", Rule.ONE_OF, ("c", "d")),
    )
    found = {completeness(tight, [], order) for order in permutations(papers("b", "c"))}
    assert [[slot.slot for slot in one.missing] for one in found] == [["third"]]


def test_a_result_is_there_or_not():
    assert not result_digitised(ALL, papers("a", "b"))
    assert result_digitised(ALL, papers("r"))
    assert result_digitised(procedure(ALWAYS, results=("r", "s")), papers("s"))


def test_an_exempt_copy_is_no_result():
    assert not result_digitised(ALL, [Present("r", exempt_reason="bản sao chụp")])


def test_an_old_certificate_handed_in_is_not_the_new_one():
    land = procedure(Requirement("chung_nhan", "GCN", Rule.ONE_OF, ("old", "new")), results=("new",))
    assert not result_digitised(land, papers("old"))
    assert not result_digitised(land, papers("new"))
    assert result_digitised(land, papers("old", "new"))
    assert result_digitised(land, papers("new", "new"))


def test_an_exempt_copy_of_the_old_certificate_leaves_the_new_one_to_be_the_result():
    land = procedure(Requirement("gcn", "GCN", Rule.ALWAYS, ("gcn",)), results=("gcn",))
    copy = Present("gcn", exempt_reason="bản sao có chứng thực")
    assert result_digitised(land, [copy, Present("gcn")])
    assert not result_digitised(land, [copy, copy])
    assert not result_digitised(land, [Present("gcn")])


def test_a_result_asked_for_as_a_paper_under_a_condition():
    again = procedure(Requirement("giay_cu", "Giấy cũ", Rule.WHEN, ("r",), "cap_lai"))
    assert result_digitised(again, papers("r"))
    assert not result_digitised(again, papers("r"), ["cap_lai"])
    assert result_digitised(again, papers("r", "r"), ["cap_lai"])


# properties

types = st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True).map(tuple)
present = st.builds(
    Present,
    type=st.sampled_from(TYPES),
    exempt_reason=st.none() | st.sampled_from(["bản sao chụp", "bản sao có chứng thực"]),
    reused=st.booleans(),
)
piles = st.lists(present, max_size=7)
facts = st.frozensets(st.sampled_from(FACTS))


@st.composite
def procedures(draw):
    rules = draw(st.lists(st.sampled_from(Rule), min_size=1, max_size=6))
    return procedure(
        *(
            Requirement(
                slot=f"slot_{number}",
                title=f"Thành phần {number}",
                rule=rule,
                types=draw(types),
                condition=draw(st.sampled_from(FACTS)) if rule is Rule.WHEN else None,
            )
            for number, rule in enumerate(rules)
        ),
        results=draw(types),
    )


def asked(slot: Requirement, stated: frozenset[str]) -> bool:
    return slot.rule in {Rule.ALWAYS, Rule.ONE_OF} or (slot.rule is Rule.WHEN and slot.condition in stated)


@given(procedures(), facts, piles)
def test_every_slot_has_one_state_in_the_order_of_the_procedure(rules, stated, pile):
    found = completeness(rules, stated, pile)
    assert [slot.slot for slot in found.slots] == [slot.slot for slot in rules.requirements]


@given(procedures(), facts, piles, st.randoms(use_true_random=False))
def test_the_order_of_papers_does_not_matter(rules, stated, pile, random):
    shuffled = random.sample(pile, len(pile))
    assert completeness(rules, stated, shuffled) == completeness(rules, stated, pile)
    assert result_digitised(rules, shuffled, stated) == result_digitised(rules, pile, stated)


@given(procedures(), facts, piles, present)
def test_one_more_paper_never_takes_anything_away(rules, stated, pile, more):
    before, after = completeness(rules, stated, pile), completeness(rules, stated, [*pile, more])
    assert set(after.missing) <= set(before.missing)
    assert after.digitised >= before.digitised
    assert result_digitised(rules, [*pile, more], stated) >= result_digitised(rules, pile, stated)


@given(procedures(), facts, piles)
def test_only_asked_slots_are_missing_and_shown_ones_never(rules, stated, pile):
    for slot, state in zip(rules.requirements, completeness(rules, stated, pile).slots, strict=True):
        if slot.rule is Rule.SHOW_ONLY:
            assert state.state is SlotStatus.SHOW_ONLY
        elif not asked(slot, stated):
            assert state.state is SlotStatus.NOT_REQUIRED
        else:
            assert state.state not in {SlotStatus.SHOW_ONLY, SlotStatus.NOT_REQUIRED}


@given(procedures(), facts, piles)
def test_figures_agree_with_the_states(rules, stated, pile):
    found = completeness(rules, stated, pile)
    kinds = [slot.state for slot in found.slots]
    assert found.digitised == kinds.count(SlotStatus.DIGITISED)
    assert found.required == kinds.count(SlotStatus.DIGITISED) + kinds.count(SlotStatus.MISSING)
    assert found.complete == (SlotStatus.MISSING not in kinds)


@given(procedures(), facts, piles)
def test_as_many_slots_are_filled_as_can_be_with_as_good_papers_as_can_be(rules, stated, pile):
    """The same by brute force: every way to give papers to slots."""
    slots = [slot for slot in rules.requirements if asked(slot, stated)]
    assume(len(slots) <= 4)

    def best(slot: int, left: frozenset[int]) -> tuple[int, int]:
        if slot == len(slots):
            return (0, 0)
        ways = [best(slot + 1, left)]
        for paper in left:
            if pile[paper].type in slots[slot].types:
                filled, good = best(slot + 1, left - {paper})
                ways.append((filled + 1, good + (pile[paper].status is SlotStatus.DIGITISED)))
        return max(ways)

    found = completeness(rules, stated, pile)
    assert (len(slots) - len(found.missing), found.digitised) == best(0, frozenset(range(len(pile))))


@given(procedures(), facts, piles)
def test_no_more_slots_are_filled_than_papers_of_their_types_are_there(rules, stated, pile):
    found = completeness(rules, stated, pile)
    for status in (SlotStatus.DIGITISED, SlotStatus.REUSED, SlotStatus.EXEMPT):
        there = sum(paper.status is status for paper in pile)
        assert sum(slot.state is status for slot in found.slots) <= there


@given(procedures(), facts, piles)
def test_a_condition_stated_only_adds_slots(rules, stated, pile):
    fewer, more = completeness(rules, frozenset(), pile), completeness(rules, stated, pile)
    assert len(more.missing) >= len(fewer.missing)
