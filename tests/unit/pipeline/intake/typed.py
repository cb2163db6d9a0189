"""PDFs with text of their own, as office programs, scanners and signing services make them."""

from io import BytesIO

import numpy as np
from fpdf import FPDF
from fpdf.enums import TextMode
from PIL import Image, ImageDraw, ImageFont

from samples.typefaces import FOLDER

LINES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Tôi tên là Nguyễn Thị Ngọc Ánh, sinh ngày 05/3/1987",
    "Nơi thường trú: thôn Đông, xã Thượng Lộc, tỉnh Hà Tĩnh",
    "Đề nghị Ủy ban nhân dân xã xác nhận tình trạng hôn nhân",
    "Tôi cam đoan những lời khai trên đây là đúng sự thật",
)
WORDS = [word for line in LINES for word in line.split()]
SIGNED = ("Người ký: Ủy ban nhân dân xã Thượng Lộc", "Thời gian ký: 05.03.2025 16:42:22")
LEFT, TOP, LEADING, POINTS = 25, 30, 6, 13  # millimetres, and the size of letters
MM_PER_POINT = 25.4 / 72
SCAN_DPI = 150


class Paper:
    """A PDF under way; lengths are millimetres from the top left of an A4 page."""

    def __init__(self):
        self.pdf = FPDF(format="A4")
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.add_font("Tinos", fname=FOLDER / "Tinos-Regular.ttf")
        self.pdf.set_font("Tinos", size=POINTS)

    def page(self, rotate=0, **attributes):
        self.pdf.add_page()
        for name, value in ({"rotate": rotate} if rotate else {}).items() | attributes.items():
            setattr(self.pdf.pages[self.pdf.page_no()], name, value)
        return self

    def text(self, lines=LINES, *, left=LEFT, top=TOP, hidden=False, turned=0):
        mode = TextMode.INVISIBLE if hidden else TextMode.FILL
        with self.pdf.local_context(text_mode=mode), self.pdf.rotation(turned, 105, 148.5):
            for number, line in enumerate(lines):
                self.pdf.text(left, top + LEADING * number, line)
        return self

    def picture(self, image, left=0.0, top=0.0, width=210.0):
        self.pdf.image(image, x=left, y=top, w=width)
        return self

    def rules(self, top, bottom, step=8):
        """A table over the whole width."""
        for y in range(top, bottom + 1, step):
            self.pdf.line(20, y, 190, y)
        for x in (20, 60, 190):
            self.pdf.line(x, top, x, bottom)
        return self

    def strokes(self, top, bottom):
        """Print as drawings: rows of short strokes, as letters turned into lines."""
        for y in range(top, bottom, 6):
            for x in range(25, 180, 2):
                self.pdf.line(x, y, x + 1, y + 3)
        return self

    def save(self, path):
        path.write_bytes(bytes(self.pdf.output()))
        return path


def scan(lines=LINES, width_mm=210, height_mm=297):
    """A picture of printed lines, a little noisy as a scan is."""
    size = (round(width_mm / 25.4 * SCAN_DPI), round(height_mm / 25.4 * SCAN_DPI))
    sheet = Image.new("L", size, 245)
    face = ImageFont.truetype(FOLDER / "Tinos-Regular.ttf", round(POINTS / 72 * SCAN_DPI))
    for number, line in enumerate(lines):
        place = (LEFT / 25.4 * SCAN_DPI, (TOP + LEADING * number) / 25.4 * SCAN_DPI)
        ImageDraw.Draw(sheet).text(place, line, font=face, fill=30, anchor="ls")
    noise = np.random.default_rng(7).normal(0, 4, (size[1], size[0]))
    return as_jpeg(Image.fromarray(np.clip(np.asarray(sheet) + noise, 0, 255).astype(np.uint8)))


def seal(side=400):
    """A red ring with strokes in it."""
    picture = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((10, 10, side - 10, side - 10), outline="red", width=12)
    for x in range(80, side - 80, 30):
        draw.line((x, side // 3, x + 15, 2 * side // 3), fill="red", width=8)
    return as_jpeg(picture)


def as_jpeg(picture):
    file = BytesIO()
    picture.save(file, "JPEG", quality=80)
    file.seek(0)
    return file
