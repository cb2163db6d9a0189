"""Sets a page as a reader hands it over that reads from edge to edge."""

from collections.abc import Iterable
from itertools import groupby

from pipeline.model import Box, Word

LETTER, HEIGHT, LEADING = 20, 30, 45
EDGE, HALF, END = 200, 900, 1500  # where the left column begins, the right one, where full lines end


def printed(*rows: str, top: int = 100) -> tuple[Word, ...]:
    """Set rows from `top` down; a TAB begins the right column, an empty row is white and parts paragraphs."""
    return tuple(
        word
        for at, row in enumerate(rows)
        for x, text in zip((EDGE, HALF), row.split("\t"), strict=False)
        for word in one_line(text, at, Box(x, top + at * LEADING, 0, HEIGHT))
    )


def one_line(text: str, line: int, start: Box, blank: int = LETTER) -> list[Word]:
    words, x = [], start.x
    for each in text.split():
        words.append(Word(each, Box(x, start.y, LETTER * len(each), HEIGHT), 0.9, line))
        x += LETTER * len(each) + blank
    return words


def justified(text: str, line: int, y: int) -> list[Word]:
    """Set a line from edge to edge, all blanks alike."""
    blanks = END - EDGE - LETTER * sum(map(len, text.split()))
    return one_line(text, line, Box(EDGE, y, 0, HEIGHT), blanks // (len(text.split()) - 1))


def rows(words: Iterable[Word]) -> list[str]:
    """Return the lines of a page, an empty one where a number is left out."""
    lines: list[str] = []
    for number, line in groupby(words, key=lambda word: word.line):
        lines += [""] * (number - len(lines))
        lines.append(" ".join(word.text for word in line))
    return lines
