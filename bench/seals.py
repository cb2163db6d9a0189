"""How the words under a seal are read: in colour, as a grey copy, in black and white, bright and dark ink.

    python -m bench.seals [--pages 4] [--kinds bitonal,dark-blue] [--profile balanced]

The first page of each report is rendered and read, without a seal and with one over its text. Of the true
words under the seal's disc, and of the others, the share that is read where it stands. The pages are the same
at every run.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image

from bench.reading.sets import LOOKS, Sources
from bench.reading.text import normal
from pipeline.image import PageImage, Pixels
from pipeline.model import Word
from pipeline.profiles import PROFILES
from pipeline.run import read_page
from samples import ink
from samples.degrade import LEVELS, degrade
from samples.files import Style, picture
from samples.generate import PRINT_DPI
from samples.running import RunningPage, set_running
from samples.sheet import TrueWord

MM_PER_INCH: Final = 25.4
NEAR_MM: Final = 4.0  # between a word as it was read and as it stands, skew included
DARK_BLUE: Final = (24, 34, 92)
NAVY: Final = (30, 40, 120)
SEALS: Final = (
    ("ỦY BAN NHÂN DÂN XÃ SƠN THỦY", "HUYỆN\nLÂM HÀ"),
    ("CÔNG TY TNHH XÂY DỰNG MINH PHÚ", "MINH PHÚ\nTHÀNH PHỐ\nVĨNH HƯNG"),
    ("VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "CHI NHÁNH"),
    ("SỞ TƯ PHÁP TỈNH AN LẠC", "PHÒNG\nCÔNG CHỨNG\nSỐ 2"),
)
RED, RED_DARK = ink.SEAL_RED, (128, 20, 30)


@dataclass(frozen=True, slots=True)
class Kind:
    """A seal's ink, whether the sheet was photocopied and signed, and how it was scanned."""

    ink: tuple[int, int, int]
    style: Style
    copied: bool = False
    signed: bool = False


