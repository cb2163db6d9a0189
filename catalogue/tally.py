"""What happened to the dossiers of one unit in one period: what reports of figures are made of."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Final, Self

# What is true of one day, not of a period: these do not add up over time.
AT_FIRST: Final = ("carried",)
AT_LAST: Final = ("open_in_time", "open_late", "suspended")


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one unit in a period of days, both ends included.

    All are numbers of dossiers, but for those called `papers_`: they count slots of the dossiers received in
    the period. The columns of form II.06a (Thông tư 01/2020/TT-VPCP) follow from them: total = online +
    direct + carried = ended + open. Tallies of units add up (`+`); those of periods do too, but for what is
    true of one day only: see `followed_by`.
    """

    unit: str = ""
    online: int = 0  # received in the period, over the internet
    direct: int = 0  # received in the period, at the counter or by post
    carried: int = 0  # received before the period, not ended before it
    early: int = 0  # ended in the period, before the day it was due
    on_time: int = 0  # ended in the period, on the day; also what was withdrawn or returned in time
    late: int = 0  # ended in the period, after the day it was due
    open_in_time: int = 0  # not ended on the last day, and not yet overdue; also what is suspended
    open_late: int = 0
    withdrawn: int = 0  # ended in the period because the citizen took it back
    returned: int = 0  # ended in the period because it was sent back
    complete: int = 0  # of those received in the period: every component digitised
    begun: int = 0  # of those received in the period: some component digitised
    reused: int = 0  # of those received in the period: some component taken from an earlier dossier
    reused_national: int = 0  # of them, from the national portal
    resolved: int = 0  # ended in the period with a result: what the output ratio is of
    results: int = 0  # of those resolved: the result is digitised
    suspended: int = 0  # of those open in time: waiting for a supplement
    papers_digitised: int = 0
    papers_missing: int = 0
    papers_reused: int = 0
    papers_exempt: int = 0

    @property
    def received(self) -> int:
        return self.online + self.direct

    @property
    def total(self) -> int:
        return self.received + self.carried

    @property
    def ended(self) -> int:
        return self.early + self.on_time + self.late

    @property
    def open(self) -> int:
        return self.open_in_time + self.open_late

    @property
    def incomplete(self) -> int:
        return self.received - self.complete

    @property
    def without_result(self) -> int:
        return self.resolved - self.results

    def __add__(self, other: Self) -> Self:
        """Return the counts of both units together, under the first one's code."""
        return self._sum(other, ())

    def followed_by(self, later: Self) -> Self:
        """Return the counts of the two periods as one; `later` must begin on the day after this one ends."""
        whole = self._sum(later, (*AT_FIRST, *AT_LAST))
        days = {name: getattr(self, name) for name in AT_FIRST}
        days |= {name: getattr(later, name) for name in AT_LAST}
        counts = {field.name: getattr(whole, field.name) for field in fields(whole)}
        return type(self)(**{**counts, **days})

    def _sum(self, other: Self, left_out: Collection[str]) -> Self:
        counts = (field.name for field in fields(self) if field.name not in {"unit", *left_out})
        return type(self)(self.unit, **{name: getattr(self, name) + getattr(other, name) for name in counts})
