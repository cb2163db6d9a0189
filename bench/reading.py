"""How well pages are read: our profiles and plain Tesseract side by side, in one run on the same pages.

    python -m bench.reading [FOLDER] [--profiles balanced,fast]

FOLDER holds page images, each with its transcription beside it: page.jpg and page.gt.txt. For each reader:
the share of true words found, the share of read words that are true (both whatever their order, averaged over
pages), the character error (edit distance over true characters, summed over pages), the CPU seconds a page.
"""

import argparse
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz.distance import Levenshtein

from pipeline.intake.page import load_page
from pipeline.model import Limits
from pipeline.profiles import PROFILES
from pipeline.run import read_page

DEFAULT: Final = Path(__file__).parents[2] / "shared" / "data" / "pages"
PICTURES: Final = {".jpg", ".jpeg", ".png", ".tif", ".tiff"}
QUOTES: Final = str.maketrans("“”„‟‘’‚‛–—―−", "\"\"\"\"''''----")

Read = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Score:
    """How one page was read."""

    found: float  # true words found, 0..1
    true: float  # read words true, 0..1
    errors: int  # edit distance, characters
    length: int  # true characters
    cpu_seconds: float


def normal(text: str) -> str:
    """Return text as it is compared: NFC, plain quotes and dashes, single blanks."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(QUOTES)).strip()


def score(true: str, read: str, cpu_seconds: float) -> Score:
    """Compare a page's reading with its transcription."""
    true, read = normal(true), normal(read)
    common = sum((Counter(true.split()) & Counter(read.split())).values())
    return Score(
        found=common / max(1, len(true.split())),
        true=common / max(1, len(read.split())),
        errors=Levenshtein.distance(true, read),
        length=len(true),
        cpu_seconds=cpu_seconds,
    )


def ours(profile: str) -> Read:
    """Read by one of our profiles."""
    return lambda path: read_page(load_page(path, 1, Limits()), profile).text


def plain(path: Path) -> str:
    """Read by Tesseract alone."""
    command = ["tesseract", str(path), "-", "-l", "vie"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def measured(read: Read, picture: Path) -> Score:
    """Read one page and score it."""
    before = os.times()
    text = read(picture)
    cpu = sum(after - start for after, start in zip(os.times()[:4], before[:4], strict=True))
    return score(picture.with_suffix(".gt.txt").read_text(encoding="utf-8"), text, cpu)


def transcribed(folder: Path) -> Iterator[Path]:
    """Find the page images that have a transcription."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in PICTURES and path.with_suffix(".gt.txt").exists():
            yield path


def row(name: str, scores: list[Score]) -> str:
    """Return one line of the table."""
    pages = len(scores)
    found, true = (100 * sum(each) / pages for each in zip(*((s.found, s.true) for s in scores), strict=True))
    error = 100 * sum(s.errors for s in scores) / max(1, sum(s.length for s in scores))
    seconds = sum(s.cpu_seconds for s in scores) / pages
    return f"{name:<28}{found:8.2f}{true:8.2f}{error:8.2f}{seconds:8.2f}"


def main() -> int:
    """Print a table for every page, then one for all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--profiles", default=",".join(PROFILES))
    arguments = parser.parse_args()
    pages = list(transcribed(arguments.folder)) if arguments.folder.is_dir() else []
    if not pages:
        print(f"Skipped: no page images with a .gt.txt beside them in {arguments.folder}", file=sys.stderr)
        return 0
    readers = {"plain tesseract": plain, **{name: ours(name) for name in arguments.profiles.split(",")}}
    scores: dict[str, list[Score]] = {name: [] for name in readers}
    print(f"{'':<28}{'found%':>8}{'true%':>8}{'CER%':>8}{'CPU s':>8}")
    for page in pages:
        print(page.name)
        for name, read in readers.items():
            scores[name].append(measured(read, page))
            print(row(f"  {name}", scores[name][-1:]))
    print(f"all {len(pages)} pages")
    for name in readers:
        print(row(f"  {name}", scores[name]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
