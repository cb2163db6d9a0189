import pytest

from pipeline.intake import poppler
from pipeline.intake.poppler import Font

from .typed import LINES, Paper, scan, seal

RULE = "-" * 36 + " " + "-" * 17
FONTS = {
    "TXUGHW+GlyphLessFont                 CID TrueType      Identity-H       yes yes yes      9  0": Font(
        "GlyphLessFont", "CID TrueType", "Identity-H", unicode=True
    ),
    "[none]                               Type 3            Custom           yes no  no      12  0": Font(
        "[none]", "Type 3", "Custom", unicode=False
    ),
    "VNI Times Bold                       TrueType          WinAnsi          no  no  no       4  0": Font(
        "VNI Times Bold", "TrueType", "WinAnsi", unicode=False
    ),
    "A                                    CID Type 0C (OT)  Identity-H       yes no  yes      4  0": Font(
        "A", "CID Type 0C (OT)", "Identity-H", unicode=True
    ),
    "AAAAAB+A name too long for its own column Type 1C          Custom           yes no  no       4  0": Font(
        "A name too long for its own column", "Type 1C", "Custom", unicode=False
    ),
}


@pytest.mark.parametrize("row", FONTS)
def test_a_font_is_read_from_its_row(monkeypatch, tmp_path, row):
    monkeypatch.setattr(poppler, "_lines", lambda *_: ["name type", RULE, row])
    assert poppler.fonts(tmp_path, 1, 1.0) == (FONTS[row],)


@pytest.fixture
def paper(tmp_path):
    return lambda made: made.save(tmp_path / "paper.pdf")


def test_fonts_of_a_page(paper):
    assert [font.name for font in poppler.fonts(paper(Paper().page().text()), 1, 30.0)] == ["Tinos"]
    assert poppler.fonts(paper(Paper().page().picture(seal())), 1, 30.0) == ()


def test_masks_are_told_from_pictures(monkeypatch, tmp_path):
    rows = [
        "   1     0 image     180   184  icc     3   8  image  no        24  0   207   207 70.6K  73%",
        "   1     1 smask     180   184  gray    1   8  image  no        24  0   207   207 15.7K  49%",
        "   1     2 stencil   180   184  -       1   1  jbig2  no   [inline]    207   207 15.7K  49%",
    ]
    monkeypatch.setattr(poppler, "_lines", lambda *_: ["page num", RULE, *rows])
    assert [placed.mask for placed in poppler.placed_images(tmp_path, 1, 1.0)] == [False, True, False]


def test_text_comes_with_its_lines_hidden_or_not(paper):
    text = poppler.own_text(paper(Paper().page().picture(scan()).text(hidden=True)), 1, 30.0)
    assert text is not None
    assert [word.text for word in text.words] == " ".join(LINES).split()
    assert {word.line for word in text.words} == set(range(len(LINES)))
    assert (round(text.size.width), round(text.size.height)) == (595, 842)


def test_signs_of_markup_are_themselves(paper):
    text = poppler.own_text(paper(Paper().page().text(["A<B & C>D &amp; \"E\" 'F'"])), 1, 30.0)
    assert text is not None
    assert " ".join(word.text for word in text.words) == "A<B & C>D &amp; \"E\" 'F'"


def test_no_text_no_page_no_file(paper, tmp_path):
    assert poppler.own_text(paper(Paper().page()), 1, 30.0) is None
    assert poppler.own_text(paper(Paper().page().text()), 7, 30.0) is None
    assert poppler.own_text(tmp_path / "none.pdf", 1, 30.0) is None


def test_too_much_text_is_none(paper, monkeypatch):
    path = paper(Paper().page().text())
    monkeypatch.setattr(poppler, "MOST_OUTPUT", 500)
    assert poppler.own_text(path, 1, 30.0) is None
