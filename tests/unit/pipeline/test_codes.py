import cv2
import numpy as np
import pytest
import zxingcpp

from pipeline.codes import find_codes
from pipeline.image import PageImage
from tests.drawn import in_colour, skewed, text_page, usual_page


def printed(text, side_mm, *, kind=zxingcpp.BarcodeFormat.QRCode, at=(200, 150)):
    """Return a page of text that bears a code `side_mm` high, and the code's box."""
    page = text_page()
    code = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=4))
    height = round(side_mm / 25.4 * page.dpi)
    width = round(code.shape[1] * height / code.shape[0])
    pixels = page.pixels.copy()
    pixels[at[1] : at[1] + height, at[0] : at[0] + width] = cv2.resize(
        code, (width, height), interpolation=cv2.INTER_AREA
    )
    return PageImage(pixels, page.dpi), (*at, width, height)


@pytest.mark.parametrize("angle", [0, 3, -7])
def test_a_code_is_read_askew_and_its_box_is_told_in_pixels_of_the_page(angle):
    page, (x, y, w, h) = printed("H99.101-261103-0001", 18)
    page = page if angle == 0 else skewed(in_colour(page), angle)
    (code,) = find_codes(page)
    assert (code.text, code.kind) == ("H99.101-261103-0001", "qr")
    if angle == 0:
        box = code.box
        assert x <= box.x and y <= box.y  # noqa: PT018 - inside its quiet zone
        assert box.x + box.w <= x + w and box.y + box.h <= y + h  # noqa: PT018
        assert box.w > 0.6 * w


def test_a_barcode_is_read_upright_and_on_its_side():
    page, _ = printed("H99.101-261103-0001", 12, kind=zxingcpp.BarcodeFormat.Code128)
    assert [(code.text, code.kind) for code in find_codes(page)] == [("H99.101-261103-0001", "barcode")]
    turned = PageImage(np.ascontiguousarray(np.rot90(page.pixels)), page.dpi)
    assert [code.text for code in find_codes(turned)] == ["H99.101-261103-0001"]


def test_text_alone_has_no_code():
    assert find_codes(usual_page()) == ()


def test_the_marks_of_vietnamese_letters_survive():
    page, _ = printed("Nguyễn Văn Mẫu|Sơn Thủy", 30)
    assert [code.text for code in find_codes(page)] == ["Nguyễn Văn Mẫu|Sơn Thủy"]
