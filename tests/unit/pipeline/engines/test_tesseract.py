import pickle

import numpy as np
import pytesseract
import pytest

from pipeline.deadline import page_within
from pipeline.engines.tesseract import Tesseract
from pipeline.errors import ScanError
from pipeline.image import PageImage
from tests.drawn import text_page

COLUMNS = ("level", "block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text")
PAGE = PageImage(np.full((20, 20), 255, np.uint8), 200)


def table(*rows):
    """Tesseract's table as pytesseract gives it: block, paragraph, line, confidence, text."""
    full = [(5, b, p, n, 1, 2, 3, 4, conf, text) for b, p, n, conf, text in rows]
    return {name: [row[i] for row in full] for i, name in enumerate(COLUMNS)}


@pytest.fixture
def answer(monkeypatch):
    def set_answer(*rows):
        monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: table(*rows))

    return set_answer


def test_rows_without_text_or_confidence_are_no_words(answer):
    answer((1, 1, 1, -1, ""), (1, 1, 1, 95.5, " "), (1, 1, 1, 95.5, "xã"), (1, 1, 1, -1, "x"))
    assert [(word.text, word.confidence) for word in Tesseract().read(PAGE)] == [("xã", 0.955)]


def test_a_number_is_left_out_between_paragraphs(answer):
    answer((1, 1, 1, 90, "a"), (1, 1, 1, 90, "b"), (1, 1, 2, 90, "c"), (1, 2, 1, 90, "d"), (2, 1, 1, 90, "e"))
    assert [word.line for word in Tesseract().read(PAGE)] == [0, 0, 1, 3, 5]


def test_text_is_composed(answer):
    answer(
        (1, 1, 1, 90, "tiê\u0301ng"),
    )
    assert Tesseract().read(PAGE)[0].text == "tiếng"


@pytest.mark.ocr
def test_too_long_is_a_scan_error():
    with page_within(0.01), pytest.raises(ScanError) as caught:
        Tesseract().read(text_page())
    assert caught.value.code == "timeout"


@pytest.mark.ocr
def test_a_missing_model_is_no_fault_of_the_scan():
    with pytest.raises(pytesseract.TesseractError):
        Tesseract(language="khong-co").read(PAGE)


def test_an_absent_program_is_an_error_that_travels_between_processes(monkeypatch):
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    with pytest.raises(FileNotFoundError, match="tesseract") as caught:
        Tesseract().read(PAGE)
    assert repr(pickle.loads(pickle.dumps(caught.value))) == "FileNotFoundError('tesseract')"  # noqa: S301
