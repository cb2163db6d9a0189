"""The effect: a photographed sheet is as it was before the photo; what is no such photo is not touched."""

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.cleaning.flatten import flatten
from pipeline.cleaning.outline import outline_of
from pipeline.cleaning.skew import measure_skew
from pipeline.engines import READERS
from pipeline.image import PageImage
from pipeline.intake.page import load_page
from pipeline.model import Limits
from samples import degrade
from samples.generate import make_page
from tests.drawn import LINES, in_colour, skewed, text_page, white_page

REAL = Path(__file__).parents[5] / "shared" / "data" / "pages"
DPI = 120  # as a phone sees a sheet from afar
WIDTH, HEIGHT = 992, 1403  # of photos and sheets
TABLES = {"plain": (96, 74, 56), "wood": (140, 100, 70), "black": (15, 15, 15), "green": (60, 110, 80)}


def frame(width, height):
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)


@lru_cache(maxsize=1)
def sheet():
    return in_colour(text_page(size=(WIDTH, HEIGHT), dpi=DPI))


def grainy_table(colour, seed=1):
    """Return a table with the streaks of wood, as large as a photo."""
    rng = np.random.default_rng(seed)
    streaks = cv2.resize(rng.normal(0, 1, (12, WIDTH // 6)).astype(np.float32), (WIDTH, HEIGHT))
    return np.clip(np.array(colour) + 20 * streaks[..., None], 0, 255).astype(np.uint8)


def photo(corners, table, *, light=0.4):
    """Return a photo of the sheet whose corners are seen at these points."""
    matrix = cv2.getPerspectiveTransform(frame(WIDTH, HEIGHT), np.array(corners, np.float32))
    seen = cv2.warpPerspective(
        sheet().pixels,
        matrix,
        (WIDTH, HEIGHT),
        table.copy(),
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    rng = np.random.default_rng(2)
    return PageImage(degrade.noise(degrade.uneven_light(np.asarray(seen), rng, light), rng, 4.0), DPI)


def aslant(strength, seed):
    """Return the corners of a sheet seen from a little aside, all within the picture."""
    rng = np.random.default_rng(seed)
    straight = (frame(1, 1) - 0.5) * 0.84 + 0.5
    return (straight + rng.uniform(-strength, strength, (4, 2))) * (WIDTH, HEIGHT)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("strength", [0.01, 0.05])
def test_the_outline_is_found_to_the_pixel(table, strength):
    corners = aslant(strength, seed=len(table))
    found = outline_of(photo(corners, grainy_table(TABLES[table])))
    assert found == pytest.approx(corners, abs=2)


def askew():
    """Return the corners of a sheet turned by eight degrees."""
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 8, 0.75)
    return frame(WIDTH, HEIGHT) @ turn[:, :2].T + turn[:, 2]


def test_a_sheet_that_lies_askew_is_found():
    corners = askew()
    found = outline_of(photo(corners, grainy_table(TABLES["wood"])))
    assert found == pytest.approx(corners, abs=2)


def test_a_flat_sheet_has_the_shape_of_a4_and_its_resolution():
    flat = flatten(photo(aslant(0.04, seed=5), grainy_table(TABLES["wood"])))
    assert flat.height / flat.width == pytest.approx(2**0.5, abs=0.002)
    assert flat.height / flat.dpi == pytest.approx(297 / 25.4, rel=0.01)


def test_points_are_found_again_in_the_photo():
    corners = aslant(0.05, seed=7)
    flat = flatten(photo(corners, grainy_table(TABLES["wood"])))
    there = cv2.getPerspectiveTransform(frame(1, 1), np.array(corners, np.float32))
    for share in [(0, 0), (1, 1), (0.5, 0.5), (0.2, 0.9), (0.9, 0.1)]:
        home = np.array(flat.home) @ (share[0] * flat.width, share[1] * flat.height, 1)
        true = there @ (*share, 1)
        assert home[:2] / home[2] == pytest.approx(true[:2] / true[2], abs=3)


def test_lines_are_level_from_the_top_to_the_foot():
    shot = photo(aslant(0.06, seed=3), grainy_table(TABLES["wood"]), light=0.2)
    flat = flatten(shot)
    pixels = np.asarray(cv2.cvtColor(flat.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    inner = pixels[flat.height // 20 : -flat.height // 20, flat.width // 20 : -flat.width // 20]
    for half in np.array_split(inner, 2):
        assert abs(measure_skew(PageImage(half, flat.dpi))) <= 0.15


def test_the_photo_of_the_samples_is_flattened():
    rng = np.random.default_rng(11)
    shot = PageImage(degrade.photograph(sheet().pixels, rng), DPI)
    flat = flatten(shot)
    assert flat is not shot
    assert flat.height / flat.width == pytest.approx(2**0.5, abs=0.002)


def test_its_input_keeps_its_colours():
    flat = flatten(photo(aslant(0.02, seed=1), grainy_table(TABLES["wood"]), light=0))
    assert flat.pixels.ndim == 3
    assert np.median(flat.pixels) > 240


@pytest.mark.ocr
def test_words_are_read_that_the_photo_hid():
    shot = photo(askew(), grainy_table(TABLES["wood"]), light=0.3)
    true = {word for line in LINES for word in line.split()}

    def found(picture):
        return len(true & {word.text for word in READERS["tesseract"].read(picture)})

    assert found(flatten(shot)) > found(shot)
    assert found(flatten(shot)) >= 0.9 * len(true)


@lru_cache(maxsize=1)
def untouched():
    rng = np.random.default_rng(4)
    dark_foot = sheet().pixels.copy()
    dark_foot[-120:] = 20
    holed = aslant(0.02, seed=1)
    holed[1, 0] = WIDTH + 120  # a corner outside the picture
    bent = photo(aslant(0.02, seed=1), grainy_table(TABLES["wood"])).pixels.copy()
    cv2.circle(bent, (round(WIDTH * 0.92), HEIGHT // 2), 200, (90, 70, 50), -1)  # a hand over the edge
    return {
        "text": sheet(),
        "skewed": skewed(text_page(size=(WIDTH, HEIGHT), dpi=DPI), 7),
        "white": white_page(),
        "black edges": PageImage(degrade.black_edges(sheet().pixels, DPI, rng), DPI),
        "dark foot": PageImage(dark_foot, DPI),
        "cut corner": photo(holed, grainy_table(TABLES["wood"])),
        "hidden edge": PageImage(bent, DPI),
        "table alone": PageImage(grainy_table(TABLES["wood"]), DPI),
        "white on white": photo(aslant(0.02, seed=1), np.full((HEIGHT, WIDTH, 3), 250, np.uint8), light=0),
    }


@pytest.mark.parametrize(
    "name",
    [
        "text", "skewed", "white", "black edges", "dark foot", "cut corner", "hidden edge", "table alone",
        "white on white",
    ],
)  # fmt: skip
def test_what_is_no_photo_of_a_whole_sheet_is_not_touched(name):
    page = untouched()[name]
    assert flatten(page) is page


@pytest.mark.parametrize(("kind", "level"), [("to_khai_khai_sinh", 0), ("giay_khai_sinh", 2), ("cccd", 1)])
def test_scans_are_not_touched(kind, level):
    page, _ = make_page(kind, seed=level, level=level)
    assert flatten(page) is page


@pytest.mark.data
def test_real_scans_are_not_touched():
    pages = sorted(REAL.glob("*.jpg"))
    if not pages:
        pytest.skip(f"no real pages in {REAL}")
    for path in pages:
        page = load_page(path, 1, Limits())
        assert flatten(page) is page, path.name
