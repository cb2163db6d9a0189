import cv2
import numpy as np
import pytest

from pipeline.cleaning.remove_seals import remove_seals
from pipeline.cleaning.suppress_ink import suppress_ink
from pipeline.image import PageImage
from tests.drawn import in_colour, inked, usual_page
from tests.sealed import CENTRE, RADIUS, bitonal, on_paper, seal_mask, stamped

DARK_BLUES = [(24, 34, 92), (30, 40, 120)]


def share_dark(pixels, where):
    return (pixels[where] < 140).mean()


@pytest.mark.parametrize("shade", [60, 100])
def test_a_seal_paler_than_print_goes_and_the_print_stays(shade):
    page = usual_page()
    before = stamped(page, shade)
    cleaned = remove_seals(before).pixels
    seal = seal_mask() > 0.5
    away = seal & (cv2.erode(page.pixels, np.ones((5, 5), np.uint8)) > 250)
    assert (before.pixels[away] < 200).mean() > 0.9
    assert (cleaned[away] < 200).mean() < 0.01
    assert share_dark(cleaned, seal & (page.pixels < 40)) > 0.98


def test_of_a_black_seal_rings_and_star_go():
    cleaned = remove_seals(bitonal(on_paper(0))).pixels
    y, x = np.mgrid[: cleaned.shape[0], : cleaned.shape[1]]
    share = np.hypot(x - CENTRE[0], y - CENTRE[1]) / RADIUS
    rings = (seal_mask() > 0.5) & ((share > 0.9) | (abs(share - 0.62) < 0.02))
    star = (seal_mask() > 0.3) & (np.hypot(x - CENTRE[0], y - (CENTRE[1] - 0.27 * RADIUS)) < 0.07 * RADIUS)
    assert share_dark(cleaned, rings) < 0.05
    assert share_dark(cleaned, star) < 0.05


def test_strokes_that_run_through_a_black_ring_stay():
    page = bitonal(usual_page())
    before = bitonal(stamped(page, 0))
    cleaned = remove_seals(before).pixels
    y, x = np.mgrid[: cleaned.shape[0], : cleaned.shape[1]]
    share = np.hypot(x - CENTRE[0], y - CENTRE[1]) / RADIUS
    assert share_dark(cleaned, (page.pixels < 40) & (share < 1.05)) > 0.85
    assert share_dark(cleaned, (before.pixels < 40) & (page.pixels > 250) & (share > 0.9)) < 0.35


@pytest.mark.parametrize("shade", [0, 60])
def test_nothing_outside_the_disc_changes(shade):
    before = stamped(usual_page(), shade)
    cleaned = remove_seals(before).pixels
    y, x = np.mgrid[: cleaned.shape[0], : cleaned.shape[1]]
    outside = np.hypot(x - CENTRE[0], y - CENTRE[1]) > 1.1 * RADIUS
    assert np.array_equal(cleaned[outside], before.pixels[outside])


def test_a_page_without_a_seal_is_the_same():
    page = usual_page()
    assert remove_seals(page) is page


@pytest.mark.parametrize("blue", DARK_BLUES)
def test_a_dark_blue_seal_goes_and_the_print_stays(blue):
    page = usual_page()
    before = inked(page, seal_mask(), blue)
    cleaned = suppress_ink(before, over_print=("blue",)).pixels
    seal = seal_mask() > 0.5
    assert (cleaned[seal & (page.pixels > 250)] < 170).mean() < 0.02
    assert share_dark(cleaned, seal & (page.pixels < 30)) > 0.98


def test_a_dark_blue_seal_on_bare_paper_stays():
    empty = PageImage(np.full_like(usual_page().pixels, 255), 200)
    words = in_colour(usual_page()).pixels[1500:]
    before = inked(empty, seal_mask(), DARK_BLUES[1])
    before.pixels[1500:] = words
    assert np.array_equal(suppress_ink(before, over_print=("blue",)).pixels, suppress_ink(before).pixels)
