"""Decides whether a read file is taken as it is or looked at by a clerk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.flaws import FLAWS
from pipeline.model import PageReading, Part, Stack

SURE: Final = 0.75  # a type named less surely than this is looked at

# Remarks that nobody need answer: they inform, or the paper's own sureness says whether to look.
QUIET: Final = frozenset(
    {"code_mended", "dossier_guess", "exempt", "certified_copy", "show_only", "result", "unsure_split"}
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a file; `reason` says in Vietnamese what a clerk or a station is to do."""

    state: Literal["accepted", "review", "rejected"]
    reason_code: (
        Literal[
            "no_content",
            "unassigned",
            "unknown_type",
            "unsure_type",
            "alarm",
            "poor_quality",
            "begun",
            "returned",
            "joined",
        ]
        | None
    ) = None
    reason: str | None = None


ACCEPTED: Final = Verdict("accepted")
_NO_CONTENT: Final = Verdict(
    "review",
    "no_content",
    "Không thấy nội dung nào trên các trang. Hãy kiểm tra mặt giấy đã đặt và quét lại.",
)
_UNASSIGNED: Final = Verdict(
    "review", "unassigned", "Chưa rõ giấy tờ này thuộc hồ sơ nào. Hãy nhập hoặc chọn mã hồ sơ."
)


def judge(parts: Sequence[Part], *, unassigned: Sequence[Part] = ()) -> Verdict:
    """Judge the papers of a file; the first thing that a clerk must settle is the reason.

    `unassigned` are those of them whose dossier nobody knows.
    """
    if not parts:
        return _NO_CONTENT
    if unassigned:
        return _UNASSIGNED if len(unassigned) == len(parts) else _partly(unassigned)
    unknown = [part for part in parts if part.type is None]
    if unknown:
        words = f"Chưa rõ loại giấy tờ ở {_pages(unknown)}. Hãy chọn loại giấy tờ."
        return Verdict("review", "unknown_type", words)
    unsure = [part for part in parts if part.confidence < SURE]
    if unsure:
        words = f"Chưa chắc loại giấy tờ ở {_pages(unsure)}. Hãy xác nhận hoặc chọn loại khác."
        return Verdict("review", "unsure_type", words)
    return ACCEPTED


def _partly(unassigned: Sequence[Part]) -> Verdict:
    words = f"Chưa rõ giấy tờ ở {_pages(unassigned)} thuộc hồ sơ nào. Hãy nhập hoặc chọn mã hồ sơ."
    return Verdict("review", "unassigned", words)


def with_alarms(verdict: Verdict, stack: Stack) -> Verdict:
    """Return the verdict with what a clerk must see: one that was accepted is looked at for it."""
    told = [remark for part in stack.parts for remark in part.remarks]
    alarms = [remark.text for remark in (*stack.remarks, *told) if remark.code not in QUIET]
    if not alarms:
        return verdict
    more = f" (và {len(alarms) - 1} điều khác cần xem)" if len(alarms) > 1 else ""
    reason = " ".join(filter(None, [verdict.reason, f"{alarms[0]}{more}"]))
    return Verdict("review", verdict.reason_code or "alarm", reason)


def with_flaws(verdict: Verdict, pages: Sequence[PageReading]) -> Verdict:
    """Return the verdict, flaws of the pages told first: to scan again at once mends the rest, too."""
    found = hint(pages)
    if found is None:
        return verdict
    return Verdict(verdict.state, "poor_quality", f"{found} {verdict.reason}" if verdict.reason else found)


def hint(pages: Iterable[PageReading]) -> str | None:
    """Return which pages should be scanned again and why, by their worst flaws; None where none should."""
    flawed: dict[str, list[int]] = {}
    for page in pages:
        for worst in page.flaws[:1]:
            flawed.setdefault(worst, []).append(page.number)
    told = [
        f"Trang {', '.join(map(_run, _runs(numbers)))}: {FLAWS[code]}" for code, numbers in flawed.items()
    ]
    return " ".join(told) or None


def _pages(parts: Sequence[Part]) -> str:
    return "trang " + ", ".join(_run(part.pages) for part in parts)


def _runs(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """Part ascending numbers into runs without a gap."""
    runs: list[tuple[int, ...]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] += (number,)
        else:
            runs.append((number,))
    return runs


def _run(pages: tuple[int, ...]) -> str:
    if len(pages) == 1:
        return str(pages[0])
    gapless = pages == tuple(range(pages[0], pages[0] + len(pages)))
    return f"{pages[0]}–{pages[-1]}" if gapless else ", ".join(map(str, pages))
