"""Notes in the audit log that other units, targets or procedures are in force than the last time.

They stand in files that an administrator edits or imports: whoever first works with another content tells it.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from catalogue.model import Catalogue
from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.tables import marks
from storage.upsert import upsert

_MARK: Final = "list:"
_SHOWN: Final = 12  # letters of a digest that tell contents apart


def note_lists(
    c: Connection, now: datetime, actor: Actor, catalogue: Catalogue, source: str | None = None
) -> None:
    """Note each list that is not what it was; `source` is the file that it has just come from."""
    digests = _digests(catalogue)
    for name, entries in _lists(catalogue).items():
        digest = digests[name]
        before = c.scalar(select(marks.c.value).where(marks.c.name == _MARK + name))
        if digest != before:
            upsert(c, marks, {"name": _MARK + name, "value": digest}, ("name",))
            detail = _detail(entries, before, digest, source)
            note(c, now, actor, Deed(AuditAction.CATALOGUE_CHANGED, f"catalogue:{name}", detail=detail))


def keep_lists(c: Connection, catalogue: Catalogue) -> None:
    """Take the lists for noted: somebody changed them on the page, and that stands in the log already."""
    for name, digest in _digests(catalogue).items():
        upsert(c, marks, {"name": _MARK + name, "value": digest}, ("name",))


def _digests(catalogue: Catalogue) -> dict[str, str]:
    lists = _lists(catalogue)
    return {name: hashlib.sha256(repr(entries).encode()).hexdigest() for name, entries in lists.items()}


def _lists(catalogue: Catalogue) -> dict[str, Sequence[object]]:
    return {"units": catalogue.units, "targets": catalogue.targets, "procedures": catalogue.procedures}


def _detail(entries: Sequence[object], before: str | None, digest: str, source: str | None) -> dict[str, Any]:
    told = {"entries": len(entries), "before": before and before[:_SHOWN], "now": digest[:_SHOWN]}
    return told | ({"source": source} if source else {})
