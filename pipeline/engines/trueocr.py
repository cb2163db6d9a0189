"""The line reader of the package trueocr (an optional extra): a small network run by ONNX Runtime.

It reads lines that have been found, and tells for every place of a line how likely each letter is.
"""

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pipeline.image import PageImage, Pixels
from pipeline.model import Box
from pipeline.strip import Alphabet, Strip, alphabet

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# The network computes the logarithms of its letters' probabilities, but the file names only the best letter
# as its output. A protocol buffer may be written in pieces: one more output, put behind the file, is read
# with it.
PROBABILITIES: Final = "/LogSoftmax_output_0"
WINDOW: Final = 3  # the network is shown the line with as much above and below it
OVERHANG: Final = 0.3  # of the line's height, beside it


class TrueOcr:
    """Reads lines; the network is loaded when the first is read."""

    def is_installed(self) -> bool:
        return find_spec("trueocr") is not None and find_spec("onnxruntime") is not None

    def read_lines(self, page: PageImage, lines: Sequence[Box]) -> tuple[Strip, ...]:
        """Return what was seen of each line; boxes reach from the marks above letters to those below."""
        from trueocr import preprocess  # noqa: PLC0415 - an optional extra

        grey = _grey(page)
        crops = [preprocess.crop_line(grey, _corners(line), window=WINDOW, pad_x=OVERHANG) for line in lines]
        strips: list[Strip | None] = [None] * len(lines)
        for batch in preprocess.width_batches([crop.shape[1] for crop in crops]):
            pixels, widths = preprocess.pad_batch([crops[place] for place in batch])
            wanted = [PROBABILITIES, "lengths"]
            seen, lengths = _network().run(wanted, {"x": pixels, "widths": widths})
            for row, place in enumerate(batch):
                strips[place] = _strip(seen[row, : int(lengths[row])], lines[place])
        return tuple(strip for strip in strips if strip is not None)


def _corners(line: Box) -> tuple[int, int, int, int]:
    return line.x, line.y, line.x + line.w, line.y + line.h


def _grey(page: PageImage) -> Pixels:
    return page.pixels if page.pixels.ndim == 2 else np.asarray(page.pixels.mean(axis=2), np.uint8)  # noqa: PLR2004


def _strip(seen: Any, line: Box) -> Strip:  # noqa: ANN401 - untyped in ONNX Runtime
    beside = OVERHANG * line.h
    return Strip(seen, _alphabet(), line.x - beside, (line.w + 2 * beside) / len(seen))


@cache
def _alphabet() -> Alphabet:
    meta = json.loads((files("trueocr") / "models" / "meta.json").read_text(encoding="utf-8"))
    return alphabet(tuple(unicodedata.normalize("NFC", letter) for letter in meta["charset"]))


@cache
def _network() -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415 - an optional extra

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would keep the memory of the widest line
    model = (files("trueocr") / "models" / "rec.onnx").read_bytes() + _one_more_output(PROBABILITIES)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _one_more_output(name: str) -> bytes:
    """Return ModelProto{graph: GraphProto{output: ValueInfoProto{name}}} as a protocol buffer."""
    message = name.encode()
    for field in (1, 12, 7):  # ValueInfoProto.name, GraphProto.output, ModelProto.graph
        message = bytes([field << 3 | 2, len(message)]) + message
    return message
