"""The table of profiles: the steps that clean a page, in order, and who reads it. Checked when loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import signature
from typing import Any, Final

from pipeline.cleaning import STEPS, Step
from pipeline.engines import LINE_READERS, PART_READERS, READERS, TRUEOCR
from pipeline.engines.reader import LineReader, Reader
from pipeline.image import PageImage

Options = Mapping[str, Any]
Recipe = Sequence[tuple[str, Options]]  # names of STEPS, each with its options


TABLES: Final[Mapping[str, Mapping[str, object]]] = {  # where a profile's readers stand, by what they do
    "reader": READERS,
    "fallback": READERS,
    "blocks": PART_READERS,
    "second": PART_READERS,
    "lines": LINE_READERS,
    "numbers": PART_READERS,
}


class ProfileError(ValueError):
    """A profile names a step, an option or a reader that does not exist."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How a page is cleaned and by whom it is read.

    The lines and the order of words are those of `reader`, or of `fallback` where that is not installed. The
    others are asked what they read at the same places, if they are installed: `blocks` reads print that was
    passed over, `lines` looks at each line that was found, `second` reads what is doubtful then, `numbers`
    looks once more at numbers that were not read surely.
    """

    steps: tuple[Step, ...]
    reader: Reader
    fallback: Reader | None = None
    blocks: Reader | None = None
    second: Reader | None = None
    lines: LineReader | None = None
    numbers: Reader | None = None

    @property
    def first(self) -> Reader:
        """The first reader: `reader`, if it is installed."""
        return self.reader if self.fallback is None or self.reader.is_installed() else self.fallback

    def clean(self, page: PageImage) -> PageImage:
        """Return the picture for the reader; it knows its way home to `page`."""
        for step in self.steps:
            page = step(page)
        return page


def build(name: str, recipe: Recipe, *, reader: str, **others: str) -> Profile:
    """Look everything up once: `others` names the profile's other readers by what they do.

    Raises ProfileError, which names the profile and what is wrong in it.
    """
    asked = {"reader": reader, **others}
    for role, each in asked.items():
        if each not in TABLES[role]:
            raise ProfileError(f"profile {name}: no reader {each!r}; there are {', '.join(TABLES[role])}")
    return Profile(
        steps=tuple(_step(name, step, options) for step, options in recipe),
        reader=READERS[reader],
        fallback=READERS.get(asked.get("fallback", "")),
        blocks=PART_READERS.get(asked.get("blocks", "")),
        second=PART_READERS.get(asked.get("second", "")),
        lines=LINE_READERS.get(asked.get("lines", "")),
        numbers=PART_READERS.get(asked.get("numbers", "")),
    )


def _step(profile: str, name: str, options: Options) -> Step:
    if name not in STEPS:
        raise ProfileError(f"profile {profile}: no step {name!r}; there are {', '.join(STEPS)}")
    try:
        signature(STEPS[name]).bind(None, **options)
    except TypeError as error:
        raise ProfileError(f"profile {profile}, step {name}: {error}") from error
    return partial(STEPS[name], **options)


CAREFUL: Final[Recipe] = (
    ("flatten", {}),
    # Blue prints, too, signatures' text and stamps of arrival: it goes where it lies over print.
    ("suppress_ink", {"colours": ("red",), "over_print": ("blue",)}),
    ("clear_edges", {}),
    ("deskew", {"least": 0.3}),  # the reader follows lines that fall less, and turning blurs them
    ("fit_letters", {"height": 21}),
    ("remove_seals", {}),
    ("divide_background", {"white": 0.95, "darken": 1.5}),
    ("remove_leaders", {}),
    ("remove_rules", {"tables": False}),
    ("denoise", {}),
)
QUICK: Final[Recipe] = (
    ("flatten", {}),
    ("limit_resolution", {"dpi": 170}),  # the line reader brings lines to one height itself
    ("suppress_ink", {"colours": ("red",)}),
    ("deskew", {"least": 0.4, "fine": False}),
    ("divide_background", {}),  # dotted leaders stay: the line reader reads past them
)

# Tesseract is asked in this process, where that can be (the extra `readers`): a third of its time is saved.
# Else it is asked through pytesseract, a program for each page.
PROFILES: Final[dict[str, Profile]] = {
    "fast": build(
        "fast", QUICK if TRUEOCR.is_installed() else CAREFUL, reader="trueocr", fallback="tesseract"
    ),
    "balanced": build(
        "balanced",
        CAREFUL,
        reader="tesserocr",
        fallback="tesseract",
        blocks="tesserocr_block",
        lines="trueocr",
        numbers="tesserocr_line",
    ),
    "best": build(
        "best",
        CAREFUL,
        reader="tesserocr",
        fallback="tesseract",
        blocks="tesserocr_block",
        second="tesserocr_script_line",
        lines="trueocr",
        numbers="tesserocr_line",
    ),
}
