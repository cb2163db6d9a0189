"""The small networks of the package trueocr (an optional extra), run by ONNX Runtime.

One reads lines that have been found, and tells for every place of a line how likely each letter is; another
finds lines. The package's own order of work is not used: it turns and straightens pages by its own lights.
"""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import groupby, pairwise
from math import ceil, exp, floor
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.deadline import seconds_left
from pipeline.image import PageImage, Pixels
from pipeline.model import Box, Word
from pipeline.strip import Alphabet, Strip, alphabet

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, RunOptions
    from trueocr.page import PageEngine

# The network computes the logarithms of its letters' probabilities, but the file names only the best letter
# as its output. A protocol buffer may be written in pieces: one more output, put behind the file, is read
# with it.
PROBABILITIES: Final = "/LogSoftmax_output_0"
WINDOW: Final = 3  # the network is shown the line with as much above and below it
OVERHANG: Final = 0.3  # of the line's height, beside it
BATCH: Final = 8  # lines at once: more do not fit the processor's cache, and take longer


class TrueOcr:
    """Reads lines; the network is loaded when the first is read."""

    def is_installed(self) -> bool:
        return find_spec("trueocr") is not None and find_spec("onnxruntime") is not None

    def read_lines(self, page: PageImage, lines: Sequence[Box]) -> tuple[Strip, ...]:
        """Return what was seen of each line; boxes reach from the marks above letters to those below.

        Raises ScanError("timeout") when the page's time is over, which is looked at from batch to batch.
        """
        from trueocr import preprocess  # noqa: PLC0415 - an optional extra

        grey = _grey(page)
        crops = [preprocess.crop_line(grey, _corners(line), window=WINDOW, pad_x=OVERHANG) for line in lines]
        strips: list[Strip | None] = [None] * len(lines)
        batches = preprocess.width_batches([crop.shape[1] for crop in crops], max_batch=BATCH)
        for number, batch in enumerate(batches, 1):
            seconds_left()
            pixels, widths = preprocess.pad_batch([crops[place] for place in batch])
            wanted = [PROBABILITIES, "lengths"]
            given_back = _given_back() if number == len(batches) else None
            seen, lengths = _network().run(wanted, {"x": pixels, "widths": widths}, given_back)
            for row, place in enumerate(batch):
                strips[place] = _strip(seen[row, : int(lengths[row])], lines[place])
        return tuple(strip for strip in strips if strip is not None)

    def read(self, page: PageImage) -> tuple[Word, ...]:
        """Find the lines of a page and read them; words are as sure as their least sure letter."""
        grey = _grey(page)
        found = _finder().detect(grey)
        places = _finder().reading_order(found, [""] * len(found), (page.width, page.height))
        lines = [_whole(found[place]) for place in places]
        numbers = _numbers(lines)
        strips = self.read_lines(page, lines)
        read = zip(strips, lines, numbers, strict=True)
        return tuple(word for strip, box, number in read for word in _words(strip, box, number))


def _whole(found: NDArray[np.float32]) -> Box:
    """Return a line that was found, (left, top, right, foot, score), in whole pixels."""
    left, top = max(0, floor(found[0])), max(0, floor(found[1]))
    return Box(left, top, max(1, ceil(found[2]) - left), max(1, ceil(found[3]) - top))


def _numbers(lines: Sequence[Box]) -> list[int]:
    """Return numbers of lines, one left out where the next does not stand close below."""
    numbers: list[int] = []
    for before, line in pairwise([None, *lines]):
        close = before is not None and line is not None and _follows(before, line)
        numbers.append((numbers[-1] + (1 if close else 2)) if numbers else 0)
    return numbers


def _follows(before: Box, line: Box) -> bool:
    gap = line.y - before.y - before.h
    beside = min(before.x + before.w, line.x + line.w) <= max(before.x, line.x)
    return -before.h / 2 < gap < before.h and not beside


def _words(strip: Strip, line: Box, number: int) -> Iterator[Word]:
    """Cut what was seen of a line at its blanks."""
    letters = strip.letters()
    for is_blank, run in groupby(letters, key=lambda letter: letter.text == " "):
        word = list(run)
        if not is_blank:
            left = max(line.x, round(strip.left + word[0].frame * strip.step))
            right = min(line.x + line.w, round(strip.left + (word[-1].frame + 1.5) * strip.step))
            text = unicodedata.normalize("NFC", "".join(letter.text for letter in word))
            sure = min(exp(letter.log_probability) for letter in word)
            yield Word(text, Box(left, line.y, max(1, right - left), line.h), min(1.0, sure), number)


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
def _finder() -> "PageEngine":
    from trueocr.page import PageEngine  # noqa: PLC0415 - an optional extra

    return PageEngine(files("trueocr") / "models", threads=1)


@cache
def _network() -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415 - an optional extra

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = (files("trueocr") / "models" / "rec.onnx").read_bytes() + _one_more_output(PROBABILITIES)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@cache
def _given_back() -> "RunOptions":
    """Return options by which a run gives back the memory that it and those before it took."""
    import onnxruntime  # noqa: PLC0415 - an optional extra

    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options


def _one_more_output(name: str) -> bytes:
    """Return ModelProto{graph: GraphProto{output: ValueInfoProto{name}}} as a protocol buffer."""
    message = name.encode()
    for field in (1, 12, 7):  # ValueInfoProto.name, GraphProto.output, ModelProto.graph
        message = bytes([field << 3 | 2, len(message)]) + message
    return message
