"""What the cells of a register say in words: how a dossier came, how it stands, why it is late.

Each table maps a pattern over folded words (no marks, lower case) to what it means; the first that is found
counts. A new way of saying it is one more line.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from catalogue.dossier import Channel, LateReason, Timing
from catalogue.spelling import fold

CHANNELS: Final = (
    (
        r"(nop |tiep nhan |nhan )?(truc tuyen|online)( .*)?|qua mang|cong dich vu cong( .*)?",
        Channel.ONLINE,
    ),
    (r"(nop |tiep nhan |nhan )?truc tiep( tai .*)?|tai quay|mot cua", Channel.DIRECT),
    (r"(nop |tiep nhan |nhan )?(qua )?(dich vu )?(buu chinh|buu dien|bcci)( .*)?", Channel.POST),
)


class Standing(StrEnum):
    """What a state of a dossier says beyond its days."""

    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    SUSPENDED = "suspended"
    ENDED = "ended"


STANDINGS: Final = (
    (r"\brut\b", Standing.WITHDRAWN),
    (r"tra lai(?! ket qua)|tu choi|khong du dieu kien|huy ho so|da huy", Standing.RETURNED),
    (r"(cho|yeu cau|dang) bo sung|tam dung|dung (xu ly|giai quyet|tinh)", Standing.SUSPENDED),
    # What is finished but not handed out yet ("Đã xử lý xong, chờ trả kết quả") still stands open.
    (
        r"^(?!.*\b(cho tra|so hoa))(ho so )?(da (tra\b|giai quyet)|(da )?(hoan thanh|ket thuc))",
        Standing.ENDED,
    ),
)
TIMINGS: Final = (
    (r"truoc (thoi )?han|som han", Timing.EARLY),
    (r"dung (thoi )?han|trong han", Timing.ON_TIME),
    (r"(qua|tre|cham) han|khong dung han|cham", Timing.LATE),
)
LATE_REASONS: Final = (
    (r"mat dien|cup dien|dien luc", LateReason.POWER),
    (r"phan mem|he thong|may chu|tai khoan", LateReason.SOFTWARE),
    (r"duong truyen|\bmang\b|internet|ket noi", LateReason.NETWORK),
    (r"nhan su|can bo|cong chuc|qua tai|kiem nhiem|nghi phep|thieu nguoi", LateReason.STAFF),
    (r"cong dan|nguoi dan|nguoi nop|nghia vu tai chinh|chua (den )?nhan", LateReason.CITIZEN),
    (r"co quan|phoi hop|lien thong|don vi khac|cho y kien|xac minh", LateReason.OTHER_BODY),
)

_KEPT: Final = 4096  # a register says few things, again and again


@dataclass(frozen=True, slots=True)
class Status:
    """What the words of a state mean; None where they say nothing of it."""

    standing: Standing | None
    timing: Timing | None


@lru_cache(_KEPT)
def channel_of(cell: str) -> Channel | None:
    """Return how a dossier came; None for words that do not say it."""
    folded = fold(cell)
    return next((channel for pattern, channel in CHANNELS if re.fullmatch(pattern, folded)), None)


@lru_cache(_KEPT)
def status_of(cell: str) -> Status:
    """Return what the words of a state mean ("Đã trả kết quả đúng hạn", "Công dân xin rút", ...)."""
    folded = fold(cell)
    standing = next((each for pattern, each in STANDINGS if re.search(pattern, folded)), None)
    return Status(standing, timing_of(cell))


@lru_cache(_KEPT)
def timing_of(cell: str) -> Timing | None:
    """Return whether words say early, on time or late."""
    folded = fold(cell)
    # "không đúng hạn" holds "đúng hạn": the words that deny are looked for first.
    if re.search(r"(khong|chua) dung (thoi )?han", folded):
        return Timing.LATE
    return next((each for pattern, each in TIMINGS if re.search(pattern, folded)), None)


@lru_cache(_KEPT)
def late_reason_of(cell: str) -> LateReason | None:
    """Return why a dossier is late; OTHER for words that are not known, None where there are none."""
    folded = fold(cell)
    if not folded:
        return None
    return next((each for pattern, each in LATE_REASONS if re.search(pattern, folded)), LateReason.OTHER)
