"""What no single entry can show: references, versions, the tree of units, the rules of a procedure."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from catalogue.draft import Draft, Entry, continues, covers, end, overlap, start
from catalogue.errors import CatalogueError, Place
from catalogue.model import ComponentType, Procedure, Requirement, Role, Rule, Target, Unit, UnitLevel

Errors = Iterator[CatalogueError]

RANK: Final = {UnitLevel.PROVINCE: 0, UnitLevel.DISTRICT: 1, UnitLevel.COMMUNE: 2}


def codes_differ(draft: Draft) -> Errors:
    """Each type and each condition is written once over all files (TOML sees it only within one)."""
    named = [
        *((e.place, e.value.code) for e in draft.types),
        *((e.place, e.value[0]) for e in draft.conditions),
    ]
    first: dict[str, Place] = {}
    for place, code in named:
        if code in first and first[code].entry == place.entry:
            yield place.error(f"đã có trong {first[code].file}")
        first.setdefault(code, place)


def periods_in_order(draft: Draft) -> Errors:
    """No version ends before it begins."""
    for entry in draft.dated:
        if start(entry.value) > end(entry.value):
            yield entry.place.at("valid_to").error("trước valid_from")


def versions_apart(draft: Draft) -> Errors:
    """No day has two versions of one unit or procedure."""
    groups: defaultdict[str, list[Entry[Unit] | Entry[Procedure] | Entry[Target]]] = defaultdict(list)
    for entry in draft.dated:
        groups[f"{type(entry.value).__name__} {entry.value.code}"].append(entry)
    for group in groups.values():
        for earlier, later in pairwise(sorted(group, key=lambda entry: start(entry.value))):
            if overlap(earlier.value, later.value):
                until = f"{end(earlier.value):%d/%m/%Y}" if earlier.value.valid_to else "vô thời hạn"
                yield later.place.at("valid_from").error(f"chồng lên bản trước, còn hiệu lực đến {until}")


def parents_stand_above(draft: Draft) -> Errors:
    """Each parent is known, of a higher level (so no circle can arise) and lives as long as its child."""
    versions = draft.unit_versions()
    for entry in draft.units:
        unit, place = entry.value, entry.place.at("parent")
        if unit.parent is None:
            if unit.level is not UnitLevel.PROVINCE:
                yield place.error("thiếu khóa này: chỉ đơn vị cấp tỉnh không có đơn vị cha")
            continue
        parents = [parent for parent in versions.get(unit.parent, []) if overlap(parent, unit)]
        if unit.parent not in versions:
            yield place.error(f"không có đơn vị {unit.parent!r}")
        elif any(RANK[parent.level] >= RANK[unit.level] for parent in parents):
            yield place.error(f"{unit.parent!r} không ở cấp cao hơn đơn vị này")
        elif not covers(parents, unit):
            yield place.error(f"{unit.parent!r} không còn hiệu lực trong suốt thời gian của đơn vị này")


def successors_follow(draft: Draft) -> Errors:
    """Successors are known and valid on the day after the unit ended."""
    versions = draft.unit_versions()
    for entry in draft.units:
        unit, place = entry.value, entry.place.at("successors")
        for code in unit.successors:
            if unit.valid_to is None:
                yield place.error("đơn vị chưa có valid_to thì chưa có đơn vị kế thừa")
            elif code not in versions:
                yield place.error(f"không có đơn vị {code!r}")
            elif not any(continues(version, unit) for version in versions[code]):
                yield place.error(f"{code!r} không có hiệu lực ngay sau ngày {unit.valid_to:%d/%m/%Y}")


def titles_differ(draft: Draft) -> Errors:
    """No title belongs to two types, and no type refuses its own words."""
    owners: dict[str, str] = {}
    for entry in draft.types:
        for title in entry.value.titles:
            owner = owners.setdefault(title.casefold(), entry.value.code)
            if owner != entry.value.code:
                yield entry.place.at("titles").error(f"{title!r} đã là tên của loại {owner!r}")
        own = " | ".join((*entry.value.titles, *entry.value.anchors)).casefold()
        for negative in entry.value.negatives:
            if negative.casefold() in own:
                yield entry.place.at("negatives").error(
                    f"{negative!r} có trong chính titles, anchors của loại này"
                )


def field_names_differ(draft: Draft) -> Errors:
    """No type has two fields of one name."""
    for entry in draft.types:
        names = [field.name for field in entry.value.fields]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield entry.place.within(f"trường {name}").at("name").error("lặp lại trong cùng một loại giấy tờ")


def results_are_results(draft: Draft) -> Errors:
    """Each result of a procedure is a known type with that role."""
    types = draft.component_types()
    for entry in draft.procedures:
        for code in entry.value.results:
            yield from _has_role(types, code, Role.RESULT, entry.place.at("results"))


def slots_are_sound(draft: Draft) -> Errors:
    """Slots of a procedure differ, their types are components, their rules fit types and conditions."""
    types, conditions = draft.component_types(), {entry.value[0] for entry in draft.conditions}
    for entry in draft.procedures:
        seen: set[str] = set()
        for slot in entry.value.requirements:
            place = entry.place.within(f"thành phần {slot.slot}")
            if slot.slot in seen:
                yield place.at("slot").error("lặp lại trong cùng một thủ tục")
            seen.add(slot.slot)
            for code in slot.types:
                yield from _has_role(types, code, Role.COMPONENT, place.at("types"))
            yield from _rule_fits(slot, conditions, place)


def targets_are_for_somebody(draft: Draft) -> Errors:
    """Each target is for a kind of unit, or for one unit that is known."""
    known = {entry.value.code for entry in draft.units} | draft.listed
    for entry in draft.targets:
        unit = entry.value.unit
        if (unit is None) == (entry.value.kind is None):
            yield entry.place.at("kind").error("cần hoặc nhóm đơn vị (kind), hoặc một đơn vị (unit)")
        elif unit is not None and unit not in known:
            yield entry.place.at("unit").error(f"không có đơn vị {unit!r}")


def _rule_fits(slot: Requirement, conditions: set[str], place: Place) -> Errors:
    if slot.rule is Rule.ALWAYS and len(slot.types) > 1:
        yield place.at("rule").error("always chỉ nhận một loại giấy tờ; nhiều loại thì dùng one_of")
    if slot.rule is Rule.ONE_OF and len(slot.types) == 1:
        yield place.at("types").error("one_of cần ít nhất hai loại giấy tờ")
    if slot.rule is Rule.WHEN and slot.condition is None:
        yield place.at("condition").error("thiếu khóa này: when cần một điều kiện")
    if slot.rule is not Rule.WHEN and slot.condition is not None:
        yield place.at("condition").error(f"chỉ dùng với when, không dùng với {slot.rule}")
    if slot.condition is not None and slot.condition not in conditions:
        yield place.at("condition").error(f"không có điều kiện {slot.condition!r}")


def _has_role(types: dict[str, ComponentType], code: str, role: Role, place: Place) -> Errors:
    if code not in types:
        yield place.error(f"không có loại giấy tờ {code!r}")
    elif role not in types[code].roles:
        yield place.error(f"loại {code!r} không có vai trò {role} trong roles")


CHECKS: Final[tuple[Callable[[Draft], Errors], ...]] = (
    codes_differ,
    periods_in_order,
    versions_apart,
    parents_stand_above,
    successors_follow,
    titles_differ,
    field_names_differ,
    results_are_results,
    slots_are_sound,
    targets_are_for_somebody,
)