KINDS: Final[dict[str, Kind]] = {
    "red": Kind(RED, "colour"),
    "dark-blue": Kind(DARK_BLUE, "colour"),
    "navy": Kind(NAVY, "colour"),
    "grey": Kind(RED, "grey"),
    "grey-dark": Kind(RED_DARK, "grey"),
    "bitonal": Kind(RED, "bitonal"),
    "copy": Kind(RED_DARK, "bitonal", copied=True, signed=True),
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A scanned page; the words under its seal and the others."""

    page: PageImage
    under: tuple[TrueWord, ...]
    outside: tuple[TrueWord, ...]


def sealed(page: RunningPage, kind: Kind, number: int, *, seal: bool = True) -> Sealed:
    """Stamp a printed page and scan it; without the seal, all else is the same."""
    rng = np.random.default_rng([number, 0x5EA1])
    mask = ink.seal(SEALS[number % len(SEALS)], PRINT_DPI, rng)
    side = mask.shape[0]
    x = round(page.pixels.shape[1] * rng.uniform(0.2, 0.6))
    y = round(page.pixels.shape[0] * rng.uniform(0.2, 0.6))
    pixels = _laid(page.pixels, mask, (x, y), kind.ink) if seal else page.pixels
    signature = ink.signature(PRINT_DPI, rng)
    if kind.signed and seal:
        pixels = _laid(pixels, signature, (x + side // 2, y + side // 3), ink.PEN_BLUE)
    if kind.copied:
        grey = np.asarray(Image.fromarray(pixels).convert("L"), np.float32)
        pixels = np.repeat(np.clip((grey - 60) * 1.28, 12, 252).astype(np.uint8)[..., None], 3, axis=2)
    pixels, _ = degrade(pixels, PRINT_DPI, replace(LEVELS[1], edges=0, holes=0, fold=0), rng, pixels[::-1])
    scan = PageImage(pixels, LEVELS[1].dpi)
    if kind.style != "colour":
        scan = replace(scan, pixels=np.asarray(picture(scan, kind.style).convert("L"), np.uint8))
    middle, reach = ((x + side / 2), (y + side / 2)), side / 2 / 1.04
    is_under = [_touches(word, middle, reach) for word in page.words]
    return Sealed(
        scan,
        tuple(word for word, under in zip(page.words, is_under, strict=True) if under),
        tuple(word for word, under in zip(page.words, is_under, strict=True) if not under),
    )


def _laid(pixels: Pixels, mask: Pixels, at: tuple[int, int], colour: tuple[int, int, int]) -> Pixels:
    x, y = at
    laid = pixels.copy()
    part = laid[y : y + mask.shape[0], x : x + mask.shape[1]]
    cover = mask[: part.shape[0], : part.shape[1], None].astype(np.float32) / 255
    part[:] = part * (1 - cover * (1 - np.array(colour, np.float32) / 255))
    return laid


def _touches(word: TrueWord, middle: tuple[float, float], reach: float) -> bool:
    left, top, width, height = (length / MM_PER_INCH * PRINT_DPI for length in word.box)
    x = min(max(middle[0], left), left + width)
    y = min(max(middle[1], top + height / 4), top + 3 * height / 4)
    return bool(np.hypot(x - middle[0], y - middle[1]) <= reach)


def found(true: Sequence[TrueWord], read: Sequence[Word], dpi: int) -> int:
    """Return how many true words were read about where they stand."""
    by_text: dict[str, list[tuple[float, float]]] = {}
    for word in read:
        x, y = word.box.x + word.box.w / 2, word.box.y + word.box.h / 2
        by_text.setdefault(normal(word.text), []).append((x / dpi * MM_PER_INCH, y / dpi * MM_PER_INCH))
    return sum(_is_read(word, by_text.get(normal(word.text), ())) for word in true)


def _is_read(word: TrueWord, places: Sequence[tuple[float, float]]) -> bool:
    left, top, width, height = word.box
    x, y = left + width / 2, top + height / 2
    return any(abs(x - x2) <= NEAR_MM and abs(y - y2) <= NEAR_MM for x2, y2 in places)


def reports(limit: int) -> Iterator[RunningPage]:
    """Set the first page of each report."""
    paths = sorted(Sources().seeds.glob("*.txt")) if Sources().seeds.is_dir() else []
    for number, path in enumerate(paths[:limit]):
        text = path.read_text(encoding="utf-8")
        yield set_running(text, LOOKS[number % len(LOOKS)], pages=1, seed=number)[0]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many true words were read of those under a seal and of those outside it."""

    under: int = 0
    of_under: int = 0
    outside: int = 0
    of_outside: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.under + other.under,
            self.of_under + other.of_under,
            self.outside + other.outside,
            self.of_outside + other.of_outside,
        )


def read(scan: Sealed, profile: str) -> Tally:
    """Read a page and count its true words."""
    words = read_page(scan.page, profile).words
    return Tally(
        found(scan.under, words, scan.page.dpi),
        len(scan.under),
        found(scan.outside, words, scan.page.dpi),
        len(scan.outside),
    )


def row(name: str, tally: Tally) -> str:
    """Return a line of the table; shares in percent."""
    under, outside = tally.under / max(1, tally.of_under), tally.outside / max(1, tally.of_outside)
    return f"{name:<22}{100 * under:>8.1f}{tally.of_under:>6}{100 * outside:>9.2f}{tally.of_outside:>6}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each kind, without a seal and with one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=len(SEALS))
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--profile", default="balanced", choices=tuple(PROFILES))
    asked = parser.parse_args(arguments)
    kinds = [name for name in asked.kinds.split(",") if name]
    unknown = [name for name in kinds if name not in KINDS]
    if unknown:
        parser.error(f"no kind {unknown[0]!r}; there are {', '.join(KINDS)}")
    pages = list(reports(asked.pages))
    if not pages:
        print("skipped, no report to print", file=sys.stderr)
        return 0
    print(f"{'':<22}{'under %':>8}{'of':>6}{'others %':>9}{'of':>6}")
    for kind in kinds:
        for name, seal in ((f"{kind}, no seal", False), (kind, True)):
            scans = (sealed(page, KINDS[kind], number, seal=seal) for number, page in enumerate(pages))
            print(row(name, sum((read(scan, asked.profile) for scan in scans), Tally())), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
