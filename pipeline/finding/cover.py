"""What a cover sheet says: whose papers follow, on how many sheets, and letters that prove it.

In its QR code: `SOHOA1|<dossier code>|<sheets>|<check>`; `sheets` is empty where they were not counted.
"""

import base64
import re
import zlib
from dataclasses import dataclass
from typing import Final

PREFIX: Final = "SOHOA1"
_TEXT: Final = re.compile(
    rf"{PREFIX}\|(?P<dossier>[^|\s]{{1,64}})\|(?P<sheets>\d{{0,4}})\|(?P<check>[A-Z2-7]{{4}})"
)


class CoverError(ValueError):
    """A cover's code whose parts do not belong together: it was misread or mixed up."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover sheet: the dossier whose papers follow it, and on how many sheets of paper, if counted."""

    dossier: str
    sheets: int | None = None

    @property
    def check(self) -> str:
        """Four letters (A-Z, 2-7) that depend on all the rest."""
        return base64.b32encode(zlib.crc32(self._bare.encode()).to_bytes(4, "big"))[:4].decode()

    @property
    def text(self) -> str:
        """What stands in the QR code."""
        return f"{self._bare}|{self.check}"

    @property
    def _bare(self) -> str:
        return f"{PREFIX}|{self.dossier}|{'' if self.sheets is None else self.sheets}"


def read_cover(text: str) -> Cover | None:
    """Return the cover that a code's text tells of, None where it is no cover's. Raises CoverError."""
    if not text.startswith(PREFIX):
        return None
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        raise CoverError(text)
    cover = Cover(found["dossier"], int(found["sheets"]) if found["sheets"] else None)
    if cover.check != found["check"]:
        raise CoverError(text)
    return cover
