"""What a file's place in the inbox says: station, urgency, dossier, and the unit whose turn it takes."""

import unicodedata
from pathlib import PurePosixPath
from typing import Final

from catalogue.dossier import DOSSIER_CODE
from storage.model import Urgency

# Files that lie in the inbox itself, in no station's folder. No folder can have this name.
ROOT: Final = "."
BACKLOG_ENDING: Final = "kho"


def urgency_of(station: str) -> Urgency:
    """Return a station's queue: one whose name ends in "kho" digitises the archive, nobody waits for it."""
    return Urgency.BACKLOG if station.casefold().endswith(BACKLOG_ENDING) else Urgency.COUNTER


def dossier_code_of(path: str) -> str | None:
    """Return the dossier code in a path's file name, or else in the nearest folder that holds one."""
    for name in reversed(PurePosixPath(path).parts):
        found = DOSSIER_CODE.search(unicodedata.normalize("NFC", name).upper())
        if found:
            return found.group()
    return None


def unit_of(dossier_code: str | None, station: str) -> str:
    """Return whose turn a scan's tasks take: the unit in its dossier's code, or else its station."""
    return dossier_code.partition("-")[0] if dossier_code else station


def shown_name(path: str) -> str:
    """Return a path's file name as people should see it: NFC, printable even where its bytes are no text."""
    name = PurePosixPath(path).name
    return unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
