"""How underlined text is read, the rules touching the letters' feet or running through what hangs below.

    python -m bench.underlined [--pages 2] [--profile balanced]

The first page of each report is printed, two lines of three underlined, scanned and read: the share of its
words that is read where it stands, with the profile as it is and without its step `remove_rules`. The pages
are the same at every run.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import cv2
import numpy as np

from bench.seals import MM_PER_INCH, found, reports
from pipeline.cleaning import STEPS, Step
from pipeline.image import PageImage, Pixels
from pipeline.profiles import PROFILES, Profile
from pipeline.run import read_page
from samples.degrade import LEVELS, degrade
from samples.generate import PRINT_DPI
from samples.running import RunningPage

FEET: Final = {"no rules": None, "at the feet": 0.82, "below them": 0.9}  # of a line's height
INK: Final = (40, 40, 40)
THICK: Final = 3  # pixels at PRINT_DPI: 0.25 mm
SAME_MM: Final = 0.15  # of a line's height on the page


def underlined(page: RunningPage, share: float | None, number: int) -> PageImage:
    """Underline two lines of three at a share of their height, and scan the page."""
    pixels = page.pixels.copy()
    if share is not None:
        feet = [(word.box, word.box[1] + share * word.box[3]) for word in page.words]
        for place, y in enumerate(sorted({round(foot, 1) for _, foot in feet})):
            if place % 3:
                boxes = [box for box, foot in feet if abs(foot - y) < SAME_MM]
                _draw(pixels, (min(box[0] for box in boxes), max(box[0] + box[2] for box in boxes)), y)
    level = replace(LEVELS[1], edges=0, holes=0, fold=0)
    scanned, _ = degrade(pixels, PRINT_DPI, level, np.random.default_rng([number, 0x0DE]))
    return PageImage(scanned, level.dpi)


def _draw(pixels: Pixels, ends: tuple[float, float], y: float) -> None:
    left, right, down = (round(length / MM_PER_INCH * PRINT_DPI) for length in (*ends, y))
    cv2.line(pixels, (left, down), (right, down), INK, THICK)


def without_step(profile: Profile) -> Profile:
    """Return a profile that leaves the rules on the page."""
    return replace(profile, steps=tuple(step for step in profile.steps if not _removes_rules(step)))


def _removes_rules(step: Step) -> bool:
    return isinstance(step, partial) and step.func is STEPS["remove_rules"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each place of the rules."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--profile", default="balanced", choices=tuple(PROFILES))
    asked = parser.parse_args(arguments)
    pages = list(reports(asked.pages))
    if not pages:
        print("skipped, no report to print", file=sys.stderr)
        return 0
    PROFILES["without the step"] = without_step(PROFILES[asked.profile])
    print(f"{'words found, %':<16}{'with':>8}{'without':>9}")
    for name, share in FEET.items():
        scans = [underlined(page, share, number) for number, page in enumerate(pages)]
        shares = [_found(pages, scans, profile=each) for each in (asked.profile, "without the step")]
        print(f"{name:<16}{shares[0]:>8.2f}{shares[1]:>9.2f}", flush=True)
    return 0


def _found(pages: Sequence[RunningPage], scans: Sequence[PageImage], *, profile: str) -> float:
    right = sum(
        found(page.words, read_page(scan, profile).words, scan.dpi)
        for page, scan in zip(pages, scans, strict=True)
    )
    return 100 * right / sum(len(page.words) for page in pages)


if __name__ == "__main__":
    sys.exit(main())
