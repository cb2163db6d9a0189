"""Fills a database with the dossiers of a province over five years and measures what officers ask of it.

    python -m bench.scale [--counts 10000,100000,1000000] [--only SQLite|PostgreSQL]

A dossier has three papers, 700 communes share them all. The rows are put in as scans, imports and counting
would leave them. Each question is asked three times, the median counts; memory is the most that the asking
process held.
"""

import argparse
import json
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, Table, insert

from bench.registers import PROVINCE, dossiers, unit_codes, with_units
from catalogue.completeness import Present
from catalogue.dossier import Dossier
from catalogue.load import load_catalogue
from catalogue.model import Procedure, Rule
from catalogue.outcome import Outcomes
from reports import REPORTS
from reports.model import Period, Question
from storage import tables
from storage.database import migrate, open_database, reading, writing
from storage.dossiers import following
from storage.model import NewScan, Urgency
from storage.scans import add_scan
from storage.source import Recorded
from tests.rows import NOW
from tests.servers import fresh_database, start_postgres

CATALOGUE = Path(__file__).parents[1] / "configs" / "catalogue"
UNITS = 700
PAPERS = 3
BATCH = 5000
TURNS = 3
ASKED = {
    "ratio of a quarter": ("ratio", Period(date(2026, 6, 15), date(2026, 9, 14))),
    "of a quarter of 2022": ("ratio", Period(date(2022, 6, 15), date(2022, 9, 14))),
    "trend of a year by month": ("trend", Period(date(2025, 1, 1), date(2025, 12, 31))),
}


def main() -> int:
    """Fill and ask, for each database and count."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", default="10000,100000,1000000")
    parser.add_argument("--only", choices=tuple(DATABASES))
    options = parser.parse_args()
    for name, open_one in DATABASES.items():
        if options.only in {None, name}:
            for count in map(int, options.counts.split(",")):
                with ExitStack() as stack:
                    url = open_one(stack)
                    fill(url, count)
                    with multiprocessing.get_context("spawn").Pool(1) as pool:
                        print(f"{name:10} {count:9,} dossiers: {pool.apply(ask, (url,))}", flush=True)
    return 0


def sqlite(stack: ExitStack) -> str:
    """Return the URL of an empty SQLite database."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="sohoa-bench-"))
    return f"sqlite:///{folder}/sohoa.db"


def postgresql(stack: ExitStack) -> str:
    """Return the URL of an empty PostgreSQL database."""
    return stack.enter_context(fresh_database(stack.enter_context(start_postgres())))


DATABASES: dict[str, Callable[[ExitStack], str]] = {"SQLite": sqlite, "PostgreSQL": postgresql}


def ask(url: str) -> str:
    """Build each report; return the seconds it took in the middle, and the peak of memory."""
    engine, catalogue = open_database(url), with_units(load_catalogue(CATALOGUE), unit_codes(UNITS))
    words = []
    for title, (name, period) in ASKED.items():
        question = Question(period, PROVINCE, catalogue)
        words.append(f"{title} {seconds(engine, name, question):6.3f} s")
    engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{', '.join(words)}, peak {peak:4.0f} MiB"


def seconds(engine: Engine, name: str, question: Question) -> float:
    """Return how long a report takes from question to table; RuntimeError where nothing was counted."""
    times = []
    for _ in range(TURNS):
        begun = time.monotonic()
        with reading(engine) as c:
            table = REPORTS[name].build(Recorded(c), question)
        times.append(time.monotonic() - begun)
        if not table.rows or table.total is None or 0 in table.total:
            raise RuntimeError(f"{name}: {table.total}")
    return statistics.median(times)


def fill(url: str, count: int) -> None:
    """Put that many dossiers in, with their papers."""
    units = unit_codes(UNITS)
    catalogue = with_units(load_catalogue(CATALOGUE), units)
    engine = open_database(url)
    migrate(engine)
    with writing(engine) as c:
        scan, _ = add_scan(c, NewScan("0" * 64, 1, "tram", "x.pdf", None, Urgency.BACKLOG), NOW)
    make = Filling(Outcomes(catalogue), scan.id, random.Random(count))  # noqa: S311 no secret
    rows = dossiers(catalogue, units, count)
    while some := [make.rows(row) for row in islice(rows, BATCH)]:
        put(engine, tables.dossiers, (dossier for dossier, _ in some))
        put(engine, tables.components, (paper for _, papers in some for paper in papers))
    engine.dispose()
    if engine.dialect.name == "postgresql":  # as its own housekeeping does after a while
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def put(engine: Engine, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Add rows, on PostgreSQL the quick way."""
    with writing(engine) as c:
        if engine.dialect.name == "sqlite":
            c.execute(insert(table), list(rows))
            return
        coming = iter(rows)
        first = next(coming)
        cursor: Any = c.connection.cursor()
        with cursor, cursor.copy(f"COPY {table.name} ({', '.join(first)}) FROM STDIN") as copy:
            copy.write_row([plain(value) for value in first.values()])
            for row in coming:
                copy.write_row([plain(value) for value in row.values()])


def plain(value: object) -> object:
    """Return a value as COPY takes it."""
    if isinstance(value, StrEnum):
        return value.value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple) else value


@dataclass(slots=True)
class Filling:
    """Makes the rows of dossiers and papers; of four dossiers three are complete."""

    outcomes: Outcomes
    scan_id: int
    lot: random.Random
    papers: int = field(default=0, init=False)

    def rows(self, row: Dossier) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return the row of a dossier and those of its papers."""
        procedure = self.outcomes.catalogue.procedure(row.procedure, row.received_on)
        present = tuple(self._present(procedure)) if procedure else ()
        outcome = self.outcomes.of(row.procedure, row.received_on, row.facts, present)
        kept = {each.name: getattr(row, each.name) for each in fields(Dossier)}
        counted = {**following(row), **outcome._asdict(), "computed_at": NOW}
        whole = {**kept, "facts": sorted(row.facts), **counted}
        return whole, [self._paper(row.code, paper) for paper in present]

    def _present(self, procedure: Procedure) -> Iterator[Present]:
        asked = [slot.types[0] for slot in procedure.requirements if slot.rule in {Rule.ALWAYS, Rule.ONE_OF}]
        given = asked if self.lot.random() < 3 / 4 else asked[1:]
        others = [slot.types[-1] for slot in procedure.requirements]
        yield from map(Present, [*given, procedure.results[0], *others][:PAPERS])

    def _paper(self, code: str, paper: Present) -> dict[str, Any]:
        self.papers += 1
        row = {"scan_id": self.scan_id, "ordinal": self.papers, "dossier_code": code, "type": paper.type}
        return row | {"exempt_reason": None, "reused": False}


if __name__ == "__main__":
    sys.exit(main())
