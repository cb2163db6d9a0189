"""Which dossiers a paper may belong to that names none: those that hold papers of the same people."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, String, cast, or_, select

from storage.tables import parts

_MOST: Final = 3


def dossiers_of_numbers(c: Connection, numbers: Collection[str], *, but: int) -> tuple[str, ...]:
    """Return the dossiers with papers that bear one of these personal numbers, newest first, at most three.

    Papers of the scan `but` do not count.
    """
    text = cast(parts.c.fields, String)
    same = or_(*(text.contains(f'"{number}"') for number in sorted(numbers)))
    chosen = select(parts.c.dossier_code).where(
        parts.c.dossier_code.is_not(None), parts.c.scan_id != but, same
    )
    found = c.scalars(chosen.order_by(parts.c.scan_id.desc()).limit(50 * _MOST))
    return tuple(dict.fromkeys(found))[:_MOST]
