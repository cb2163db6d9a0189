"""A report as JSON for other programs: every ratio with its numerator and denominator beside it."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from reports.model import Cell, Column, Table
from reports.percent import RULE

Plain = str | int | float | list[str] | None


def render(table: Table) -> str:
    """Return one object; days are ISO, ratios are numbers of per cent or null."""
    content = {
        "report": table.name,
        "title": table.title,
        "period": {"from": table.period.first.isoformat(), "to": table.period.last.isoformat()},
        "unit": table.unit,
        "rule": RULE,
        "rows": [_row(table.columns, row) for row in table.rows],
        "total": None if table.total is None else _row(table.columns, table.total),
        "notes": table.notes,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _row(columns: Iterable[Column], row: Iterable[Cell]) -> dict[str, Plain]:
    return {column.key: _plain(cell) for column, cell in zip(columns, row, strict=True)}


def _plain(cell: Cell) -> Plain:
    match cell:
        case Decimal():
            return float(cell)  # of two decimals, so that it prints the same two
        case date():
            return cell.isoformat()
        case tuple():
            return list(cell)
        case _:
            return cell
