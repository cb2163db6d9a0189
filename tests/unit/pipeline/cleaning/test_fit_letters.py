import pytest

from pipeline.cleaning.fit_letters import fit_letters, letter_height
from pipeline.image import PageImage
from tests.drawn import text_page, usual_page, white_page


@pytest.mark.parametrize(("points", "dpi"), [(13, 400), (13, 300), (14, 150), (9, 100), (26, 200)])
def test_letters_come_to_the_height_the_reader_likes(points, dpi):
    fitted = fit_letters(text_page(points=points, dpi=dpi, repeat=2), height=21)
    assert letter_height(fitted) == pytest.approx(21, rel=0.2)


def test_the_scale_follows_in_dpi_and_in_the_way_home():
    fitted = fit_letters(text_page(dpi=400), height=21)
    assert fitted.dpi == pytest.approx(200, rel=0.25)
    assert fitted.home[0][0] == pytest.approx(400 / fitted.dpi, rel=0.01)


def test_a_fitting_page_is_not_touched():
    usual = letter_height(usual_page())
    assert usual is not None
    assert fit_letters(usual_page(), height=usual) is usual_page()


def test_the_resolution_decides_where_there_are_no_letters():
    assert letter_height(white_page()) is None
    page = PageImage(white_page().pixels, 600)
    assert fit_letters(page, height=20).dpi < 300
