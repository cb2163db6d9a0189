"""Reads the stamps of a page that decide what is done with it: secrecy, urgency, copy.

Red ink is taken off the page before it is read, and a frame hides its words from a reader of pages. So frames
are looked for in the page's pixels, and what stands in them is read by itself. Words of secrecy that stand
alone in capitals at the head of a page count without a frame, too; in a sentence they mean nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rapidfuzz import fuzz

from pipeline.cleaning.frames import Frame, find_frames
from pipeline.engines import PART_READERS, READERS
from pipeline.engines.reader import Reader
from pipeline.image import PageImage
from pipeline.language.marks import bare
from pipeline.model import Box, Stamp, Word

# Degrees of secrecy: Law 29/2018/QH14, article 8; of urgency: Decree 30/2020/NĐ-CP, annex I.
STAMPS: Final[tuple[tuple[str, str], ...]] = (
    ("secret", "TUYỆT MẬT"),
    ("secret", "TỐI MẬT"),
    ("secret", "MẬT"),
    ("urgency", "HỎA TỐC"),
    ("urgency", "THƯỢNG KHẨN"),
    ("urgency", "KHẨN"),
    ("copy", "BẢN SAO"),
    ("copy", "SAO Y BẢN CHÍNH"),
    ("copy", "SAO Y"),
)
ALIKE: Final = 80.0  # per cent of letters; "mật" and "khẩn" are too short to be misread
ALIKE_SHORT: Final = 80.0  # the same for short words in a red frame, where little else is written
EXACT: Final = 100.0
SHORT: Final = 4  # letters
FRAMED: Final = 0.95  # how sure words in a frame are
ALONE: Final = 0.7  # and words that stand alone
HEAD: Final = 0.35  # of a page's height: where a stamp without a frame is believed
UNFRAMED: Final = frozenset({"secret", "urgency"})
_EYE: Final = re.compile(
    r"\W*MA[\u0302\u0306]?\u0301T\W*"
)  # "mắt", decomposed: heads a part of papers on health
_NO_LETTERS: Final = re.compile(r"[^A-Z]+")


def find_stamps(page: PageImage, words: Sequence[Word]) -> tuple[Stamp, ...]:
    """Return the stamps of an upright page: those in frames, then words that stand alone.

    `words` are those read on it, boxes in its pixels. Raises ScanError.
    """
    framed: list[Stamp] = []
    for frame in find_frames(page):
        if not any(meet(frame.box, stamp.box) for stamp in framed) and (stamp := _in_frame(frame)):
            framed.append(stamp)
    alone = [one for one in _alone(words, page.height) if not any(meet(one.box, its.box) for its in framed)]
    return (*framed, *alone)


def named(text: str, short: float = EXACT) -> tuple[str, str] | None:
    """Return the kind and usual spelling of what a stamp says, read as `text`; None where it is none.

    `short`: how much alike (per cent) words of four letters and less must be.
    """
    letters = _NO_LETTERS.sub("", bare(text).upper())
    known = [(kind, words, _NO_LETTERS.sub("", bare(words))) for kind, words in STAMPS]
    for kind, words, spelled in known:
        one_more = len(spelled) <= SHORT and spelled in letters and len(letters) == len(spelled) + 1
        if letters == spelled or one_more:
            return kind, words
    alike = [(fuzz.ratio(letters, spelled), kind, words, spelled) for kind, words, spelled in known]
    near = [one for one in alike if one[0] >= (short if len(one[3]) <= SHORT else ALIKE)]
    return max(near)[1:3] if near else None


def _in_frame(frame: Frame) -> Stamp | None:
    read = " ".join(word.text for word in _reader().read(frame.picture))
    found = named(read, ALIKE_SHORT if frame.red else EXACT) or (named_secret(read) if frame.red else None)
    return Stamp(*found, frame.box, FRAMED) if found else None


def named_secret(text: str) -> tuple[str, str] | None:
    """Return which degree of secrecy words in a red frame tell that are read in part only; None for no such.

    The last word must be whole; the degree is the one most nearly as long. Better a wrong alarm than a secret
    kept.
    """
    *_, last = text.split() or [""]
    if unicodedata.normalize("NFC", last.strip(".,;:'|")) != "MẬT":
        return None
    long = len("".join(text.split()))
    degrees = [(kind, words) for kind, words in STAMPS if kind == "secret"]
    return min(degrees, key=lambda one: abs(len("".join(one[1].split())) - long))


def _reader() -> Reader:
    line = PART_READERS["tesserocr_line"]
    return line if line.is_installed() else READERS["tesseract"]


def _alone(words: Sequence[Word], height: int) -> Iterator[Stamp]:
    """Yield lines in capitals that say nothing else, with nothing beside them."""
    lines = [tuple(line) for _, line in groupby(words, key=lambda word: word.line)]
    for line in lines:
        text = " ".join(word.text for word in line)
        found = named(text) if text == text.upper() and not _is_other_word(text) else None
        if found and found[0] in UNFRAMED:
            box = around([word.box for word in line])
            if box.y < HEAD * height and not any(_beside(box, other) for other in lines if other is not line):
                yield Stamp(*found, box, ALONE)


def _is_other_word(text: str) -> bool:
    """Tell a word of three letters from "mật" by its rising tone; in a frame it counts all the same."""
    return _EYE.fullmatch(unicodedata.normalize("NFD", text)) is not None


def around(boxes: Sequence[Box]) -> Box:
    """Return the box around boxes."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.w for box in boxes), max(box.y + box.h for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _beside(box: Box, line: Sequence[Word]) -> bool:
    """Tell whether a line's words stand at the same height, so near that both make one sentence or table."""
    near = 3 * box.h
    return any(
        word.box.y < box.y + box.h
        and box.y < word.box.y + word.box.h
        and word.box.x - near < box.x + box.w
        and box.x < word.box.x + word.box.w + near
        for word in line
    )


def meet(a: Box, b: Box) -> bool:
    """Tell whether two boxes share a place."""
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h
