import numpy as np
import pytest

from pipeline import run
from pipeline.corrections import text_of
from pipeline.image import PageImage
from pipeline.language import counts
from pipeline.model import Box, Word
from pipeline.profiles import PROFILES, Profile
from tests.drawn import LINES, disc, inked, skewed, text_page, usual_page, white_page


class Echo:
    """A reader that finds one word, in the middle of whatever it is given."""

    def __init__(self):
        self.asked = []

    def is_installed(self):
        return True

    def read(self, page):
        self.asked.append(page)
        return (Word("giữa", Box(page.width // 2 - 10, page.height // 2 - 5, 20, 10), 0.9),)


@pytest.fixture
def echo(monkeypatch):
    reader = Echo()
    real = PROFILES["balanced"]
    monkeypatch.setitem(PROFILES, "balanced", Profile(real.steps, reader))
    return reader


def test_a_blank_page_is_not_read(echo):
    reading = run.read_page(white_page())
    assert reading.blank
    assert (reading.words, reading.text, reading.rotation) == ((), "", 0)
    assert echo.asked == []


@pytest.mark.parametrize("angle", [0, 5])
def test_boxes_are_told_on_the_upright_page(echo, angle):
    page = skewed(text_page(dpi=300), angle)
    reading = run.read_page(page)
    x, y, w, h = reading.words[0].box
    assert (reading.width, reading.height) == (page.width, page.height)
    assert (x + w / 2, y + h / 2) == pytest.approx((page.width / 2, page.height / 2), abs=4)
    assert reading.skew == pytest.approx(-angle, abs=0.1)


def test_a_page_where_no_way_up_makes_sense_stays(echo, monkeypatch):
    monkeypatch.setattr(echo, "read", lambda page: ())
    stamp = np.clip(disc(white_page(), (700, 900), 140) - disc(white_page(), (700, 900), 120), 0, 1)
    reading = run.read_page(inked(PageImage(white_page().pixels[..., 0], 200), stamp, (214, 30, 44)))
    assert (reading.blank, reading.rotation, reading.text) == (False, 0, "")


def test_lines_and_paragraphs_make_the_text():
    words = tuple(
        Word(text, Box(0, 0, 1, 1), 1, line)
        for text, line in [("một", 0), ("hai", 0), ("ba", 1), ("bốn", 3), ("năm", 5)]
    )
    assert text_of(words) == "một hai\nba\n\nbốn\n\nnăm"


def test_an_unknown_profile_is_an_error():
    with pytest.raises(KeyError):
        run.read_page(white_page(), "khong-co")


@pytest.mark.ocr
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_upright(turn):
    page = PageImage(np.ascontiguousarray(np.rot90(text_page(repeat=2).pixels, turn // 90)), 200)
    reading = run.read_page(page)
    assert reading.rotation == turn
    assert (reading.width, reading.height) == (1654, 2339)
    read, true = reading.text.split(), " ".join(LINES).split()
    assert sum(word in read for word in true) >= 0.9 * len(true)
    first = next(word for word in reading.words if word.text == "Căn")
    assert first.box.x == pytest.approx(236, abs=8)  # the margin of 30 mm


@pytest.mark.ocr
@pytest.mark.parametrize("profile", ["fast", "balanced", "best"])
def test_every_profile_reads_under_a_seal(profile):
    page = usual_page()
    reading = run.read_page(inked(page, disc(page, (800, 700), 140), (200, 30, 44)), profile)
    read, true = reading.text.split(), " ".join(LINES * 6).split()
    assert sum(min(read.count(word), true.count(word)) for word in set(true)) >= 0.95 * len(true)
    assert reading.cpu_seconds > 0


@pytest.mark.ocr
def test_what_is_warm_reads_at_once():
    run.warm_up("balanced")
    assert counts.load.cache_info().currsize == 1
