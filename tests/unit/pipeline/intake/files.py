"""Small files of every kind that is read, made in memory."""

import io
import struct

import numpy as np
from PIL import Image

RANDOM = np.random.default_rng(7)
NOISE = RANDOM.integers(0, 255, (40, 60, 3), dtype=np.uint8)


def colour(width=60, height=40) -> Image.Image:
    return Image.fromarray(RANDOM.integers(0, 255, (height, width, 3), dtype=np.uint8))


def page(width=600, height=800) -> Image.Image:
    """A white sheet whose upper left quarter is black."""
    sheet = Image.new("L", (width, height), 255)
    sheet.paste(0, (0, 0, width // 2, height // 2))
    return sheet


def saved(picture: Image.Image, form: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def tiff(*pictures: Image.Image, **options) -> bytes:
    first, *others = pictures
    return saved(first, "TIFF", save_all=True, append_images=others, **options)


def big_tiff(*pictures: Image.Image) -> bytes:
    return tiff(*pictures, big_tiff=True)


def pdf(*pictures: Image.Image, resolution=200.0) -> bytes:
    first, *others = pictures
    return saved(first, "PDF", save_all=True, append_images=others, resolution=resolution)


def many_pictures() -> bytes:
    return saved(colour(), "MPO", save_all=True, append_images=[colour(), colour()])


def with_thumbnail() -> bytes:
    """A JPEG that holds another whole JPEG in a segment."""
    inner = saved(colour(20, 10), "JPEG")
    outer = saved(colour(), "JPEG")
    segment = b"\xff\xe3" + struct.pack(">H", len(inner) + 2) + inner
    return outer[:2] + segment + outer[2:]


def drawn_pdf(content: str, *, size=(595, 842), rotate=0, extra="") -> bytes:
    """A PDF of one page with `content` drawn on it and a font /F at hand."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            f"<< /Type /Page /Parent 2 0 R {extra} /Rotate {rotate} /MediaBox [0 0 {size[0]} {size[1]}]\n"
            "/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
        ),
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


WHOLE = {
    "bitonal.tif": tiff(colour().convert("1"), compression="group4"),
    "bytes.jpg": saved(colour(), "JPEG"),
    "grey.png": saved(colour().convert("L"), "PNG"),
    "lzw.tif": tiff(colour(), colour(), compression="tiff_lzw"),
    "many.mpo": many_pictures(),
    "motorola.tif": tiff(colour()),
    "big.tif": big_tiff(colour(), colour()),
    "photo.png": saved(colour(), "PNG"),
    "plain.tif": tiff(colour(), colour(), colour()),
    "progressive.jpg": saved(colour(), "JPEG", progressive=True),
    "restarts.jpg": saved(colour(), "JPEG", restart_marker_rows=1),
    "scan.pdf": pdf(colour(), colour()),
    "text.pdf": drawn_pdf("BT /F 20 Tf 72 700 Td (Ho so) Tj ET"),
    "thumbnail.jpg": with_thumbnail(),
}
