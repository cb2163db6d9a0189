"""The sets of pages that reading is measured on; rendered ones are the same at every run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, Literal

import numpy as np
from PIL import Image

from bench.reading.born import BornPage, born_pages, draw, page_text
from pipeline.image import PageImage
from samples.degrade import degrade
from samples.generate import PRINT_DPI, Scanning
from samples.running import Look, RunningPage, scan_running, set_running

BESIDE: Final = Path(__file__).parents[3] / "shared"
PICTURES: Final = {".jpg", ".jpeg", ".png", ".tif", ".tiff"}
# Decree 30/2020 wants Times New Roman, 13 or 14 points; Tinos has its measures. One report is set otherwise.
LOOKS: Final = (
    Look("tinos", 13),
    Look("tinos", 14),
    Look("gelasio", 13),
    Look("tinos", 13),
    Look("tinos", 14),
)
SEED_PAGES: Final = 8
PAGES_A_REPORT: Final = 2
BORN_PAGES: Final = 10
BORN_PAGES_A_FILE: Final = 3

Half = Literal["even", "odd", "both"]


@dataclass(frozen=True, slots=True)
class Page:
    """A picture on disk and what stands on it; `apart`: shown, but in no mean."""

    name: str
    picture: Path
    truth: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A page of a set that is yet to be made, in a folder of its caller's."""

    name: str
    make: Callable[[Path], Page]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the files lie that sets are made of."""

    data: Path = BESIDE / "data"
    seeds: Path = BESIDE / "seeds"


def transcribed(sources: Sources) -> Iterator[Planned]:
    """Find the page images that have a transcription; a photo is told apart."""
    folder = sources.data / "pages"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        true = path.with_suffix(".gt.txt")
        if path.suffix.lower() in PICTURES and true.exists():
            yield Planned(path.stem, partial(_as_it_is, path, true))


def born_digital(level: int, sources: Sources) -> Iterator[Planned]:
    """Take the first pages that were never paper of each file."""
    folder = sources.data / "real"
    taken = 0
    for path in sorted(folder.rglob("*.pdf")) if folder.is_dir() else ():
        for page in born_pages(path, min(BORN_PAGES_A_FILE, BORN_PAGES - taken)):
            taken += 1
            yield Planned(f"{path.stem} p{page.number}", partial(_drawn, page, level))


def running_text(level: int, sources: Sources) -> Iterator[Planned]:
    """Take the first page of every report, then the second ones."""
    reports = sorted(sources.seeds.glob("*.txt")) if sources.seeds.is_dir() else []
    places = [(place, report) for place in range(PAGES_A_REPORT) for report in range(len(reports))]
    for place, report in places[:SEED_PAGES]:
        name = f"{reports[report].stem} p{place + 1}"
        yield Planned(name, partial(_printed, reports[report], report, place, level))


SETS: Final[dict[str, Callable[[Sources], Iterator[Planned]]]] = {
    "pages": transcribed,
    "born-1": partial(born_digital, 1),
    "born-2": partial(born_digital, 2),
    "seeds-0": partial(running_text, 0),
    "seeds-1": partial(running_text, 1),
    "seeds-2": partial(running_text, 2),
}


def chosen(names: str) -> list[str]:
    """Return the sets that are asked for, in the order of SETS; ValueError for a name that fits none."""
    asked = [name.strip() for name in names.split(",") if name.strip()]
    for name in asked:
        if not any(known.startswith(name) for known in SETS):
            raise ValueError(f"no set {name!r}; there are {', '.join(SETS)}")
    return [known for known in SETS if any(known.startswith(name) for name in asked)]


def part(pages: Sequence[Planned], half: Half, limit: int | None) -> list[Planned]:
    """Return the pages at even (0, 2, ...) or odd places, at most `limit` of them."""
    start, step = {"even": (0, 2), "odd": (1, 2), "both": (0, 1)}[half]
    return list(pages[start::step][:limit])


def _as_it_is(picture: Path, true: Path, folder: Path) -> Page:
    del folder
    return Page(picture.stem, picture, true.read_text(encoding="utf-8"), apart="photo" in picture.stem)


def _printed(report: Path, number: int, place: int, level: int, folder: Path) -> Page:
    pages = _set(report, number)
    picture, _ = scan_running(pages, place, Scanning(level), seed=number)
    name = f"{report.stem} p{place + 1}"
    return Page(name, _saved(picture, folder, name), pages[place].text)


@lru_cache(maxsize=8)
def _set(report: Path, number: int) -> tuple[RunningPage, ...]:
    look = LOOKS[number % len(LOOKS)]
    text = report.read_text(encoding="utf-8")
    return tuple(set_running(text, look, pages=PAGES_A_REPORT, seed=number))


def _drawn(page: BornPage, level: int, folder: Path) -> Page:
    pixels = draw(page, PRINT_DPI)
    recipe = Scanning(level).recipe
    rng = np.random.default_rng([level, page.number, len(page.path.name)])
    degraded, _ = degrade(pixels, PRINT_DPI, recipe, rng, np.ascontiguousarray(pixels[::-1]))
    name = f"{page.path.stem} p{page.number}"
    return Page(name, _saved(PageImage(degraded, recipe.dpi), folder, name), page_text(page))


def _saved(picture: PageImage, folder: Path, name: str) -> Path:
    path = folder / f"{name.replace(' ', '_')}.png"
    Image.fromarray(picture.pixels).save(path, dpi=(picture.dpi, picture.dpi), compress_level=1)
    return path
