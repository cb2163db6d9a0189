"""What a form shows beside words: a card's sides, a plan, an emblem, a portrait, a QR code."""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from PIL import Image

from samples.sheet import Colour, Sheet, Type

Draw = Callable[[Sheet, float, tuple[str, ...]], None]
CARD: Final = (85.6, 54.0)  # mm
INK: Final = (28, 28, 32)
SANS: Final = "BeVietnamPro-Regular"
SANS_BOLD: Final = "BeVietnamPro-Bold"


def qr(sheet: Sheet, corner: tuple[float, float], side: float, text: str) -> None:
    """Print a QR code that holds a text."""
    code = cv2.QRCodeEncoder.create().encode(text)
    size = sheet.px(side)
    picture = cv2.resize(code, (size, size), interpolation=cv2.INTER_NEAREST)
    sheet.image.paste(Image.fromarray(picture).convert("RGB"), (sheet.px(corner[0]), sheet.px(corner[1])))


def card_front(sheet: Sheet, top: float, words: tuple[str, ...]) -> None:
    """Draw a card's front; words: number, name, born, sex, origin, two lines of residence, until when."""
    x, y = _card(sheet, top, (222, 236, 226))
    number, name, born, sex, origin, residence, lives, until = words
    _centred(sheet, x + 50, y + 6, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Type(SANS_BOLD, 6.4, INK))
    _centred(sheet, x + 50, y + 9.4, "Độc lập - Tự do - Hạnh phúc", Type(SANS_BOLD, 6, INK))
    _centred(sheet, x + 47, y + 16, "CĂN CƯỚC CÔNG DÂN", Type(SANS_BOLD, 10, (170, 30, 40)))
    _centred(sheet, x + 47, y + 19.2, "Citizen Identity Card", Type(SANS, 6, INK))
    _portrait(sheet, (x + 4, y + 18), (21, 27))
    qr(sheet, (x + 73, y + 3.5), 10, "|".join((number, "", name, born.replace("/", ""), sex, lives)))
    sheet.text(x + 29, y + 25, "Số / No.:", Type(SANS, 7, INK))
    sheet.text(x + 41, y + 25.2, number, Type(SANS_BOLD, 10.5, INK))
    rows = (
        (28.6, "Họ và tên / Full name:", 32.4, name),
        (42.4, "Quê quán / Place of origin:", 45.4, origin),
        (48.6, f"Nơi thường trú / Place of residence: {residence}", 51.8, lives),
    )
    for label_at, label, value_at, value in rows:
        sheet.text(x + 29, y + label_at, label, Type(SANS, 5.8, INK))
        sheet.text(x + 29, y + value_at, value, Type(SANS_BOLD, 6.6, INK))
    sheet.text(x + 29, y + 35.8, f"Ngày sinh / Date of birth: {born}", Type(SANS, 6.4, INK))
    sheet.text(
        x + 29, y + 39, f"Giới tính / Sex: {sex}    Quốc tịch / Nationality: Việt Nam", Type(SANS, 6.0, INK)
    )
    sheet.text(x + 3, y + 48.4, "Có giá trị đến:", Type(SANS, 5.6, INK))
    sheet.text(x + 3, y + 51.4, until, Type(SANS_BOLD, 6.4, INK))


def card_back(sheet: Sheet, top: float, words: tuple[str, ...]) -> None:
    """Draw the back of a citizen's card; words: marks, issued on, who signs, three lines for machines."""
    x, y = _card(sheet, top, (232, 230, 216))
    marks, issued, name, *machine = words
    sheet.text(x + 4, y + 7, f"Đặc điểm nhận dạng / Personal identification: {marks}", Type(SANS, 5.6, INK))
    sheet.text(x + 4, y + 12, f"Ngày, tháng, năm / Date, month, year: {issued}", Type(SANS, 5.8, INK))
    sheet.draw.rounded_rectangle(
        [sheet.px(v) for v in (x + 6, y + 17, x + 18, y + 27)],
        radius=sheet.px(1.5),
        fill=(214, 184, 96),
        outline=INK,
    )
    for place, line in enumerate(("CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI")):
        _centred(sheet, x + 50, y + 16.5 + 3 * place, line, Type(SANS_BOLD, 5.6, INK))
    _centred(sheet, x + 50, y + 33, name, Type(SANS_BOLD, 6.4, INK))
    for place, line in enumerate(machine):
        spread = "\u200a".join(line)
        sheet.text(x + 4, y + 40 + 5.2 * place, spread.replace("\u200a", ""), Type(SANS, 8.4, INK))


def plan(sheet: Sheet, top: float, words: tuple[str, ...]) -> None:
    """Draw a plot of land with its corners, sides and a road; words: plot, area, the sides' lengths."""
    plot, area, *sides = words
    corners = np.array([(70.0, 12.0), (142.0, 6.0), (150.0, 62.0), (64.0, 70.0)])
    corners[:, 1] += top
    ring = [*corners, corners[0]]
    for place, (a, b) in enumerate(pairwise(ring)):
        sheet.line((a[0], a[1]), (b[0], b[1]), 0.5)
        middle = (a + b) / 2 + ((-3, -2), (2.5, 1), (-3, 5.4), (-12, 1))[place]
        sheet.text(middle[0], middle[1], sides[place], Type("Tinos-Regular", 11, INK))
        sheet.text(
            a[0] + (-5, 2, 2, -5)[place],
            a[1] + (-1, -1, 4, 4)[place],
            str(place + 1),
            Type("Tinos-Bold", 11, INK),
        )
    _centred(sheet, 106, top + 36, plot, Type("Tinos-Bold", 14, INK))
    sheet.line((98, top + 38), (114, top + 38), 0.3)
    _centred(sheet, 106, top + 44, area, Type("Tinos-Regular", 13, INK))
    sheet.line((38, top + 76), (176, top + 73), 0.3)
    sheet.line((38, top + 84), (176, top + 81), 0.3)
    _centred(sheet, 104, top + 81, "Đường bê tông", Type("Tinos-Italic", 11, INK))
    _arrow(sheet, (176, top + 16))


