"""What `sohoa audit` finds in real published reports, held against what was worked out by hand.

    python -m bench.audit [FOLDER]

FOLDER holds the reports as text; by default ../shared/seeds. A finding counts as found if its kind, the
printed figure and what follows are those of EXPECTED; one that is not there is false. Exits with 1 if any
is missed or false, or a rounding rule is not the expected one.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reports.audit import audit
from reports.audit.finding import Rule

SEEDS: Final = Path(__file__).parents[1].parent / "shared" / "seeds"
Key = tuple[str, str, str]  # kind, printed, what follows


@dataclass(frozen=True, slots=True)
class Expected:
    """What a report contradicts itself in, and the rule by which its percentages are rounded."""

    findings: frozenset[Key]
    rule: Rule


# By the first three letters of the file's name.
EXPECTED: Final = {
    "000": Expected(
        frozenset(
            {
                ("sum", "998", "988"),  # in the period + carried over, of the district
                ("shares", "99,99%", "100%"),
                ("sum", "10.674", "10.624"),  # in the period + carried over, of the communes
                ("sum", "10.674", "10.634"),  # online + direct
                ("denominator", "11.779", "11.672"),
                ("numerator", "11.710", "11.563"),
                ("sum of money", "301.610.000đ", "297.110.000"),
            }
        ),
        Rule.TRUNCATED,
    ),
    "001": Expected(
        frozenset(
            {
                ("period", "từ 15/6/2024 đến 14/4/2024", ""),
                ("restated", "113", "115"),  # services online in part
                ("restated", "176", "175"),  # services online throughout
            }
        ),
        Rule.HALF_UP,
    ),
    "002": Expected(
        frozenset(
            {
                ("sum", "2159", "2.225"),
                ("percentage", "94%", "99,15%"),  # of what was received, not of what was resolved
                ("restated", "96%", "99,1%"),
            }
        ),
        Rule.HALF_UP,
    ),
    "003": Expected(
        frozenset(
            {
                ("sum", "1.614", "1.600"),
                ("sum", "4.797", "4.794"),
                ("denominator", "6.434", "6.411"),
                ("denominator", "6.417", "không quá 6.411"),
            }
        ),
        Rule.BOTH,
    ),
    "004": Expected(frozenset({("sum", "4.891", "4.828")}), Rule.TRUNCATED),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an audit of a report found, against what is expected."""

    name: str
    found: frozenset[Key]
    expected: Expected
    rule: Rule
    fits: int

    @property
    def missed(self) -> frozenset[Key]:
        return self.expected.findings - self.found

    @property
    def false(self) -> frozenset[Key]:
        return self.found - self.expected.findings

    @property
    def right(self) -> bool:
        return not self.missed and not self.false and self.rule is self.expected.rule


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Audit every report of the folder that EXPECTED names."""
    for path in sorted(folder.glob("*.txt")):
        expected = EXPECTED.get(path.name[:3])
        if expected is not None:
            audited = audit(path.read_text(encoding="utf-8"))
            keys = frozenset(
                (one.finding.kind, one.finding.printed, one.finding.follows) for one in audited.findings
            )
            yield Outcome(path.name, keys, expected, audited.rule, audited.fits)


def main() -> int:
    """Run the bench."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    results = [*outcomes(folder)]
    if len(results) < len(EXPECTED):
        print(f"{folder}: {len(results)} of {len(EXPECTED)} reports are there")
        return 1
    print(f"{'report':12} {'found':>6} {'missed':>7} {'false':>6} {'fit':>5}  rule (expected)")
    for result in results:
        found = len(result.found & result.expected.findings)
        counts = f"{found:6} {len(result.missed):7} {len(result.false):6} {result.fits:5}"
        print(f"{result.name[:12]:12} {counts}  {result.rule} ({result.expected.rule})")
        for kind, printed, follows in sorted(result.found | result.missed):
            key = (kind, printed, follows)
            state = "missed" if key in result.missed else "false" if key in result.false else "found"
            print(f"    {state:7} {kind:13} {printed}" + (f" | {follows}" if follows else ""))
    return 0 if all(result.right for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
