"""Tells print from the strokes of a seal or of a signature: a small network looks at shapes.

The network (`seal_strokes.onnx`, made by `python -m bench.teach_seals`) was taught with drawn seals alone.
"""

from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleaning.pixels import WHITE
from pipeline.image import Pixels

MODEL: Final = Path(__file__).with_name("seal_strokes.onnx")
SIDE: Final = 416  # pixels of what the network looks at: 53 mm at DPI
DPI: Final = 200  # of what it was taught with, letters of 13 to 14 points
LEAST_CHANGE: Final = 0.08  # of the resolution: less is not worth its blur
PRINT: Final = -1.5  # log odds from which a pixel is kept: print lost is worse than a stroke left
PAPER_RANK: Final = 85  # percentile of lightness

Bits = NDArray[np.bool_]


def darkness(grey: Pixels) -> NDArray[np.float32]:
    """Return how dark pixels are against the paper about them, 0..1."""
    paper = max(1.0, float(np.percentile(grey, PAPER_RANK)))
    return np.asarray(np.clip((paper - grey.astype(np.float32)) / paper, 0, 1), np.float32)


def print_in(piece: Pixels) -> Bits:
    """Return where print covers a grey piece of SIDE by SIDE pixels at about DPI, whatever else does."""
    network = _network()
    network.setInput(darkness(piece)[None, None])
    return np.asarray(network.forward()[0, 0] > PRINT, np.bool_)


def print_about(grey: Pixels, middle: tuple[float, float], dpi: int) -> Bits:
    """Return where print covers a page, within SIDE / 2 at DPI about a place (x, y); elsewhere nothing."""
    scale = DPI / dpi if abs(DPI / dpi - 1) > LEAST_CHANGE else 1.0
    across, down = (round(SIDE / 2 - scale * place) for place in middle)
    there = np.array([[scale, 0, across], [0, scale, down]])
    piece = cv2.warpAffine(grey, there, (SIDE, SIDE), borderValue=(WHITE,))
    told = print_in(np.asarray(piece, np.uint8)).astype(np.uint8)
    back = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(told, there, grey.shape[::-1], flags=back), np.bool_)


@cache
def _network() -> cv2.dnn.Net:
    """Return the network, read once in each process."""
    return cv2.dnn.readNetFromONNX(str(MODEL))
