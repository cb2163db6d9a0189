"""Fits the weights by which the confidence of a word is told, to words whose truth is known.

    python -m bench.calibrate [--sets pages,born,seeds] [--half even] [--profiles balanced,best]

Reads the pages of the sets of `bench.reading`, compares each decision with the truth, and prints the table
WEIGHTS of pipeline/weighing/confidence.py, with what share of words would be trusted and what share of those
is right. The other half of the sets tells whether that holds.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.reading.align import right
from bench.reading.sets import SETS, Page, Sources, chosen, part
from bench.reading.text import normal
from pipeline.intake.page import load_page
from pipeline.model import TRUSTED, Limits
from pipeline.profiles import PROFILES, Profile
from pipeline.run import first_reading
from pipeline.weighing.confidence import Decision, signs
from pipeline.weighing.weigh import decisions
from pipeline.witnesses import asked

STEPS: Final = 50
STIFFNESS: Final = 1.0  # of the weights: how little they may follow single words

Floats = NDArray[np.float64]


def decided(page: Page, profile: Profile) -> Iterator[tuple[Decision, bool]]:
    """Read a page, and judge each decision."""
    attempt = first_reading(load_page(page.picture, 1, Limits()), profile)
    lines = asked(attempt.cleaned, attempt.words, profile)
    made = [decision for decision in decisions(lines) if decision.text]
    read = [(form, number) for number, decision in enumerate(made) for form in normal(decision.text).split()]
    verdicts: dict[int, bool] = {}
    judged = right(normal(page.truth).split(), [form for form, _ in read])
    for (_, number), verdict in zip(read, judged, strict=True):
        verdicts[number] = verdicts.get(number, True) and verdict
    yield from ((decision, verdicts.get(number, False)) for number, decision in enumerate(made))


def fit(values: Floats, truth: Floats) -> Floats:
    """Return the weights of a logistic regression by Newton's steps."""
    weights = np.zeros(values.shape[1])
    stiff = STIFFNESS * np.eye(len(weights))
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (truth - sure) - stiff @ weights
        bend = (values * (sure * (1 - sure))[:, None]).T @ values + stiff
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def report(values: Floats, truth: Floats, weights: Floats) -> str:
    """Return which share of words would be trusted at several thresholds, and how many of them are right."""
    sure = 1 / (1 + np.exp(-values @ weights))
    rows = []
    for threshold in (0.9, TRUSTED, 0.97, 0.98, 0.99, 0.995):
        trusted = sure >= threshold
        rows.append(f"{threshold:8.3f}{100 * trusted.mean():10.2f} %{100 * truth[trusted].mean():10.3f} %")
    return "\n".join(["at least   trusted       right", *rows])


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", default="pages,born,seeds")
    parser.add_argument("--half", default="even", choices=("even", "odd", "both"))
    parser.add_argument("--profiles", default="balanced,best")
    parser.add_argument("--pages", type=int)
    asked_for = parser.parse_args()
    rows: list[tuple[list[float], bool]] = []
    names: tuple[str, ...] = ()
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen(asked_for.sets):
            for planned in part(list(SETS[name](Sources())), asked_for.half, asked_for.pages):
                page = planned.make(Path(folder))
                for profile in asked_for.profiles.split(","):
                    for decision, verdict in decided(page, PROFILES[profile]):
                        found = signs(decision)
                        names = tuple(found)
                        rows.append((list(found.values()), verdict))
                print(f"{name} {page.name}: {len(rows)} words", file=sys.stderr)
    values = np.array([row for row, _ in rows])
    truth = np.array([verdict for _, verdict in rows], np.float64)
    weights = fit(values, truth)
    print(f"{len(rows)} words, {100 * truth.mean():.2f} % right")
    print("\n".join(f'    "{name}": {weight:.3f},' for name, weight in zip(names, weights, strict=True)))
    print(report(values, truth, weights))
    return 0


if __name__ == "__main__":
    sys.exit(main())
