"""A dossier (hồ sơ) as the register knows it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Two layouts: province first (H37.19-240920-0001) and the older unit-first order (000.00.19.H37-240920-0001).
DOSSIER_CODE = re.compile(
    r"(?<![\w.])(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{6}-\d{4,6}(?!\d)"
)


class Channel(StrEnum):
    """How a dossier was received."""

    ONLINE = "online"
    DIRECT = "direct"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier; `facts` are the codes of the conditions it states (such as `co_uy_quyen`)."""

    code: str
    procedure: str
    unit: str
    received_on: date
    channel: Channel
    due_on: date | None = None
    resolved_on: date | None = None
    facts: frozenset[str] = frozenset()
