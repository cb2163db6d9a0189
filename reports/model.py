"""What reports are made of: a source of figures and a question going in, a table coming out. Plain values."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from catalogue.dossier import Dossier
from catalogue.model import Catalogue, UnitKind
from catalogue.tally import Tally
from catalogue.work import CampaignWork, ClerkWork, DeedSeen, FileSeen, PageWork, StationWork, UnitFunnel
from reports.percent import PLACES, Rounding, percent

Cell = str | int | date | Decimal | tuple[str, ...] | None


class Figure(Protocol):
    """What is known of one dossier; `missing` holds (slot code, title) of each paper still wanted."""

    @property
    def dossier(self) -> Dossier: ...
    @property
    def complete(self) -> bool: ...
    @property
    def result_digitised(self) -> bool: ...
    @property
    def missing(self) -> Sequence[tuple[str, str]]: ...
    @property
    def digitised(self) -> int | None: ...  # slots filled by scans; None while not yet counted, like these
    @property
    def reused(self) -> int | None: ...  # slots filled from an earlier dossier or the national portal
    @property
    def reused_national(self) -> int | None: ...


# A period has days before and behind it; cut into months it is no more pieces than a database counts at once.
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included.

    Raises ValueError if they are the wrong way round or lie outside `EARLIEST` to `LATEST`.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the period ends on {self.last}, before it begins on {self.first}")
        if not EARLIEST <= self.first <= self.last <= LATEST:
            raise ValueError(f"the period reaches beyond {EARLIEST} to {LATEST}")

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


Units = Collection[str] | None  # codes of units; None: every unit


class Source(Protocol):
    """Where reports take their figures from. Units are meant by their own codes, without those below."""

    def tallies(self, periods: Sequence[Period], units: Units) -> Sequence[Iterable[Tally]]:
        """Return, for each period, the counts of each unit that has any."""
        ...

    def figures(self, period: Period, units: Units) -> Iterable[Figure]:
        """Return every dossier received by the last day and not ended before the first one, by code."""
        ...

    def funnel(self, period: Period, units: Units) -> Iterable[UnitFunnel]:
        """Return how far the files got that came in on these days."""
        ...

    def stations(self, period: Period) -> Iterable[StationWork]:
        """Return what each station sent on these days."""
        ...

    def pages(self, period: Period) -> Iterable[PageWork]:
        """Return how well the pages of each station could be read."""
        ...

    def clerks(self, period: Period) -> Iterable[ClerkWork]:
        """Return what people did on these days."""
        ...

    def files(self, period: Period, units: Units) -> Iterable[FileSeen]:
        """Return the files that came in on these days: those that `funnel` counts."""
        ...

    def station_files(self, period: Period) -> Iterable[FileSeen]:
        """Return the same as `stations` and `pages` count them: by where they came from."""
        ...

    def deeds(self, period: Period) -> Iterable[DeedSeen]:
        """Return what `clerks` counts, one by one."""
        ...

    def campaign(self, period: Period, units: Units) -> Iterable[CampaignWork]:
        """Return how far the digitising of the dossiers received on these days got."""
        ...

    def completed(self, period: Period, units: Units) -> Mapping[str, date]:
        """Return the dossiers (by code) whose days `campaign` counts, and for each its day."""
        ...


class UnitsShown(StrEnum):
    """Where dossiers of units that have ended are shown."""

    AS_WAS = "as-was"  # under their own unit
    MAPPED = "mapped"  # under the one unit that took its place


@dataclass(frozen=True, slots=True)
class Where:
    """What a line, or a list, is about; `exact`: the unit without those below it.

    `clerk` is the official in charge of dossiers ("": none is named), `reason` why they are late; `station`
    (ANY: each of them, whatever the unit) is where files came from, `account` who did something; `done` the
    days on one of which the last paper of a dossier was accepted.
    """

    period: Period
    unit: str | None = None
    exact: bool = False
    kind: UnitKind | None = None
    sector: str | None = None
    clerk: str | None = None
    reason: str | None = None
    station: str | None = None
    account: str | None = None
    done: Period | None = None


ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: which days, which unit with all below it (None: every unit), by which catalogue.

    `mapped` shows dossiers of units that have ended under the one unit that took their place. `step` is how a
    trend cuts the period (see `reports.periods`). `today` is the day a forecast is made on, the last day of
    the period unless given. `of` is the count whose dossiers, files or deeds are listed, `about` narrows that
    list. `site` is the address of the web pages, to which the links of a report lead.
    """

    period: Period
    unit: str | None
    catalogue: Catalogue
    rounding: Rounding = Rounding.HALF_UP
    places: int = PLACES
    mapped: bool = False
    step: str = "month"
    today: date | None = None
    of: str = "received"
    about: Where | None = None
    site: str | None = None

    def percent(self, numerator: int, denominator: int) -> Decimal | None:
        """Return a percentage, rounded as the question wants it."""
        return percent(numerator, denominator, self.rounding, self.places)


