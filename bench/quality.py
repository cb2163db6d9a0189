"""Where reading fails, and where a page's picture is called flawed: each damage, growing, side by side.

    python -m bench.quality [--pages 4] [--profile balanced]

Pages are drawn, damaged, read. For each strength: the share of the undamaged page's true words still found
(the mean and the least of all pages), the reader's confidence, how many pages were flawed, and by what.
Then, where ../shared/data is there: which of its real pages are flawed by their pixels alone.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from pipeline.cleaning.fit_letters import letter_height
from pipeline.cleaning.quality import confidence, flaws
from pipeline.errors import ScanError
from pipeline.image import PageImage, Pixels
from pipeline.intake.inspect import inspect
from pipeline.intake.page import load_page
from pipeline.model import Limits
from pipeline.run import read_page
from samples import degrade
from samples.forms import FORMS
from samples.generate import make_page

REAL: Final = Path(__file__).parents[2] / "shared" / "data"
GRAIN: Final = 2.0  # grey levels, of any scanner
QUALITY: Final = 75  # of JPEG
DPI: Final = 200

Damage = Callable[[Pixels, float, float], Pixels]  # pixels, strength, height of letters


def blurred(pixels: Pixels, strength: float, letter: float) -> Pixels:
    """Blur by a sigma of `strength` letters' heights."""
    return degrade.blur(pixels, strength * letter)


def shrunk(pixels: Pixels, strength: float, letter: float) -> Pixels:
    """Shrink until letters are `strength` pixels high."""
    return degrade.resample(pixels, DPI, round(DPI * strength / letter))


def darkened(pixels: Pixels, strength: float, _letter: float) -> Pixels:
    """Leave this share of the light."""
    return np.asarray(pixels * strength, np.uint8)


def paled(pixels: Pixels, strength: float, _letter: float) -> Pixels:
    """Leave this share of the ink."""
    return np.asarray(255 - (255 - pixels.astype(np.float32)) * strength, np.uint8)


def cut(pixels: Pixels, strength: float, _letter: float) -> Pixels:
    """Take this share of the width off the left side."""
    return np.ascontiguousarray(pixels[:, round(strength * pixels.shape[1]) :])


DAMAGES: Final[dict[str, tuple[Damage, tuple[float, ...]]]] = {
    "blur, letters": (blurred, (0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2)),
    "letters' pixels": (shrunk, (16, 12, 10, 9, 8, 7, 6, 5)),
    "light left": (darkened, (0.5, 0.3, 0.2, 0.15, 0.1, 0.05)),
    "ink left": (paled, (0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15)),
    "cut off": (cut, (0.04, 0.08, 0.16, 0.2, 0.3)),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one damaged page."""

    found: int  # true words
    sure: float  # the reader's confidence
    flaws: tuple[str, ...]


def outcome(page: PageImage, truth: str, profile: str) -> Outcome:
    """Read a page and judge its picture."""
    reading = read_page(page, profile)
    words = Counter(word.text for word in reading.words)
    found = sum((Counter(truth.split()) & words).values())
    upright = PageImage(np.ascontiguousarray(np.rot90(page.pixels, -reading.rotation // 90)), page.dpi)
    return Outcome(found, confidence(reading.words), flaws(upright, reading.words))


def damaged(page: PageImage, damage: Damage, strength: float, letter: float) -> PageImage:
    """Damage a page; a scanner's grain and JPEG come after."""
    pixels = damage(page.pixels, strength, letter)
    grainy = degrade.noise(pixels, np.random.default_rng(0), GRAIN)
    dpi = round(page.dpi * pixels.shape[0] / page.height)
    return PageImage(degrade.jpeg(grainy, QUALITY), max(1, dpi), page.number)


def curve(name: str, pages: list[tuple[PageImage, str]], profile: str) -> Iterator[str]:
    """Yield a line for each strength of a damage."""
    damage, strengths = DAMAGES[name]
    whole = [max(1, outcome(page, truth, profile).found) for page, truth in pages]
    letters = [letter_height(page) or 0.1 * page.dpi for page, _ in pages]
    for strength in strengths:
        became = [
            outcome(damaged(page, damage, strength, letter), truth, profile)
            for (page, truth), letter in zip(pages, letters, strict=True)
        ]
        kept = [100 * each.found / most for each, most in zip(became, whole, strict=True)]
        told = Counter(each.flaws[0] for each in became if each.flaws)
        sure = 100 * sum(each.sure for each in became) / len(became)
        words = ", ".join(f"{code} {count}" for code, count in told.most_common())
        yield (
            f"{name:<16}{strength:>6g}{sum(kept) / len(kept):>8.1f}{min(kept):>8.1f}{sure:>8.1f}"
            f"{told.total():>5}/{len(became)}  {words}"
        )


def real_pages() -> Iterator[tuple[str, PageImage]]:
    """Load every page of the real scans and photos beside the checkout."""
    limits = Limits()
    for path in sorted((*REAL.glob("pages/*.jpg"), *REAL.glob("real/*/*.pdf"))):
        try:
            for number in range(1, inspect(path, limits).page_count + 1):
                yield f"{path.name} {number}", load_page(path, number, limits)
        except ScanError as error:
            print(f"{path.name}: {error}", file=sys.stderr)


def main() -> int:
    """Print the curves, then the flawed ones of the real pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--profile", default="balanced")
    arguments = parser.parse_args()
    kinds = list(FORMS)[:: max(1, len(FORMS) // arguments.pages)][: arguments.pages]
    made = [make_page(kind, seed, dpi=DPI) for seed, kind in enumerate(kinds)]
    pages = [(page, truth.text) for page, truth in made]
    print(f"{'damage':<16}{'':>6}{'kept%':>8}{'least%':>8}{'sure%':>8}{'flawed':>7}")
    for name in DAMAGES:
        for line in curve(name, pages, arguments.profile):
            print(line, flush=True)
    judged = [(name, flaws(page)) for name, page in real_pages()]
    print(f"real pages: {sum(bool(found) for _, found in judged)} of {len(judged)} flawed")
    for name, found in judged:
        if found:
            print(f"  {name}: {', '.join(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
