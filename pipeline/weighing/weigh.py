"""The decision: what several witnesses read on a page becomes one reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import Final, NamedTuple

from pipeline.model import Box, Word
from pipeline.strip import Strip
from pipeline.weighing.candidates import candidates, is_foreign, is_usual
from pipeline.weighing.confidence import Decision, confidence
from pipeline.weighing.decoder import decode
from pipeline.weighing.evidence import Weighed, weighed
from pipeline.weighing.slots import FIRST, Line, Look, Slot, around, enclosing, lines_of, slots_of
from pipeline.weighing.spacing import looks, mended, shares

PIECE: Final = 12.0  # heights of a line: the line reader likes pieces about so long
TALL: Final = 1.3  # times the height of a line's higher words: what the line reader wants to see of it
SURE: Final = 0.8  # each of several witnesses
UNSEEN: Final = 0.95  # the first: a usual word read so surely needs no other witness
QUITE_SURE: Final = 0.97  # one alone: Tesseract is never so sure
SURE_OF_NAME: Final = 0.9  # each witness of a word without marks: it may be a Latin name
SIGNS: Final = frozenset("-–—+/.,:;()“”\"'%…*&=<>[]•§°@#")  # what documents print
DITTO: Final = frozenset('“”"')
HARDLY: Final = 0.15  # confidence below which a letter or two are left out
FEW: Final = 2


class Piece(NamedTuple):
    """Words that a line reader should see in one strip, and the box of it."""

    words: tuple[Word, ...]
    box: Box


def lines_to_weigh(words: Iterable[Word]) -> list[Line]:
    """Return the lines of the first reader, its words mended."""
    return lines_of(mended(tuple(words)))


def pieces(line: Line) -> list[Piece]:
    """Return the pieces in which a line reader should look at a line: level, equally high, not too long."""
    heights = sorted(word.box.h for word in line.words if len(word.text) > 1) or [line.words[0].box.h]
    height = TALL * heights[(3 * len(heights)) // 4]
    whole = around(line.words)
    count = max(1, round(whole.w / (PIECE * max(1.0, height)) + 0.5))
    width = max(1, whole.w)
    runs = groupby(line.words, key=lambda word: min(count - 1, (word.box.x - whole.x) * count // width))
    return [_piece(tuple(run), height) for _, run in runs]


def unsure_pieces(line: Line) -> list[Piece]:
    """Return the pieces of a line with a word that the first reader, taken alone, leaves in doubt."""
    return [piece for piece in pieces(line) if any(_is_doubtful(word, None) for word in piece.words)]


def doubtful_stretches(line: Line) -> list[Box]:
    """Return where the pieces of a line lie, neighbours together, that hold a word another should read."""
    doubtful = [_is_doubtful(word, line.looks.get(place)) for place, word in enumerate(line.words)]
    found, begin = list[tuple[bool, Box]](), 0
    for piece in pieces(line):
        end = begin + len(piece.words)
        found.append((any(doubtful[begin:end]), piece.box))
        begin = end
    runs = groupby(found, key=lambda each: each[0])
    return [enclosing([box for _, box in run]) for is_doubtful, run in runs if is_doubtful]


def look(line: Line, strips: Sequence[tuple[Piece, Strip]]) -> None:
    """Give a line what a line reader saw of its pieces."""
    for piece, strip in strips:
        seen = zip(piece.words, looks(strip, piece.words), strict=True)
        line.looks |= {line.words.index(word): each for word, each in seen}


def weigh(lines: Sequence[Line]) -> tuple[Word, ...]:
    """Decide each word of a page."""
    return tuple(word for decision in decisions(lines) for word in _words(decision))


def decisions(lines: Sequence[Line]) -> Iterator[Decision]:
    """Decide on a text for each slot of a page, in reading order."""
    slots = [slot for line in lines for slot in _slots(line)]
    places = [_choices(slot) for slot in slots]
    for slot, choice in zip(slots, decode(places), strict=True):
        yield Decision(slot, choice)


def _piece(words: tuple[Word, ...], height: float) -> Piece:
    box = around(words)
    letters = [word.box for word in words if len(word.text) > 1] or [word.box for word in words]
    middle = (median(each.y for each in letters) + median(each.y + each.h for each in letters)) / 2
    return Piece(words, Box(box.x, round(middle - height / 2), max(1, box.w), max(1, round(height))))


def _is_doubtful(word: Word, seen: Look | None) -> bool:
    if seen is None:
        return word.confidence < UNSEEN or not is_usual(word.text)
    return word.confidence < SURE or seen.text != word.text


def _slots(line: Line) -> Iterator[Slot]:
    for slot in slots_of(line):
        if FIRST in slot.seen or max(map(slot.confidence, slot.seen)) >= SURE:
            yield slot


def _choices(slot: Slot) -> tuple[Weighed, ...]:
    if _is_settled(slot):
        return (Weighed(next(filter(None, map(slot.text, slot.seen))), 0.0),)
    return weighed(slot, candidates(slot))


def _is_settled(slot: Slot) -> bool:
    """Tell whether all witnesses surely read the same, and nothing like it is more usual, or it is a name."""
    texts = {slot.text(witness) for witness in slot.seen}
    if len(texts) > 1 or texts == {""}:
        return False
    text, sure = texts.pop(), min(map(slot.confidence, slot.seen))
    if is_foreign(text):
        return sure >= SURE_OF_NAME
    return sure >= (SURE if len(slot.seen) > 1 else QUITE_SURE) and is_usual(text)


def _is_rubbish(slot: Slot, text: str, sure: float) -> bool:
    """Tell what readers make of strokes: rims of seals, signatures, specks. Digits and ditto marks stay."""
    seen = text + "".join(map(slot.text, slot.seen))
    if any(letter.isdigit() for letter in seen) or any(letter in DITTO for letter in text):
        return False
    if not any(letter.isalnum() or letter in SIGNS for letter in text):
        return True
    return sure < HARDLY and sum(letter.isalnum() for letter in text) <= FEW


def _words(decision: Decision) -> Iterator[Word]:
    """Yield the words of a decision; what the first reader had is kept where it is another text."""
    slot, texts, sure = decision.slot, decision.text.split(), confidence(decision)
    if _is_rubbish(slot, decision.text, sure):
        return
    first = slot.seen.get(FIRST, ())
    if len(texts) == len(first):
        for word, text in zip(first, texts, strict=True):
            read = word.as_read or word.text
            yield replace(word, text=text, confidence=sure, as_read=read if text != read else "")
        return
    for text, box in zip(texts, shares(slot.box, texts), strict=True):
        yield Word(text, box, sure, slot.line, slot.text(FIRST))
