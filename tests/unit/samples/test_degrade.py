"""Each degradation does what it says: its effect is measured, and its input stays as it was."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from pipeline.image import Pixels
from samples import degrade
from samples.degrade import LEVELS

DPI = 100


@pytest.fixture(scope="module")
def page() -> Pixels:
    """An A4 page at 100 dpi with 40 black lines."""
    pixels = np.full((1169, 827, 3), 250, np.uint8)
    for y in range(140, 1040, 22):
        pixels[y : y + 5, 120:720] = 20
    return pixels


def rng() -> np.random.Generator:
    return np.random.default_rng(11)


EFFECTS: dict[str, Callable[[Pixels], Pixels]] = {
    "skew": lambda p: degrade.skew(p, 2.0),
    "turn": lambda p: degrade.turn(p, 90),
    "resample": lambda p: degrade.resample(p, 100, 80),
    "uneven_light": lambda p: degrade.uneven_light(p, rng(), 0.2),
    "blur": lambda p: degrade.blur(p, 1.1),
    "noise": lambda p: degrade.noise(p, rng(), 12),
    "show_through": lambda p: degrade.show_through(p, p[::-1], 0.06),
    "jpeg": lambda p: degrade.jpeg(p, 60),
    "fold": lambda p: degrade.fold(p, DPI, rng()),
    "black_edges": lambda p: degrade.black_edges(p, DPI, rng()),
    "punch_holes": lambda p: degrade.punch_holes(p, DPI, rng()),
    "speckle": lambda p: degrade.speckle(p, rng(), 40),
    "stamp_over": lambda p: degrade.stamp_over(p, DPI, rng()),
    "photograph": lambda p: degrade.photograph(p, rng()),
}


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_changes_the_page_the_same_way_each_time_and_leaves_its_input(name: str, page: Pixels):
    before = page.copy()
    after = EFFECTS[name](page)
    assert np.array_equal(page, before)
    assert np.array_equal(after, EFFECTS[name](page))
    assert after.dtype == np.uint8
    assert after.ndim == 3
    assert after.shape != page.shape or not np.array_equal(after, page)


def slope(pixels: Pixels) -> float:
    """Return by how many degrees the uppermost line falls from left to right."""
    dark = pixels[..., 0] < 128
    tops = {x: int(np.argmax(dark[100:, x])) for x in (160, 680)}
    return float(np.degrees(np.arctan((tops[680] - tops[160]) / 520)))


@pytest.mark.parametrize("degrees", [-2.3, 0.8, 2.0])
def test_a_skew_is_undone_by_turning_clockwise(degrees: float, page: Pixels):
    assert slope(degrade.skew(page, degrees)) == pytest.approx(-degrees, abs=0.15)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turn_is_undone_by_the_same_turn_clockwise(degrees: int, page: Pixels):
    assert np.array_equal(np.rot90(degrade.turn(page, degrees), -(degrees // 90)), page)


def test_light_falls_by_the_share_that_was_asked(page: Pixels):
    lit = degrade.uneven_light(page, rng(), 0.22)[..., 0]
    paper = lit[page[..., 0] == 250].astype(float) / 250
    assert paper.max() > 0.99
    assert paper.min() == pytest.approx(0.78, abs=0.02)


def test_noise_has_the_strength_that_was_asked():
    grey = np.full((400, 400, 3), 128, np.uint8)
    assert degrade.noise(grey, rng(), 12).std() == pytest.approx(12, rel=0.06)


def test_blur_softens_edges(page: Pixels):
    def sharpness(pixels: Pixels) -> float:
        return float(cv2.Laplacian(pixels[..., 0], cv2.CV_64F).var())

    assert sharpness(degrade.blur(page, 1.1)) < sharpness(page) / 4


def test_what_is_behind_shows_mirrored_and_faintly():
    front, behind = np.full((300, 200, 3), 250, np.uint8), np.full((300, 200, 3), 250, np.uint8)
    behind[:, :60] = 0
    seen = degrade.show_through(front, behind, 0.06)[..., 0].astype(int)
    assert seen[:, 20].mean() == pytest.approx(250, abs=2)
    assert 225 < seen[:, 190].mean() < 236


def test_resampling_keeps_the_paper_size(page: Pixels):
    assert degrade.resample(page, 300, 200).shape == (779, 551, 3)


def test_edges_are_black_and_narrow(page: Pixels):
    dark = degrade.black_edges(page, DPI, rng())[..., 0] < 60
    assert dark[-3:].all()
    assert dark[:, :2].all() or dark[:, -2:].all()
    assert dark[20:-20, 20:100].sum() == 0


def test_a_seal_over_text_is_red_and_leaves_the_text_dark(page: Pixels):
    stamped = degrade.stamp_over(page, DPI, rng()).astype(int)
    red = (stamped[..., 0] - stamped[..., 1]) > 60
    assert 1_000 < red.sum() < 20_000
    assert stamped[page[..., 0] == 20].max() <= 20


def test_a_photo_shows_the_table_around_a_smaller_page(page: Pixels):
    shot = degrade.photograph(page, rng())
    assert shot.shape == page.shape
    assert shot[4:20, 4:20].mean() < 110
    assert shot[560:600, 130:700].mean() > 110


def test_levels_get_harder(page: Pixels):
    hard = LEVELS[2]
    assert (hard.dpi, hard.blur, hard.through, hard.noise, hard.seal, hard.jpeg) == (
        200,
        1.1,
        0.06,
        12,
        True,
        60,
    )
    assert hard.skew[0] >= 2
    results = [
        degrade.degrade(page, 200, LEVELS[level], rng(), page)[0].astype(int) for level in sorted(LEVELS)
    ]
    away = [float(np.abs(result - page.astype(int)).mean()) for result in results]
    assert away[0] == 0
    assert 0 < away[1] < away[2] / 3


def test_the_names_of_the_effects_are_told(page: Pixels):
    _, applied = degrade.degrade(page, 200, LEVELS[2], rng(), page)
    assert {"seal_over_text", "show_through", "skew", "blur", "uneven_light", "noise", "jpeg"} <= set(
        applied.effects
    )
    assert 2.0 <= abs(applied.skew) <= 2.6
    assert degrade.degrade(page, 200, LEVELS[0], rng(), page)[1] == degrade.Applied(0.0, ())
