"""Which objects are the pictures of a page; they belong to the content, so that the same bytes share them."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Connection, ScalarSelect, case, delete, exists, select

from storage.access import Reach
from storage.tables import pages, previews, scans
from storage.upsert import upsert_all


def save_previews(
    c: Connection, sha256: str, page: int, objects: Mapping[str, str], rotation: int = 0
) -> None:
    """Keep which object (its SHA-256) is each size of a page, turned clockwise by `rotation`."""
    key = {"sha256": sha256, "page": page, "rotation": rotation}
    rows = [{**key, "size": size, "object": name} for size, name in objects.items()]
    upsert_all(c, previews, rows, ("sha256", "page", "size", "rotation"))


def find_preview(c: Connection, reach: Reach, scan_id: int, page: int, size: str) -> str | None:
    """Return the object of a page's picture, as the page was turned when this scan's was read.

    None where there is none, or the scan is out of reach.
    """
    mine = select(scans.c.sha256).where(scans.c.id == scan_id, reach.scans()).scalar_subquery()
    read = select(pages.c.rotation).where(pages.c.scan_id == scan_id, pages.c.number == page)
    wanted = (previews.c.sha256 == mine, previews.c.page == page, previews.c.size == size)
    as_read = case((previews.c.rotation == read.scalar_subquery(), 0), else_=1)
    return c.scalar(select(previews.c.object).where(*wanted).order_by(as_read).limit(1))


def is_pictured() -> ColumnElement[bool]:
    """Return the condition on rows of `scans` that their first page has pictures."""
    same = (previews.c.sha256 == scans.c.sha256, previews.c.page == 1)
    return exists().where(*same).correlate(scans)


def first_rotation() -> ScalarSelect[int | None]:
    """Return how the first page of a row of `scans` was turned when it was read."""
    first = select(pages.c.rotation).where(pages.c.scan_id == scans.c.id, pages.c.number == 1)
    return first.correlate(scans).scalar_subquery()


def first_rotations(c: Connection, scan_ids: Collection[int]) -> dict[int, int]:
    """Return how the first page of each scan was turned when it was read, of those that were."""
    chosen = select(pages.c.scan_id, pages.c.rotation)
    first = chosen.where(pages.c.scan_id.in_(list(scan_ids)), pages.c.number == 1)
    return {scan_id: rotation for scan_id, rotation in c.execute(first)}  # noqa: C416 - dict() takes no rows for mypy


def pages_without(c: Connection, limit: int) -> tuple[tuple[str, int, int], ...]:
    """Return pages (SHA-256 of the file, number, rotation) that were read and have no picture, some."""
    same = (
        previews.c.sha256 == scans.c.sha256,
        previews.c.page == pages.c.number,
        previews.c.rotation == pages.c.rotation,
    )
    lacking = (
        select(scans.c.sha256, pages.c.number, pages.c.rotation)
        .join(scans, scans.c.id == pages.c.scan_id)
        .where(~exists().where(*same).correlate(scans, pages))
        .distinct()
        .order_by(scans.c.sha256, pages.c.number, pages.c.rotation)
        .limit(limit)
    )
    return tuple((sha256, number, rotation) for sha256, number, rotation in c.execute(lacking))


def forget_previews(c: Connection, sha256: str) -> tuple[str, ...]:
    """Drop the pictures of a content; return the objects that are no other content's picture, too.

    Pages that look alike, as empty ones do, share theirs.
    """
    gone = set(c.scalars(delete(previews).where(previews.c.sha256 == sha256).returning(previews.c.object)))
    kept = set(c.scalars(select(previews.c.object).where(previews.c.object.in_(gone))))
    return tuple(sorted(gone - kept))
