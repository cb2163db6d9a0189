"""The files that stations make, opened again by programs that did not make them."""

import subprocess
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from pipeline.image import PageImage
from samples import files
from samples.forms import FORMS
from samples.generate import PRINT_DPI, Scanning, make_paper
from samples.people import make_case
from samples.typeset import typeset


@pytest.fixture(scope="module")
def pages() -> list[PageImage]:
    return [image for image, _ in make_paper("giay_phep_xay_dung", 3, Scanning(1, dpi=100))]


@pytest.fixture(scope="module")
def sheets():
    return typeset(FORMS["giay_xntthn"](make_case(3)), PRINT_DPI, np.random.default_rng(1))


@pytest.mark.parametrize("style", ["colour", "grey", "bitonal"])
def test_a_pdf_holds_each_page_as_one_picture_of_its_own_resolution(style, pages, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(files.pdf(pages, style))
    listing = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listing.splitlines()[2:]]
    assert [(row[0], row[3], row[4]) for row in rows] == [(n, "827", "1169") for n in ("1", "2")]
    assert {row[5] for row in rows} == {"rgb" if style == "colour" else "gray"}
    assert all(abs(int(row[12]) - 100) <= 1 for row in rows)


@pytest.mark.parametrize("style", ["colour", "grey", "bitonal"])
def test_a_tiff_holds_every_page(style, pages):
    with Image.open(BytesIO(files.tiff(pages, style))) as image:
        assert getattr(image, "n_frames", 1) == 2
        assert image.mode == {"colour": "RGB", "grey": "L", "bitonal": "1"}[style]
        assert round(float(image.info["dpi"][0])) == 100


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_pictures_look_like_their_page(kind, pages):
    with Image.open(BytesIO(files.WRITERS[kind](pages, "colour"))) as image:
        read = np.asarray(image.convert("RGB"), np.int16)
    assert np.abs(read - pages[0].pixels).mean() < 6


def test_bitonal_pages_keep_their_ink(pages):
    image = np.asarray(files.picture(pages[0], "bitonal"))
    assert 0.01 < 1 - image[60:-60, 60:-60].mean() < 0.2


@pytest.mark.parametrize("kind", files.WRITERS)
def test_the_same_pages_give_the_same_bytes(kind, pages):
    assert files.WRITERS[kind](pages, "grey") == files.WRITERS[kind](pages, "grey")


def test_a_program_made_pdf_has_text_of_its_own(sheets, tmp_path):
    path = tmp_path / "b.pdf"
    path.write_bytes(files.born_digital(sheets))
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN" in text
    assert files.born_digital(sheets) == path.read_bytes()


def test_a_locked_pdf_opens_with_its_password_alone(sheets, tmp_path):
    path = tmp_path / "c.pdf"
    path.write_bytes(files.born_digital(sheets, password="khoa"))
    assert files.born_digital(sheets, password="khoa") == path.read_bytes()
    assert subprocess.run(["pdfinfo", path], capture_output=True, check=False).returncode != 0
    assert subprocess.run(["pdfinfo", "-upw", "khoa", path], capture_output=True, check=False).returncode == 0
