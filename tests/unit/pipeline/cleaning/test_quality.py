"""The effect: sharp print has no flaw; damage that grows is one from some strength on."""

from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pipeline.cleaning.fit_letters import letter_height
from pipeline.cleaning.quality import Print, confidence, flaws, unreadable
from pipeline.flaws import FLAWS
from pipeline.image import PageImage
from pipeline.intake.page import load_page
from pipeline.model import Box, Limits, Word
from samples import degrade
from samples.generate import Scanning, make_blank, make_page
from tests.drawn import in_colour, text_page, usual_page, white_page

REAL = Path(__file__).parents[5] / "shared" / "data" / "pages"
DPI = 150
GOOD = Print(letter=24, paper=250, depth=200, edge=3.3)


@lru_cache(maxsize=1)
def form():
    page, _ = make_page("to_khai_khai_sinh", seed=3, dpi=DPI)
    return page


def scanned(pixels, dpi=DPI):
    """Return pixels as a scanner would have them."""
    return PageImage(degrade.noise(pixels, np.random.default_rng(0), 2.0), dpi)


def blurred(sigma):
    return scanned(degrade.blur(form().pixels, sigma))


def shrunk(height):
    dpi = round(DPI * height / letter_height(form()))
    return scanned(degrade.resample(form().pixels, DPI, dpi), dpi)


def darkened(share):
    return scanned((form().pixels * share).astype(np.uint8))


def paled(share):
    return scanned((255 - (255 - form().pixels.astype(np.float32)) * share).astype(np.uint8))


def cut(share):
    return scanned(form().pixels[:, round(share * form().width) :])


def words(confidence, letters=1200):
    """Return words as a reader finds them who is so sure of so many letters."""
    return (Word("Giấy", Box(0, 0, 40, 20), confidence),) * (letters // 4)


@pytest.mark.parametrize("dpi", [150, 200, 300, 400])
def test_sharp_print_has_no_flaw_at_any_resolution(dpi):
    assert flaws(in_colour(text_page(dpi=dpi))) == ()


@pytest.mark.parametrize("kind", ["giay_khai_sinh", "cccd", "van_ban_lam_chung"])
def test_office_scans_have_no_flaw(kind):
    page, _ = make_page(kind, seed=5, level=1, dpi=DPI)
    assert flaws(page) == ()


@pytest.mark.parametrize(
    ("damage", "code", "strengths"),
    [
        (blurred, "blurred", (0.4, 0.7, 2.3, 2.8)),
        (shrunk, "too_small", (16, 12, 7, 5)),
        (darkened, "too_dark", (0.9, 0.5, 0.12, 0.06)),
        (paled, "faded", (0.9, 0.6, 0.35, 0.25)),
        (cut, "cut_off", (0.0, 0.03, 0.2, 0.4)),
    ],
)
def test_a_growing_damage_becomes_a_flaw(damage, code, strengths):
    found = [code in flaws(damage(strength)) for strength in strengths]
    assert found == [False, False, True, True]


def test_only_what_is_wrong_is_told():
    assert flaws(blurred(2.5)) == ("blurred",)
    assert flaws(cut(0.2)) == ("cut_off",)
    assert flaws(darkened(0.1)) == ("too_dark",)


def test_a_line_cut_through_at_the_foot_is_seen():
    pixels = usual_page().pixels
    fullest = 900 + int(np.argmax((pixels[900:] < 128).sum(axis=1)))  # ten lines stand above
    between = fullest + int(np.argmax((pixels[fullest:] == 255).all(axis=1)))
    for foot, found in ((fullest, ("cut_off",)), (between, ())):
        assert flaws(PageImage(np.ascontiguousarray(pixels[: foot + 1]), 200)) == found


@pytest.mark.parametrize("damage", [lambda: blurred(2.5), lambda: shrunk(7), lambda: paled(0.25)])
def test_what_the_reader_was_sure_of_has_no_flaw(damage):
    assert flaws(damage(), words(0.95)) == ()
    assert flaws(damage(), words(0.6)) != ()
    assert flaws(damage(), words(0.95, letters=40)) != ()  # and of the rest it knew nothing
    assert flaws(damage(), ()) != ()


def test_what_is_cut_off_is_told_however_well_the_rest_was_read():
    assert flaws(cut(0.2), words(0.99)) == ("cut_off",)


def test_pages_with_hardly_any_print_are_not_judged():
    few = text_page(lines=("Mặt sau", "Số: 12"), repeat=1)
    for page in (white_page(), PageImage(degrade.blur(in_colour(few).pixels, 4.0), DPI)):
        assert flaws(page) == ()


@pytest.mark.parametrize("level", [1, 2])
def test_print_that_shows_through_an_empty_back_is_no_flaw(level):
    page, _ = make_blank(level, Scanning(level, dpi=DPI), behind=form().pixels)
    assert flaws(page) == ()


def test_a_black_picture_is_too_dark():
    assert flaws(PageImage(np.full((900, 700), 18, np.uint8), 100)) == ("too_dark",)


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (40, 1), (17, 31)])
def test_the_smallest_pictures_can_be_judged(size):
    noise = np.random.default_rng(0).integers(0, 256, size, np.uint8)
    assert set(flaws(PageImage(noise, 300))) <= set(FLAWS)


def test_the_worst_comes_first():
    assert unreadable(GOOD) == ()
    both = Print(letter=8, paper=250, depth=60, edge=3)
    assert unreadable(both) == ("faded", "too_small")
    order = list(FLAWS)
    assert all(order.index(one) < order.index(other) for one, other in pairwise(unreadable(both)))


def test_confidence_is_a_mean_over_letters():
    assert confidence([Word("abc", Box(0, 0, 1, 1), 1.0), Word("d", Box(0, 0, 1, 1), 0.2)]) == 0.8
    assert confidence([]) == 0.0


@pytest.mark.parametrize("code", FLAWS)
def test_each_flaw_tells_what_to_do(code):
    assert FLAWS[code].endswith(".")
    assert ". Hãy " in FLAWS[code]
    assert "quét lại" in FLAWS[code]


@pytest.mark.data
def test_real_scans_have_no_flaw_and_the_small_photo_is_too_small():
    pages = sorted(REAL.glob("*.jpg"))
    if not pages:
        pytest.skip(f"no real pages in {REAL}")
    found = {path.stem: flaws(load_page(path, 1, Limits())) for path in pages}
    assert {name for name, codes in found.items() if codes} == {"don_de_nghi_photo_masked"}
    assert found["don_de_nghi_photo_masked"] == ("too_small",)
