"""What every reader of lines must do, whatever it runs on."""

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from pipeline.engines import LINE_READERS
from pipeline.engines.tesseract import Tesseract
from pipeline.image import PageImage
from pipeline.model import Box
from pipeline.weighing.weigh import lines_to_weigh, pieces
from tests.drawn import text_page

pytestmark = pytest.mark.ocr

PAGE = text_page(repeat=1, size=(1654, 500))


@pytest.fixture(params=sorted(LINE_READERS), scope="module")
def reader(request):
    reader = LINE_READERS[request.param]
    assert reader.is_installed()
    return reader


@pytest.fixture(scope="module")
def cut():
    return [piece for line in lines_to_weigh(Tesseract().read(PAGE)) for piece in pieces(line)]


@pytest.fixture(scope="module")
def strips(reader, cut):
    return reader.read_lines(PAGE, [piece.box for piece in cut])


def test_there_is_a_strip_for_each_line_in_their_order(strips, cut):
    assert len(strips) == len(cut)
    for strip, piece in zip(strips, cut, strict=True):
        assert strip.left <= piece.box.x
        assert strip.right >= piece.box.x + piece.box.w
        assert strip.right - strip.left < piece.box.w + 2 * piece.box.h


def test_each_frame_is_a_distribution(strips):
    for strip in strips:
        assert strip.log_probs.shape[1] == len(strip.alphabet.letters) + 1
        assert np.allclose(np.exp(strip.log_probs).sum(axis=1), 1, atol=1e-3)


def test_most_letters_are_read(strips, cut):
    read = "".join(letter.text for strip in strips for letter in strip.letters()).replace(" ", "")
    true = "".join(word.text for piece in cut for word in piece.words)
    assert Levenshtein.distance(read, true) < 0.1 * len(true)


def test_what_stands_there_is_likelier_than_another_tone(strips, cut):
    for strip, piece in zip(strips, cut, strict=True):
        true = "".join(word.text for word in piece.words)
        other = true.translate(str.maketrans("ộệạồề", "oeaôê"))
        seen = strip.log_likelihoods([true, other])
        assert None not in seen
        assert seen[0] >= seen[1]
        assert (seen[0] > seen[1]) == (other != true)


def test_no_lines_no_strips(reader):
    assert reader.read_lines(PAGE, []) == ()


def test_a_line_at_the_rim_is_looked_at(reader):
    page = PageImage(np.full((40, 60), 255, np.uint8), 200)
    (strip,) = reader.read_lines(page, [Box(0, 0, 60, 40)])
    assert len(strip.log_probs) > 0
