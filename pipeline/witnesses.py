"""Who else is asked about a page that the first reader has read, and what is made of it all."""

from pipeline.image import PageImage
from pipeline.model import Word
from pipeline.profiles import Profile
from pipeline.stopwatch import Stopwatch
from pipeline.weighing.slots import SECOND, Line, lay_beside
from pipeline.weighing.weigh import lines_to_weigh, look, pieces, weigh


def decided(
    cleaned: PageImage, words: tuple[Word, ...], profile: Profile, watch: Stopwatch
) -> tuple[Word, ...]:
    """Return the words of a cleaned page, read by the profile's first reader, as all its readers have them.

    Readers that are not installed are not asked; where there is none, the words stay as they were.
    """
    if not words:
        return words
    lines = lines_to_weigh(words)
    with watch.on("reading"):
        asked = [_asked_second(cleaned, lines, profile), _asked_of_lines(cleaned, lines, profile)]
    if not any(asked):
        return words
    with watch.on("deciding"):
        return weigh(lines)


def _asked_second(cleaned: PageImage, lines: list[Line], profile: Profile) -> bool:
    if profile.second is None or not profile.second.is_installed():
        return False
    lay_beside(lines, SECOND, profile.second.read(cleaned))
    return True


def _asked_of_lines(cleaned: PageImage, lines: list[Line], profile: Profile) -> bool:
    if profile.lines is None or not profile.lines.is_installed():
        return False
    cut = [(line, piece) for line in lines for piece in pieces(line)]
    strips = profile.lines.read_lines(cleaned, [piece.box for _, piece in cut])
    for line in lines:
        own = ((piece, strip) for (each, piece), strip in zip(cut, strips, strict=True) if each is line)
        look(line, list(own))
    return True
