"""Columns of counts and ratios with the definitions that stand in `reports.counts`."""

from reports.counts import COUNTS
from reports.model import Column, Kind


def count(name: str, title: str | None = None, group: str = "") -> Column:
    """Return the column of a count; it opens the dossiers that are counted."""
    known = COUNTS[name]
    return Column(name, title or known.title, Kind.COUNT, group, known.meaning, opens=name)


def ratio(key: str, title: str, numerator: str, denominator: str, group: str = "") -> Column:
    """Return the column of the ratio of two counts that stand in the same table."""
    words = f"{COUNTS[numerator].title} / {COUNTS[denominator].title}".lower()
    return Column(key, title, Kind.RATIO, group, f"Tỷ lệ phần trăm: {words}.", parts=(numerator, denominator))
