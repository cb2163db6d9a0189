"""Prints the tables; `bench/reading/__init__.py` is the manual."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bench.reading
from bench.reading import table
from bench.reading.align import differences
from bench.reading.readers import Ours, Reader, Readers, Reading, peers
from bench.reading.reliability import judged
from bench.reading.scores import score
from bench.reading.sets import SETS, Page, Planned, Sources, chosen, part
from bench.reading.table import Result, result
from bench.reading.text import normal
from pipeline.profiles import PROFILES

Results = dict[str, list[Result]]


@dataclass(frozen=True, slots=True)
class Show:
    """What is printed beside the figures."""

    errors: bool
    reliability: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for every set, then one for all; return 2 for a wrong name."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        names = chosen(asked.sets)
    except ValueError as error:
        parser.error(str(error))
    profiles = [name for name in asked.profiles.split(",") if name]
    unknown = [name for name in profiles if name not in PROFILES]
    if unknown:
        parser.error(f"no profile {unknown[0]!r}; there are {', '.join(PROFILES)}")
    sources = Sources(asked.data, asked.seeds)
    show = Show(asked.errors, asked.reliability)
    found: dict[str, Results] = {}
    with Readers([*([] if asked.no_peers else peers()), *map(Ours, profiles)]) as readers:
        for name in names:
            plan = part(list(SETS[name](sources)), asked.half, asked.pages)
            if plan:
                found[name] = measure(name, plan, readers.all, show)
            else:
                say(f"{name}: skipped, no page of it in {sources.data} or {sources.seeds}")
    summary(found)
    return 0


def measure(name: str, plan: Sequence[Planned], readers: Sequence[Reader], show: Show) -> Results:
    """Read the pages of a set one after the other, each by all readers; print rows as they come."""
    say(f"\n== {name}: {len(plan)} pages", table.head())
    present = [reader for reader in readers if not reader.missing]
    results: Results = {reader.name: [] for reader in present}
    for planned in plan:
        with tempfile.TemporaryDirectory(prefix="reading-") as folder:
            page = planned.make(Path(folder))
            say(f"{page.name}{' (apart)' if page.apart else ''}")
            for reader in present:
                one = measured(reader, page, show)
                say(table.row(f"  {reader.name}", [one]))
                if not page.apart:
                    results[reader.name].append(one)
    say(*(f"  {reader.name}: not measured, {reader.missing}" for reader in readers if reader.missing))
    say(*_of_set(name, results))
    if show.reliability:
        say(*_reliability(results))
    return results


def measured(reader: Reader, page: Page, show: Show) -> Result:
    """Read one page and score it; a page that a program fails on counts as read empty."""
    try:
        reading = reader.read(page.picture)
    except subprocess.CalledProcessError as error:
        say(f"  {reader.name}: failed with {error.returncode}")
        reading = Reading("", 0.0)
    if show.errors:
        found = differences(normal(page.truth).split(), normal(reading.text).split())
        say(*table.errors(reader.name, found))
    return result(score(page.truth, reading.text), reading, judged(page.truth, reading.words))


def summary(found: dict[str, Results]) -> None:
    """Print the means of all sets again, together."""
    if found:
        say("\n== all sets", table.head())
        for name, results in found.items():
            say(*_of_set(name, results))


def say(*lines: str) -> None:
    """Print lines at once, so that a long run can be followed."""
    for line in lines:
        print(line, flush=True)


def _of_set(name: str, results: Results) -> list[str]:
    kept = {reader: mine for reader, mine in results.items() if mine}
    count = max((len(mine) for mine in kept.values()), default=0)
    return [f"{name}, {count} pages", *(table.row(f"  {reader}", mine) for reader, mine in kept.items())]


def _reliability(results: Results) -> list[str]:
    words = {reader: [word for each in mine for word in each.words] for reader, mine in results.items()}
    return [line for reader, judged in words.items() if judged for line in table.reliability(reader, judged)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.reading",
        description=bench.reading.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sets", default=",".join(SETS), help="their names, or how these begin")
    parser.add_argument("--half", choices=("even", "odd", "both"), default="both")
    parser.add_argument("--pages", type=int, help="at most so many of each set")
    parser.add_argument("--profiles", default=",".join(PROFILES), help="empty: none")
    parser.add_argument("--no-peers", action="store_true", help="our profiles alone")
    parser.add_argument("--errors", action="store_true", help="every differing word")
    parser.add_argument("--no-reliability", dest="reliability", action="store_false")
    parser.add_argument("--data", type=Path, default=Sources().data)
    parser.add_argument("--seeds", type=Path, default=Sources().seeds)
    return parser


if __name__ == "__main__":
    sys.exit(main())
