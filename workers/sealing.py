"""Puts a scan aside that bears a mark of state secrecy, with all that was made of it."""

from datetime import datetime

from sqlalchemy import Connection

from storage import secrets
from storage.model import Scan
from storage.previews import forget_previews
from storage.recount import recount
from workers.workshop import Workshop


def seal(shop: Workshop, scan: Scan, c: Connection, now: datetime) -> None:
    """Put aside all scans of a scan's content, count their dossiers anew, delete its pictures.

    The passes that it was joined from go with it.
    """
    for each in (*secrets.passes_of(c, scan), scan):
        _seal(shop, each, c, now)


def _seal(shop: Workshop, scan: Scan, c: Connection, now: datetime) -> None:
    for code in sorted(secrets.seal(c, scan.id, now)):
        recount(c, shop.catalogue, code, now)
    for picture in forget_previews(c, scan.sha256):
        shop.objects.delete(picture)
        (shop.settings.data_dir / "previews" / picture).unlink(missing_ok=True)
