"""Where a sheet lies in a photo of it: its four corners, if the table around it is seen on all sides.

From the picture's rim the table is flooded, from its middle the paper; they meet at the sheet's edge,
whatever the light. Believed is only what is straight, lies within the picture, and parts paper from something
darker or more coloured all along.
"""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.pixels import GREY, WHITE, shrunk
from pipeline.image import PageImage, Pixels

Points = NDArray[np.float64]

CORNERS: Final = 4
AROUND, SHEET = 1, 2  # what is flooded from where
LONG_SIDE: Final = 480  # pixels of the picture in which the sheet is looked for
SMALLEST_SIDE: Final = 60
RIM: Final = 6  # pixels of that picture: the table must be seen at least so wide
TABLE: Final = 30  # levels by which the table differs from paper in some colour
RIM_SHARE: Final = 0.9  # of each side of the picture that must be table
PRINT: Final = 9  # pixels: print is thinner
MIDDLE: Final = 8  # one part of so many, to all sides from the picture's middle, must be paper
LEAST_AREA: Final = 0.25  # of the picture
SQUARE: Final = 0.57  # cosine of the sharpest corner: 55 degrees
CORNER: Final = 0.05  # of an edge, next to its corners, that may be bent or hidden
NEAR: Final = 12.0  # pixels from a rough edge within which the true one lies
STRAIGHT: Final = 2.5  # pixels by which an edge may leave its line, in the mean
PROBES: Final = 64  # places at which an edge is looked at closely
REACH: Final = 5.0  # pixels to both sides
PROFILE: Final = 61  # points of each look
STEP: Final = 15  # levels by which paper is lighter than what lies beside it
STEP_SHARE: Final = 0.9  # of the places at which it must be


def outline_of(page: PageImage) -> Points | None:
    """Return the sheet's corners, (4, 2) pixels of the page, clockwise from the top left; None if unsure."""
    apart = max(1, max(page.width, page.height) // LONG_SIDE)
    few = page.pixels[::apart, ::apart]  # enough to know a scan by, and much cheaper than shrinking it
    if min(few.shape[:2]) < SMALLEST_SIDE or not _table_around(few):
        return None
    small = shrunk(page.pixels, LONG_SIDE / max(page.width, page.height))
    rough = _corners_of(_sheet(small))
    if rough is None or not _believable(rough, small):
        return None
    scale = np.array((page.width / small.shape[1], page.height / small.shape[0]))
    return _refined(rough * scale, page.pixels, float(scale.mean()))


def _table_around(small: Pixels) -> bool:
    """Tell whether all four sides of the picture show something darker or more coloured than its middle."""
    channels = small.reshape(*small.shape[:2], -1)
    middle = channels[_middle(small)].reshape(-1, channels.shape[2])
    darkest = middle.min(axis=1)
    paper = np.median(middle[darkest >= np.percentile(darkest, 60)], axis=0)
    sides = channels[:RIM], channels[-RIM:], channels[:, :RIM], channels[:, -RIM:]
    return all(float(((paper - side).max(axis=2) > TABLE).mean()) >= RIM_SHARE for side in sides)


def _middle(picture: NDArray[Any]) -> tuple[slice, slice]:
    height, width = picture.shape[:2]
    y, x, up, left = height // 2, width // 2, height // MIDDLE, width // MIDDLE
    return slice(y - up, y + up), slice(x - left, x + left)


def _sheet(small: Pixels) -> Pixels:
    """Return 255 where the sheet lies."""
    bare = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((PRINT, PRINT), np.uint8))
    bare = cv2.medianBlur(np.asarray(bare, np.uint8), 5)
    markers = np.zeros(small.shape[:2], np.int32)
    rim = RIM // 2
    markers[:rim] = markers[-rim:] = markers[:, :rim] = markers[:, -rim:] = AROUND
    markers[_middle(markers)] = SHEET
    colour = cv2.cvtColor(bare, cv2.COLOR_GRAY2RGB) if small.ndim == GREY else bare
    flooded = np.asarray(cv2.watershed(np.asarray(colour, np.uint8), markers), np.int32)
    return np.where(flooded == SHEET, np.uint8(WHITE), np.uint8(0))


