"""Finds the small framed stamps of a page: degrees of secrecy, urgency, "bản sao".

The frames of urgency are 30x8, 40x8 and 20x8 mm (Decree 30/2020/NĐ-CP, annex I, part I); those of secrecy are
of the same kind. In colour they are red; on a photocopy or a black and white scan they are black frames that
touch nothing else, which tells them from the cells of a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from pipeline.cleaning.pixels import WHITE, is_grey, marks, millimetres, shrunk, to_grey
from pipeline.image import PageImage, Pixels
from pipeline.model import Box

SEARCH_DPI: Final = 100
WIDE_MM: Final = (13.0, 60.0)
HIGH_MM: Final = (5.0, 15.0)  # of the frame as it lies, a little askew
SHAPE: Final = (1.4, 8.0)  # width to height
DRAWN: Final = 0.7  # of a black frame's outline: the rest is worn
RED: Final = 25  # by which red exceeds the other channels
BLACK: Final = 130  # no channel is lighter: print, not ink
INPAINT: Final = 3  # pixels
GRAIN_MM: Final = 0.15
FEWEST: Final = 40  # red pixels at SEARCH_DPI below which a page has no red stamp
JOIN_MM: Final = (2.4, 0.8)  # gaps of a worn stamp, along and across
MOST: Final = 4  # frames of each colour that are looked at
MARGIN_MM: Final = 1.0
CROP_DPI: Final = 250
INSET: Final = 6  # pixels of the crop from the middle of a frame's line to where it is paper
SOFT: Final = 1.2  # pixels
LINE_COVER: Final = 0.5  # of a row or column: so much ink is a line of the frame
LINE_ZONE: Final = 0.3  # of the crop's height, from each side, where the frame's lines lie


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a framed stamp stands, in pixels of the page, and what is written in it: dark on white, level."""

    box: Box
    red: bool
    picture: PageImage


def find_frames(page: PageImage) -> tuple[Frame, ...]:
    """Return the frames of an upright page that may be stamps, red ones first."""
    scale = min(1.0, SEARCH_DPI / page.dpi)
    small = shrunk(page.pixels, scale)
    dpi = page.dpi * scale
    found = []
    if not is_grey(page):
        found += [_frame(page, place, scale, red=True) for place in _red_places(small, dpi)]
    grey = to_grey(PageImage(small, round(dpi)))
    found += [_frame(page, place, scale, red=False) for place in _dark_places(grey, dpi)]
    return tuple(found)


Place = tuple[tuple[float, float], tuple[float, float], float]  # centre, size, degrees: cv2.RotatedRect


def _red_places(colour: Pixels, dpi: float) -> list[Place]:
    red = (redness(colour) > RED).astype(np.uint8)
    if np.count_nonzero(red) < FEWEST:
        return []
    size = (millimetres(JOIN_MM[0], dpi), millimetres(JOIN_MM[1], dpi))
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones(size[::-1], np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [place for outline in outlines if (place := _fitting(outline, dpi))][:MOST]


def _dark_places(grey: Pixels, dpi: float) -> list[Place]:
    closed = cv2.morphologyEx(marks(grey, dpi), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    dark = np.asarray(closed, np.uint8)
    outlines, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    places = (_fitting(outline, dpi) for outline in outlines)
    return [place for place in places if place and _drawn(dark, place) >= DRAWN][:MOST]


def _drawn(dark: Pixels, place: Place) -> float:
    """Return how much of a rectangle's outline is there."""
    x, y, w, h = cv2.boundingRect(cv2.boxPoints(place))
    x, y = max(0, x), max(0, y)
    here = dark[y : y + h, x : x + w]
    line = np.zeros_like(here)
    corners = cv2.boxPoints(place) - np.array((x, y), np.float32)
    cv2.polylines(line, [corners.round().astype(np.int32)], isClosed=True, color=1, thickness=1)
    thick = cv2.dilate(here, np.ones((5, 5), np.uint8))
    return float(np.mean(thick[line > 0] > 0))


def _fitting(outline: np.ndarray, dpi: float) -> Place | None:
    """Return the rectangle around an outline if it is of a stamp's size and lies nearly level."""
    _, _, w, h = cv2.boundingRect(outline)
    per_mm = dpi / 25.4
    if not (WIDE_MM[0] <= w / per_mm <= WIDE_MM[1] and HIGH_MM[0] <= h / per_mm <= HIGH_MM[1]):
        return None
    (x, y), (width, height), angle = cv2.minAreaRect(outline)
    if width < height:
        width, height, angle = height, width, angle - 90
    angle = (angle + 90) % 180 - 90
    level = abs(angle) < 20  # noqa: PLR2004 - stamps are set by hand, but not across
    if not (level and SHAPE[0] <= width / max(1.0, height) <= SHAPE[1]):
        return None
    return (x, y), (width, height), angle


def redness(colour: Pixels) -> Pixels:
    """Return by how much red exceeds the other channels, paper made neutral."""
    paper = np.percentile(colour[::4, ::4].reshape(-1, 3), 75, axis=0)
    table = np.arange(256)[:, None] * (paper.max() / np.maximum(paper, 1.0))
    red, green, blue = cv2.split(cv2.LUT(colour, np.clip(table, 0, 255).astype(np.uint8)[None]))
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)), np.uint8)


