"""Holds the learned matcher against the rules, on decisions that were held back from its learning."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import eq
from typing import Final

from pipeline.learning.guess import ask, is_trusted
from pipeline.learning.model import OTHER, Decision, Measured, Model
from pipeline.learning.train import train

FOLDS: Final = 5


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome for each label that was guessed, and for all decisions together."""

    labels: dict[str, Measured]
    decisions: int
    ruled_right: int  # by the rules alone
    joined_right: int  # with the trusted guesses where the rules were unsure
    wrong: int  # trusted guesses that were not right

    @property
    def trusted(self) -> tuple[str, ...]:
        """The labels that may be spoken."""
        return tuple(sorted(label for label, measured in self.labels.items() if is_trusted(measured)))


def held_back(decisions: Sequence[Decision], known: Sequence[Decision]) -> list[str | None]:
    """Return for each decision what a matcher guesses that never saw it, nor any copy of its text."""
    folds = _folds(decisions)
    guesses: list[str | None] = [None] * len(decisions)
    for fold in range(FOLDS):
        model = train([one for one, own in zip(decisions, folds, strict=True) if own != fold], known)
        for number, own in enumerate(folds):
            guess = ask(model, decisions[number].text) if model and own == fold else None
            guesses[number] = guess.label if guess else guesses[number]
    return guesses


def _folds(decisions: Sequence[Decision]) -> list[int]:
    """Deal the decisions of each label out in turn, those with the same text together."""
    dealt: dict[str, int] = {}
    turn: Counter[str] = Counter()
    for one in sorted(decisions, key=lambda one: (one.label, one.text)):
        if one.text not in dealt:
            dealt[one.text] = turn[one.label] % FOLDS
            turn[one.label] += 1
    return [dealt[one.text] for one in decisions]


def evaluate(decisions: Sequence[Decision], known: Sequence[Decision] = ()) -> Evaluation:
    """Measure each label on held-back decisions, and the whole as it would be used."""
    guesses = held_back(decisions, known)
    spoken: defaultdict[str, list[Decision]] = defaultdict(list)
    for one, guess in zip(decisions, guesses, strict=True):
        if guess is not None and not one.sure:
            spoken[guess].append(one)
    labels = {label: _measured(label, papers) for label, papers in sorted(spoken.items())}
    trusted = {label for label, measured in labels.items() if is_trusted(measured)}
    ruled = [one.ruled or OTHER for one in decisions]
    joined = [
        guess if guess in trusted and not one.sure else rule
        for one, guess, rule in zip(decisions, guesses, ruled, strict=True)
    ]
    truth = [one.label for one in decisions]
    return Evaluation(
        labels=labels,
        decisions=len(decisions),
        ruled_right=sum(map(eq, ruled, truth)),
        joined_right=sum(map(eq, joined, truth)),
        wrong=sum(measured.spoken - measured.right for label, measured in labels.items() if label in trusted),
    )


def _measured(label: str, papers: Sequence[Decision]) -> Measured:
    right = sum(one.label == label for one in papers)
    ruled = sum(one.ruled == one.label for one in papers)
    return Measured(len(papers), right, ruled)


def learn(decisions: Sequence[Decision], known: Sequence[Decision] = ()) -> tuple[Model | None, Evaluation]:
    """Return a matcher learned from all decisions with what was measured of it; None where nothing can be."""
    evaluation = evaluate(decisions, known)
    model = train(decisions, known)
    return (replace(model, measured=evaluation.labels) if model else None), evaluation
