"""Seals and signatures, as masks (0..255) to be laid over a sheet."""

import math
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from PIL import Image, ImageDraw

from pipeline.image import Pixels
from samples.typefaces import font

SEAL_MM: Final = 36.0
SEAL_RED: Final = (214, 30, 44)
PEN_BLUE: Final = (32, 52, 150)
PEN_BLACK: Final = (30, 30, 38)


def seal(words: tuple[str, str], dpi: int, rng: np.random.Generator) -> Pixels:
    """Return a round seal, a little turned and unevenly inked; `words` stand round its rim and across it."""
    clean = Image.fromarray(_clean_seal(words, dpi))
    turned = clean.rotate(rng.uniform(-14, 14), Image.Resampling.BICUBIC)
    return _worn(turned, rng)


@lru_cache(maxsize=64)
def _clean_seal(words: tuple[str, str], dpi: int) -> Pixels:
    side = 2 * round(SEAL_MM * 1.04 * dpi / 25.4)  # drawn twice as large, then halved
    middle, radius = side / 2, side / 2 / 1.04
    mask = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(mask)
    for share, thick in ((1.0, 0.035), (0.94, 0.012), (0.62, 0.014)):
        reach = radius * share
        box = (middle - reach, middle - reach, middle + reach, middle + reach)
        draw.ellipse(box, outline=255, width=max(1, round(radius * thick)))
    _rim(mask, words[0], radius * 0.70, round(radius * 0.17))
    draw.polygon(_star(middle, middle - radius * 0.27, radius * 0.17), fill=255)
    _across(draw, words[1], (middle, middle + radius * 0.12), round(radius * 0.17))
    draw.polygon(_star(middle, middle + radius * 0.79, radius * 0.08), fill=255)
    return np.asarray(mask.resize((side // 2, side // 2), Image.Resampling.LANCZOS), np.uint8)


def _rim(mask: Image.Image, text: str, radius: float, size: int) -> None:
    """Set letters along the upper part of a circle, each turned outward."""
    face = font("Tinos-Bold", size)
    span = math.radians(250)
    step = span / max(len(text) - 1, 1)
    middle = mask.width / 2
    for place, letter in enumerate(text):
        angle = -span / 2 + place * step
        tile = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(tile).text((size, size * 1.4), letter, font=face, fill=255, anchor="ms")
        tile = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        reach = radius + size * 0.42
        x, y = middle + reach * math.sin(angle) - size, middle - reach * math.cos(angle) - size
        mask.paste(255, (round(x), round(y)), tile)


def _across(draw: ImageDraw.ImageDraw, text: str, centre: tuple[float, float], size: int) -> None:
    lines = text.split("\n")
    face = font("Tinos-Bold", size)
    for place, line in enumerate(lines):
        drop = (place - (len(lines) - 1) / 2) * size * 1.15 + size * 0.35
        draw.text((centre[0], centre[1] + drop), line, font=face, fill=255, anchor="ms")


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        angle = math.pi * corner / 5
        points.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    return points


def signature(dpi: int, rng: np.random.Generator) -> Pixels:
    """Return a signature: one quick stroke of loops, about 42 by 20 mm, and a line under it."""
    width, height = round(42 * dpi / 25.4), round(20 * dpi / 25.4)
    loops = int(rng.integers(4, 7))
    xs = np.linspace(0.08, 0.85, loops * 2 + 1) + rng.uniform(-0.06, 0.06, loops * 2 + 1)
    ys = np.where(np.arange(loops * 2 + 1) % 2, 0.22, 0.68) + rng.uniform(-0.16, 0.14, loops * 2 + 1)
    stroke = _smooth(np.stack([xs, ys], axis=1))
    flourish = _smooth(
        np.array([[0.1, 0.78], [0.45, rng.uniform(0.74, 0.9)], [0.97, rng.uniform(0.55, 0.74)]])
    )
    mask = np.zeros((height, width), np.uint8)
    for path in (stroke, flourish):
        points = (path * (width, height) * 16).astype(np.int32)
        thick = max(1, round(dpi / 25.4 * rng.uniform(0.28, 0.45)))
        cv2.polylines(
            mask, [points], isClosed=False, color=235, thickness=thick, lineType=cv2.LINE_AA, shift=4
        )
    return mask


def _smooth(points: np.ndarray) -> np.ndarray:
    """Return 24 points for each stretch of a Catmull-Rom curve through the given ones."""
    padded = np.concatenate([points[:1], points, points[-1:]])
    t = np.linspace(0, 1, 24, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return np.concatenate([*pieces, points[-1:]])


def framed(words: str, dpi: int, rng: np.random.Generator) -> Pixels:
    """Return the stamp of a degree of secrecy or urgency: 8 mm high, 20, 30 or 40 mm wide, set by hand."""
    width = next(width for width, most in ((20.0, 5), (30.0, 8), (40.0, 99)) if len(words) <= most)
    size, line = (round(width * dpi / 25.4), round(8 * dpi / 25.4)), max(1, round(0.5 * dpi / 25.4))
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    draw.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=255, width=line)
    face = font("Tinos-Bold", round((4.6 if width < 40 else 4.2) * dpi / 25.4))  # noqa: PLR2004 - as wide as it is
    draw.text((size[0] / 2, size[1] / 2), words, font=face, fill=255, anchor="mm")
    return _worn(mask.rotate(rng.uniform(-5, 5), Image.Resampling.BICUBIC, expand=True), rng)


def _worn(stamp: Image.Image, rng: np.random.Generator) -> Pixels:
    """Return a stamp as it prints: unevenly inked."""
    mask = np.asarray(stamp, np.float32)
    coarse = rng.uniform(0.62, 1.0, (9, 9)).astype(np.float32)
    cover = cv2.resize(coarse, (mask.shape[1], mask.shape[0]), interpolation=cv2.INTER_CUBIC)
    grain = rng.uniform(0.82, 1.0, mask.shape).astype(np.float32)
    inked: Pixels = np.clip(mask * np.clip(cover, 0.4, 1.0) * grain, 0, 255).astype(np.uint8)
    return inked
