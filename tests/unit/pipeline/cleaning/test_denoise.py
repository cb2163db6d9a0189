import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cleaning.denoise import denoise, grain
from pipeline.image import PageImage
from tests.drawn import text_page, usual_page


def test_specks_in_the_margin_go():
    pixels = usual_page().pixels.copy()
    rng = np.random.default_rng(7)
    for y, x in zip(rng.integers(20, 2300, 60), rng.integers(20, 140, 60), strict=True):
        pixels[y : y + 2, x : x + 3] = 0
    assert denoise(PageImage(pixels, 200)).pixels[:, :200].min() > 250


@settings(max_examples=12, deadline=None)
@given(
    points=st.integers(8, 18),
    text=st.sampled_from(["ịạộểẫ iiii jjj", "Tỉnh. Đội: ở; ý!", "ẨM THỰC Ỡ Ĩ 1.234,5"]),
)
def test_dots_and_tone_marks_stay(points, text):
    page = text_page([text], repeat=1, points=points)
    cleaned = denoise(page).pixels
    assert np.array_equal(cleaned, page.pixels)


def test_grain_is_measured_on_paper():
    rng = np.random.default_rng(1)
    noisy = np.clip(usual_page().pixels * 0.8 + rng.normal(0, 9, usual_page().pixels.shape), 0, 255)
    assert 7 < grain(noisy.astype(np.uint8)) < 11
    assert grain(usual_page().pixels) == 0


def test_grain_is_smoothed_and_clean_print_is_not():
    rng = np.random.default_rng(2)
    grey = np.clip(usual_page().pixels * 0.8 + rng.normal(0, 12, usual_page().pixels.shape), 0, 255)
    paper = usual_page().pixels == 255
    page = PageImage(grey.astype(np.uint8), 200)
    assert denoise(page).pixels[paper].std() < 0.7 * page.pixels[paper].std()
    assert np.array_equal(denoise(usual_page(), specks=False).pixels, usual_page().pixels)