def elevation(sheet: Sheet, top: float, words: tuple[str, ...]) -> None:
    """Draw the front of a house with two storeys; words: what stands under it."""
    left, base = 66.0, top + 78
    for low, high, right in ((0, 30, 74), (30, 58, 74)):
        for a, b in (
            ((0, low), (right, low)),
            ((0, high), (right, high)),
            ((0, low), (0, high)),
            ((right, low), (right, high)),
        ):
            sheet.line((left + a[0], base - a[1]), (left + b[0], base - b[1]), 0.45)
    sheet.line((left - 5, base - 58), (left + 37, base - 74), 0.45)
    sheet.line((left + 79, base - 58), (left + 37, base - 74), 0.45)
    for x, y, w, h in ((8, 0, 14, 22), (34, 8, 16, 14), (56, 8, 12, 14), (10, 38, 16, 14), (44, 38, 20, 14)):
        box = [sheet.px(v) for v in (left + x, base - y - h, left + x + w, base - y)]
        sheet.draw.rectangle(box, outline=INK, width=max(1, sheet.px(0.3)))
    for level, mark in ((0, "±0,000"), (30, "+3,600"), (58, "+7,000")):
        sheet.line((left + 80, base - level), (left + 96, base - level), 0.2)
        sheet.text(left + 83, base - level - 1, mark, Type("Tinos-Regular", 9, INK))
    _centred(sheet, 104, base + 8, words[0], Type("Tinos-Bold", 12, INK))


def emblem(sheet: Sheet, top: float, words: tuple[str, ...]) -> None:
    """Draw a plain round badge where the national emblem stands."""
    del words
    x, y, radius = sheet.px(105), sheet.px(top + 9), sheet.px(8.5)
    sheet.draw.ellipse(
        (x - radius, y - radius, x + radius, y + radius),
        fill=(206, 52, 48),
        outline=(214, 170, 60),
        width=sheet.px(1.2),
    )
    points = [
        (x + radius * share * np.sin(angle), y - radius * share * np.cos(angle))
        for angle, share in zip(np.arange(10) * np.pi / 5, (0.5, 0.2) * 5, strict=True)
    ]
    sheet.draw.polygon([(float(a), float(b)) for a, b in points], fill=(240, 200, 60))


def code_corner(sheet: Sheet, top: float, words: tuple[str, ...]) -> None:
    """Print a QR code at the right edge of the text."""
    qr(sheet, (168, top), 22, words[0])


def cover_code(sheet: Sheet, top: float, words: tuple[str, ...]) -> None:
    """Print the QR code of a cover sheet in its middle."""
    qr(sheet, (75, top), 60, words[0])


def _card(sheet: Sheet, top: float, colour: Colour) -> tuple[float, float]:
    left = (210 - CARD[0]) / 2
    box = [sheet.px(v) for v in (left, top, left + CARD[0], top + CARD[1])]
    sheet.draw.rounded_rectangle(
        box, radius=sheet.px(3), fill=colour, outline=(150, 150, 140), width=max(1, sheet.px(0.2))
    )
    light = (colour[0] - 10, colour[1] - 8, colour[2] - 12)
    for ring in range(3, 26, 2):
        around = [sheet.px(v) for v in (left + 45 - ring, top + 30 - ring, left + 45 + ring, top + 30 + ring)]
        sheet.draw.ellipse(around, outline=light, width=max(1, sheet.px(0.15)))
    return left, top


def _portrait(sheet: Sheet, corner: tuple[float, float], size: tuple[float, float]) -> None:
    x, y = corner
    w, h = size
    box = [sheet.px(v) for v in (x, y, x + w, y + h)]
    sheet.draw.rectangle(box, fill=(176, 200, 216))
    head = [sheet.px(v) for v in (x + w * 0.3, y + h * 0.2, x + w * 0.7, y + h * 0.62)]
    trunk = [sheet.px(v) for v in (x + w * 0.12, y + h * 0.66, x + w * 0.88, y + h)]
    sheet.draw.rectangle(trunk, fill=(70, 78, 96))
    sheet.draw.ellipse(head, fill=(206, 172, 146))


def _arrow(sheet: Sheet, foot: tuple[float, float]) -> None:
    x, y = foot
    sheet.line((x, y + 12), (x, y), 0.4)
    sheet.line((x, y), (x - 2, y + 4), 0.4)
    sheet.line((x, y), (x + 2, y + 4), 0.4)
    sheet.text(x + 2.5, y + 3, "B", Type("Tinos-Bold", 12, INK))


def _centred(sheet: Sheet, x: float, baseline: float, text: str, letters: Type) -> None:
    sheet.text(x - letters.width(text) / 2, baseline, text, letters)


PICTURES: Final[dict[str, Draw]] = {
    "card_front": card_front,
    "card_back": card_back,
    "plan": plan,
    "elevation": elevation,
    "emblem": emblem,
    "code": code_corner,
    "cover_code": cover_code,
}
