import subprocess
import unicodedata
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ScanError
from pipeline.intake import poppler
from pipeline.intake.inspect import inspect
from pipeline.intake.page import load_page
from pipeline.intake.poppler import Font
from pipeline.intake.text_layer import Verdict, judge, read_text_layer
from pipeline.model import Limits

from .files import WHOLE, drawn_pdf
from .typed import LINES, SIGNED, WORDS, Paper, scan, seal

LIMITS = Limits()
MALFORMED = Path(__file__).parents[5] / "shared" / "data" / "malformed"
REAL = Path(__file__).parents[5] / "shared" / "data" / "real"


def judged(path, number=1):
    return judge(path, number, load_page(path, number, LIMITS), LIMITS)


@pytest.fixture
def verdict(tmp_path):
    return lambda paper: judged(paper.save(tmp_path / "paper.pdf")).verdict


@pytest.fixture
def words(tmp_path):
    def read(paper):
        path = paper.save(tmp_path / "paper.pdf")
        return read_text_layer(path, 1, load_page(path, 1, LIMITS), LIMITS)

    return read


def lines(words):
    return [" ".join(word.text for word in line) for _, line in groupby(words, key=lambda word: word.line)]


def test_text_of_an_office_program_is_taken_as_it_is(words):
    read = words(Paper().page().text())
    assert [word.text for word in read] == WORDS
    assert lines(read) == list(LINES)
    assert {word.confidence for word in read} == {1.0}


def test_lines_count_from_0_and_leave_a_number_out_where_a_paragraph_ends(words):
    read = words(Paper().page().text(LINES[:3], top=30).text(LINES[3:], top=120))
    numbers = [number for number, _ in groupby(word.line for word in read)]
    assert numbers == [0, 1, 2, 4, 5, 6]


def test_columns_are_not_read_across(words):
    left, right = ("ỦY BAN NHÂN DÂN", "XÃ THƯỢNG LỘC"), LINES[:2]
    paper = Paper().page().text(left, left=20, top=20).text(right, left=105, top=20).text(LINES[2:], top=60)
    assert lines(words(paper))[:4] == [*left, *right]


def ink_around(pixels, box):
    """Return the edges of what is dark in a box: left, top, right, bottom."""
    grey = pixels if pixels.ndim == 2 else pixels.min(axis=2)
    dark = grey[box.y : box.y + box.h, box.x : box.x + box.w] < 128
    columns, rows = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    return columns[0], rows[0], box.w - 1 - columns[-1], box.h - 1 - rows[-1]


CROPPED = {"crop_box": "[40 400 560 820]"}


@pytest.mark.parametrize(
    ("page", "turned"),
    [({}, 0), ({"rotate": 90}, 90), ({"rotate": 180}, 180), ({"rotate": 270}, 270), (CROPPED, 0)],
    ids=["upright", "90", "180", "270", "cropped"],
)
def test_boxes_lie_around_the_ink(tmp_path, page, turned):
    path = Paper().page(**page).text(turned=turned, top=80).save(tmp_path / "paper.pdf")
    image = load_page(path, 1, LIMITS)
    read = read_text_layer(path, 1, image, LIMITS)
    assert read is not None
    assert [word.text for word in read] == WORDS
    for word in read:
        left, top, right, bottom = ink_around(image.pixels, word.box)
        assert max(left, right) <= 0.15 * word.box.h
        assert max(top, bottom) <= 0.75 * word.box.h


def test_a_page_and_its_margins_cropped_away_leave_what_is_seen(words):
    read = words(Paper().page(crop_box="[0 710 595 842]").text())
    assert lines(read) == list(LINES[: len(lines(read))])
    assert 0 < len(lines(read)) < len(LINES)


def test_marks_written_apart_are_joined(words):
    apart = [unicodedata.normalize("NFD", line) for line in LINES]
    assert [word.text for word in words(Paper().page().text(apart))] == WORDS


def test_a_word_of_several_fonts_is_one_word(words):
    paper = Paper().page().text()
    left = 25.0
    for letters, size in (("Chứng th", 13), ("ự", 11), ("c", 13)):
        paper.pdf.set_font("Tinos", size=size)
        paper.pdf.text(left, 150, letters)
        left += paper.pdf.get_string_width(letters)
    assert [word.text for word in words(paper)] == [*WORDS, "Chứng", "thực"]


