"""Every report in every format, with none, one and many units: a new entry is tested by being there."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from catalogue.dossier import Channel, Dossier
from catalogue.model import Catalogue, Unit, UnitLevel
from reports import REPORTS
from reports.formats import FORMATS
from reports.model import Kind, Period, Question

PERIOD = Period(date(2026, 10, 1), date(2026, 10, 31))
PLAIN: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.COUNT: int,
    Kind.RATIO: (float, type(None)),
    Kind.DAY: str,
    Kind.LIST: list,
}


@dataclass(frozen=True, slots=True)
class Known:
    dossier: Dossier
    complete: bool
    result_digitised: bool
    missing: tuple[tuple[str, str], ...]


def dossier_states(units):
    """One dossier of each kind for each unit."""
    for unit in units:
        for n in range(4):
            resolved = date(2026, 10, 20) if n % 2 else None
            dossier = Dossier(
                f"{unit}-261005-{n:04}", "9.000001", unit, date(2026, 10, 5), Channel.POST, None, resolved
            )
            yield Known(dossier, n > 1, n > 2, () if n > 1 else (("to_khai", "Tờ khai; “bản chính”, 2 tờ"),))


@pytest.fixture(params=[0, 1, 30], ids=["none", "one", "many"])
def table_of(request):
    units = [f"H99.{n}" for n in range(101, 101 + request.param)]
    catalogue = Catalogue(tuple(Unit(u, f"xã số {u}", UnitLevel.COMMUNE) for u in units), (), {})
    return lambda name: REPORTS[name].build(dossier_states(units), Question(PERIOD, None, catalogue))


@pytest.fixture(params=sorted(REPORTS))
def table(request, table_of):
    return table_of(request.param)


def test_a_table_is_of_one_piece(table):
    assert table.title == REPORTS[table.name].title
    assert len({column.key for column in table.columns}) == len(table.columns)
    for row in (*table.rows, *([table.total] if table.total else [])):
        assert len(row) == len(table.columns)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_holds_every_row(table, name):
    form = FORMATS[name]
    content = form.render(table)
    assert content.encode(form.encoding).decode(form.encoding) == content
    assert content.endswith("\n")
    for row in table.rows:
        assert row[0] in content


def test_csv_reads_back_as_a_rectangle(table):
    rows = list(csv.reader(io.StringIO(FORMATS["csv"].render(table), newline="")))
    assert len(rows) == 1 + len(table.rows) + (table.total is not None)
    assert {len(row) for row in rows} == {len(table.columns)}


def test_json_reads_back_with_plain_types(table):
    content = json.loads(FORMATS["json"].render(table))
    assert len(content["rows"]) == len(table.rows)
    for row in content["rows"]:
        for column in table.columns:
            assert isinstance(row[column.key], PLAIN[column.kind])
