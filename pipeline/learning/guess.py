"""Asks a learned matcher, and finds the words that spoke for its answer."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from pipeline.learning.model import OTHER, Floats, Guess, Measured, Model
from pipeline.learning.text import GROUP, plain

LIKELY: Final = 0.5
LEAST_SPOKEN: Final = 3  # held-back papers; of fewer nothing is known
LEAST_PRECISION: Final = 0.9
SHOWN_WORDS: Final = 4


def is_trusted(measured: Measured | None) -> bool:
    """Tell whether a label may be spoken: on held-back decisions it is right more often than the rules."""
    return (
        measured is not None
        and measured.spoken >= LEAST_SPOKEN
        and measured.precision >= LEAST_PRECISION
        and measured.right > measured.ruled
    )


def ask(model: Model, text: str) -> Guess | None:
    """Return the best guess, whether or not it is trusted; None where the text is like nothing learned."""
    features = _features(model, text)
    chances = _softmax(model.weights @ features + model.bias)
    best = int(chances.argmax())
    alike = float(model.centres[best] @ features)
    if chances[best] < LIKELY or alike < model.floors[best] or model.labels[best] == OTHER:
        return None
    return Guess(model.labels[best], float(chances[best]), tuple(_words(model, best, text, features)))


def suggest(model: Model, text: str) -> Guess | None:
    """Return the guess only where its label has been measured and is trusted."""
    guess = ask(model, text)
    return guess if guess is not None and is_trusted(model.measured.get(guess.label)) else None


@lru_cache(maxsize=2)
def _columns(groups: tuple[str, ...]) -> dict[str, int]:
    return {group: column for column, group in enumerate(groups)}


def _groups(text: str) -> Iterator[tuple[int, str]]:
    """Yield every group of letters of a plain text with the place of its first."""
    for size in range(GROUP[0], GROUP[1] + 1):
        for start in range(len(text) - size + 1):
            yield start, text[start : start + size]


def _features(model: Model, text: str) -> Floats:
    """Return the text as the model sees papers: weighed logarithms of counts, of length 1."""
    columns = _columns(model.groups)
    features = np.zeros(len(model.groups), dtype=np.float32)
    for _, group in _groups(plain(text)):
        column = columns.get(group)
        if column is not None:
            features[column] += 1
    found = features > 0
    features[found] = (1 + np.log(features[found])) * model.idf[found]
    length = float(np.linalg.norm(features))
    return features / length if length else features


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def _words(model: Model, label: int, text: str, features: Floats) -> Iterator[str]:
    """Yield the words of the text, as they were read, whose letters spoke most for a label."""
    words = text.split()
    bare = [plain(word).strip() for word in words]
    owners = [number for number, word in enumerate(bare) for _ in (f"{word} " if word else "")]
    told = _spoken(model, label, text, features)
    merits: defaultdict[int, float] = defaultdict(float)
    for place, merit in enumerate(told[1:]):  # a plain text begins with a blank
        if place < len(owners):
            merits[owners[place]] += merit
    yield from _phrases(words, merits)


def _spoken(model: Model, label: int, text: str, features: Floats) -> Floats:
    """Return how much each letter of the plain text spoke for a label; groups are shared out among theirs."""
    letters = plain(text)
    against = model.weights[label] - model.weights.mean(axis=0)
    columns = _columns(model.groups)
    told = np.zeros(len(letters), dtype=np.float32)
    for start, group in _groups(letters):
        column = columns.get(group)
        if column is not None:
            told[start : start + len(group)] += against[column] * features[column] / len(group)
    return told


def _phrases(words: list[str], merits: dict[int, float]) -> Iterator[str]:
    """Yield runs of neighbouring words that spoke, the strongest first."""
    usual = sum(max(0.0, merit) for merit in merits.values()) / max(1, len(words))
    runs: list[list[int]] = []
    for number in range(len(words)):
        if merits.get(number, 0.0) <= usual:
            continue
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    runs.sort(key=lambda run: -sum(merits[number] for number in run))
    for run in runs[:SHOWN_WORDS]:
        yield " ".join(words[number] for number in run)
