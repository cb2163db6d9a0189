"""Who else is asked about a page that the first reader has read, and what is made of it all."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import mean
from typing import Final

from pipeline.cleaning.unread import FRAME, framed, inside, part_of, unread_blocks
from pipeline.engines.reader import LineReader, Reader
from pipeline.errors import ScanError
from pipeline.image import PageImage
from pipeline.model import Box, Word
from pipeline.ordering import in_reading_order
from pipeline.profiles import Profile
from pipeline.stopwatch import Stopwatch
from pipeline.weighing.order import inserted, usual_height
from pipeline.weighing.slots import AGAIN, SECOND, Line, Look
from pipeline.weighing.spacing import mended
from pipeline.weighing.weigh import doubtful_stretches, lines_to_weigh, look, unsure_pieces, weigh

log = logging.getLogger(__name__)

SENSIBLE: Final = 0.6  # mean confidence of a line: the rims of seals are read with less
CERTAIN: Final = 0.9  # confidence of a number that needs no second look


def decided(
    cleaned: PageImage, words: tuple[Word, ...], profile: Profile, watch: Stopwatch
) -> tuple[Word, ...]:
    """Return the words of a cleaned page, read by the profile's first reader, as all its readers have them.

    Readers that are not installed are not asked; where there is none, Vietnamese alone is.
    """
    with watch.on("read"):
        lines = asked(cleaned, words, profile)
    with watch.on("decide"):
        return weigh(lines)


def asked(cleaned: PageImage, words: tuple[Word, ...], profile: Profile) -> list[Line]:
    """Ask the profile's other readers about the lines of the first."""
    found = inserted(words, _passed_over(cleaned, words, profile))
    lines = lines_to_weigh(in_reading_order(found))
    if profile.lines is not None and profile.lines.is_installed():
        _look(cleaned, lines, profile.lines)
    if profile.second is not None and profile.second.is_installed():
        _read_doubtful(cleaned, lines, profile.second)
    if profile.numbers is not None and profile.numbers.is_installed():
        _look_again(cleaned, lines, profile.numbers)
    return lines


def _answer(reader: Reader, page: PageImage) -> tuple[Word, ...]:
    """Return what a further reader reads; nothing where it gives up: the page has been read without it."""
    try:
        return reader.read(page)
    except ScanError as error:
        log.warning("a further reader gave up: %s", error)
        return ()


def _passed_over(cleaned: PageImage, words: Sequence[Word], profile: Profile) -> Iterator[Word]:
    """Read the print that the first reader passed over; what is no line of print is read without sense."""
    letter = usual_height(words)
    if profile.blocks is None or not profile.blocks.is_installed() or not letter:
        return
    number = 0
    for box in unread_blocks(cleaned, [word.box for word in words], letter):
        found = _answer(profile.blocks, part_of(cleaned, box))
        for _, line in groupby(found, key=lambda word: word.line):
            read = list(line)
            if mean(word.confidence for word in read) >= SENSIBLE:
                yield from (_moved(word, box, number + word.line) for word in read)
        number += 2 + max((word.line for word in found), default=0)


def _moved(word: Word, box: Box, line: int, frame: int = 0) -> Word:
    place = word.box._replace(x=word.box.x + box.x - frame, y=word.box.y + box.y - frame)
    return replace(word, box=place, line=line)


def _look(cleaned: PageImage, lines: list[Line], reader: LineReader) -> None:
    cut = [(line, piece) for line in lines for piece in unsure_pieces(line)]
    try:
        strips = reader.read_lines(cleaned, [piece.box for _, piece in cut])
    except ScanError as error:
        log.warning("the reader of lines gave up: %s", error)
        return
    for line in lines:
        own = ((piece, strip) for (each, piece), strip in zip(cut, strips, strict=True) if each is line)
        look(line, list(own))


def _read_doubtful(cleaned: PageImage, lines: list[Line], reader: Reader) -> None:
    """Have a second reader read those stretches of lines that hold a doubtful word."""
    for line in lines:
        for stretch in doubtful_stretches(line):
            box = inside(stretch, cleaned.width, cleaned.height)
            found = _answer(reader, framed(part_of(cleaned, box)))
            moved = [_moved(word, box, line.number, FRAME) for word in found]
            line.others.setdefault(SECOND, []).extend(mended(moved))


def _look_again(cleaned: PageImage, lines: list[Line], reader: Reader) -> None:
    """Read numbers and codes again, each alone, where they are not sure: Vietnamese does not help there."""
    for line in lines:
        for place, word in enumerate(line.words):
            if _is_doubtful_number(word, line.looks.get(place)):
                found = _answer(reader, framed(part_of(cleaned, word.box)))
                read = "".join(each.text for each in found)
                sure = min((each.confidence for each in found), default=0.0)
                if read:
                    line.others.setdefault(AGAIN, []).append(Word(read, word.box, sure, word.line))


def _is_doubtful_number(word: Word, look: Look | None) -> bool:
    seen = look.text if look else word.text
    has_digit = any(letter.isdigit() for letter in word.text + seen)
    return has_digit and (word.confidence < CERTAIN or seen != word.text)
