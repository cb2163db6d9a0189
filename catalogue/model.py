"""The values of the catalogue: units, procedures with their requirement rules, component types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

Value = TypeVar("Value")


class UnitLevel(StrEnum):
    """Level of an administrative unit; districts ended on 2025-07-01."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class UnitKind(StrEnum):
    """Kind of a unit, in the order in which provinces list them: I, II, III, IV."""

    DEPARTMENT = "department"
    LAND_OFFICE = "land_office"
    DISTRICT = "district"
    COMMUNE = "commune"
    UNKNOWN = "unknown"  # the register names it, the catalogue does not


class Role(StrEnum):
    """What a paper is to a dossier."""

    COMPONENT = "component"  # thành phần hồ sơ
    RESULT = "result"  # kết quả giải quyết (may also be a component of another procedure)
    COVER = "cover"  # giấy tiếp nhận, tờ bìa: leads, is not counted


class Rule(StrEnum):
    """When a requirement's slot must be filled."""

    ALWAYS = "always"
    ONE_OF = "one_of"  # any one of its types fills it
    WHEN = "when"  # only when the dossier states its condition
    SHOW_ONLY = "show_only"  # shown at the counter: never digitised, never missing


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was between two dates, both inclusive; None is open-ended."""

    code: str
    name: str
    level: UnitLevel
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A value to be taken from a component type's page: `kind` names the grammar that reads it.

    `after` stands on the page before the label, where that asks about several people in turn. Fields with the
    same `person` tell of one and the same; empty where a value tells of nobody.
    """

    name: str
    title: str
    kind: str  # a key of GRAMMARS in pipeline.matching.fields.grammar
    labels: tuple[str, ...]
    after: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class ComponentType:
    """A type of paper (loại giấy tờ) and what it is recognised by.

    It is good for `valid_months` from its issue, where the law limits that.
    """

    code: str
    name: str
    roles: tuple[Role, ...]
    titles: tuple[str, ...]
    anchors: tuple[str, ...] = ()
    negatives: tuple[str, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    valid_months: int | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One slot of a procedure; `types` are component type codes, any of which fills it."""

    slot: str
    title: str
    rule: Rule
    types: tuple[str, ...]
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure (thủ tục hành chính) as it stood between two dates, both inclusive."""

    code: str
    name: str
    sector: str
    level: UnitLevel
    requirements: tuple[Requirement, ...]
    results: tuple[str, ...]
    decision: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan asks between two dates, both inclusive: ratios in per cent.

    It asks that of a kind of unit, or of one unit, which then does not follow its kind. `complete` is for the
    components of dossiers received, `results` for the results of those resolved.
    """

    kind: UnitKind | None
    complete: Decimal
    results: Decimal
    plan: str
    valid_from: date | None = None
    valid_to: date | None = None
    unit: str | None = None

    @property
    def code(self) -> str:
        return self.unit or self.kind or ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole catalogue, already validated; `conditions` maps a code to its Vietnamese words.

    Units and procedures are found by code at once: a country has some fourteen thousand versions of units.
    """

    units: tuple[Unit, ...]
    procedures: tuple[Procedure, ...]
    types: dict[str, ComponentType]
    conditions: dict[str, str] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()
    _units: dict[str, list[Unit]] = field(init=False, repr=False, compare=False)
    _children: dict[str, list[Unit]] = field(init=False, repr=False, compare=False)
    _procedures: dict[str, list[Procedure]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_units", _grouped((unit.code, unit) for unit in self.units))
        object.__setattr__(self, "_children", _grouped((unit.parent or "", unit) for unit in self.units))
        object.__setattr__(self, "_procedures", _grouped((each.code, each) for each in self.procedures))

    def unit(self, code: str) -> Unit | None:
        return next(iter(self.unit_versions(code)), None)

    def unit_versions(self, code: str) -> Sequence[Unit]:
        """Return every version of a unit, in the order of the catalogue."""
        return self._units.get(code, ())

    def unit_on(self, code: str, on: date) -> Unit | None:
        """Return the version of a unit that was valid on a day."""
        return next((unit for unit in self.unit_versions(code) if _valid(unit, on)), None)

    def units_below(self, code: str, on: date) -> tuple[Unit, ...]:
        """Return a unit and all that lay under it on a day, itself first; empty if it was not valid then."""
        top = self.unit_on(code, on)
        found = [top] if top else []
        for unit in found:  # grows while it is walked
            found += [child for child in self._children.get(unit.code, ()) if _valid(child, on)]
        return tuple(found)

    def successors_on(self, code: str, on: date) -> tuple[Unit, ...]:
        """Return what stands on a day for a unit that ended before it: its heirs or theirs, each once."""
        found: dict[Unit, None] = {}
        for ended in self.unit_versions(code):
            if ended.valid_to is not None and ended.valid_to < on:
                for heir in ended.successors:
                    standing = self.unit_on(heir, on)
                    found |= dict.fromkeys([standing] if standing else self.successors_on(heir, on))
        return tuple(found)

    def procedure(self, code: str, on: date) -> Procedure | None:
        """Return the version of a procedure that was valid on a day."""
        return next((version for version in self.procedure_versions(code) if _valid(version, on)), None)

    def procedure_versions(self, code: str) -> Sequence[Procedure]:
        """Return every version of a procedure, in the order of the catalogue."""
        return self._procedures.get(code, ())

    def target(self, kind: UnitKind, on: date, unit: str | None = None) -> Target | None:
        """Return what was asked of a unit, or else of its kind, on a day; None where no plan says."""
        standing = [each for each in self.targets if _valid(each, on)]
        own = (each for each in standing if unit is not None and each.unit == unit)
        return next(own, None) or next((each for each in standing if each.kind is kind), None)

    def types_of(self, procedure: Procedure | None) -> tuple[ComponentType, ...]:
        """Return the types that compete for a dossier's papers: its procedure's and its results', or all."""
        if procedure is None:
            return tuple(self.types.values())
        codes = dict.fromkeys(code for slot in procedure.requirements for code in slot.types)
        covers = [t.code for t in self.types.values() if Role.COVER in t.roles]
        return tuple(self.types[code] for code in dict.fromkeys([*codes, *procedure.results, *covers]))


def _grouped(named: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    groups: dict[str, list[Value]] = {}
    for name, value in named:
        groups.setdefault(name, []).append(value)
    return groups


def _valid(version: Unit | Procedure | Target, on: date) -> bool:
    return (version.valid_from or date.min) <= on <= (version.valid_to or date.max)
