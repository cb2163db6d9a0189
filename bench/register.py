"""Imports a long register and measures how fast it goes in, and how much memory that takes.

    python -m bench.register [--counts 10000,100000] [--xlsx] [--only SQLite|PostgreSQL]

Each register is made, imported by `cli.register` in a process of its own into an empty database (SQLite, and
PostgreSQL where it is installed), counted, and imported a second time, when nothing changes.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from bench.registers import dossiers, unit_codes, with_units, write_csv
from catalogue.load import load_catalogue
from catalogue.outcome import Outcomes
from catalogue.register import Layout, RegisterReader
from catalogue.sheet import open_sheet
from cli.counting import count_waiting
from cli.register import Import, merge
from storage.database import alone, drafting, migrate, open_database
from storage.staging import Staging
from tests.servers import fresh_database, start_postgres

CATALOGUE = Path(__file__).parents[1] / "configs" / "catalogue"
UNITS = 700


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of one import by what was done, and the process's own CPU seconds of it; `peak` in MiB.

    On PostgreSQL the server's work is no part of the CPU seconds; on a busy machine these alone say much.
    """

    read: tuple[float, float]
    merge: tuple[float, float]
    count: tuple[float, float]
    peak: float

    def line(self, rows: int, name: str) -> str:
        whole, cpu = (sum(each) for each in zip(self.read, self.merge, self.count, strict=True))
        named = {"read": self.read, "merge": self.merge, "count": self.count}
        parts = ", ".join(f"{part} {wall:6.1f} s (CPU {own:5.1f})" for part, (wall, own) in named.items())
        speed = f"{rows / whole:8,.0f} rows/s, {rows / cpu:8,.0f} a CPU second"
        return f"{name:22} {rows:9,} rows: {parts}: {speed}, peak {self.peak:4.0f} MiB"


def main() -> int:
    """Measure each count on each database."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", default="10000,100000")
    parser.add_argument("--xlsx", action="store_true", help="import a workbook instead of a CSV file")
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"))
    options = parser.parse_args()
    for count in map(int, options.counts.split(",")):
        with tempfile.TemporaryDirectory(prefix="sohoa-bench-") as folder:
            file = make(Path(folder), count, xlsx=options.xlsx)
            for name, url in databases(Path(folder), options.only):
                for turn in ("new", "again"):
                    print(apart(url, file).line(count, f"{name}, {turn}"), flush=True)
    return 0


def make(folder: Path, count: int, *, xlsx: bool) -> Path:
    """Write a register of that many rows."""
    units = unit_codes(UNITS)
    file = folder / "so.csv"
    write_csv(dossiers(with_units(load_catalogue(CATALOGUE), units), units, count), file)
    if not xlsx:
        return file
    book = Workbook(write_only=True)
    worksheet = book.create_sheet()
    with open_sheet(file) as sheet:
        for record in sheet.records:
            worksheet.append(record.cells)
    book.save(folder / "so.xlsx")
    return folder / "so.xlsx"


def databases(folder: Path, only: str | None) -> Iterator[tuple[str, str]]:
    """Yield a name and the URL of an empty database of each kind, or of one."""
    if only != "PostgreSQL":
        yield "SQLite", f"sqlite:///{folder / 'sohoa.db'}"
    if only != "SQLite":
        with start_postgres() as server, fresh_database(server) as url:
            yield "PostgreSQL", url


def apart(url: str, file: Path) -> Times:
    """Import in a fresh process, so that its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(import_once, (url, file))


def import_once(url: str, file: Path) -> Times:
    """Import a register as the command does; return how long each part took."""
    catalogue = with_units(load_catalogue(CATALOGUE), unit_codes(UNITS))
    engine = open_database(url)
    migrate(engine)
    begun = clocks()
    with open_sheet(file) as sheet, alone(engine) as connection:
        reader = RegisterReader(sheet.records, catalogue, date.max)
        work = Import(file, reader, sheet, Staging(connection, reader.fields, Outcomes(catalogue)))
        with drafting(connection):
            work.load()
            work.staging.preview()
        read = clocks()
        merge(work, catalogue, None, Layout())
    merged = clocks()
    if work.errors:
        raise RuntimeError(f"{len(work.errors)} rows were refused, the first: {work.errors[0]}")
    count_waiting(engine, catalogue)
    counted = clocks()
    engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Times(since(begun, read), since(read, merged), since(merged, counted), peak)


def clocks() -> tuple[float, float]:
    """Return the time and this process's own."""
    return time.monotonic(), time.process_time()


def since(begun: tuple[float, float], ended: tuple[float, float]) -> tuple[float, float]:
    """Return how long both clocks ran."""
    return ended[0] - begun[0], ended[1] - begun[1]


if __name__ == "__main__":
    sys.exit(main())