def test_letters_that_look_the_same_are_made_one(words):
    read = words(Paper().page().text([*LINES, "Ðiều 1. Quyết định số 12/QÐ\u00adUBND"]))
    assert [word.text for word in read][-6:] == ["Điều", "1.", "Quyết", "định", "số", "12/QĐ-UBND"]


def test_a_table_is_no_print_without_words(words):
    assert lines(words(Paper().page().text().rules(24, 96))) == list(LINES)


def test_a_small_seal_does_not_hide_the_text(words):
    paper = Paper().page().text(LINES * 3).picture(seal(), left=120, top=200, width=38)
    assert [word.text for word in words(paper)] == WORDS * 3


def test_a_few_hidden_words_are_left_out(words):
    read = words(Paper().page().text(["chữ ký"], top=10, hidden=True).text())
    assert [word.text for word in read] == WORDS
    assert {word.line for word in read} == set(range(len(LINES)))


def test_a_word_of_which_only_an_edge_shows_is_left_out(words):
    paper = Paper().page().text()
    with paper.pdf.rect_clip(x=0, y=0, w=210, h=146.9):
        paper.pdf.text(25, 150, "Ễnh ương")  # its marks reach above the edge
    assert [word.text for word in words(paper)] == WORDS


def test_a_picture_costs_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    for name, content in WHOLE.items():
        if not name.endswith(".pdf"):
            path = tmp_path / name
            path.write_bytes(content)
            assert read_text_layer(path, 1, load_page(path, 1, LIMITS), LIMITS) is None


OF_A_SCAN = {
    "no text": (Paper().page().picture(scan()), Verdict.NONE),
    "hidden text": (Paper().page().picture(scan()).text(hidden=True), Verdict.SCAN),
    "text under it": (Paper().page().text().picture(scan()), Verdict.SCAN),
    "text over it": (Paper().page().picture(scan()).text(), Verdict.SCAN),
    "note of a signature": (Paper().page().picture(scan()).text(SIGNED, left=110, top=12), Verdict.SCAN),
    "half a page": (Paper().page().picture(scan(height_mm=100)).text(SIGNED, top=200), Verdict.SCAN),
    "a card and a heading": (
        Paper().page().picture(scan(width_mm=105, height_mm=45), width=85).text(LINES[:2], top=120),
        Verdict.UNTOLD,
    ),
}


@pytest.mark.parametrize("name", OF_A_SCAN)
def test_text_with_a_scan_is_not_believed(verdict, name):
    paper, expected = OF_A_SCAN[name]
    assert verdict(paper) is expected


def test_pages_are_judged_one_by_one(tmp_path):
    paper = Paper().page().text().page().picture(scan()).text(SIGNED, top=12).page()
    path = paper.page().text(LINES[2:]).save(tmp_path / "mixed.pdf")
    verdicts = [judged(path, number).verdict for number in (1, 2, 3, 4)]
    assert verdicts == [Verdict.USED, Verdict.SCAN, Verdict.NONE, Verdict.USED]