def _frame(page: PageImage, place: Place, scale: float, *, red: bool) -> Frame:
    box = _box(place, scale, page)
    cut = page.pixels[box.y : box.y + box.h, box.x : box.x + box.w]
    ink = 255 - _stretched(_red_ink(cut, page.dpi)) if red else to_grey(PageImage(cut, page.dpi))
    level = _level(np.asarray(ink, np.uint8), place[2], page.dpi)
    return Frame(box, red, PageImage(_without_lines(level), CROP_DPI, page.number))


def _red_ink(colour: Pixels, dpi: int) -> Pixels:
    """Return the redness, gone on with where black print crosses it, grain smoothed."""
    print_over = (colour.max(axis=2) < BLACK).astype(np.uint8)
    whole = cv2.inpaint(redness(colour), print_over, INPAINT, cv2.INPAINT_TELEA)
    return np.asarray(cv2.GaussianBlur(whole, (0, 0), GRAIN_MM / 25.4 * dpi), np.uint8)


def _stretched(layer: Pixels) -> Pixels:
    most = max(40.0, float(np.percentile(layer, 96)))
    return np.asarray(np.clip(layer * (WHITE / most), 0, WHITE), np.uint8)


def _box(place: Place, scale: float, page: PageImage) -> Box:
    x, y, w, h = cv2.boundingRect(cv2.boxPoints(place))
    margin = millimetres(MARGIN_MM, page.dpi)
    left, top = max(0, round(x / scale) - margin), max(0, round(y / scale) - margin)
    right = min(page.width, round((x + w) / scale) + margin)
    bottom = min(page.height, round((y + h) / scale) + margin)
    return Box(left, top, max(1, right - left), max(1, bottom - top))


def _level(ink: Pixels, angle: float, dpi: int) -> Pixels:
    """Return the crop turned level, at CROP_DPI."""
    h, w = ink.shape
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, matrix, (w, h), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    size = max(1, round(w * CROP_DPI / dpi)), max(1, round(h * CROP_DPI / dpi))
    return np.asarray(cv2.resize(turned, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _without_lines(ink: Pixels) -> Pixels:
    """Return what stands inside the frame's lines, on a white ground with room around."""
    dark = ink < (int(ink.min()) + int(ink.max())) // 2
    top, bottom = _inside(dark.mean(axis=1), round(LINE_ZONE * ink.shape[0]))
    left, right = _inside(dark[top:bottom].mean(axis=0), round(LINE_ZONE * ink.shape[0]))
    inner = cv2.GaussianBlur(ink[top:bottom, left:right], (0, 0), SOFT)
    room = max(8, inner.shape[0] // 3)
    return np.asarray(
        cv2.copyMakeBorder(inner, room, room, room, room, cv2.BORDER_CONSTANT, value=(255, 255, 255)),
        np.uint8,
    )


def _inside(cover: np.ndarray, zone: int) -> tuple[int, int]:
    """Return where what lies between the outer lines begins and ends."""
    lines: Iterator[int] = (at for at in range(len(cover)) if cover[at] >= LINE_COVER)
    near, far = 0, len(cover)
    for at in lines:
        if at < zone:
            near = at + INSET
        elif at >= len(cover) - zone:
            far = min(far, at - INSET)
    return (near, far) if far - near > zone else (0, len(cover))
