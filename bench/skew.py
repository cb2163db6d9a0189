"""How exactly the skew of a page is measured.

    python -m bench.skew [--drawn 1]

Drawn pages: every form of `samples`, printed level and turned by known degrees (level 0, on a larger canvas),
or as a worn scan that lies 0.2 to 2.6 degrees askew (levels 1 and 2: light, noise, seals, black edges of the
scanner). Real pages: each is measured as it comes and turned by known degrees; the error is what the
difference of the two differs from these. A sheet that turned while it was scanned has no one skew: such pages
are counted, and named as measured worst. Printed: errors in degrees (median, 95 of 100, largest), the share
of errors above 0.1, the CPU seconds of one measuring.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from bench.orientation import REAL, real_pages
from pipeline.cleaning.orientation import turned
from pipeline.cleaning.pixels import overview, to_grey
from pipeline.cleaning.skew import measure_skew
from pipeline.geometry import turning, warped
from pipeline.image import PageImage
from samples.degrade import LEVELS
from samples.forms import FORMS, STRANGE
from samples.generate import Scanning, make_paper

ANGLES: Final = (-14.6, -6.3, -0.37, 1.12, 3.9, 14.2)  # clockwise
ALLOWED: Final = 0.1
WORST: Final = 8  # pages to name


@dataclass(frozen=True, slots=True)
class Measured:
    """How far off one measuring was, in degrees."""

    source: str
    page: str
    angle: float
    error: float
    cpu_seconds: float


def askew(page: PageImage, angle: float) -> PageImage:
    """Turn a page clockwise, onto a canvas that holds all of it."""
    matrix, size = turning(angle, page.width, page.height)
    return PageImage(warped(to_grey(page), matrix, size), page.dpi, page.number)


def timed(page: PageImage) -> tuple[float, float]:
    """Return a page's skew and the CPU seconds that measuring it took."""
    start = time.process_time()
    angle = measure_skew(page)
    return angle, time.process_time() - start


def of_drawn(papers: int) -> Iterator[Measured]:
    """Measure drawn pages."""
    for level in LEVELS:
        for kind in (*FORMS, *STRANGE):
            for seed in range(1, papers + 1):
                for image, truth in make_paper(kind, seed, Scanning(level)):
                    name = f"{kind} {seed} {truth.page_of_paper}"
                    yield from of_drawn_page(f"drawn, level {level}", name, overview(image), -truth.skew)


def of_drawn_page(source: str, name: str, image: PageImage, angle: float) -> Iterator[Measured]:
    """Measure one drawn page that falls by `angle`: a level one turned, a worn one as it is."""
    for turn in ANGLES if angle == 0 else (0.0,):
        found, seconds = timed(askew(image, turn) if turn else image)
        yield Measured(source, name, angle + turn, found - angle - turn, seconds)


def of_real() -> Iterator[Measured]:
    """Measure real pages, upright."""
    for page in real_pages():
        image = turned(page.image, page.turn)
        own, _ = timed(image)
        for angle in ANGLES:
            found, seconds = timed(askew(image, angle - own))
            yield Measured(page.half, page.name, angle, found - angle, seconds)


def row(name: str, some: list[Measured]) -> str:
    """Return one line of the table."""
    errors = np.abs([each.error for each in some])
    seconds = [each.cpu_seconds for each in some]
    middle, most, largest = np.percentile(errors, (50, 95, 100))
    above = 100 * float(np.mean(errors > ALLOWED))
    return (
        f"{name:<28}{len(some):8}{middle:8.3f}{most:8.3f}{largest:8.3f}{above:8.2f}"
        f"{np.mean(seconds):9.3f}{np.percentile(seconds, 95):9.3f}"
    )


def by_source(all_measured: Iterable[Measured]) -> dict[str, list[Measured]]:
    """Put together what comes from one source."""
    found: dict[str, list[Measured]] = {}
    for each in all_measured:
        found.setdefault(each.source, []).append(each)
    return found


def main() -> int:
    """Print a line for each source, then the worst."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--drawn", type=int, default=1, help="papers of each form and level")
    arguments = parser.parse_args()
    if not REAL.is_dir():
        print(f"Skipped the real files: no folder {REAL}", file=sys.stderr)
    found = by_source(chain(of_real() if REAL.is_dir() else (), of_drawn(arguments.drawn)))
    print(f"{'':<28}{'pages':>8}{'p50':>8}{'p95':>8}{'max':>8}{'>0.1 %':>8}{'CPU s':>9}{'p95':>9}")
    for name, some in found.items():
        print(row(name, some))
    for some in found.values():
        for each in sorted(some, key=lambda one: -abs(one.error))[:WORST]:
            if abs(each.error) > ALLOWED:
                print(f"  {each.source}: {each.page} at {each.angle:.2f}: off by {each.error:+.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
