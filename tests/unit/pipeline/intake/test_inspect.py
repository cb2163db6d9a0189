import io

import pytest
from fpdf import FPDF
from PIL import Image, TiffImagePlugin

from pipeline.errors import ScanError
from pipeline.intake.inspect import inspect
from pipeline.model import Inspection, Limits

from .files import WHOLE, colour, drawn_pdf, pdf, saved, tiff

PAGES = {
    "bitonal.tif": ("image/tiff", 1),
    "lzw.tif": ("image/tiff", 2),
    "plain.tif": ("image/tiff", 3),
    "big.tif": ("image/tiff", 2),
    "bytes.jpg": ("image/jpeg", 1),
    "many.mpo": ("image/jpeg", 1),
    "photo.png": ("image/png", 1),
    "scan.pdf": ("application/pdf", 2),
    "text.pdf": ("application/pdf", 1),
}
LIMITS = Limits()


@pytest.fixture
def place(tmp_path):
    return tmp_path / "scan.dat"  # no suffix that helps


def code_of(place, content, limits=LIMITS):
    place.write_bytes(content)
    with pytest.raises(ScanError) as caught:
        inspect(place, limits)
    return caught.value.code


@pytest.mark.parametrize("name", PAGES)
def test_type_and_pages_are_found_by_content(place, name):
    place.write_bytes(WHOLE[name])
    assert inspect(place, LIMITS) == Inspection(*PAGES[name])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a word processor's file", "unsupported"),
        (b"%PDF-", "truncated"),
        (WHOLE["scan.pdf"][:-200], "truncated"),
        (WHOLE["bytes.jpg"][:-2], "truncated"),
        (WHOLE["plain.tif"][:-400], "truncated"),
        (WHOLE["photo.png"][:-12], "truncated"),
        (b"%PDF-1.4\nnothing in it\n%%EOF\n", "damaged"),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(place, content, code):
    assert code_of(place, content) == code


def test_a_pdf_without_pages(place):
    content = drawn_pdf("").replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0")
    assert code_of(place, content) in {"no_pages", "damaged"}


def test_limits_hold(place):
    assert code_of(place, WHOLE["photo.png"], Limits(max_bytes=100)) == "too_many_bytes"
    assert code_of(place, WHOLE["plain.tif"], Limits(max_pages=2)) == "too_many_pages"
    assert code_of(place, WHOLE["scan.pdf"], Limits(max_pages=1)) == "too_many_pages"
    assert code_of(place, WHOLE["photo.png"], Limits(max_page_pixels=2399)) == "too_many_pixels"


def test_every_frame_is_looked_at_for_its_size(place):
    content = tiff(colour(10, 10), colour(300, 300))
    assert code_of(place, content, Limits(max_page_pixels=1000)) == "too_many_pixels"


def test_a_picture_of_enormous_size_is_refused_from_its_header(place):
    header = saved(Image.new("1", (20_000, 20_000)), "PNG")
    assert code_of(place, header) == "too_many_pixels"


def test_a_pdf_that_needs_a_password(place):
    assert code_of(place, locked("secret")) == "encrypted"


def test_a_pdf_that_opens_without_its_owners_password(place):
    place.write_bytes(locked(""))
    assert inspect(place, LIMITS).page_count == 1


def test_a_program_that_does_not_end_is_a_timeout(place):
    assert code_of(place, pdf(colour()), Limits(page_timeout=1e-6)) == "timeout"


def test_a_name_like_an_option_is_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-help.pdf").write_bytes(WHOLE["text.pdf"])
    assert inspect((tmp_path / "-help.pdf").relative_to(tmp_path), LIMITS).page_count == 1


def test_thumbnails_are_no_pages(place):
    thumbnail = TiffImagePlugin.ImageFileDirectory_v2()
    thumbnail[254] = 1
    out = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(out) as writer:
        for picture, tags in ((colour(), None), (colour(20, 20), thumbnail), (colour(), None)):
            picture.save(writer, "TIFF", **({"tiffinfo": tags} if tags else {}))
            writer.newFrame()
    place.write_bytes(out.getvalue())
    assert inspect(place, LIMITS).page_count == 2


def locked(password):
    document = FPDF()
    document.add_page()
    document.set_encryption(owner_password="of the owner", user_password=password)
    return bytes(document.output())
