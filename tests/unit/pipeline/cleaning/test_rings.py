import numpy as np
import pytest

from pipeline.cleaning.rings import find_rings, places, unrolled
from pipeline.image import PageImage
from tests.drawn import text_page, usual_page, white_page
from tests.sealed import CENTRE, RADIUS, on_paper, stamped


@pytest.mark.parametrize(
    ("shape", "shade"),
    [
        ((1.0, 1.0), 0),
        ((1.0, 1.0), 60),
        ((1.0, 1.0), 100),
        ((1.02, 0.985), 0),
        ((0.8, 0.8), 0),
        ((0.8, 0.8), 60),
    ],
)
def test_the_ring_of_a_seal_is_found_where_it_lies(shape, shade):
    page = stamped(usual_page(), shade, shape=shape)
    (ring,) = find_rings(page.pixels, page.dpi)
    assert (ring.x, ring.y) == pytest.approx(CENTRE, abs=2)
    right, down = ring.reach(np.array([0.0, np.pi / 2], np.float32))
    assert (right, down) == pytest.approx((RADIUS * shape[0], RADIUS * shape[1]), abs=3)


def test_two_seals_are_two_rings():
    page = stamped(stamped(white_page_grey(), 0), 0, centre=(1200, 1800))
    assert len(find_rings(page.pixels, page.dpi)) == 2


def white_page_grey():
    return PageImage(np.ascontiguousarray(white_page().pixels[..., 0]), 200)


@pytest.mark.parametrize("page", [usual_page(), text_page(points=9, repeat=9), white_page_grey()])
def test_print_and_paper_bear_no_ring(page):
    assert find_rings(page.pixels, page.dpi) == []


def test_a_frame_and_a_dark_area_are_no_rings():
    pixels = usual_page().pixels.copy()
    pixels[300:900, 300:306] = pixels[300:900, 900:906] = pixels[300:306, 300:906] = 0
    pixels[900:906, 300:906] = 0
    pixels[1200:1600, 300:700] = 0
    assert find_rings(pixels, 200) == []


def test_a_seal_cut_off_by_the_edge_is_no_error():
    page = stamped(usual_page(), 0)
    cut = np.ascontiguousarray(page.pixels[:, : CENTRE[0]])
    assert find_rings(cut, page.dpi) == []


def test_unrolled_rows_are_shares_of_the_radius():
    page = on_paper(0)
    (ring,) = find_rings(page.pixels, page.dpi)
    ring_row, outside = unrolled(page.pixels, ring, np.array([1.0, 1.1], np.float32))
    assert ring_row.mean() < 100
    assert outside.min() > 250


def test_places_tell_share_and_angle():
    page = on_paper(0)
    (ring,) = find_rings(page.pixels, page.dpi)
    share, angle = places(ring, page.pixels.shape)
    x, y = round(ring.x), round(ring.y)
    assert share[y, x + RADIUS] == pytest.approx(1.0, abs=0.03)
    assert angle[y + RADIUS, x] == pytest.approx(np.pi / 2, abs=0.03)
    assert share[y, x] < 0.02
