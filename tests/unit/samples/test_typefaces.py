"""Every font that samples are set in has every Vietnamese letter, and its licence beside it."""

import unicodedata
from pathlib import Path

import pytest
from PIL import ImageFont

from samples.typefaces import FOLDER, HANDS, PRINT, font, printed, width

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LOWER = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES] + ["đ"]
LETTERS = [*LOWER, *(letter.upper() for letter in LOWER)]
FILES = sorted(FOLDER.glob("*.ttf"))
ABSENT = "\uffff"  # no character: every font draws its empty box for it


def drawn(face: ImageFont.FreeTypeFont, text: str) -> bytes:
    mask = face.getmask(text)
    return bytes(repr(mask.size), "ascii") + bytes(mask)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_every_vietnamese_letter_has_a_glyph_of_its_own(file: Path):
    face = font(file.stem, 60)
    glyphs = {letter: drawn(face, letter) for letter in LETTERS}
    assert drawn(face, ABSENT) not in glyphs.values()
    assert len(set(glyphs.values())) == len(LETTERS) == 146


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_digits_and_signs_of_forms_have_glyphs(file: Path):
    face = font(file.stem, 60)
    absent = drawn(face, ABSENT)
    assert [sign for sign in "0123456789.,:;/()-+%<>²±" if drawn(face, sign) == absent] == []


def test_the_check_sees_a_font_without_vietnamese():
    face = ImageFont.load_default(60)
    assert isinstance(face, ImageFont.FreeTypeFont)
    assert drawn(face, "ặ") == drawn(face, ABSENT)


def test_the_tables_name_the_files_that_are_there():
    named = {name for names in PRINT.values() for name in names} | {name for name, _ in HANDS.values()}
    assert named == {file.stem for file in FILES}


def test_licences_lie_beside_the_fonts_and_all_is_small():
    licences = sorted(FOLDER.glob("*.LICENSE.txt"))
    assert len(licences) == len(PRINT) + len(HANDS)
    assert all("SIL Open Font License" in path.read_text(encoding="utf-8") for path in licences)
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 4_000_000


def test_styles_and_widths():
    assert printed("tinos", bold=True, italic=True) == "Tinos-BoldItalic"
    assert width("mm", "Tinos-Regular", 12) == pytest.approx(2 * width("m", "Tinos-Regular", 12))
    assert width("m", "Tinos-Regular", 24) == pytest.approx(2 * width("m", "Tinos-Regular", 12))
