import numpy as np
import pytest
from PIL import Image

from pipeline.errors import ScanError
from pipeline.intake.page import load_page
from pipeline.intake.resolution import MAX_PIXELS
from pipeline.model import Limits

from .files import drawn_pdf, page, pdf, saved, tiff

LIMITS = Limits()
BLACK, WHITE = 0, 255


@pytest.fixture
def load(tmp_path):
    def loaded(content, number=1, limits=LIMITS):
        place = tmp_path / "scan"
        place.write_bytes(content)
        return load_page(place, number, limits)

    return loaded


def corners(loaded):
    """Return the grey of the middle of each quarter: upper left, upper right, lower left, lower right."""
    grey = loaded.pixels if loaded.pixels.ndim == 2 else loaded.pixels.mean(axis=2)
    height, width = grey.shape
    rows, columns = (height // 4, 3 * height // 4), (width // 4, 3 * width // 4)
    return [
        round(float(grey[row - 2 : row + 3, column - 2 : column + 3].mean()))
        for row in rows
        for column in columns
    ]


UPRIGHT = [BLACK, WHITE, WHITE, WHITE]
TURNED = [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270]


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_picture_is_shown_as_its_file_means_it(load, orientation, form):
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    lying = page().transpose(turns[orientation]) if orientation > 1 else page()
    loaded = load(saved(lying, form, exif=exif(orientation)))
    assert (loaded.width, loaded.height) == (600, 800)
    assert corners(loaded) == UPRIGHT


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_every_mode_becomes_grey(load, mode, form):
    sheet = page()
    if mode == "I;16":
        sheet = Image.fromarray(np.asarray(sheet).astype(np.uint16) * 257)
    elif (mode, form) == ("P", "PNG"):
        sheet = sheet.convert("RGB").quantize(4)
    else:
        sheet = sheet.convert(mode)
    loaded = load(saved(sheet, form))
    assert loaded.pixels.shape == (800, 600)
    assert loaded.pixels.dtype == np.uint8
    assert loaded.pixels.flags.writeable
    assert corners(loaded) == UPRIGHT


@pytest.mark.parametrize("scale", [1, 1000, 1e-3])
def test_grey_values_of_any_range_are_scaled(load, scale):
    values = np.asarray(page()).astype(np.float32) * scale - 7
    values[0, 0] = np.nan
    assert corners(load(saved(Image.fromarray(values), "TIFF"))) == UPRIGHT


def test_infinite_grey_values_do_no_harm(load):
    values = np.asarray(page()).astype(np.float32)
    values[0, 0] = np.inf
    assert load(saved(Image.fromarray(values), "TIFF")).pixels.shape == (800, 600)


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
def test_printing_colours_become_rgb(load, form):
    red = Image.new("CMYK", (600, 800), (0, 255, 255, 0))
    loaded = load(saved(red, form))
    assert loaded.pixels.shape == (800, 600, 3)
    assert loaded.pixels[400, 300, 0] > 200
    assert loaded.pixels[400, 300, 1] < 60


def test_what_is_transparent_is_paper(load):
    glass = Image.new("RGBA", (600, 800), (0, 0, 0, 0))
    glass.paste((200, 0, 0, 255), (0, 0, 300, 400))
    loaded = load(saved(glass, "PNG"))
    assert tuple(loaded.pixels[600, 450]) == (255, 255, 255)
    assert tuple(loaded.pixels[100, 100]) == (200, 0, 0)


def test_one_transparent_colour_of_a_palette_is_paper(load):
    drawn = Image.new("P", (600, 800), 0)
    drawn.putpalette([0, 0, 0, 255, 0, 0])
    assert corners(load(saved(drawn, "PNG", transparency=0))) == [WHITE] * 4


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_page_of_a_tiff(load, number):
    sheets = [Image.new("L", (300, 400), 50 * n) for n in (1, 2, 3)]
    loaded = load(tiff(*sheets), number)
    assert loaded.number == number
    assert (loaded.pixels == 50 * number).all()


@pytest.mark.parametrize(
    ("stated", "dpi"), [((200, 200), 200), ((72, 72), 68), (None, 68), ((1, 1), 68), ((2000, 2000), 68)]
)
def test_the_resolution_is_told_or_guessed(load, stated, dpi):
    loaded = load(saved(page(), "JPEG", **({"dpi": stated} if stated else {})))
    assert loaded.dpi == dpi


def test_a_fax_gets_square_pixels(load):
    fax = page(1728, 1078).convert("1")
    loaded = load(saved(fax, "TIFF", dpi=(204, 98), compression="group4"))
    assert (loaded.width, loaded.height, loaded.dpi) == (1728, pytest.approx(2244, abs=2), 204)


def test_a_fax_on_its_side_gets_square_pixels(load):
    fax = page(1728, 1078).transpose(Image.Transpose.ROTATE_90)
    loaded = load(saved(fax, "TIFF", dpi=(98, 204), exif=exif(6)))
    assert (loaded.width, loaded.height, loaded.dpi) == (1728, pytest.approx(2244, abs=2), 204)


def test_fine_scans_are_brought_to_what_the_reader_needs(load):
    loaded = load(saved(page(4000, 5600), "PNG", dpi=(600, 600)))
    assert (loaded.width, loaded.height, loaded.dpi) == (2667, 3733, 400)
    assert corners(loaded) == UPRIGHT


def test_large_plans_are_shrunk_not_refused(load):
    plan = page(9900, 7000).convert("1")
    loaded = load(saved(plan, "TIFF", dpi=(300, 300), compression="group4"))
    assert MAX_PIXELS * 0.99 < loaded.width * loaded.height <= MAX_PIXELS * 1.01
    assert loaded.dpi == pytest.approx(300 * loaded.width / 9900, abs=1)


def test_beyond_the_limit_of_pixels_a_picture_is_refused(load):
    with pytest.raises(ScanError, match="too_many_pixels"):
        load(saved(page(), "PNG"), limits=Limits(max_page_pixels=1000))


def test_a_broken_stream_inside_a_whole_file_is_damaged(load):
    content = bytearray(saved(page(), "PNG"))
    at = content.find(b"IDAT")
    content[at + 10 : at + 60] = b"\xff" * 50
    with pytest.raises(ScanError) as caught:
        load(bytes(content))
    assert caught.value.code in {"damaged", "truncated"}


def test_no_warning_escapes(load, recwarn):
    content = saved(page(), "JPEG", exif=exif(6))
    at = content.find(b"Exif\x00\x00") + 6
    load(content[: at + 8] + b"\xff\x7f" + content[at + 10 :])  # a directory of more entries than there are
    assert not recwarn.list


def test_a_scanned_pdf_is_drawn_at_the_resolution_of_its_scan(load):
    loaded = load(pdf(page(1654, 2339), resolution=200))
    assert loaded.dpi == 200
    assert loaded.width == pytest.approx(1654, abs=2)
    assert corners(loaded) == UPRIGHT


def test_a_logo_does_not_decide(load):
    logo = "q 20 0 0 20 500 780 cm BI /W 100 /H 100 /CS /G /BPC 1 /F /AHx ID " + "AA" * 1300 + "> EI Q"
    loaded = load(drawn_pdf(f"BT /F 20 Tf 72 700 Td (Ho so) Tj ET {logo}"))
    assert loaded.dpi == 300
    assert loaded.pixels.ndim == 2
    assert not loaded.pixels.all()


@pytest.mark.parametrize("text", [True, False])
def test_sharp_letters_on_a_coarse_background_are_drawn_finely(load, text):
    ground = "q 595 0 0 842 0 0 cm BI /W 827 /H 1170 /CS /G /BPC 1 /F /AHx ID " + "EE" * 104 * 1170 + "> EI Q"
    letters = " BT /F 20 Tf 72 700 Td (Ho so) Tj ET"
    content = drawn_pdf(ground + (letters if text else ""))
    if not text:
        content = content.replace(b"/Font << /F 5 0 R >>", b"                    ")
    assert load(content).dpi == (300 if text else 100)


@pytest.mark.parametrize(("rotate", "size"), [(0, (2479, 3508)), (90, (3508, 2479)), (270, (3508, 2479))])
def test_a_pdf_page_is_drawn_as_it_is_shown(load, rotate, size):
    loaded = load(drawn_pdf("0 421 297 421 re f", rotate=rotate))
    assert (loaded.width, loaded.height) == (pytest.approx(size[0], abs=2), pytest.approx(size[1], abs=2))
    assert corners(loaded).index(BLACK) == {0: 0, 90: 1, 270: 2}[rotate]


def test_what_is_cropped_is_not_shown(load):
    loaded = load(drawn_pdf("0 421 297 421 re f", extra="/CropBox [0 421 297 842]"))
    assert corners(loaded) == [BLACK] * 4


def test_an_enormous_pdf_page_is_drawn_small(load):
    loaded = load(drawn_pdf("0 7200 7200 7200 re f", size=(14400, 14400)))
    assert loaded.width * loaded.height <= MAX_PIXELS
    assert corners(loaded) == UPRIGHT


def test_a_damaged_page_that_comes_out_empty_is_not_taken_for_a_blank_one(load):
    with pytest.raises(ScanError, match="damaged"):
        load(drawn_pdf("<48zz> nonsense"))


def test_a_page_with_a_small_error_is_read(load):
    assert corners(load(drawn_pdf("0 421 297 421 re f <48zz> nonsense"))) == UPRIGHT


def test_a_blank_page_is_blank(load):
    assert (load(drawn_pdf("")).pixels == WHITE).all()


def test_a_pdf_page_that_takes_too_long(load):
    with pytest.raises(ScanError, match="timeout"):
        load(pdf(page()), limits=Limits(page_timeout=1e-6))


def test_an_unknown_file(load):
    with pytest.raises(ScanError, match="unsupported"):
        load(b"words")


def test_the_page_may_be_changed_without_harm(load):
    sheet = saved(page(), "PNG")
    load(sheet).pixels[:] = 7
    assert corners(load(sheet)) == UPRIGHT
