"""Every report in every format, with none, one and many units: a new entry is tested by being there."""

import csv
import html
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from reports import REPORTS
from reports.behind import linked, list_of, query
from reports.behind import page as to_page
from reports.errors import FormatError
from reports.files import HELD
from reports.formats import FORMATS
from reports.formats.charts import svgs
from reports.formats.words import in_words
from reports.model import Behind, ChartKind, Kind, Period, Question
from tests.unit.reports.world import busy, many_units

PERIOD = Period(date(2026, 10, 1), date(2026, 10, 31))
PLAIN: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.COUNT: (int, type(None)),
    Kind.RATIO: (float, type(None)),
    Kind.MEASURE: (float, type(None)),
    Kind.DAY: (str, type(None)),
    Kind.LIST: list,
}


source_of = cache(lambda units: busy([code for code in units if code != "H99"]))


def build(name, question):
    return REPORTS[name].build(source_of(tuple(unit.code for unit in question.catalogue.units)), question)


@cache
def built(count, name):
    return build(name, Question(PERIOD, "H99" if count > 1 else None, many_units(count)))


@pytest.fixture(params=[0, 1, 30], ids=["none", "one", "many"])
def table_of(request):
    return partial(built, request.param)


@pytest.fixture(params=sorted(REPORTS))
def table(request, table_of):
    return table_of(request.param)


def words_of(table):
    """Each cell of the lines as people read it."""
    return [
        [in_words(column, cell) for column, cell in zip(table.columns, row, strict=True)]
        for row in table.rows
    ]


def test_a_table_is_of_one_piece(table):
    assert table.title == REPORTS[table.name].title
    keys = [column.key for column in table.columns]
    assert len(set(keys)) == len(keys)
    for row in (*table.rows, *([table.total] if table.total else [])):
        assert len(row) == len(table.columns)
    for column in table.columns:
        assert set(column.parts or ()) <= set(keys)
        assert column.opens is None or list_of(column.opens)
    for chart in table.charts:
        assert all(len(series.values) == len(chart.labels) for series in chart.series)


def test_a_report_says_something_in_sentences(table):
    if table.name != "ratio":  # that one is a short table for the screen
        assert all(paragraph.strip() for paragraph in table.text)
    assert table.notes


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.printable])
def test_every_text_format_holds_every_row(table, name):
    content = FORMATS[name].render(table)
    assert content.endswith(b"\n")
    text = re.sub(r"\s+", " ", html.unescape(content.decode("utf-8-sig")))
    for row in words_of(table):
        assert row[1] in text


def test_csv_reads_back_as_a_rectangle(table):
    text = FORMATS["csv"].render(table).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 1 + len(table.rows) + (table.total is not None)
    assert {len(row) for row in rows} == {len(table.columns)}


def test_json_reads_back_with_plain_types_and_links(table):
    content = json.loads(FORMATS["json"].render(table))
    assert len(content["rows"]) == len(table.rows)
    for row, line in zip(content["rows"], table.lines, strict=True):
        for column in table.columns:
            assert isinstance(row[column.key], PLAIN[column.kind])
            assert (column.key in row["links"]) == (query(table, line, column) is not None)


def test_a_workbook_reads_back_with_real_numbers(table):
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(table)))
    sheet = book["Báo cáo"]
    first = int(re.sub(r"\D", "", str(sheet.freeze_panes)))
    for n, line in enumerate([*table.lines, *([table.sum] if table.sum else [])]):
        for k, (column, value) in enumerate(zip(table.columns, line.cells, strict=True), start=1):
            cell = sheet.cell(first + n, k)
            assert isinstance(cell, Cell)
            if column.kind is Kind.COUNT and value is not None:
                assert (cell.value, cell.data_type) == (value, "n")
            if column.kind is Kind.RATIO and value is not None:
                assert cell.number_format.endswith("%")
                assert float(str(cell.value)) == pytest.approx(float(value) / 100)
            if column.kind is Kind.MEASURE and value is not None:
                assert (float(str(cell.value)), cell.data_type) == (float(value), "n")
            assert cell.data_type != "f"