def _corners_of(sheet: Pixels) -> Points | None:
    """Return where the lines along the sheet's edges meet; None where these are not four and straight."""
    found, _ = cv2.findContours(sheet, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not found:
        return None
    contour = max(found, key=len)
    rough = _quadrilateral(np.asarray(contour, np.int32))
    if rough is None:
        return None
    points = contour.reshape(-1, 2).astype(np.float64) + 0.5
    lines = [_line(_beside(points, rough[at], rough[(at + 1) % CORNERS])) for at in range(CORNERS)]
    return _meetings(lines)


def _quadrilateral(contour: NDArray[np.int32]) -> Points | None:
    """Return the four corners of a contour's hull, clockwise from the top left."""
    hull = cv2.convexHull(contour)
    around = cv2.arcLength(hull, closed=True)
    for share in (0.02, 0.035, 0.05, 0.07):
        corners = cv2.approxPolyDP(hull, share * around, closed=True).reshape(-1, 2).astype(np.float64) + 0.5
        if len(corners) == CORNERS:
            return _in_order(corners)
    return None


def _in_order(corners: Points) -> Points:
    away = corners - corners.mean(axis=0)
    clockwise = corners[np.argsort(np.arctan2(away[:, 1], away[:, 0]))]
    return np.asarray(np.roll(clockwise, -int(np.argmin(clockwise.sum(axis=1))), axis=0), np.float64)


def _beside(points: Points, start: Points, end: Points) -> Points:
    """Return the points that lie along an edge, away from its corners."""
    along = (end - start) / np.linalg.norm(end - start)
    share = (points - start) @ along / np.linalg.norm(end - start)
    aside = np.abs((points - start) @ np.array((-along[1], along[0])))
    beside = (share > CORNER) & (share < 1 - CORNER) & (aside < NEAR)
    return np.asarray(points[beside], np.float64)


def _line(points: Points, spread: float = STRAIGHT) -> Points | None:
    """Return the line (a, b, c), ax + by + c = 0, along points; None where they lie along none."""
    if len(points) < PROBES // 4:
        return None
    vx, vy, x, y = cv2.fitLine(points.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
    line = np.array((-vy, vx, vy * x - vx * y))
    away = np.abs(points @ line[:2] + line[2])
    return line if float(away.mean()) <= spread else None


def _meetings(lines: list[Points | None]) -> Points | None:
    """Return where each line meets the one before it."""
    known = [line for line in lines if line is not None]
    if len(known) < CORNERS:
        return None
    met = np.array([np.cross(known[at - 1], known[at]) for at in range(CORNERS)])
    if np.abs(met[:, 2]).min() < 1 - SQUARE:  # sine of the corner
        return None
    return np.asarray(met[:, :2] / met[:, 2:], np.float64)


def _believable(corners: Points, small: Pixels) -> bool:
    """Tell whether corners are those of a sheet that lies whole in the picture."""
    height, width = small.shape[:2]
    inside = bool(((corners > 0) & (corners < (width, height))).all())
    area = cv2.contourArea(corners.astype(np.float32))
    return inside and cv2.isContourConvex(corners.astype(np.float32)) and area >= LEAST_AREA * width * height


def _refined(corners: Points, pixels: Pixels, scale: float) -> Points | None:
    """Move edges to where paper ends in the picture itself; None where it does not all along."""
    lines = []
    for at in range(CORNERS):
        points = _ends_of_paper(pixels, corners[at], corners[(at + 1) % CORNERS], REACH * scale)
        lines.append(_line(points, STRAIGHT * scale) if len(points) >= STEP_SHARE * PROBES else None)
    return _meetings(lines)


def _ends_of_paper(pixels: Pixels, start: Points, end: Points, reach: float) -> Points:
    """Return where, across an edge, the paper ends: there it grows darker or more coloured most steeply."""
    along = (end - start) / np.linalg.norm(end - start)
    outwards = np.array((along[1], -along[0]))  # corners go clockwise, y points down
    places = start + np.linspace(CORNER, 1 - CORNER, PROBES)[:, None] * (end - start)
    distances = np.linspace(-reach, reach, PROFILE)
    grid = (places[:, None] + distances[:, None] * outwards - 0.5).astype(np.float32)
    seen = cv2.remap(pixels, grid[..., 0], grid[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(seen, (5, 3)).reshape(PROBES, PROFILE, -1).astype(np.float64)
    step = 5
    falls = (smooth[:, :-step] - smooth[:, step:]).max(axis=2)
    best = falls.argmax(axis=1)
    sure = falls.max(axis=1) >= STEP
    found = distances[best] + distances[step] / 2 - distances[0] / 2
    return np.asarray((places + found[:, None] * outwards)[sure], np.float64)
