"""A dossier (hồ sơ) as the register knows it: when it came, when it ended, and how."""

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


class Timing(StrEnum):
    """When a dossier ended, beside the day it was due: the columns 8 to 10 of form II.06a."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class LateReason(StrEnum):
    """Why a dossier is late, as one-stop shops give it."""

    POWER = "power"
    NETWORK = "network"
    SOFTWARE = "software"
    STAFF = "staff"
    OTHER_BODY = "other_body"
    CITIZEN = "citizen"
    OTHER = "other"

    @property
    def words(self) -> str:
        return _LATE_WORDS[self]


_LATE_WORDS = {
    LateReason.POWER: "mất điện",
    LateReason.NETWORK: "lỗi đường truyền",
    LateReason.SOFTWARE: "lỗi phần mềm",
    LateReason.STAFF: "thiếu nhân sự",
    LateReason.OTHER_BODY: "chờ cơ quan khác phối hợp",
    LateReason.CITIZEN: "chờ công dân, tổ chức",
    LateReason.OTHER: "lý do khác",
}


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier; `facts` are the codes of the conditions it states (such as `co_uy_quyen`).

    It ends on at most one day: resolved (its result is there), withdrawn (xin rút) or returned (trả lại).
    `suspended_on` is given while it waits for a supplement (chờ bổ sung): the clock stands still.
    `timing` is what the register says of its end; None where that follows from the days. `clerk` is the
    official in charge (cán bộ thụ lý) by the name that the register gives.
    """

    code: str
    procedure: str
    unit: str
    received_on: date
    channel: Channel
    due_on: date | None = None
    resolved_on: date | None = None
    facts: frozenset[str] = frozenset()
    withdrawn_on: date | None = None
    returned_on: date | None = None
    suspended_on: date | None = None
    timing: Timing | None = None
    late_reason: LateReason | None = None
    clerk: str | None = None

    @property
    def ended_on(self) -> date | None:
        return self.resolved_on or self.withdrawn_on or self.returned_on

    @property
    def ended(self) -> Timing | None:
        """How it ended; None while it is open.

        What was withdrawn or returned in time counts as on time, as provinces note it under form II.06a.
        Without a day it was due, nothing can be late or early.
        """
        if self.ended_on is None:
            return None
        return self.timing or _timing(self.ended_on, self.due_on, resolved=self.resolved_on is not None)


def _timing(ended_on: date, due_on: date | None, *, resolved: bool) -> Timing:
    if due_on is None or ended_on == due_on:
        return Timing.ON_TIME
    if ended_on > due_on:
        return Timing.LATE
    return Timing.EARLY if resolved else Timing.ON_TIME
