"""A place of a page read again, without HTTP: a clerk frames it, a worker reads it, the page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from pipeline.model import Box, PageReading
from storage import scans
from storage.access import Actor
from storage.database import reading, writing
from storage.decisions import in_force, turn_read, turn_said
from storage.overview import is_worked
from storage.regions import NewRegion, Region, ask_region, region_within
from web.asking import kind_of, places_of
from web.holding import WrongDecisionError, in_hand
from web.site import Site

SMALLEST: Final = 8  # pixels of the page
AWAY: Final = "Máy đọc đang tắt nên chưa đọc lại được chỗ này. Bạn gõ tay được; hãy báo quản trị viên."
NO_PAGE: Final = "Không có trang này trong bản quét. Hãy tải lại trang."
TOO_SMALL: Final = "Khung quá nhỏ. Hãy kéo khung trùm hết dòng chữ cần đọc."
TURNING: Final = "Trang đang được đọc lại theo chiều mới. Hãy đợi vài giây rồi khoanh lại."


@dataclass(frozen=True, slots=True)
class Framed:
    """What a clerk frames: a box of a page as a version of its scan showed it.

    `name` is the field it is meant for, of the paper that begins as the `place`-th on page `first`.
    """

    version: int
    page: int
    box: Box
    first: int = 0
    place: int = 0
    name: str = ""


def frame(site: Site, actor: Actor, scan_id: int, framed: Framed, now: datetime) -> int | None:
    """Let a place be read again and return its number; None where nobody is there to read it.

    Raises ConflictError, WrongDecisionError.
    """
    with writing(site.engine) as c:
        in_hand(c, actor, scan_id, framed.version, now)
        box = _inside(_page(c, scan_id, framed.page), framed.box)
        if not is_worked(c, now):
            return None
        kind = _kind(site, c, scan_id, framed)
        return ask_region(c, NewRegion(scan_id, framed.page, box, kind, actor.name), now)


def framed_region(site: Site, actor: Actor, scan_id: int, region_id: int) -> Region | None:
    """Return what has come of a place; None where it is out of reach, or somebody else's."""
    with reading(site.engine) as c:
        found = region_within(c, actor.reach, scan_id, region_id)
    return found if found and found.who == actor.name else None


def _page(c: Connection, scan_id: int, number: int) -> PageReading:
    page = scans.page_of(c, scan_id, number)
    if page is None:
        raise WrongDecisionError(NO_PAGE)
    held = in_force(c, scan_id)
    if turn_said(held, number) != turn_read(held, number):
        raise WrongDecisionError(TURNING)
    return page


def _inside(page: PageReading, box: Box) -> Box:
    """Return the part of a box that lies on its page."""
    left, top = max(0, box.x), max(0, box.y)
    right, bottom = min(page.width, box.x + box.w), min(page.height, box.y + box.h)
    if right - left < SMALLEST or bottom - top < SMALLEST:
        raise WrongDecisionError(TOO_SMALL)
    return Box(left, top, right - left, bottom - top)


def _kind(site: Site, c: Connection, scan_id: int, framed: Framed) -> str:
    """Return the kind of the field that a place is meant for; empty where it is for none."""
    papers = {(part.pages[0], place): part for part, place in places_of(scans.parts_of(c, scan_id))}
    part = papers.get((framed.first, framed.place))
    kind = kind_of(site.catalogue, part) if part else None
    fields = kind.fields if kind else ()
    return next((spec.kind for spec in fields if spec.name == framed.name), "")
