"""Words as readers give them, on lines of letters 20 pixels high and 10 wide."""

from collections.abc import Sequence

from pipeline.model import Box, Word

HEIGHT, WIDTH = 20, 10


def words(text: str, line: int = 0, *, sure: float = 0.9, left: int = 0) -> tuple[Word, ...]:
    """The words of a line, their boxes where the letters would stand."""
    found, place = [], left
    for word in text.split():
        box = Box(place, 40 * line, WIDTH * len(word), HEIGHT)
        found.append(Word(word, box, sure, line))
        place += WIDTH * (len(word) + 1)
    return tuple(found)


def texts(found: Sequence[Word]) -> list[str]:
    return [word.text for word in found]
