import cv2
import numpy as np
import pytest

from pipeline.cleaning.blank import is_blank
from pipeline.image import PageImage
from tests.drawn import DPI, disc, in_colour, inked, text_page, usual_page, white_page


def dusty(rng):
    pixels = white_page(246).pixels
    for y, x in zip(rng.integers(0, 2300, 200), rng.integers(0, 1600, 200), strict=True):
        pixels[y : y + 3, x : x + 4] = 30
    return pixels


def black_edges(rng):
    pixels = white_page(250).pixels
    pixels[:, :40] = pixels[:25] = pixels[:, -12:] = 10
    return pixels


def show_through(rng):
    mirrored = cv2.GaussianBlur(usual_page().pixels[:, ::-1], (0, 0), 2)
    return (250 - (255 - mirrored.astype(float)) * 0.1).astype(np.uint8)


def uneven_and_noisy(rng):
    light = np.linspace(150, 245, white_page().width)[None, :] + rng.normal(0, 10, (white_page().height, 1))
    grain = rng.normal(0, 10, (white_page().height, white_page().width))
    return np.clip(light + grain, 0, 255).astype(np.uint8)


def punched_and_folded(rng):
    pixels = white_page(248).pixels
    for y in (830, 1500):
        cv2.circle(pixels, (90, y), 22, (40, 40, 40), -1)
    pixels[1168:1171] = 150
    return pixels


def askew_before_a_dark_lid(rng):
    """Cutting the edges of a slanting page leaves slivers of the lid, and of a hole cut by the edge."""
    pixels = white_page(245).pixels
    for top in rng.integers(200, 2000, 6):
        pixels[top : top + 90, -42:-39] = 30
    pixels[900:925, 55:58] = 40
    return pixels


@pytest.mark.parametrize(
    "make",
    [dusty, black_edges, show_through, uneven_and_noisy, punched_and_folded, askew_before_a_dark_lid],
)
def test_nothing_written_is_blank(make):
    assert is_blank(PageImage(make(np.random.default_rng(5)), DPI))


@pytest.mark.parametrize("shade", [255, 200, 120])
def test_empty_paper_of_any_shade_is_blank(shade):
    assert is_blank(white_page(shade))


def tick():
    pixels = white_page().pixels
    cv2.polylines(
        pixels,
        [np.array([[800, 1200], [815, 1225], [850, 1170]])],
        isClosed=False,
        color=(60, 60, 60),
        thickness=3,
    )
    return PageImage(pixels, DPI)


def faint_stamp():
    page = PageImage(np.full((2339, 1654), 250, np.uint8), DPI)
    ring = disc(page, (1100, 1700), 130) - disc(page, (1100, 1700), 120)
    return inked(page, ring * 0.25, (214, 30, 44))


@pytest.mark.parametrize(
    "page",
    [tick(), faint_stamp(), text_page(["2"], repeat=1), text_page(["Nguyễn Văn A"], repeat=1, points=9)],
    ids=["tick", "faint stamp", "page number", "a name"],
)
def test_a_little_is_content(page):
    assert not is_blank(page)
    assert not is_blank(in_colour(page) if page.pixels.ndim == 2 else page)


@pytest.mark.parametrize("size", [(1, 1), (3, 50), (40, 40)])
def test_tiny_pictures_are_blank(size):
    assert is_blank(PageImage(np.full(size, 255, np.uint8), DPI))
