"""Which objects are the pictures of a page, on SQLite and PostgreSQL."""

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
    save_previews(c, scan.sha256, 1, {"thumb": "a" * 64})
    assert pages_without(c, 10) == ((scan.sha256, 2),)
    assert scans.rotation_of(c, scan.sha256, 2) == page(2).rotation
    assert forget_previews(c, scan.sha256) == ("a" * 64,)
    assert pages_without(c, 10) == ((scan.sha256, 1), (scan.sha256, 2))
    assert pages_without(c, 1) == ((scan.sha256, 1),)


def test_a_picture_that_other_pages_share_is_kept_with_them(c):
    first, other = add_scan(c, 1), add_scan(c, 2)
    save_previews(c, first.sha256, 1, {"thumb": "a" * 64, "view": "b" * 64})
    save_previews(c, other.sha256, 5, {"thumb": "a" * 64})
    assert forget_previews(c, first.sha256) == ("b" * 64,)
    assert forget_previews(c, other.sha256) == ("a" * 64,)
