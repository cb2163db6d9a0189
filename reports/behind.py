"""The way from a figure to the dossiers, files or deeds behind it: the question that lists exactly those."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple
from urllib.parse import quote, urlencode

from reports.counts import COUNTS
from reports.file_counts import DEED_COUNTS, FILE_COUNTS
from reports.model import Behind, Cell, Chart, Column, Line, Table, UnitsShown


class List(NamedTuple):
    """A report that lists what is behind numbers: its name, the counts it lists, its page."""

    report: str
    counts: Mapping[str, object]
    page: str


LISTS: Final = (
    List("dossiers", COUNTS, "/so-lieu/ho-so"),
    List("files", FILE_COUNTS, "/so-lieu/tep"),
    List("deeds", DEED_COUNTS, "/so-lieu/viec"),
)
API: Final = "/api/reports"
DOSSIER: Final = "dossier"  # the column of lists whose cells are dossiers themselves
NARROWED: Final = ("kind", "sector", "clerk", "reason", "station", "account")


def query(table: Table, line: Line, column: Column) -> dict[str, str] | None:
    """Return the parameters of the list behind a figure; None where there is none."""
    of = line.opens.get(column.key, column.opens)
    if isinstance(of, Behind):
        return asked(table, of)
    if line.where is None or of is None:
        return None
    return asked(table, Behind(line.where, of))


def asked(table: Table, behind: Behind) -> dict[str, str]:
    """Return the parameters of a list."""
    where = behind.where
    given = {
        "of": behind.of,
        "from": where.period.first.isoformat(),
        "to": where.period.last.isoformat(),
        "unit": table.unit,
        "line_unit": where.unit if where.unit != table.unit or where.exact else None,
        "exact": "1" if where.exact else None,
        **{name: getattr(where, name) for name in NARROWED},
        "done_from": where.done and where.done.first,
        "done_to": where.done and where.done.last,
        "units": UnitsShown.MAPPED if table.question.mapped else None,
    }
    return {key: str(value) for key, value in given.items() if value is not None}


def link(table: Table, line: Line, column: Column) -> str | None:
    """Return the address of that list for programs, without the host."""
    found = query(table, line, column)
    return f"{API}/{list_of(found['of']).report}?{urlencode(found)}" if found else None


def page(table: Table, line: Line, column: Column, cell: Cell) -> str | None:
    """Return the page that a cell opens: a list, or the dossier that it names; None without a site."""
    if table.question.site is None:
        return None
    if column.key == DOSSIER and isinstance(cell, str) and cell:
        return f"{table.question.site}/ho-so/{quote(cell)}"
    found = query(table, line, column)
    return _page(table, found) if found else None


def linked(table: Table, chart: Chart) -> Chart:
    """Return a chart with the pages that its bars open, where the site is known."""
    if table.question.site is None:
        return chart
    links = (_page(table, asked(table, behind)) if behind else None for behind in chart.behind)
    return replace(chart, links=tuple(links))


def list_of(count: str) -> List:
    """Return which list holds a count. Raises StopIteration for a count that there is not."""
    return next(each for each in LISTS if count in each.counts)


def _page(table: Table, found: Mapping[str, str]) -> str:
    return f"{table.question.site}{list_of(found['of']).page}?{urlencode(found)}"
