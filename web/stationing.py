"""Giving stations to units, closing and opening them, and covers to print: for the pages and the API."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from configs.settings import Settings
from pipeline.finding.cover import Cover
from pipeline.finding.formats import formats_of
from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from storage.stations import is_known, put_station, unit_of_station
from web.site import Site
from web.uploads import STATION, WRONG_STATION

OUTSIDE: Final = "Đơn vị này nằm ngoài phạm vi của bạn."
MOST_SHEETS: Final = 200
NO_CODE: Final = "Hãy nhập ít nhất một mã hồ sơ."
TOO_MANY: Final = "Mỗi lần in nhiều nhất 200 tờ bìa."


class StationError(ValueError):
    """A station cannot be so; the words are Vietnamese."""


class NoStationError(LookupError):
    """There is no such station within reach, or its unit is not."""


@dataclass(frozen=True, slots=True)
class StationChange:
    """What a station is from now on; no unit: it belongs to none."""

    name: str
    unit: str | None
    note: str | None
    closed: bool


def change_station(site: Site, actor: Actor, change: StationChange, now: datetime) -> None:
    """Give a station to a unit, close it or open it again. Raises StationError, NoStationError."""
    if STATION.fullmatch(change.name) is None:
        raise StationError(WRONG_STATION)
    with writing(site.engine) as c:
        before = unit_of_station(c, change.name)
        # One of no unit is of who reaches everything: nobody takes it, and its papers, by its name.
        if is_known(c, change.name) and not actor.reach.holds(before, change.name):
            raise NoStationError(change.name)
        if not actor.reach.holds(change.unit, change.name):
            raise NoStationError(OUTSIDE)
        put_station(c, change.name, change.unit, change.note, closed=change.closed, now=now)
        detail = {"unit": change.unit, "closed": change.closed}
        note(c, now, actor, Deed(AuditAction.STATION_CHANGED, f"station:{change.name}", change.unit, detail))


def covers_of(settings: Settings, codes: str) -> list[Cover]:
    """Return the covers for codes of dossiers, by lines, blanks or commas. Raises StationError."""
    wanted = list(dict.fromkeys(code.upper() for code in re.split(r"[\s,;]+", codes) if code))
    formats = formats_of(settings.dossier_codes)
    wrong = [code for code in wanted if not formats.is_code(code)]
    if wrong or not wanted:
        raise StationError(f"“{wrong[0]}” không phải mã hồ sơ." if wrong else NO_CODE)
    if len(wanted) > MOST_SHEETS:
        raise StationError(TOO_MANY)
    return [Cover(code, None) for code in wanted]
