"""Reads a place that a clerk has framed; `read_region` is what RQ calls, with nothing but a number."""

import logging
from datetime import UTC, datetime

import cv2

from configs.logging import on_scan
from configs.settings import Settings
from pipeline.errors import ScanError
from pipeline.region import Place, Reread
from pipeline.region import read_region as read_place
from storage import scans, secrets
from storage.database import reading, writing
from storage.regions import Region, end_region, fail_region, take_region
from workers.jobs import open_workshop
from workers.originals import original
from workers.workshop import Workshop

log = logging.getLogger(__name__)


def read_region(region_id: int) -> None:
    """Read a place, as a process of its own."""
    settings = Settings().resolved()
    cv2.setNumThreads(1)
    with open_workshop(settings) as shop:
        run_region(shop, region_id)


def run_region(shop: Workshop, region_id: int) -> None:
    """Read a place if it waits and nobody else reads it; what cannot be read fails, and no scan with it."""
    with writing(shop.engine) as c:
        region = take_region(c, region_id, datetime.now(UTC))
    if region is None:
        log.info("place %d is read, or somebody else reads it", region_id)
        return
    with on_scan(region.scan_id, region.page):
        found = _read(shop, region)
    with writing(shop.engine) as c:
        if found is None:
            fail_region(c, region_id)
        else:
            end_region(c, region_id, found.text, found.value)


def _read(shop: Workshop, region: Region) -> Reread | None:
    with reading(shop.engine) as c:
        scan = scans.get_scan(c, region.scan_id)
        page = scans.page_of(c, region.scan_id, region.page)
        if page is None or secrets.is_sealed(c, scan.sha256):
            return None
    path = original(shop.objects, scan.sha256, shop.settings.data_dir / "originals")
    try:
        return read_place(path, Place(page.number, page.rotation, region.box), region.kind, shop.limits)
    except ScanError as error:
        log.warning("place %d cannot be read: %s", region.id, error)
        return None
