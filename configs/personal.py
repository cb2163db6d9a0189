"""What must not be shown or logged as it came: citizens' numbers, and control characters."""

import re
from collections.abc import Callable
from typing import Final

# 12 digits (9 on old cards), also in groups of three; letters and underscores may touch it in a file name.
# A long run of hexadecimal digits is a hash: what looks like such a number inside of one is none.
_HASH_OR_NUMBER: Final = re.compile(
    r"(?P<hash>[0-9a-f]{32,})|(?<!\d)\d{3}(?P<gap>[ \u00a0._-]?)\d{3}(?P=gap)\d{3}(?:(?P=gap)\d{3})?(?!\d)"
)
# The last ones turn the direction of writing, or begin a line.
CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def hide_numbers(text: str, hidden: Callable[[str], str]) -> str:
    """Return the text with what could be a personal number replaced by what `hidden` makes of it."""
    return _HASH_OR_NUMBER.sub(lambda found: found[0] if found["hash"] else hidden(found[0]), text)


def one_line(text: str) -> str:
    """Return the text with line ends and other control characters spelled out as Python does."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
