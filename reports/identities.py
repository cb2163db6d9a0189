"""The four identities of form II.06a: what must be equal in every line, and what it means where it is not.

Columns: (3) total received = (4) online + (5) direct and post + (6) carried over; (7) ended = (8) early +
(9) on time + (10) late; (11) open = (12) in time + (13) late; (3) = (7) + (11).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from catalogue.tally import Tally
from reports.percent import vietnamese


@dataclass(frozen=True, slots=True)
class Handling:
    """The figures of one line of the form, columns (3) to (13), each as it was counted or printed."""

    total: int
    online: int
    direct: int
    carried: int
    ended: int
    early: int
    on_time: int
    late: int
    open: int
    open_in_time: int
    open_late: int

    @classmethod
    def of(cls, tally: Tally) -> Self:
        """Return the line of a tally."""
        return cls(*(getattr(tally, name) for name in cls.__slots__))


@dataclass(frozen=True, slots=True)
class Identity:
    """One number (its column) that must equal the sum of others; `cause`: what usually breaks it."""

    whole: str
    parts: tuple[str, ...]
    cause: str


NAMES: Final = {
    "total": "(3) tổng số tiếp nhận",
    "online": "(4) trực tuyến",
    "direct": "(5) trực tiếp, bưu chính",
    "carried": "(6) từ kỳ trước",
    "ended": "(7) đã giải quyết",
    "early": "(8) trước hạn",
    "on_time": "(9) đúng hạn",
    "late": "(10) quá hạn",
    "open": "(11) đang giải quyết",
    "open_in_time": "(12) trong hạn",
    "open_late": "(13) quá hạn",
}
IDENTITIES: Final = (
    Identity("total", ("online", "direct", "carried"), "có thể thiếu hồ sơ kỳ trước chuyển sang"),
    Identity("ended", ("early", "on_time", "late"), "có thể có hồ sơ đã kết thúc nhưng chưa xếp hạn"),
    Identity("open", ("open_in_time", "open_late"), "có thể có hồ sơ tạm dừng, chờ bổ sung chưa xếp hạn"),
    Identity(
        "total", ("ended", "open"), "có hồ sơ kết thúc trước ngày tiếp nhận, hoặc số liệu lấy ở hai thời điểm"
    ),
)


def breaches(line: Handling) -> Iterator[str]:
    """Yield a sentence for each identity that does not hold: both sides, the difference, the usual cause."""
    for identity in IDENTITIES:
        whole = getattr(line, identity.whole)
        parts = [getattr(line, part) for part in identity.parts]
        if whole != sum(parts):
            names = " + ".join(NAMES[part] for part in identity.parts)
            numbers = " + ".join(map(vietnamese, parts))
            yield (
                f"{NAMES[identity.whole]} = {vietnamese(whole)}, nhưng {names} = {numbers} = "
                f"{vietnamese(sum(parts))}; chênh {vietnamese(whole - sum(parts))}: {identity.cause}"
            )