TCVN3 = ["Céng hßa x· héi chñ nghÜa ViÖt Nam", "§éc lËp - Tù do - H¹nh phóc", "§¬n ®Ò nghÞ x¸c nhËn"]
VNI = ["COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "Ñoäc laäp - Töï do - Haïnh phuùc"]
UNMARKED = ["Cong hoa xa hoi chu nghia Viet Nam", "Doc lap - Tu do - Hanh phuc"]
ENGLISH = ["LIEN DoAN LAO D()NG", "CQNG HoAxA H()I CHiJ NGHiA vrer NAM", "Xay dvng do; sang vin hoa"]


@pytest.mark.parametrize("text", [TCVN3, VNI, UNMARKED, ENGLISH, ["Ngày ký: 05.03.2025"]])
def test_what_is_not_vietnamese_is_read_from_pixels(verdict, text):
    assert verdict(Paper().page().text(text)) is Verdict.ILLEGIBLE


def test_hidden_text_on_an_empty_page_is_not_read(verdict):
    assert verdict(Paper().page().text(hidden=True)) is Verdict.HIDDEN


def test_hidden_text_upon_text_is_not_read(verdict):
    assert verdict(Paper().page().text().text(hidden=True, left=25.5)) is Verdict.TWICE


@pytest.mark.parametrize("bottom", [126, 132, 180])
def test_print_that_is_drawn_is_not_passed_over(verdict, bottom):
    assert verdict(Paper().page().text(LINES * 2).strokes(120, bottom)) is Verdict.UNTOLD


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_left_to_who_turns_pages(verdict, turned):
    assert verdict(Paper().page().text(turned=turned)) is Verdict.ASTRAY


@pytest.mark.parametrize(
    "content", ["", "BT /F 12 Tf 72 700 Td ( ) Tj ET", "BT /F 12 Tf -900 700 Td (Ho so) Tj ET"]
)
def test_an_empty_layer_is_none(tmp_path, content):
    path = tmp_path / "paper.pdf"
    path.write_bytes(drawn_pdf(content))
    assert judged(path).verdict in {Verdict.NONE, Verdict.ILLEGIBLE}


TRUE_FONT = Font("TimesNewRomanPSMT", "CID TrueType", "Identity-H", unicode=True)
UNTRUE_FONTS = {
    "TCVN3": Font(".VnTime", "TrueType", "WinAnsi", unicode=True),
    "VNI": Font("VNI-Times", "TrueType", "WinAnsi", unicode=False),
    "OCR of Tesseract": Font("GlyphLessFont", "CID TrueType", "Identity-H", unicode=True),
    "OCR of Acrobat": Font("HiddenHorzOCR", "Type 1", "Custom", unicode=True),
    "codes without a map": Font("Arial", "CID TrueType", "Identity-H", unicode=False),
    "drawings without a map": Font("[none]", "Type 3", "Custom", unicode=False),
}


@pytest.mark.parametrize("name", UNTRUE_FONTS)
def test_one_untrue_font_is_enough(verdict, monkeypatch, name):
    monkeypatch.setattr(poppler, "fonts", lambda *_: (TRUE_FONT, UNTRUE_FONTS[name]))
    assert verdict(Paper().page().text()) is Verdict.FONTS


def test_letters_that_are_all_drawings_are_traced(verdict, monkeypatch):
    drawings = Font("[none]", "Type 3", "Custom", unicode=True)
    monkeypatch.setattr(poppler, "fonts", lambda *_: (drawings, drawings))
    assert verdict(Paper().page().text()) is Verdict.FONTS


def test_drawings_among_letters_are_believed(verdict, monkeypatch):
    drawings = Font("[none]", "Type 3", "Custom", unicode=True)
    monkeypatch.setattr(poppler, "fonts", lambda *_: (TRUE_FONT, drawings))
    assert verdict(Paper().page().text()) is Verdict.USED


def test_a_program_that_takes_too_long_leaves_the_page_to_its_pixels(tmp_path):
    path = Paper().page().text().save(tmp_path / "paper.pdf")
    image = load_page(path, 1, LIMITS)
    assert read_text_layer(path, 1, image, Limits(page_timeout=0.0)) is None


@pytest.mark.data
@pytest.mark.skipif(not MALFORMED.is_dir(), reason=f"no hostile files in {MALFORMED}")
@pytest.mark.parametrize("path", sorted(MALFORMED.rglob("*.pdf")), ids=lambda path: path.name)
def test_hostile_files_raise_nothing_else(path):
    try:
        count = inspect(path, LIMITS).page_count
        for number in range(1, min(count, 3) + 1):
            words = read_text_layer(path, number, load_page(path, number, LIMITS), LIMITS)
            assert words is None or all(word.text for word in words)
    except ScanError:
        pass


@pytest.mark.data
@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real scans in {REAL}")
@pytest.mark.parametrize(
    "name", ["angiang/angiang_ctph_154.pdf", "kgu/3176b_qd_syt.pdf", "vbhc/88_QD_UB.pdf"]
)
def test_text_of_real_scans_is_not_believed(name):
    assert judged(REAL / name).verdict in {Verdict.SCAN, Verdict.ILLEGIBLE}
