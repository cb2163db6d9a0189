"""What happens to a page between the printer and the file: pure functions on (height, width, 3) RGB pixels.

None changes its input. Angles are degrees; positive turns counter-clockwise, so that the same number,
clockwise, puts the page right again (as `pipeline.model.PageReading` tells rotation and skew).
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

import cv2
import numpy as np
from PIL import Image

from pipeline.image import Pixels
from samples import ink

Generator = np.random.Generator


@dataclass(frozen=True, slots=True)
class Level:
    """How hard a page is to read; ranges are drawn from evenly, the skew's sign by lot."""

    dpi: int
    skew: tuple[float, float]
    light: float  # share of brightness lost at the darkest place
    blur: float  # sigma in pixels
    noise: float  # sigma in grey levels
    through: float  # share of the other side's ink that shows
    jpeg: int | None  # quality
    seal: bool = False  # a seal in the middle of the text
    edges: float = 0.0  # chance of black edges
    holes: float = 0.0  # chance of punched holes
    fold: float = 0.0  # chance of a fold
    speckle: int = 0  # specks a page


LEVELS: Final[dict[int, Level]] = {
    0: Level(dpi=200, skew=(0, 0), light=0, blur=0, noise=0, through=0, jpeg=None),
    1: Level(
        dpi=200,
        skew=(0.2, 0.9),
        light=0.05,
        blur=0.45,
        noise=1.2,
        through=0.015,
        jpeg=75,
        edges=0.3,
        holes=0.3,
        fold=0.15,
        speckle=12,
    ),
    2: Level(
        dpi=200,
        skew=(2.0, 2.6),
        light=0.22,
        blur=1.1,
        noise=12,
        through=0.06,
        jpeg=60,
        seal=True,
        edges=0.5,
        holes=0.5,
        fold=0.5,
        speckle=60,
    ),
}


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done to a page: degrees that undo its skew clockwise, and the names of the effects."""

    skew: float
    effects: tuple[str, ...]


def degrade(
    pixels: Pixels, dpi: int, level: Level, rng: Generator, behind: Pixels | None = None
) -> tuple[Pixels, Applied]:
    """Put a clean page of `dpi` through a scanner of a level; `behind` is the other side of its sheet."""
    done: list[str] = []
    if level.seal:
        pixels = stamp_over(pixels, dpi, rng)
        done.append("seal_over_text")
    if level.through and behind is not None:
        pixels = show_through(pixels, behind, level.through)
        done.append("show_through")
    for name, chance, effect in (("punch_holes", level.holes, punch_holes), ("fold", level.fold, fold)):
        if rng.random() < chance:
            pixels = effect(pixels, dpi, rng)
            done.append(name)
    angle = float(rng.uniform(*level.skew)) * (1 if rng.random() < 0.5 else -1)  # noqa: PLR2004
    pixels = resample(skew(pixels, angle), dpi, level.dpi)
    edged = rng.random() < level.edges
    pixels = black_edges(pixels, level.dpi, rng) if edged else pixels
    done += ["black_edges"] if edged else []
    pixels = noise(uneven_light(blur(pixels, level.blur), rng, level.light), rng, level.noise)
    pixels = speckle(pixels, rng, level.speckle)
    if level.jpeg is not None:
        pixels = jpeg(pixels, level.jpeg)
    names = (
        ("skew", angle),
        ("blur", level.blur),
        ("uneven_light", level.light),
        ("noise", level.noise),
        ("speckle", level.speckle),
        ("jpeg", level.jpeg),
    )
    return pixels, Applied(angle, (*done, *(name for name, much in names if much)))


def skew(pixels: Pixels, degrees: float) -> Pixels:
    """Turn a page a little counter-clockwise; what comes in from outside has the paper's own colour."""
    if not degrees:
        return pixels
    h, w = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1.0)
    return _rgb(cv2.warpAffine(pixels, matrix, (w, h), flags=cv2.INTER_CUBIC, borderValue=_paper(pixels)))


def turn(pixels: Pixels, degrees: int) -> Pixels:
    """Turn a page by 0, 90, 180 or 270 degrees counter-clockwise."""
    return np.ascontiguousarray(np.rot90(pixels, degrees // 90))


def resample(pixels: Pixels, dpi: int, to: int) -> Pixels:
    """Return a page of `dpi` at another resolution."""
    if dpi == to:
        return pixels
    size = (round(pixels.shape[1] * to / dpi), round(pixels.shape[0] * to / dpi))
    return _rgb(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if to < dpi else cv2.INTER_CUBIC))


def uneven_light(pixels: Pixels, rng: Generator, strength: float) -> Pixels:
    """Darken a page smoothly from one side or corner: at most by the share `strength`."""
    if not strength:
        return pixels
    h, w = pixels.shape[:2]
    coarse = rng.uniform(0, 1, (4, 3)).astype(np.float32)
    slope = np.add.outer(np.linspace(0, rng.uniform(-1, 1), 4), np.linspace(0, rng.uniform(-1, 1), 3)).astype(
        np.float32
    )
    field = cv2.resize(coarse * 0.5 + slope, (w, h), interpolation=cv2.INTER_CUBIC)
    field = (field - field.min()) / max(float(field.max() - field.min()), 1e-6)
    return _clip(pixels * (1 - strength * field)[..., None])


def blur(pixels: Pixels, sigma: float) -> Pixels:
    """Put a page out of focus."""
    return _rgb(cv2.GaussianBlur(pixels, (0, 0), sigma)) if sigma else pixels


def noise(pixels: Pixels, rng: Generator, sigma: float) -> Pixels:
    """Add grain, mostly the same in all three colours."""
    if not sigma:
        return pixels
    grey = rng.standard_normal(pixels.shape[:2], np.float32)[..., None] * (sigma * 0.9)
    colour = rng.standard_normal(pixels.shape, np.float32) * (sigma * 0.44)
    return _clip(pixels + grey + colour)


def show_through(pixels: Pixels, behind: Pixels, share: float) -> Pixels:
    """Let the ink of the sheet's other side be seen, mirrored and soft."""
    other = cv2.resize(behind[:, ::-1], (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_AREA)
    ink_there = 1 - cv2.GaussianBlur(other, (0, 0), 2.0).astype(np.float32) / 255
    return _clip(pixels * (1 - share * ink_there / 0.75))


def jpeg(pixels: Pixels, quality: int) -> Pixels:
    """Encode a page as JPEG and decode it again."""
    file = BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file), np.uint8)


