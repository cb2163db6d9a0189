"""The way from a figure to the dossiers behind it: the question that lists exactly those."""

from urllib.parse import urlencode

from reports.counts import COUNTS
from reports.model import Column, Line, Table, UnitsShown

ADDRESS = "/api/reports/dossiers"


def query(table: Table, line: Line, column: Column) -> dict[str, str] | None:
    """Return the parameters of the report `dossiers` for a figure; None where no dossiers are behind it."""
    if line.where is None or column.opens not in COUNTS:
        return None
    where = line.where
    asked = {
        "of": column.opens,
        "from": where.period.first.isoformat(),
        "to": where.period.last.isoformat(),
        "unit": table.unit,
        "line_unit": where.unit if where.unit != table.unit or where.exact else None,
        "exact": "1" if where.exact else None,
        "kind": where.kind,
        "sector": where.sector,
        "units": UnitsShown.MAPPED if table.question.mapped else None,
    }
    return {key: str(value) for key, value in asked.items() if value is not None}


def link(table: Table, line: Line, column: Column) -> str | None:
    """Return the address of that list, without the host."""
    asked = query(table, line, column)
    return f"{ADDRESS}?{urlencode(asked)}" if asked else None
