"""A count and the parts that make it up, as in "407 TTHC (cấp huyện 286, cấp xã 121)"; money alike."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from reports.audit.figures import Figure, Kind
from reports.audit.finding import Finding, Weight
from reports.audit.flow import Flow
from reports.audit.labels import Labelled
from reports.audit.numerals import number, signed, total
from reports.audit.roles import role_of
from reports.audit.slips import likely_slips

OPENING: Final = re.compile(
    r"[^\d.;]{0,50}?(?P<open>\()?\s*(?:[Tt]rong đó|bao gồm|gồm)?(?P<some> có| chủ yếu)?[^\d.;()]{0,140}"
)
COMPLETE: Final = re.compile(r"\bgồm\b")
BETWEEN: Final = re.compile(r"[^\d.()]{0,140}")
ALSO: Final = {"TTHC": ("dịch vụ công",)}  # procedures are counted as services, too
LONGEST: Final = 8  # parts
# Parts that leave nothing out: the same whole is always cut along one of these lines.
PARTITIONS: Final = tuple(
    tuple(re.compile(part, re.IGNORECASE) for part in parts)
    for parts in (
        (r"cấp tỉnh|\btỉnh\b", r"cấp huyện|\bhuyện\b", r"cấp xã|\bxã\b"),
        (r"cấp huyện|\bhuyện\b", r"cấp xã|\bxã\b"),
        (r"cấp tỉnh|\btỉnh\b", r"cấp xã|\bxã\b"),
        (r"toàn trình", r"một phần", r"trực tiếp"),
        (r"mức độ|thông tin trực tuyến", r"một phần", r"toàn trình"),
        (r"biên chế|chính thức", r"hợp đồng|cử đến|dự phòng|không chuyên trách"),
        (r"\bnam\b", r"\bnữ\b"),
        (r"phiếu", r"điện tử|lượt|trực tuyến"),
        (r"đã hoàn thành|đã thực hiện|hoàn thành", r"đang thực hiện|chưa (?:hoàn thành|thực hiện)"),
        (r"đã (?:xử lý|giải quyết|trả lời)", r"đang (?:xử lý|giải quyết|xem xét)|chưa (?:xử lý|giải quyết)"),
    )
)
ALL_MONEY: Final = re.compile(r"tổng[^.;]{0,40}(?:kinh phí|số tiền|mức|giá trị|chi)", re.IGNORECASE)
ALL_OF: Final = re.compile(r"[^\d.;]{0,40}\bgồm\b[^\d.;]{0,80}")
LIST_OF_MONEY: Final = 3
FAR: Final = 1200  # letters: a list of amounts further from its total belongs to something else


def check_sums(smoothed: str, labelled: Sequence[Labelled]) -> Iterator[Finding]:
    """Hold each count against the parts that follow it, where they leave nothing out."""
    for place, entry in enumerate(labelled):
        if entry.figure.kind is Kind.COUNT:
            parts = _parts_after(smoothed, labelled, place)
            if len(parts) > 1 and _complete(smoothed, entry.figure, parts):
                yield _compared(entry.figure, [part.figure for part in parts], "sum of parts")


def _parts_after(text: str, labelled: Sequence[Labelled], place: int) -> list[Labelled]:
    """Return the counts of the same thing that follow in one list; none where what comes is no list."""
    head = labelled[place].figure
    following = labelled[place + 1 : place + 1 + LONGEST]
    if not following or not OPENING.fullmatch(_one_line(text[head.end : following[0].figure.start])):
        return []
    inside = "(" in text[head.end : following[0].figure.start]
    parts: list[Labelled] = []
    last = head
    for entry in following:
        between = text[last.end : entry.figure.start]
        if parts and not BETWEEN.fullmatch(_one_line(between)):
            break
        if inside and parts and ")" in between:
            break
        if entry.figure.kind is not Kind.COUNT or entry.figure.noun not in {
            head.noun,
            *ALSO.get(head.noun, ()),
            "",
        }:
            break
        parts.append(entry)
        last = entry.figure
    return parts


def _one_line(text: str) -> str:
    """Return the words without the gaps that blanked asides left."""
    return " ".join(text.split())


def _complete(text: str, head: Figure, parts: Sequence[Labelled]) -> bool:
    """Tell whether the parts leave nothing out: known partitions, or "gồm"; II.06a is held elsewhere."""
    names = [f"{part.before} {part.after}" if not part.before else part.before for part in parts]
    if all(role_of(name) for name in names) and head.noun in {"hồ sơ", ""}:
        return False
    opening = text[head.end : parts[0].figure.start]
    if COMPLETE.search(opening):
        return True
    return any(
        len(partition) == len(names)
        and all(any(pattern.search(name) for name in names) for pattern in partition)
        for partition in PARTITIONS
    )


def check_money(whole: Flow, labelled: Sequence[Labelled]) -> Iterator[Finding]:
    """Hold a total of money against the list of amounts after it."""
    money = [entry for entry in labelled if entry.figure.kind is Kind.MONEY]
    for place, entry in enumerate(money):
        following = (
            whole.text[entry.figure.end : money[place + 1].figure.start] if place + 1 < len(money) else ""
        )
        if not (ALL_MONEY.search(entry.since) or ALL_OF.fullmatch(following)):
            continue
        parts = _amounts(whole, money[place + 1 :])
        if len(parts) >= LIST_OF_MONEY and parts[0].start - entry.figure.end < FAR:
            yield _compared(entry.figure, parts, "sum of money")


def _amounts(whole: Flow, money: Sequence[Labelled]) -> list[Figure]:
    """Return the amounts of one list: those of one block, each right after the one before."""
    if not money:
        return []
    block = whole.block(money[0].figure.start)
    amounts: list[Figure] = []
    for entry in money:
        if (
            whole.block(entry.figure.start) != block
            or "." in entry.since.strip()
            or "/" in whole.text[entry.figure.end : entry.figure.end + 1]
        ):
            break
        amounts.append(entry.figure)
    return amounts


def _compared(head: Figure, parts: Sequence[Figure], kind: str) -> Finding:
    values = [part.value for part in parts]
    follows = sum(values, Decimal(0))
    gap = head.value - follows
    start, end = head.start, parts[-1].end
    if not gap:
        return Finding(kind, Weight.FIT, start, end, head.printed, number(follows), f"{total(values)}: khớp.")
    message = f"Tổng in là {number(head.value)}, nhưng cộng các phần: {total(values)} (lệch {signed(gap)})."
    cause = likely_slips(head.value, values)
    return Finding(kind, Weight.BREACH, start, end, head.printed, number(follows), message, gap, cause)
