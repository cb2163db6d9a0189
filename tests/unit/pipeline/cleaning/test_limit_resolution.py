from pipeline.cleaning.limit_resolution import limit_resolution
from tests.drawn import text_page


def test_a_fine_scan_is_shrunk_and_knows_its_way_home():
    page = text_page(dpi=300, repeat=1)
    shrunk = limit_resolution(page, dpi=200)
    assert (shrunk.dpi, shrunk.width) == (200, round(page.width * 200 / 300))
    assert shrunk.home[0][0] * shrunk.width == page.width


def test_a_coarse_scan_stays_as_it_is():
    page = text_page(dpi=150, repeat=1)
    assert limit_resolution(page, dpi=200) is page
