"""Which objects are the pictures of a page, on SQLite and PostgreSQL."""

from dataclasses import replace

from storage import scans
from storage.access import NOWHERE, Reach
from storage.previews import find_preview, forget_previews, pages_without, save_previews
from tests.rows import CODE, add_scan, page

EVERYWHERE = Reach(None)


def test_the_same_bytes_share_their_pictures_and_reach_decides_who_sees_them(c):
    first, twin = add_scan(c, 1, None), add_scan(c, 1, CODE)
    save_previews(c, first.sha256, 2, {"thumb": "a" * 64, "view": "b" * 64})
    save_previews(c, first.sha256, 2, {"thumb": "c" * 64})
    for scan in (first, twin):
        assert find_preview(c, EVERYWHERE, scan.id, 2, "thumb") == "c" * 64
        assert find_preview(c, EVERYWHERE, scan.id, 2, "view") == "b" * 64
        assert find_preview(c, EVERYWHERE, scan.id, 1, "view") is None
        assert find_preview(c, NOWHERE, scan.id, 2, "view") is None
        assert find_preview(c, Reach(None, scan.station), scan.id, 2, "view") == "b" * 64


def test_pages_without_pictures_are_found_once_each(c):
    scan, twin = add_scan(c, 1, None), add_scan(c, 1, CODE)
    for each in (scan, twin):
        scans.save_page(c, each.id, page(1))
        scans.save_page(c, each.id, page(2))
    save_previews(c, scan.sha256, 1, {"thumb": "a" * 64}, 90)
    assert pages_without(c, 10) == ((scan.sha256, 2, 90),)
    assert forget_previews(c, scan.sha256) == ("a" * 64,)
    assert pages_without(c, 10) == ((scan.sha256, 1, 90), (scan.sha256, 2, 90))
    assert pages_without(c, 1) == ((scan.sha256, 1, 90),)


def test_a_page_that_was_turned_shows_its_own_picture_and_its_twin_the_other(c):
    scan, twin = add_scan(c, 1, None), add_scan(c, 1, CODE)
    scans.save_page(c, scan.id, replace(page(1), rotation=180))
    scans.save_page(c, twin.id, page(1))
    save_previews(c, scan.sha256, 1, {"view": "a" * 64}, 90)
    assert pages_without(c, 10) == ((scan.sha256, 1, 180),)
    assert find_preview(c, EVERYWHERE, scan.id, 1, "view") == "a" * 64  # better than none
    save_previews(c, scan.sha256, 1, {"view": "b" * 64}, 180)
    assert find_preview(c, EVERYWHERE, scan.id, 1, "view") == "b" * 64
    assert find_preview(c, EVERYWHERE, twin.id, 1, "view") == "a" * 64
    assert pages_without(c, 10) == ()
    assert forget_previews(c, scan.sha256) == ("a" * 64, "b" * 64)


def test_a_picture_that_other_pages_share_is_kept_with_them(c):
    first, other = add_scan(c, 1), add_scan(c, 2)
    save_previews(c, first.sha256, 1, {"thumb": "a" * 64, "view": "b" * 64})
    save_previews(c, other.sha256, 5, {"thumb": "a" * 64})
    assert forget_previews(c, first.sha256) == ("b" * 64,)
    assert forget_previews(c, other.sha256) == ("a" * 64,)