def fold(pixels: Pixels, dpi: int, rng: Generator) -> Pixels:
    """Lay a crease across a page: a thin pale line between two soft shadows."""
    h = pixels.shape[0]
    middle = h * rng.uniform(0.47, 0.53) + np.linspace(0, rng.uniform(-0.01, 0.01) * h, pixels.shape[1])
    away = (np.arange(h)[:, None] - middle[None, :]) / (dpi / 25.4)  # mm
    shade = 0.07 * np.exp(-((away / 3.0) ** 2)) * np.sign(away) + 0.09 * np.exp(-((away / 0.25) ** 2))
    return _clip(pixels * (1 - shade.astype(np.float32))[..., None])


def black_edges(pixels: Pixels, dpi: int, rng: Generator) -> Pixels:
    """Let the open lid's dark frame at two neighbouring sides of a page be scanned too."""
    page = pixels.copy()
    h, w = page.shape[:2]
    side, foot = (round(rng.uniform(1.0, 3.5) * dpi / 25.4) for _ in range(2))
    ragged = side + np.cumsum(rng.integers(-1, 2, h)) // 6
    columns = np.arange(w)[None, :]
    page[columns < ragged[:, None] if rng.random() < 0.5 else columns >= w - ragged[:, None]] = (22, 22, 24)  # noqa: PLR2004
    page[h - foot :] = (22, 22, 24)
    return page


def punch_holes(pixels: Pixels, dpi: int, rng: Generator) -> Pixels:
    """Punch two holes into a page's left margin."""
    page = np.ascontiguousarray(pixels.copy())
    x, middle, reach = round(12 * dpi / 25.4), page.shape[0] // 2, round(40 * dpi / 25.4)
    shift = round(rng.uniform(-4, 4) * dpi / 25.4)
    for y in (middle - reach + shift, middle + reach + shift):
        cv2.circle(page, (x, y), round(3 * dpi / 25.4), (48, 48, 50), -1, cv2.LINE_AA)
    return page


def speckle(pixels: Pixels, rng: Generator, count: int) -> Pixels:
    """Strew dust over a page: specks of one to three pixels."""
    if not count:
        return pixels
    page = pixels.copy()
    ys, xs = rng.integers(0, page.shape[0] - 3, count), rng.integers(0, page.shape[1] - 3, count)
    for y, x, size in zip(ys.tolist(), xs.tolist(), rng.integers(1, 4, count).tolist(), strict=True):
        page[y : y + size, x : x + size] = 60
    return page


def stamp_over(pixels: Pixels, dpi: int, rng: Generator) -> Pixels:
    """Stamp a red seal on the middle of a page's text."""
    mask = ink.seal(("CHI NHÁNH LƯU TRỮ", "ĐÃ\nKIỂM TRA"), dpi, rng).astype(np.float32)[..., None] / 255
    page = pixels.copy()
    y = round(page.shape[0] * rng.uniform(0.28, 0.42))
    x = round(page.shape[1] * rng.uniform(0.25, 0.6))
    h, w = mask.shape[:2]
    inked = page[y : y + h, x : x + w] * (1 - mask * (1 - np.array(ink.SEAL_RED, np.float32) / 255))
    page[y : y + h, x : x + w] = inked.astype(np.uint8)
    return page


def photograph(pixels: Pixels, rng: Generator) -> Pixels:
    """Take a page with a phone: on a table, from a little aside, half in the shadow of a hand."""
    h, w = pixels.shape[:2]
    frame = np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32)
    inner = np.array([(0.07, 0.06), (0.95, 0.04), (0.97, 0.95), (0.03, 0.97)], np.float32) * (w, h)
    seen = (inner + rng.uniform(-0.012, 0.012, (4, 2)) * (w, h)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(frame, seen)
    table = np.zeros_like(pixels) + np.array((96, 74, 56), np.uint8)
    laid = cv2.warpPerspective(
        pixels, matrix, (w, h), table, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT
    )
    return noise(uneven_light(_rgb(laid), rng, 0.3), rng, 3.0)


def grey(pixels: Pixels) -> Pixels:
    """Return a page in greys, still with three channels."""
    return _rgb(cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB))


def _paper(pixels: Pixels) -> tuple[float, float, float]:
    red, green, blue = np.median(pixels[:: max(1, pixels.shape[0] // 200)].reshape(-1, 3), axis=0).tolist()
    return red, green, blue


def _clip(values: np.ndarray) -> Pixels:
    clipped: Pixels = np.clip(values, 0, 255).astype(np.uint8)
    return clipped


def _rgb(values: object) -> Pixels:
    return np.asarray(values, dtype=np.uint8)
