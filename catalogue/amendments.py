"""What was changed of the catalogue since its files were written: entries laid over those of the files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from catalogue.written import Section, Sections, Written

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What all the versions of one code say from now on; (): it is taken out; None: what the files say."""

    section: Section
    code: str
    entries: tuple[Written, ...] | None


def amended(sections: Sections, amendments: Iterable[Amendment]) -> Sections:
    """Return the entries with amendments laid over, the last of a code: where those were, or at the end."""
    by_section: dict[Section, dict[str, tuple[Written, ...]]] = {section: {} for section in Section}
    for each in amendments:
        if each.entries is None:
            by_section[each.section].pop(each.code, None)
        else:
            by_section[each.section][each.code] = each.entries
    return {section: tuple(_laid_over(sections[section], by_section[section])) for section in Section}


def _laid_over(entries: Iterable[Written], new: dict[str, tuple[Written, ...]]) -> Iterator[Written]:
    waiting = dict(new)
    for entry in entries:
        if entry.code not in new:
            yield entry
        else:
            yield from waiting.pop(entry.code, ())
    for rest in waiting.values():
        yield from rest


def entries_of(sections: Sections, section: Section, code: str) -> tuple[Written, ...]:
    """Return the versions of one code."""
    return tuple(entry for entry in sections[section] if entry.code == code)


def from_day(versions: Iterable[Raw], new: Raw, on: date) -> tuple[Raw, ...]:
    """Return versions of one code of which `new` holds from a day on; that of the day ends the day before.

    The new one ends where the one that it takes the place of did, or before the next begins, unless it says
    itself when; a version that began on that very day is replaced. Dossiers received before keep the old one.
    """
    kept: list[Raw] = []
    until, following = new.get("valid_to"), date.max
    for version in versions:
        first, last = version.get("valid_from") or date.min, version.get("valid_to") or date.max
        if first < on <= last:
            kept.append({**version, "valid_to": on - timedelta(days=1)})
            until = until or version.get("valid_to")
        elif first == on:
            until = until or version.get("valid_to")
        else:
            kept.append(version)
            following = min(following, first) if first > on else following
    if until is None and following < date.max:
        until = following - timedelta(days=1)
    dated = {**new, "valid_from": on, "valid_to": until}
    kept.append({key: value for key, value in dated.items() if value is not None})
    return tuple(sorted(kept, key=lambda version: version.get("valid_from") or date.min))
