"""What reports are made of: the figures of dossiers going in, a table coming out. Plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from catalogue.dossier import Dossier
from catalogue.model import Catalogue

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


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included. Raises ValueError if they are the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the period ends on {self.last}, before it begins on {self.first}")

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: which days, which unit with all below it (None: every unit), by which catalogue."""

    period: Period
    unit: str | None
    catalogue: Catalogue


class Kind(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"  # str
    COUNT = "count"  # int
    RATIO = "ratio"  # Decimal of per cent, None where the denominator is 0
    DAY = "day"  # date
    LIST = "list"  # tuple of str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` for machines, `title` for people."""

    key: str
    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A finished report: each row has a cell for each column; notes say how to read it."""

    name: str
    title: str
    period: Period
    unit: str | None
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None
    notes: tuple[str, ...]


class Build(Protocol):
    """A report: figures and a question in, a table out."""

    def __call__(self, figures: Iterable[Figure], question: Question) -> Table: ...


class Render(Protocol):
    """A format: a table in, the text of a file out."""

    def __call__(self, table: Table) -> str: ...


@dataclass(frozen=True, slots=True)
class Report:
    """An entry of REPORTS."""

    title: str
    build: Build


@dataclass(frozen=True, slots=True)
class Format:
    """An entry of FORMATS: what `render` returns, encoded by `encoding`, is a file of `media_type`."""

    media_type: str
    extension: str
    render: Render
    encoding: str = "utf-8"
