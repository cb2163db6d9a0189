"""Words as clerks corrected them: what was read stays as it is, a page is only seen with them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from pipeline.model import PageReading, Word


def corrected(page: PageReading, said: Mapping[int, str]) -> PageReading:
    """Return a page with other texts at some places (of `words`, from 0); a clerk's word is sure."""
    if not any(place < len(page.words) for place in said):
        return page
    words = tuple(
        replace(word, text=said[place], confidence=1.0) if place in said else word
        for place, word in enumerate(page.words)
    )
    return replace(page, words=words, text=text_of(words))


def text_of(words: Iterable[Word]) -> str:
    """Return lines in reading order; a blank line where a paragraph ends."""
    lines: list[str] = []
    last = -1
    for number, line in groupby(words, key=lambda word: word.line):
        if number > last + 1 and lines:
            lines.append("")
        lines.append(" ".join(word.text for word in line))
        last = number
    return "\n".join(lines)
