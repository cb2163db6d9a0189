"""A catalogue on its way in: its values with the places they were written at, and their periods."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from catalogue.errors import Place
from catalogue.model import ComponentType, Procedure, Target, Unit

Value_co = TypeVar("Value_co", covariant=True)
Dated = Unit | Procedure | Target


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value_co]):
    """A value with the place it was written at."""

    place: Place
    value: Value_co


@dataclass(frozen=True, slots=True)
class Draft:
    """A catalogue whose entries are well formed, but not yet checked against one another."""

    units: tuple[Entry[Unit], ...]
    conditions: tuple[Entry[tuple[str, str]], ...]
    types: tuple[Entry[ComponentType], ...]
    procedures: tuple[Entry[Procedure], ...]
    targets: tuple[Entry[Target], ...] = ()
    listed: frozenset[str] = frozenset()  # codes of units that were imported apart

    @property
    def dated(self) -> tuple[Entry[Unit] | Entry[Procedure] | Entry[Target], ...]:
        return (*self.units, *self.procedures, *self.targets)

    def unit_versions(self) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = {}
        for entry in self.units:
            found.setdefault(entry.value.code, []).append(entry.value)
        return found

    def component_types(self) -> dict[str, ComponentType]:
        return {entry.value.code: entry.value for entry in self.types}


def start(version: Dated) -> date:
    """Return the first day of a version, `date.min` if open."""
    return version.valid_from or date.min


def end(version: Dated) -> date:
    """Return the last day of a version, `date.max` if open."""
    return version.valid_to or date.max


def overlap(one: Dated, other: Dated) -> bool:
    """Tell whether some day lies in both versions."""
    return start(one) <= end(other) and start(other) <= end(one)


def continues(version: Dated, ended: Dated) -> bool:
    """Tell whether a version is valid on the day after another one ended."""
    return end(version) > end(ended) and (start(version) - end(ended)).days <= 1


def covers(versions: list[Unit], unit: Unit) -> bool:
    """Tell whether versions that do not overlap hold every day of a unit."""
    reached = start(unit)
    for version in sorted(versions, key=start):
        if start(version) > reached:
            return False
        if end(version) >= end(unit):
            return True
        reached = end(version) + timedelta(days=1)
    return False
