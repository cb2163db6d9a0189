"""Stacks kept on disk: what is true of each and its pages as they were read, a gzipped JSON file a stack."""

import gzip
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import RowMapping

from bench.matching.draw import Drawn, Paper, draw
from bench.matching.plan import Plan, plan
from bench.matching.printed import printed
from catalogue.model import Catalogue
from pipeline.model import PageReading
from pipeline.run import read_page
from storage.codec import page_from_row, page_to_row

SHUFFLE: Final = 20_261  # the order in which stacks are read: any first few are a fair sample of all
# What a page read before some fact was looked for tells of it.
NOTHING: Final = page_to_row(0, PageReading(1, 1, 1, 200, 0, 0.0, blank=True, text=""))


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack that was read. `procedures`, `codes`, `days` are of its dossiers, by their numbers."""

    seed: int
    level: int
    feeding: str
    known: str
    procedures: tuple[str, ...]
    codes: tuple[str, ...]
    days: tuple[date, ...]
    papers: tuple[Paper, ...]
    pages: tuple[PageReading, ...]


def make(
    folder: Path, seeds: Sequence[int], catalogue: Catalogue, profile: str | None, share: tuple[int, int]
) -> Iterator[Path]:
    """Make what is missing of the stacks of some seeds, each yielded when its file is there.

    Without a profile pages are not read but told as printed. `share` (1, 2) makes every second stack, so that
    two processes may share the work.
    """
    folder.mkdir(parents=True, exist_ok=True)
    order = [*seeds]
    random.Random(SHUFFLE).shuffle(order)  # noqa: S311 - for a reproducible order
    for seed in order[share[0] - 1 :: share[1]]:
        path = folder / f"{seed}.json.gz"
        if not path.exists():
            planned = plan(seed, catalogue)
            _write(path, planned, *_read(planned, profile))
        yield path


def load(folder: Path) -> Iterator[Stack]:
    """Yield the stacks of a folder, by their seeds."""
    for path in sorted(folder.glob("*.json.gz")):
        yield _stack(json.loads(gzip.decompress(path.read_bytes())))


def _read(planned: Plan, profile: str | None) -> tuple[Drawn, list[PageReading]]:
    drawn = draw(planned, rough=profile is None)
    rng = random.Random(zlib.crc32(b"%d" % planned.seed))  # noqa: S311 - for reproducible misreadings
    pages = []
    for number, leaf in enumerate(drawn.leaves, 1):
        image, truth = leaf.make()
        if profile is None:
            pages.append(printed(truth, planned.level, number, leaf.code, rng))
        else:
            pages.append(replace(read_page(image, profile), number=number))
    return drawn, pages


def _write(path: Path, planned: Plan, drawn: Drawn, pages: Sequence[PageReading]) -> None:
    used = 1 + max(paper.dossier for paper in drawn.papers)
    told = {
        **{name: getattr(planned, name) for name in ("seed", "level", "feeding", "known")},
        "procedures": planned.procedures[:used],
        "codes": planned.codes[:used],
        "days": [day.isoformat() for day in planned.days[:used]],
        "papers": [asdict(paper) for paper in drawn.papers],
        "pages": [_bare(page_to_row(0, page)) for page in pages],
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    half = path.with_suffix(".half")
    half.write_bytes(gzip.compress(text.encode(), 6, mtime=0))
    half.rename(path)


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "text": ""}  # the words have it all


def _stack(told: dict[str, Any]) -> Stack:
    return Stack(
        **{name: told[name] for name in ("seed", "level", "feeding", "known")},
        procedures=tuple(told["procedures"]),
        codes=tuple(told["codes"]),
        days=tuple(map(date.fromisoformat, told["days"])),
        papers=tuple(Paper(**{**paper, "pages": tuple(paper["pages"])}) for paper in told["papers"]),
        pages=tuple(page_from_row(cast("RowMapping", {**NOTHING, **row})) for row in told["pages"]),
    )
