"""A report as JSON for other programs: every figure with its definition and the way to what is behind it."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from reports.behind import link
from reports.model import Cell, Column, Line, Table
from reports.percent import rule

Plain = str | int | float | list[str] | None


def render(table: Table) -> bytes:
    """Return one object in UTF-8; days are ISO, ratios are numbers of per cent or null."""
    return (json.dumps(as_plain(table), ensure_ascii=False, indent=2) + "\n").encode()


def as_plain(table: Table) -> dict[str, Any]:
    """Return the report as plain values; `links` of a row lead from a figure to its dossiers."""
    return {
        "report": table.name,
        "title": table.title,
        "period": {"from": table.period.first.isoformat(), "to": table.period.last.isoformat()},
        "unit": table.unit,
        "rule": rule(table.question.rounding, table.question.places),
        "columns": [_column(column) for column in table.columns],
        "rows": [_row(table, line) for line in table.lines],
        "total": None if table.sum is None else _row(table, table.sum),
        "notes": list(table.notes),
        "text": list(table.text),
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "key": column.key,
        "title": column.title,
        "group": column.group or None,
        "kind": column.kind,
        "definition": column.meaning or None,
        "ratio_of": list(column.parts) if column.parts else None,
    }


def _row(table: Table, line: Line) -> dict[str, Any]:
    links = {column.key: found for column in table.columns if (found := link(table, line, column))}
    row: dict[str, Any] = dict(_cells(table.columns, line.cells))
    return {**row, "is_sum": line.strong, "links": links}


def _cells(columns: Iterable[Column], row: Iterable[Cell]) -> Iterable[tuple[str, Plain]]:
    return ((column.key, _plain(cell)) for column, cell in zip(columns, row, strict=True))


def _plain(cell: Cell) -> Plain:
    match cell:
        case Decimal():
            return float(cell)  # of a few decimals, so that it prints the same ones
        case date():
            return cell.isoformat()
        case tuple():
            return list(cell)
        case _:
            return cell