class Kind(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"  # str
    COUNT = "count"  # int
    RATIO = "ratio"  # Decimal of per cent, None where the denominator is 0
    MEASURE = "measure"  # Decimal of what the title names, None where nothing was measured
    DAY = "day"  # date
    LIST = "list"  # tuple of str


NUMBERS: Final = frozenset({Kind.COUNT, Kind.RATIO, Kind.MEASURE})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` for machines, `title` for people under the heading `group`, `meaning` defines it.

    `opens` names the count (`reports.counts`) whose dossiers stand behind a cell. `parts` are the keys of the
    numerator and the denominator of a ratio.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    group: str = ""
    meaning: str = ""
    opens: str | None = None
    parts: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """What is listed behind a bar, a point or a cell: a count of what it is about."""

    where: Where
    of: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; `strong`: it sums up lines below it. `where` says what it is about.

    `opens` names the counts behind cells (by the key of their column) where each line has its own, or says
    what is behind a cell that is about something else than its line.
    """

    cells: tuple[Cell, ...]
    where: Where | None = None
    strong: bool = False
    opens: Mapping[str, str | Behind] = field(default_factory=dict)


class ChartKind(StrEnum):
    """How the values of a chart are drawn."""

    BARS = "bars"  # lying bars, one a label, with the target as a line across
    LINES = "lines"  # over time
    FUNNEL = "funnel"  # each stage within the one before


@dataclass(frozen=True, slots=True)
class Series:
    """Values of a chart under one name, one for each label; None leaves a gap."""

    name: str
    values: tuple[int | Decimal | None, ...]
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures that the table holds, too; `unit` stands behind each value.

    `behind` says for each label what its bar opens; `links` are the addresses, once a format knows them.
    """

    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    behind: tuple[Behind | None, ...] = ()
    links: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A finished report: each line has a cell for each column; notes say how to read it.

    `text` says the same in sentences, as official reports do; a paragraph that begins with "# " is a heading.
    """

    name: str
    title: str
    question: Question
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    sum: Line | None = None
    notes: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def period(self) -> Period:
        return self.question.period

    @property
    def unit(self) -> str | None:
        return self.question.unit

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        return tuple(line.cells for line in self.lines)

    @property
    def total(self) -> tuple[Cell, ...] | None:
        return None if self.sum is None else self.sum.cells


class Build(Protocol):
    """A report: a source and a question in, a table out."""

    def __call__(self, source: Source, question: Question) -> Table: ...


class Render(Protocol):
    """A format: a table in, the bytes of a file out. Raises reports.errors.FormatError."""

    def __call__(self, table: Table) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Report:
    """An entry of REPORTS."""

    title: str
    build: Build


@dataclass(frozen=True, slots=True)
class Format:
    """An entry of FORMATS: `render` returns a file of `media_type`; `printable`: a terminal may show it."""

    title: str
    media_type: str
    extension: str
    render: Render
    printable: bool = True
