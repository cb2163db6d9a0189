"""The catalogue: what its files say, with what was changed since; refused whole if one entry is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from catalogue.amendments import Amendment, amended
from catalogue.checks import CHECKS
from catalogue.draft import Draft, Entry
from catalogue.errors import CatalogueError
from catalogue.model import Catalogue, Unit
from catalogue.shapes import CONDITION, PROCEDURE, TARGET, TYPE, UNIT, Shape
from catalogue.unit_list import kept_units
from catalogue.written import Section, Sections, read_written

__all__ = ["CatalogueError", "CatalogueFiles", "check_units", "load_catalogue", "read_files"]

SHAPES: Final[dict[Section, Shape]] = {
    Section.UNITS: UNIT,
    Section.CONDITIONS: CONDITION,
    Section.TYPES: TYPE,
    Section.PROCEDURES: PROCEDURE,
    Section.TARGETS: TARGET,
}


@dataclass(frozen=True, slots=True)
class CatalogueFiles:
    """What the files say, and the units of the imported list, which were checked when they came in."""

    sections: Sections
    listed: tuple[Unit, ...] = ()

    def with_amendments(self, amendments: Iterable[Amendment]) -> Sections:
        return amended(self.sections, amendments)

    def problems(self, sections: Sections) -> tuple[CatalogueError, ...]:
        """Return all that is wrong with these entries, with the place of each; empty: nothing is."""
        return self._drafted(sections)[1]

    def catalogue(self, amendments: Iterable[Amendment] = ()) -> Catalogue:
        """Return the catalogue. Raises the first CatalogueError."""
        draft, errors = self._drafted(self.with_amendments(amendments))
        for error in errors:
            raise error
        return Catalogue(
            units=(*(entry.value for entry in draft.units), *self.listed),
            procedures=tuple(entry.value for entry in draft.procedures),
            types={entry.value.code: entry.value for entry in draft.types},
            conditions={entry.value[0]: entry.value[1] for entry in draft.conditions},
            targets=tuple(entry.value for entry in draft.targets),
        )

    def _drafted(self, sections: Sections) -> tuple[Draft, tuple[CatalogueError, ...]]:
        errors: list[CatalogueError] = []
        entries = {section.value: tuple(_entries(section, sections, errors)) for section in Section}
        draft = Draft(**entries, listed=frozenset(unit.code for unit in self.listed))
        # What one entry alone has wrong comes first: the others may seem wrong only because of it.
        return draft, tuple(errors or (error for check in CHECKS for error in check(draft)))


def load_catalogue(folder: Path, unit_list: Path | None = None) -> Catalogue:
    """Return the catalogue that a folder describes; raise CatalogueError naming file, entry and key.

    The units of `unit_list`, where that file is there, stand beside those of the folder; they were checked
    when they were imported (`check_units`).
    """
    return read_files(folder, unit_list).catalogue()


def read_files(folder: Path, unit_list: Path | None = None) -> CatalogueFiles:
    """Return what a folder and the imported list hold. Raises CatalogueError where they cannot be read."""
    listed = kept_units(unit_list) if unit_list is not None and unit_list.is_file() else ()
    return CatalogueFiles(read_written(folder), listed)


def check_units(units: Iterable[Entry[Unit]]) -> None:
    """Raise CatalogueError where units do not fit to one another."""
    draft = Draft(tuple(units), (), (), ())
    for check in CHECKS:
        for error in check(draft):
            raise error


def _entries(section: Section, sections: Sections, errors: list[CatalogueError]) -> Iterable[Entry[Any]]:
    """Yield the entries that are well formed; put what is wrong with the others among the errors."""
    shape = SHAPES[section]
    for written in sections[section]:
        try:
            yield Entry(shape.place(written.raw, written.place), shape.read(written.raw, written.place))
        except CatalogueError as error:
            errors.append(error)
