"""What an audit says: each calculation it made, whether it came out, and the document's rounding rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Weight(StrEnum):
    """How much a finding says; the value is what a person reads."""

    FIT = "khớp"  # recomputed, as printed
    NOTE = "ghi chú"  # true, and explained by rounding
    DOUBT = "cần làm rõ"  # does not come out, but the text may leave something unsaid
    BREACH = "sai lệch"  # cannot be as printed


class Rule(StrEnum):
    """The rounding rule that every recomputed percentage of a document fits."""

    HALF_UP = "half-up"
    TRUNCATED = "truncated"
    BOTH = "both"  # each percentage fits either
    NEITHER = "neither"  # no one rule fits them all
    UNKNOWN = "unknown"  # no percentage could be recomputed


@dataclass(frozen=True, slots=True)
class Finding:
    """One calculation. Offsets are into the flow's text; `difference` is printed minus what follows."""

    kind: str
    weight: Weight
    start: int
    end: int
    printed: str
    follows: str
    message: str
    difference: Decimal | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its line in the document and its words there."""

    finding: Finding
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome for a document: everything recomputed, in the order of the text, and the rounding rule."""

    checked: tuple[Placed, ...]
    rule: Rule
    percentages: int  # how many were recomputed

    @property
    def findings(self) -> tuple[Placed, ...]:
        """What did not come out as printed."""
        return tuple(placed for placed in self.checked if placed.finding.weight is not Weight.FIT)

    @property
    def fits(self) -> int:
        """How many calculations came out as printed."""
        return len(self.checked) - len(self.findings)


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in the order of the text."""
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.kind))