def test_a_document_reads_back_with_every_line(table):
    document = docx.Document(io.BytesIO(FORMATS["docx"].render(table)))
    rows = document.tables[-1].rows
    heads = 3 if any(column.group for column in table.columns) else 2
    assert len(rows) == heads + len(table.rows) + (table.total is not None)
    if table.rows:
        first = [cell.text for cell in rows[heads].cells]
        assert first == words_of(table)[0]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(paragraph.removeprefix("# ") in text for paragraph in table.text)
    assert all(note in text for note in table.notes)


def test_a_page_needs_nothing_from_outside(table):
    page = FORMATS["html"].render(table).decode()
    assert not re.search(r"<script|<link|<img|src=|https?://(?!www\.w3\.org)", page)
    assert page.count("<figcaption>") == sum(bool(chart.labels) for chart in table.charts)
    assert page.count("<svg") == sum(len(list(svgs(chart))) for chart in table.charts if chart.labels)


# What is counted on the files, not by them, and what only says how much work the list behind it was.
SUMMED = {("stations", "pages"): "sent", **{("quality", held): held for held in HELD}}
TOLD_BY = {
    *(("stations", "days"), ("stations", "a_day"), ("clerks", "days"), ("clerks", "a_day")),
    *(("reminders", "papers"), ("backlog", "forecast"), ("backlog", "range")),
}


def behind(table, line, column):
    """The list that a figure opens, from a source of the same world."""
    asked = query(table, line, column) or {}
    opened = line.opens.get(column.key)
    return opened_by(table, opened if isinstance(opened, Behind) else Behind(line.where, asked["of"]))


def opened_by(table, asked):
    question = replace(table.question, period=asked.where.period, of=asked.of, about=asked.where)
    return build(list_of(asked.of).report, question)


def test_a_figure_opens_exactly_what_it_counts(table):
    for line in [*table.lines[:2], *table.lines[-1:], *([table.sum] if table.sum else [])]:
        for column, cell in zip(table.columns, line.cells, strict=True):
            if not cell or query(table, line, column) is None:
                continue
            found, figure = behind(table, line, column), (table.name, column.key)
            keys = [each.key for each in found.columns]
            if figure in SUMMED:
                assert sum(row[keys.index(SUMMED[figure])] for row in found.rows) == cell
            elif figure in TOLD_BY:
                assert found.rows
            else:
                assert len(found.rows) == cell, figure


def test_a_bar_of_a_count_opens_exactly_what_it_counts(table):
    for chart in table.charts:
        points = list(zip(chart.behind, chart.series[0].values, strict=False))
        for asked, value in points[-2:]:
            if asked is not None and isinstance(value, int) and chart.unit != " trang":
                assert len(opened_by(table, asked).rows) == value, chart.title


LISTS = {"missing", "open-results", "overdue", "dossiers", "files", "deeds"}  # each line is one thing
# A sum of ratios, an order, a forecast have no list of their own: the figures that they come from do.
CLOSED = {("funnel", "share"), ("overdue", "days"), ("ranking", "place")}


def test_every_count_of_a_report_opens_what_is_behind_it(table):
    for line in (*table.lines, *([table.sum] if table.sum else [])):
        for column, cell in zip(table.columns, line.cells, strict=True):
            if column.kind is Kind.COUNT and cell and table.name not in LISTS:
                assert query(table, line, column) or (table.name, column.key) in CLOSED, (
                    table.name,
                    column.key,
                )


def test_every_bar_opens_a_list_and_the_page_links_to_it(table):
    shown = replace(table, question=replace(table.question, site="http://sohoa.example"))
    page = FORMATS["html"].render(shown).decode()
    for chart in table.charts:
        bars = chart.kind is not ChartKind.LINES
        assert len(chart.behind) == (len(chart.labels) if bars or chart.behind else 0)
        for address in linked(shown, chart).links[:12]:
            assert address is None or f"<a href={quoteattr(address)}>" in page
    for line in table.lines:
        for column, cell in zip(table.columns, line.cells, strict=True):
            address = to_page(shown, line, column, cell)
            assert address is None or f'<a href="{html.escape(address)}">' in page


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pdf_is_made_by_libreoffice(table_of):
    assert FORMATS["pdf"].render(table_of("digitisation")).startswith(b"%PDF-")


def test_without_libreoffice_pdf_says_what_to_do(table_of, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(FormatError, match="LibreOffice"):
        FORMATS["pdf"].render(table_of("ratio"))
