import numpy as np
import pytest
from PIL import Image

from pipeline.errors import ScanError
from pipeline.intake.page import load_page
from pipeline.intake.poppler import count_pages
from pipeline.model import Limits
from pipeline.two_passes import TwoPassesError, join_passes
from tests.unit.pipeline.intake.files import pdf, saved, tiff

SECONDS = 60.0


def shade(level: int) -> Image.Image:
    """A sheet of one grey, so that sides can be told apart."""
    return Image.new("L", (1654, 2339), level)


def shades(path):
    """Return how grey each page of a file is."""
    pages = range(1, count_pages(path, SECONDS) + 1)
    return [round(float(np.median(load_page(path, number, Limits()).pixels))) for number in pages]


@pytest.fixture
def join(tmp_path):
    def join(fronts, backs):
        paths = tmp_path / "truoc.bin", tmp_path / "sau.bin"
        for path, content in zip(paths, (fronts, backs), strict=True):
            path.write_bytes(content)
        return join_passes(*paths, tmp_path / "hai mat.pdf", SECONDS), tmp_path / "hai mat.pdf"

    return join


@pytest.mark.parametrize("made", [pdf, lambda *pages: tiff(*pages, dpi=(200, 200))], ids=["PDF", "TIFF"])
def test_fronts_and_backs_come_in_turn_the_last_back_first(join, made):
    fronts, backs = [shade(10), shade(50), shade(90)], [shade(110), shade(70), shade(30)]
    sides, joined = join(made(*fronts), made(*backs))
    assert sides == 6
    assert shades(joined) == pytest.approx([10, 30, 50, 70, 90, 110], abs=3)


def test_a_picture_of_each_side_will_do(join):
    assert shades(join(saved(shade(40), "PNG", dpi=(200, 200)), saved(shade(80), "JPEG"))[1]) == [40, 80]


def test_passes_of_unlike_length_are_not_joined(join, tmp_path):
    with pytest.raises(TwoPassesError, match="có 2 trang, lượt mặt sau có 1 trang"):
        join(pdf(shade(1), shade(2)), pdf(shade(3)))
    assert not (tmp_path / "hai mat.pdf").exists()


@pytest.mark.parametrize(("content", "code"), [(b"chu", "unsupported"), (b"%PDF-1.7\n", "damaged")])
def test_what_cannot_be_read_is_not_joined(join, content, code):
    with pytest.raises(ScanError) as told:
        join(pdf(shade(1)), content)
    assert told.value.code == code
