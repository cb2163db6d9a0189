"""How surely pages are turned upright.

    python -m bench.orientation [--drawn 1]

Every page of the real files, of every form of `samples` and of sheets with next to nothing on them (drawn at
every level of wear, `--drawn` papers of each) is laid in each of the four ways. Printed: the share of right
first answers, the share of answers that leave a single turn, how many of those are wrong, and the CPU seconds
of an answer (without loading).

The network was taught on the real files in even places; those in odd places tell how well it does elsewhere.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path
from typing import Final

import numpy as np

from pipeline.cleaning.blank import is_blank
from pipeline.cleaning.orientation import Orientation, guess_orientation, turned
from pipeline.cleaning.pixels import overview
from pipeline.image import PageImage
from pipeline.intake.inspect import inspect
from pipeline.intake.page import load_page
from pipeline.model import Limits
from samples.blocks import Block, Form, Gap, Paper, Signature, Signatures, Table, Text, Title
from samples.degrade import LEVELS
from samples.forms import FORMS, STRANGE
from samples.generate import PRINT_DPI, PageTruth, Scanning, make_paper, scan
from samples.typefaces import PRINT
from samples.typeset import typeset

REAL: Final = Path(__file__).parents[2] / "shared" / "data" / "real"
EVEN, ODD = "real, even places (taught)", "real, odd places"
TURNS: Final = (0, 90, 180, 270)
# All pages were looked at: all come upright but these. {(file, page): clockwise turn that makes it upright}
LYING: Final = {("2155_kh_syt.pdf", 4): 270}
# Backs of sheets through which a seal shows: no turn is right.
NO_PRINT: Final = {("22_TTR.pdf", 2), ("299_UB.pdf", 2)}
NUMBERS: Final = tuple((f"{n}.250", f"{n * 37}", f"{n * 4},5") for n in range(11, 19))
SIGNED: Final = Signatures(None, Signature(("NGƯỜI LÀM ĐƠN",), "Nguyễn Thị Bình", hand=True))
SPARSE: Final[dict[str, tuple[Block, ...]]] = {
    "three words": (Gap(60), Text("Đã nhận đủ.")),
    "three words by hand": (Gap(90), Text("Đã nhận đủ", hand=True)),
    "a title, a signature": (Title("GIẤY XÁC NHẬN"), SIGNED),
    "two lines": (
        Gap(40),
        Text("Kính gửi: Ủy ban nhân dân xã Sơn Thủy"),
        Text("(kèm theo hai bản sao)", italic=True),
    ),
    "lines by hand": (
        Text("Kính gửi: Ủy ban nhân dân xã", hand=True),
        Text(
            "Tôi xin nộp bổ sung giấy tờ theo yêu cầu của bộ phận tiếp nhận, mong sớm có kết quả.", hand=True
        ),
        Text("Xin cảm ơn.", hand=True),
    ),
    "a table of numbers": (Table(("1", "2", "3"), NUMBERS, (1, 1, 1)),),
}


@dataclass(frozen=True, slots=True)
class Truth:
    """A page as it comes, and the clockwise turn that makes it upright."""

    half: str
    name: str
    image: PageImage
    turn: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of a page laid in one of four ways."""

    page: str
    right: int
    said: Orientation
    cpu_seconds: float


def real_pages(halves: Sequence[str] = (EVEN, ODD)) -> Iterator[Truth]:
    """Load every page of the real files that bears print, at 150 dpi."""
    for place, path in enumerate(sorted(REAL.rglob("*.pdf"))):
        half = ODD if place % 2 else EVEN
        if half not in halves:
            continue
        for number in range(1, inspect(path, Limits()).page_count + 1):
            image = overview(load_page(path, number, Limits()))
            if (path.name, number) in NO_PRINT or is_blank(image):
                continue
            turn = LYING.get((path.name, number), 0)
            yield Truth(half, f"{path.name} {number}", image, turn)


def drawn_pages(papers: int) -> Iterator[Truth]:
    """Draw every form at every level of wear."""
    for level in LEVELS:
        for kind in (*FORMS, *STRANGE):
            for seed in range(1, papers + 1):
                for image, truth in make_paper(kind, seed, Scanning(level)):
                    name = f"{kind} {seed} {truth.page_of_paper}"
                    yield Truth(f"drawn, level {level}", name, overview(image), 0)


def sparse_pages(papers: int) -> Iterator[Truth]:
    """Draw sheets with a few words, in every typeface at every level of wear."""
    for seed in range(1, papers + 1):
        for number, (blocks, family, level) in enumerate(product(SPARSE.items(), PRINT, LEVELS)):
            rng = np.random.default_rng([seed, number])
            pixels = typeset(Form(blocks[1], Paper(family=family)), PRINT_DPI, rng)[0].pixels()
            image, _ = scan(pixels, PageTruth(None, 1, level), Scanning(level), rng, pixels[::-1])
            yield Truth(f"sparse, {blocks[0]}", f"{family} {level} {seed}", overview(image), 0)


def answers(page: Truth) -> Iterator[Answer]:
    """Lay a page in four ways and ask."""
    for turn in TURNS:
        laid = turned(page.image, turn)
        start = time.process_time()
        said = guess_orientation(laid)
        seconds = time.process_time() - start
        yield Answer(page.name, (page.turn - turn) % 360, said, seconds)


def row(name: str, given: list[Answer]) -> str:
    """Return one line of the table."""
    right = sum(answer.said.turns[0] == answer.right for answer in given)
    single = [answer for answer in given if len(answer.said.turns) == 1]
    wrong = sum(answer.said.turns[0] != answer.right for answer in single)
    seconds = [answer.cpu_seconds for answer in given]
    return (
        f"{name:<28}{len(given):8}{100 * right / len(given):8.2f}{100 * len(single) / len(given):9.2f}"
        f"{wrong:8}{np.mean(seconds):9.3f}{np.percentile(seconds, 95):9.3f}"
    )


def main() -> int:
    """Print a line for each half of the real files and each level, and the answers that were wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--drawn", type=int, default=1, help="papers of each form and level")
    arguments = parser.parse_args()
    if not REAL.is_dir():
        print(f"Skipped the real files: no folder {REAL}", file=sys.stderr)
    papers: int = arguments.drawn
    real = real_pages() if REAL.is_dir() else ()
    given = ask(chain(real, drawn_pages(papers), sparse_pages(papers)))
    print(f"{'':<28}{'asked':>8}{'right%':>8}{'single%':>9}{'wrong':>8}{'CPU s':>9}{'p95':>9}")
    for name, some in given.items():
        print(row(name, some))
    for name, some in given.items():
        for answer in some:
            if answer.said.turns[0] != answer.right:
                print(f"  {name}: {answer.page}: {answer.right}, said {answer.said}")
    return 0


def ask(pages: Iterable[Truth]) -> dict[str, list[Answer]]:
    """Return the answers about all pages, by where they are from."""
    given: dict[str, list[Answer]] = {}
    for page in pages:
        given.setdefault(page.half, []).extend(answers(page))
    return given


if __name__ == "__main__":
    sys.exit(main())
