"""Teaches the network that tells standing letters from hanging ones; writes pipeline/cleaning/upright.npz.

    python -m bench.teach_upright [--papers 3] [--rounds 10] [--seed 5]

It learns from windows of lines (`pipeline.cleaning.upright.views_of`) of two kinds of pages, about as many of
each. Drawn: every form of `samples`, `--papers` times, in all typefaces and sizes, some in capitals, scanned
at 120 to 200 dpi at every level of wear, some as a fax in black and white. Real: the files in even places of
../shared/data/real; those in odd places are left for measuring (`python -m bench.orientation`).

Each page gives windows of its lines, whose letters stand, and windows of itself on its side, which hold no
line. A window and the same window on its head are asked at once: the loss is the cross entropy of stands,
hangs, neither, so that nothing is learnt of which way up is more usual. Adam, weight decay, falling rate. The
same arguments, files and libraries give the same network.
"""

import argparse
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.orientation import EVEN, REAL, real_pages
from pipeline.cleaning.orientation import clearer_lines, levelled, turned
from pipeline.cleaning.pixels import WHITE, overview, to_grey
from pipeline.cleaning.text_strips import strips_along
from pipeline.cleaning.upright import MODEL, Floats, Layer, likely, on_its_head, views_of
from pipeline.image import PageImage
from samples.blocks import Block, Fill, Form, Table, Text
from samples.forms import FORMS, STRANGE
from samples.generate import PRINT_DPI, PageTruth, Scanning, scan
from samples.people import make_case
from samples.typefaces import PRINT
from samples.typeset import typeset

HIDDEN: Final = (96, 24)
STANDING: Final = 400  # windows a page at most
LYING: Final = 200
BATCH: Final = 512
RATE: Final = 1e-3
DECAY: Final = 0.02
MOMENTS: Final = (0.9, 0.999)

Views = NDArray[np.float16]
Truths = NDArray[np.int64]  # 0 stands, 2 neither


@dataclass(slots=True)
class Learner:
    """A network that learns: its weights, and Adam's two moments of each."""

    weights: list[Floats]  # weights and offsets by turns
    first: list[Floats]
    second: list[Floats]
    step: int = 0

    @property
    def layers(self) -> tuple[Layer, ...]:
        return tuple(zip(self.weights[::2], self.weights[1::2], strict=True))

    def learn(self, slopes: list[Floats], rate: float) -> None:
        """Take one step of Adam, weights (not offsets) shrinking a little."""
        self.step += 1
        short, long = MOMENTS
        for place, slope in enumerate(slopes):
            self.first[place] += (1 - short) * (slope - self.first[place])
            self.second[place] += (1 - long) * (slope**2 - self.second[place])
            mean = self.first[place] / (1 - short**self.step)
            spread = np.sqrt(self.second[place] / (1 - long**self.step)) + 1e-8
            shrink = DECAY * self.weights[place] if place % 2 == 0 else 0.0
            self.weights[place] = np.asarray(
                self.weights[place] - rate * (mean / spread + shrink), np.float32
            )


def drawn_pages(papers: int) -> Iterator[PageImage]:
    """Draw and scan every form `papers` times, never twice alike."""
    for seed in range(1001, 1001 + papers):
        for kind, write in {**FORMS, **STRANGE}.items():
            rng = np.random.default_rng([seed, zlib.crc32(kind.encode())])
            form = varied(write(make_case(seed)), rng)
            for number, sheet in enumerate(typeset(form, PRINT_DPI, rng), 1):
                scanning = Scanning(int(rng.integers(3)), dpi=int(rng.choice([120, 150, 200])))
                pixels = sheet.pixels()
                page, _ = scan(pixels, PageTruth(kind, number, scanning.level), scanning, rng, pixels[::-1])
                yield faxed(page, float(rng.uniform(0.6, 0.9))) if rng.random() < 0.4 else page  # noqa: PLR2004


def varied(form: Form, rng: np.random.Generator) -> Form:
    """Return the form in another typeface and size; one in five in capitals."""
    families = sorted(PRINT)
    paper = replace(
        form.paper, family=families[int(rng.integers(len(families)))], size=float(rng.uniform(10, 14.5))
    )
    loud, bold, italic = (rng.random() < share for share in (0.2, 0.15, 0.2))
    blocks = [_loud(block) if loud else block for block in form.blocks]
    return Form(tuple(_styled(block, bold=bold, italic=italic) for block in blocks), paper)


def _styled(block: Block, *, bold: bool, italic: bool) -> Block:
    if not isinstance(block, Text) or not (bold or italic):
        return block
    return replace(block, bold=bold, italic=italic)


