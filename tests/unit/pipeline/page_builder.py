"""Builds pages as a reader would hand them over, from lines of text."""

import random
from collections.abc import Sequence
from dataclasses import replace

from catalogue.model import ComponentType
from pipeline.model import Box, PageReading, Word

WIDTH, HEIGHT = 2480, 3508  # A4 at 300 dpi
LETTER, LINE = 24, 50
HEADER = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
LETTERS = "abcdefghiklmnopqrstuvxyàáâãèéêìíòóôõùúăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


def page(*lines: str, number: int = 1, top: int = 200, confidence: float = 0.95) -> PageReading:
    """Build a page; a TAB in a line begins a second column, an empty line leaves room."""
    words = [
        word
        for at, line in enumerate(lines)
        for word in line_words(line, at, top + at * (LINE + 25), confidence)
    ]
    return PageReading(number, WIDTH, HEIGHT, 300, 0, 0.0, not words, "\n".join(lines), tuple(words))


def line_words(line: str, number: int, y: int, confidence: float) -> list[Word]:
    words, x = [], 250
    for column in line.split("\t"):
        for text in column.split():
            words.append(Word(text, Box(x, y, LETTER * len(text), LINE), confidence, number))
            x += LETTER * (len(text) + 1)
        x += 300
    return words


def blank(number: int) -> PageReading:
    return page(number=number)


def wrapped(text: str, width: int = 45) -> list[str]:
    """Part a title into lines."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def form(kind: ComponentType, *, title: int = 0, anchors: int = 2, number: int = 1) -> PageReading:
    """Build a page of a type: national header, its title, some of its anchors."""
    body = [line for anchor in kind.anchors[:anchors] for line in (f"{anchor}: ............", "")]
    return page(*HEADER, "", *wrapped(kind.titles[title]), "", *body, number=number)


def kind(code: str, titles: Sequence[str], anchors: Sequence[str] = (), **more) -> ComponentType:
    return ComponentType(code, code, (), tuple(titles), tuple(anchors), **more)


def damaged(reading: PageReading, rate: float, rng: random.Random) -> PageReading:
    """Misread every letter with probability `rate`."""
    words = tuple(replace(word, text=_misread(word.text, rate, rng)) for word in reading.words)
    return replace(reading, words=words)


def _misread(text: str, rate: float, rng: random.Random) -> str:
    read = [_other(letter, rng) if rng.random() < rate else letter for letter in text]
    return "".join(read) or "."


def _other(letter: str, rng: random.Random) -> str:
    other = rng.choice((rng.choice(LETTERS), "", letter + rng.choice(LETTERS), rng.choice("1|0.,")))
    return other.upper() if letter.isupper() else other
