"""What every reader must do, whichever program it asks."""

import unicodedata

import numpy as np
import pytest

from pipeline.cleaning.unread import framed, part_of
from pipeline.engines import PART_READERS, READERS
from pipeline.image import PageImage
from pipeline.weighing.slots import around
from tests.drawn import LINES, in_colour, text_page

pytestmark = pytest.mark.ocr

PAGE = text_page(repeat=1, size=(1654, 500))


@pytest.fixture(params=sorted(READERS), scope="module")
def reader(request):
    return READERS[request.param]


@pytest.fixture(scope="module")
def words(reader):
    return reader.read(PAGE)


def test_the_sample_text_is_read(words):
    read, true = {word.text for word in words}, " ".join(LINES).split()
    assert sum(word in read for word in true) >= 0.9 * len(true)


def test_words_lie_in_the_page(words):
    for word in words:
        assert 0 <= word.box.x < word.box.x + word.box.w <= PAGE.width
        assert 0 <= word.box.y < word.box.y + word.box.h <= PAGE.height


def test_words_are_sure_to_a_degree(words):
    assert all(0 <= word.confidence <= 1 for word in words)
    assert np.mean([word.confidence for word in words]) > 0.7


def test_words_are_single_and_composed(words):
    for word in words:
        assert word.text == unicodedata.normalize("NFC", word.text).strip() != ""
        assert " " not in word.text


def test_lines_are_numbered_in_reading_order(words):
    numbers = [word.line for word in words]
    assert numbers[0] == 0
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(LINES)


def test_colour_is_read_as_well(reader, words):
    read = {word.text for word in reader.read(in_colour(PAGE))}
    assert len(read & {word.text for word in words}) >= 0.9 * len(words) * len(read) / (len(words) + 1)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (600, 400), (600, 400, 3)])
def test_an_empty_page_has_no_words(reader, size):
    assert reader.read(PageImage(np.full(size, 255, np.uint8), 200)) == ()


@pytest.mark.parametrize("name", sorted(PART_READERS))
def test_a_cut_out_line_is_read(name, words):
    line = around([word for word in words if word.line == 0])
    read = PART_READERS[name].read(framed(part_of(PAGE, line)))
    true = LINES[0].split()
    assert sum(word.text in true for word in read) >= 0.8 * len(true)
