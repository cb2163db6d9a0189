"""Where the learned matcher may speak: only for papers of which the rules are unsure, and never surely."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from pipeline.learning.guess import suggest
from pipeline.learning.model import Guess, Model
from pipeline.model import Candidate, Part
from pipeline.verdict import SURE

MOST: Final = SURE - 0.01  # a clerk confirms what was learned


def joined(part: Part, text: str, model: Model, competing: Collection[str]) -> Part:
    """Return the part, of the type that was learned where the rules were unsure and it competes.

    `text` is the paper's, as in `paper_text`. What the rules thought stays among the candidates.
    """
    if part.type is not None and part.confidence >= SURE:
        return part
    guess = suggest(model, text)
    if guess is None or guess.label not in competing:
        return part
    score = round(min(guess.likelihood, MOST), 4)
    others = (candidate for candidate in part.candidates if candidate.type != guess.label)
    first = Candidate(guess.label, score, reason(guess, model))
    return replace(part, type=guess.label, confidence=score, candidates=(first, *others))


def reason(guess: Guess, model: Model) -> str:
    """Return in Vietnamese why a type was learned, and how well that went on decisions held back."""
    words = ", ".join(f"“{word}”" for word in guess.words)
    told = f"Học từ {model.decisions} giấy tờ mà công chức đã chọn loại"
    measured = model.measured.get(guess.label)
    tried = f"; thử lại đúng {measured.right}/{measured.spoken} lần" if measured else ""
    return f"{told}; các từ gợi ý: {words}{tried}" if words else f"{told}{tried}"
