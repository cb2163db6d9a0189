"""Teaches the network that tells print from a seal over it; writes pipeline/cleaning/seal_strokes.onnx.

    python -m bench.teach_seals [--pages 150] [--steps 2500] [--seed 1] [--check]

It learns from pieces of drawn pages with a seal over them, and the same pieces without it: words at random by
the shipped counts, in all typefaces; seals of `samples.ink` with words at random, larger and smaller, turned,
some with a signature over them; scanned, most in black and white, some as photocopies. Reports and forms that
benches measure with are not among them. Needs the extra `teaching`; about an hour of one core.
The network that is shipped learnt 1,600 steps from 300 to 900 pieces.
`--check` tells how well the network that is there does on pages it has not seen, and teaches nothing.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import Final

import numpy as np

from bench.teach_seals.draw import INKED, Pair, pairs
from pipeline.cleaning.seal_strokes import MODEL, darkness, print_in

PIECES: Final = 10  # of a page
UNSEEN: Final = 990_000  # seeds of pages that nothing is learnt from
UNSEEN_PAGES: Final = 4
TOLD: Final = 100  # steps


def drawn(first: int, pages: int) -> list[Pair]:
    """Draw the pieces of so many pages."""
    return [pair for seed in range(first, first + pages) for pair in pairs(seed, PIECES)]


def check() -> None:
    """Print how well the network that is there tells print from seals."""
    kept, gone = [], []
    for sealed, bare in drawn(UNSEEN, UNSEEN_PAGES):
        ink, is_print, told = darkness(sealed) > INKED, darkness(bare) > 0.5, print_in(sealed)  # noqa: PLR2004
        kept.append(told[ink & is_print])
        gone.append(~told[ink & ~is_print])
    _tell(float(np.concatenate(kept).mean()), float(np.concatenate(gone).mean()))


def _tell(kept: float, gone: float) -> None:
    print(
        f"of pixels of print told as print: {kept:.2%}; of a seal's own told as seal: {gone:.2%}", flush=True
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Teach, tell how it goes, and write the network."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.check:
        check()
        return 0
    teach(asked.pages, asked.steps, asked.seed)
    return 0


def teach(pages: int, steps: int, seed: int) -> None:
    """Draw the lessons, learn them, and write what was learnt."""
    from bench.teach_seals.export import write  # noqa: PLC0415 - the extra `teaching`, for this alone
    from bench.teach_seals.network import fresh, learn, rights  # noqa: PLC0415

    lessons = drawn(seed * 10_000, pages)
    weights = fresh(seed)
    for step, (lost, learnt) in enumerate(learn(weights, lessons, steps, seed), 1):
        weights = learnt
        if step % TOLD == 0:
            print(f"{step:6} {lost:.4f}", flush=True)
    _tell(*rights(weights, drawn(UNSEEN, UNSEEN_PAGES)))
    write(weights, MODEL)


if __name__ == "__main__":
    sys.exit(main())
