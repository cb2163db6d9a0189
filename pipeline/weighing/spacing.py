"""Where words end: the first reader's word, put to what a line reader saw; slots cut where all agree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from math import exp
from typing import Final

from rapidfuzz.distance import Levenshtein

from pipeline.language.marks import bare
from pipeline.model import Box, Word
from pipeline.strip import LEAST, Letter, Strip
from pipeline.weighing.slots import Look, around

# What print sets apart and a reader runs together: "Số:275", "ký:15/01/2025", "ngày28".
_GLUED: Final = re.compile(
    r"(?<=[^\W\d_]:)(?<!\d[a-zA-Z]:)(?=[^\W_])|(?<=(?<!\w)ngày)(?=\d)|(?<=(?<!\w)tháng)(?=\d)|(?<=(?<!\w)năm)(?=\d)"
)
_CODE: Final = re.compile(r"\w[-/] \w|\w [-/]\w")  # "1743/QĐ- BGTVT"
_NUMBER: Final = re.compile(r"\d [\d.,]")  # "201 1."
_DITTO: Final = str.maketrans("«»", "“”")  # Vietnamese print has none of these, but ditto marks like them
_STROKES: Final = "_|`‹›¬^~¦"  # what readers make of rules and rims beside a word
TORN_CODE: Final = 0.3  # heights of a word: no gap between words is so small
TORN_NUMBER: Final = 0.15


def mended(words: Sequence[Word]) -> list[Word]:
    """Part words that a reader ran together, and join what it tore apart; ditto marks become quotes."""
    mended: list[Word] = []
    for word in _parted(words):
        last = mended[-1] if mended and mended[-1].line == word.line else None
        if last and _is_torn(last, word):
            mended[-1] = _joined(last, word)
        else:
            mended.append(word)
    return mended


def _parted(words: Sequence[Word]) -> Iterator[Word]:
    """Each part of a word gets its share of the box."""
    for word in words:
        text = word.text.translate(_DITTO)
        text = text.strip(_STROKES) or text
        parts = [part for part in _GLUED.split(text) if part]
        for part, box in zip(parts, shares(word.box, parts), strict=True):
            yield replace(word, text=part, box=box, as_read=word.text if part != word.text else "")


def _is_torn(one: Word, other: Word) -> bool:
    gap = (other.box.x - one.box.x - one.box.w) / max(1, one.box.h, other.box.h)
    both = f"{one.text} {other.text}"
    return (gap < TORN_CODE and _CODE.search(both) is not None) or (
        gap < TORN_NUMBER and _NUMBER.search(both) is not None
    )


def _joined(one: Word, other: Word) -> Word:
    sure = min(one.confidence, other.confidence)
    read = f"{one.as_read or one.text} {other.as_read or other.text}"
    return Word(one.text + other.text, around((one, other)), sure, one.line, read)


def spread(text: str, like: Sequence[str]) -> list[str]:
    """Cut a text into as many pieces as words it is to be like: where those end, read alike or not.

    >>> spread("BVĐKAnBiên", ["BVĐK", "An", "Bién;"])
    ['BVĐK', 'An', 'Biên']
    """
    text = text.replace(" ", "")
    joined = "".join(like)
    cuts = _carried(list(accumulate(map(len, like)))[:-1], joined, text)
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def looks(strip: Strip, words: Sequence[Word]) -> list[Look]:
    """Tell the words of the first reader apart in a strip that a line reader saw of them."""
    letters = [letter for letter in strip.letters() if letter.text != " "]
    text = "".join(letter.text for letter in letters)
    found: list[Look] = []
    done = 0
    for piece in spread(text, [word.text for word in words]):
        found.append(_look(strip, letters, done, done + len(piece)))
        done += len(piece)
    return found


def _look(strip: Strip, letters: Sequence[Letter], start: int, end: int) -> Look:
    """Return the letters from `start` up to `end`, with the frames that are theirs and no other's."""
    before = letters[start - 1].frame + 1 if start else 0
    behind = letters[end].frame if end < len(letters) else len(strip.log_probs)
    own = letters[start:end]
    first = max(before, own[0].frame - 1) if own and start else before
    sure = exp(min((letter.log_probability for letter in own), default=LEAST))
    return Look("".join(letter.text for letter in own), sure, strip, first, max(behind, first + 1))


def shares(box: Box, parts: Sequence[str]) -> list[Box]:
    """Cut a box into one for each part of its text, as wide as it has letters."""
    ends = [0, *accumulate(map(len, parts))]
    cuts = [box.x + box.w * end // max(1, ends[-1]) for end in ends]
    return [Box(left, box.y, max(1, right - left), box.h) for left, right in pairwise(cuts)]


def _carried(places: Sequence[int], source: str, target: str) -> list[int]:
    """Carry places between the letters of one text to another's, by the best alignment of bare letters."""
    blocks = Levenshtein.opcodes(bare(source).lower(), bare(target).lower())
    carried = []
    for place in places:
        here = (block for block in blocks if block.src_start <= place <= block.src_end)
        block = next(here, blocks[-1])
        carried.append(min(block.dest_end, block.dest_start + place - block.src_start))
    return carried
