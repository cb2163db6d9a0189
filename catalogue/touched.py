"""Which dossiers a change of the catalogue touches: those of whom other papers are asked for now."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from catalogue.model import Catalogue, Procedure, Requirement


class Touched(NamedTuple):
    """Dossiers of a procedure that were received between two days, both inclusive."""

    code: str
    first: date
    last: date


def touched(before: Catalogue, after: Catalogue, codes: Collection[str]) -> tuple[Touched, ...]:
    """Return the days on which these procedures asked for other papers before than they do after."""
    return tuple(each for code in codes for each in _days(before, after, code))


def lost(before: Catalogue, after: Catalogue, codes: Collection[str]) -> tuple[Touched, ...]:
    """Return the days on which these procedures had a version before and have none after."""
    return tuple(
        each for each in touched(before, after, codes) if after.procedure(each.code, each.first) is None
    )


def _days(before: Catalogue, after: Catalogue, code: str) -> Iterator[Touched]:
    versions = (*before.procedure_versions(code), *after.procedure_versions(code))
    starts = sorted({date.min, *_starts(versions)})
    ends = [*(start - timedelta(days=1) for start in starts[1:]), date.max]
    for first, last in zip(starts, ends, strict=True):
        if _asked(before.procedure(code, first)) != _asked(after.procedure(code, first)):
            yield Touched(code, first, last)


def _starts(versions: Iterable[Procedure]) -> Iterator[date]:
    """Yield the days on which another version may begin to hold."""
    for version in versions:
        yield version.valid_from or date.min
        if version.valid_to is not None and version.valid_to < date.max:
            yield version.valid_to + timedelta(days=1)


def _asked(version: Procedure | None) -> tuple[tuple[Requirement, ...], tuple[str, ...]] | None:
    return None if version is None else (version.requirements, version.results)
