"""Pages drawn for tests of cleaning and reading: known text, at a known place, with nothing else on it."""

from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from configs.typefaces import font_file
from pipeline.geometry import turning
from pipeline.image import PageImage

FONT = font_file("Tinos-Regular")
DPI = 200
WIDTH, HEIGHT = 1654, 2339  # A4
LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương và đề nghị của Chánh Văn phòng,",
    "Ủy ban nhân dân xã Sơn Thủy thông báo kết quả giải quyết thủ tục hành chính",
    "của các hộ gia đình, cá nhân đã nộp đủ hồ sơ tại bộ phận tiếp nhận trong tuần.",
    "Người nộp mang theo giấy tiếp nhận, nhận kết quả tại quầy số hai, từ thứ hai",
    "đến thứ sáu; người được ủy quyền mang theo giấy ủy quyền có chứng thực chữ ký.",
)


def letters(points, dpi=DPI):
    """Return the tests' typeface."""
    return ImageFont.truetype(FONT, round(points / 72 * dpi), layout_engine=ImageFont.Layout.BASIC)


def text_page(lines=LINES, *, repeat=6, points=13, dpi=DPI, size=None):
    """Return a grey page with lines of black print from a margin of 30 mm."""
    width, height = size or (WIDTH * dpi // DPI, HEIGHT * dpi // DPI)
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    x, y = round(30 / 25.4 * dpi), round(25 / 25.4 * dpi)
    step = round(1.7 * points / 72 * dpi)
    for number, line in enumerate(list(lines) * repeat):
        draw.text((x, y + number * step), line, 0, font=letters(points, dpi))
    return PageImage(np.asarray(picture), dpi)


@lru_cache(maxsize=1)
def usual_page():
    """Return a page of thirty lines, drawn once; never change its pixels."""
    page = text_page()
    page.pixels.flags.writeable = False
    return page


def white_page(shade=255):
    """Return an empty RGB page."""
    return PageImage(np.full((HEIGHT, WIDTH, 3), shade, np.uint8), DPI)


def in_colour(page):
    """Return the page as RGB."""
    return PageImage(cv2.cvtColor(page.pixels, cv2.COLOR_GRAY2RGB), page.dpi)


def skewed(page, angle):
    """Return the page turned by `angle` degrees clockwise, on a canvas that holds all of it."""
    matrix, size = turning(angle, page.width, page.height)
    white = (255, 255, 255)
    pixels = cv2.warpAffine(page.pixels, matrix[:2], size, flags=cv2.INTER_AREA, borderValue=white)
    return PageImage(np.asarray(pixels, np.uint8), page.dpi)


def inked(page, mask, colour):
    """Lay transparent ink over a page, as much of it as `mask` (0..1) says."""
    cover = mask[..., None] * (1 - np.array(colour) / 255)
    return PageImage((in_colour(page).pixels * (1 - cover)).astype(np.uint8), page.dpi)


def disc(page, centre, radius):
    """Return a mask (0..1) with one disc."""
    mask = np.zeros((page.height, page.width), np.float32)
    cv2.circle(mask, centre, radius, 1.0, -1)
    return mask
