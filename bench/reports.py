"""How much processor time each report and each format takes, over the dossiers of a province in SQLite.

    python -m bench.reports [--count 100000] [--units 700]

The period is a quarter (a year for the trend, all years for the backlog). Nothing is scanned: stations, pages
and clerks have no rows. Times are seconds of this process's own work, which other work on the machine
disturbs little; memory is the most that it ever held.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bench.registers import PROVINCE, dossiers, unit_codes, with_units
from catalogue.load import load_catalogue
from configs.settings import Settings
from reports import REPORTS
from reports.formats import FORMATS
from reports.model import Period, Question, Table
from storage.database import migrate, open_database, reading, writing
from storage.dossiers import put_dossiers
from storage.source import Recorded

Result = TypeVar("Result")

BATCH = 5000
QUARTER = Period(date(2026, 6, 15), date(2026, 9, 14))
PERIODS = {
    "trend": Period(date(2025, 1, 1), date(2025, 12, 31)),
    "backlog": Period(date(2021, 11, 1), date(2026, 9, 14)),
}
SHOWN = [name for name in FORMATS if name != "pdf"]  # that one is LibreOffice's time


def main() -> None:
    """Fill a database and print a line for each report."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=100_000)
    asked.add_argument("--units", type=int, default=700)
    wanted = asked.parse_args()
    codes = unit_codes(wanted.units)
    catalogue = with_units(load_catalogue(Settings().catalogue_dir), codes)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'sohoa.db'}")
        migrate(engine)
        rows = iter(dossiers(catalogue, codes, wanted.count))
        while some := list(islice(rows, BATCH)):
            with writing(engine) as c:
                put_dossiers(c, some)
        with writing(engine) as c:
            c.exec_driver_sql("ANALYZE")
        print(f"| report | lines | build s | {' | '.join(f'{name} s' for name in SHOWN)} |")
        print(f"|{' --- |' * (3 + len(SHOWN))}")
        for name, report in REPORTS.items():
            question = Question(PERIODS.get(name, QUARTER), PROVINCE, catalogue, today=QUARTER.last)
            with reading(engine) as c:
                source = Recorded(c)
                table, seconds = timed(lambda: report.build(source, question))  # noqa: B023 - called at once
            print(f"| {name} | {len(table.lines)} | {seconds:.2f} | {formats(table)} |", flush=True)
        engine.dispose()
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def formats(table: Table) -> str:
    """Return the seconds that each format takes."""
    return " | ".join(f"{timed(lambda: FORMATS[name].render(table))[1]:.2f}" for name in SHOWN)  # noqa: B023


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Return what a piece of work gives, and the processor seconds it takes."""
    begin = time.process_time()
    result = work()
    return result, time.process_time() - begin


if __name__ == "__main__":
    main()
