"""Sentences of a report as officials write them."""

from datetime import date
from decimal import Decimal

from reports.model import Period, Question
from reports.percent import rule, vietnamese, vietnamese_percent
from reports.scope import Tree


def day(on: date) -> str:
    """Return a day as official texts write it: 05/01/2026, 29/6/2026 (Nghị định 30/2020/NĐ-CP, II.4b)."""
    months_padded = 2
    month = f"{on.month:02}" if on.month <= months_padded else str(on.month)
    return f"{on.day:02}/{month}/{on.year}"


def period_words(period: Period) -> str:
    """Return a period within a sentence: từ ngày 15/6/2026 đến ngày 14/9/2026."""
    return f"từ ngày {day(period.first)} đến ngày {day(period.last)}"


def unit_words(tree: Tree) -> str:
    """Return where the figures come from, to stand behind "trên địa bàn" or "của"."""
    unit = tree.question.unit
    return tree.name(unit) if unit else "toàn hệ thống"


def many(number: int, what: str) -> str:
    """Return a number of things; a single digit has a nought before it, as officials write: 07 hồ sơ."""
    few = 10
    return f"{number:02} {what}" if number < few else f"{vietnamese(number)} {what}"


def dossiers(number: int) -> str:
    """Return a number of dossiers."""
    return many(number, "hồ sơ")


def reached(numerator: int, denominator: int, ratio: Decimal | None, what: str = "") -> str:
    """Return a ratio with both of its numbers: 6.252/6.434 hồ sơ, đạt 97,17%; `what` follows "hồ sơ"."""
    shown = f"{vietnamese(numerator)}/{vietnamese(denominator)} hồ sơ{what}"
    return shown if ratio is None else f"{shown}, đạt {vietnamese_percent(ratio)}"


def rule_note(question: Question) -> str:
    """Say how percentages were rounded."""
    return f"Tỷ lệ: {rule(question.rounding, question.places)}; “–” khi không có hồ sơ."


PERIOD_NOTE = "Kỳ báo cáo tính cả ngày đầu và ngày cuối."


def whole_percent(goal: Decimal) -> str:
    """Return a goal without idle decimals: 85%; 97,5%."""
    short = goal.quantize(Decimal(1)) if goal == goal.to_integral_value() else goal.normalize()
    return vietnamese_percent(short)
