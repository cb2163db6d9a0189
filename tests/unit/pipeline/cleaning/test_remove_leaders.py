import numpy as np
import pytest

from pipeline.cleaning.remove_leaders import remove_leaders
from pipeline.image import PageImage
from tests.drawn import text_page


@pytest.mark.parametrize("leader", ["." * 60, "…" * 20, ". " * 30, "_" * 30])
def test_leaders_go_and_their_label_stays(leader):
    label, form = (text_page([text], repeat=1) for text in ("Nơi cư trú:", f"Nơi cư trú:    {leader}"))
    cleaned = remove_leaders(form).pixels
    assert (form.pixels < 128).sum() > 1.2 * (label.pixels < 128).sum()
    assert np.abs(cleaned.astype(int) - label.pixels).max() < 100


@pytest.mark.parametrize(
    "text", ["vân vân... và, v.v...", "lịch hội nghị trị giá: i, ii, iii, viii", "12.345.678.910 - 11/2026"]
)
def test_print_stays(text):
    page = text_page([text], repeat=1)
    assert np.array_equal(remove_leaders(page).pixels, page.pixels)


def test_a_rule_goes_and_a_table_stays():
    pixels = np.full((600, 900), 255, np.uint8)
    pixels[100:103, 100:800] = 0
    pixels[200:203, 100:800] = pixels[400:403, 100:800] = pixels[200:400, 100:103] = 0
    cleaned = remove_leaders(PageImage(pixels, 200)).pixels
    assert cleaned[:150].min() == 255
    assert np.array_equal(cleaned[150:], pixels[150:])