def _loud(block: Block) -> Block:
    match block:
        case Text():
            return replace(block, text=block.text.upper())
        case Table():
            rows = tuple(tuple(cell.upper() for cell in row) for row in block.rows)
            return replace(block, rows=rows)
        case Fill():
            return replace(block, pairs=tuple((label.upper(), value.upper()) for label, value in block.pairs))
        case _:
            return block


def faxed(page: PageImage, share: float) -> PageImage:
    """Return the page black and white: black where darker than `share` of the light around."""
    grey = to_grey(page)
    light = cv2.blur(grey, (51, 51))
    return replace(page, pixels=(grey > share * light).astype(np.uint8) * np.uint8(WHITE))


def lessons_of(page: PageImage) -> Iterator[tuple[Views, int]]:
    """Give the windows of an upright page, those of its lines (0) and those of it on its side (2)."""
    small = overview(page)
    level = levelled(small, clearer_lines(small))
    for turn, most, truth in ((0, STANDING, 0), (90, LYING, 2)):
        yield views_of(strips_along(turned(level, turn), most)).astype(np.float16), truth


def gather(pages: Iterable[PageImage]) -> tuple[Views, Truths]:
    """Return all windows of these pages and what is true of each."""
    lessons = [lesson for page in pages for lesson in lessons_of(page)]
    views = np.concatenate([views for views, _ in lessons])
    return views, np.concatenate([np.full(len(views), truth, np.int64) for views, truth in lessons])


def newborn(rng: np.random.Generator, inputs: int) -> Learner:
    """Return a network that knows nothing."""
    sizes = (inputs, *HIDDEN, 1)
    weights: list[Floats] = []
    for taken, given in pairwise(sizes):
        weights.append((rng.standard_normal((taken, given)) * np.sqrt(2 / taken)).astype(np.float32))
        weights.append(np.zeros(given, np.float32))
    return Learner(
        weights, [np.zeros_like(each) for each in weights], [np.zeros_like(each) for each in weights]
    )


def teach(views: Views, truths: Truths, rounds: int, seed: int) -> Learner:
    """Show all windows `rounds` times, in an order drawn anew."""
    rng = np.random.default_rng(seed)
    learner = newborn(rng, int(np.prod(views.shape[1:])))
    steps = rounds * (len(views) // BATCH)
    for number in range(rounds):
        order, loss = rng.permutation(len(views)), 0.0
        for start in range(0, len(views) - BATCH + 1, BATCH):
            chosen = order[start : start + BATCH]
            slopes, part = slopes_of(learner.layers, views[chosen].astype(np.float32), truths[chosen])
            learner.learn(slopes, RATE / 2 * (1 + float(np.cos(np.pi * learner.step / steps))))
            loss += part * BATCH
        print(f"round {number + 1}: loss {loss / len(views):.4f}", flush=True)
    return learner


def slopes_of(layers: tuple[Layer, ...], views: Floats, truths: Truths) -> tuple[list[Floats], float]:
    """Return the loss of a batch and its slopes, weights and offsets by turns."""
    count = len(views)
    values = [np.concatenate([views.reshape(count, -1), on_its_head(views).reshape(count, -1)])]
    for place, (weights, offsets) in enumerate(layers):
        sums = values[-1] @ weights + offsets
        values.append(np.maximum(sums, 0) if place < len(layers) - 1 else sums)
    shares = likely(values[-1][:count, 0], values[-1][count:, 0])
    loss = float(-np.log(shares[np.arange(count), truths] + 1e-9).mean())
    wrong = (shares - np.eye(3, dtype=np.float32)[truths]) / np.float32(count)
    back = np.concatenate([wrong[:, 0], wrong[:, 1]])[:, None]
    slopes: list[Floats] = []
    for place in range(len(layers) - 1, -1, -1):
        slopes = [values[place].T @ back, back.sum(axis=0), *slopes]
        if place:
            back = (back @ layers[place][0].T) * (values[place] > 0)
    return slopes, loss


def main() -> int:
    """Gather, teach, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    if not REAL.is_dir():
        print(f"Skipped: no folder {REAL}", file=sys.stderr)
        return 0
    real = (turned(page.image, page.turn) for page in real_pages([EVEN]))
    views, truths = gather(chain(real, drawn_pages(arguments.papers)))
    print(f"{len(views)} windows, {np.sum(truths == 0)} of them of lines", flush=True)
    learner = teach(views, truths, arguments.rounds, arguments.seed)
    named = {
        f"{name}{place}": each.astype(np.float16)
        for place, layer in enumerate(learner.layers)
        for name, each in zip(("weights", "offsets"), layer, strict=True)
    }
    np.savez(MODEL, allow_pickle=False, **named)
    print(f"{MODEL}: {MODEL.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
