"""One page being drawn: pixels, and the words that were put on it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from pipeline.image import Pixels
from samples.blocks import Paper
from samples.typefaces import MM_PER_POINT, font, width

A4: Final = (210.0, 297.0)  # mm
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TrueWord:
    """A word, its box (x, y, width, height) in mm of the upright sheet, and whether a hand wrote it."""

    text: str
    box: tuple[float, float, float, float]
    hand: bool


@dataclass(frozen=True, slots=True)
class Type:
    """Letters: a font file, its size in points, a colour."""

    file: str
    points: float
    colour: Colour

    @property
    def height(self) -> float:
        return self.points * MM_PER_POINT

    def width(self, text: str) -> float:
        return width(text, self.file, self.points)


@dataclass(frozen=True, slots=True)
class Run:
    """A text that was printed or written: left end and baseline in mm, and its letters."""

    x: float
    baseline: float
    text: str
    letters: Type


class Sheet:
    """An A4 page at `dpi` dots an inch; all lengths are mm, from its top left corner."""

    def __init__(self, paper: Paper, dpi: int, rng: np.random.Generator) -> None:
        self.paper = paper
        self.dpi = dpi
        self.rng = rng
        self.image = Image.new("RGB", (self.px(A4[0]), self.px(A4[1])), paper.tint)
        self.draw = ImageDraw.Draw(self.image)
        self.words: list[TrueWord] = []
        self.runs: list[Run] = []
        if paper.pattern:
            self._pattern(paper.pattern)
        if paper.frame:
            self._frame(paper.frame)

    def px(self, mm: float) -> int:
        return round(mm * self.dpi / 25.4)

    def pixels(self) -> Pixels:
        return np.asarray(self.image, dtype=np.uint8).copy()

    def text(self, x: float, baseline: float, text: str, letters: Type) -> float:
        """Print a text with its left end at x; return where it ends."""
        face = font(letters.file, self.px(letters.height))
        self.draw.text((self.px(x), self.px(baseline)), text, font=face, fill=letters.colour, anchor="ls")
        self._remember(x, baseline, text, letters, hand=False)
        return x + face.getlength(text) * 25.4 / self.dpi

    def write(self, x: float, baseline: float, text: str, letters: Type) -> float:
        """Write a text by hand, word by word, none quite straight; return where it ends."""
        for word in text.split():
            scale, rise = self.rng.uniform(0.95, 1.06), self.rng.uniform(-0.35, 0.25)
            own = Type(letters.file, letters.points * scale, letters.colour)
            self._hand_word(x, baseline + rise, word, own)
            self._remember(x, baseline + rise, word, own, hand=True)
            x += own.width(word) + own.width(" ") * self.rng.uniform(0.8, 1.3)
        return x

    def line(self, start: tuple[float, float], end: tuple[float, float], thick: float = 0.25) -> None:
        points = [(self.px(start[0]), self.px(start[1])), (self.px(end[0]), self.px(end[1]))]
        self.draw.line(points, fill=(40, 40, 42), width=max(1, self.px(thick)))

    def stamp(self, mask: Pixels, centre: tuple[float, float], colour: Colour) -> None:
        """Lay ink over what is there, as much as `mask` (0..255) says; dark stays dark under it."""
        h, w = mask.shape
        left, top = self.px(centre[0]) - w // 2, self.px(centre[1]) - h // 2
        page = np.asarray(self.image)
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + w, page.shape[1]), min(top + h, page.shape[0])
        if x1 <= x0 or y1 <= y0:
            return
        part = mask[y0 - top : y1 - top, x0 - left : x1 - left, None].astype(np.float32) / 255
        under = page[y0:y1, x0:x1].astype(np.float32)
        inked = under * (1 - part * (1 - np.array(colour, np.float32) / 255))
        self.image.paste(Image.fromarray(inked.astype(np.uint8)), (x0, y0))

    def photocopy(self) -> None:
        """Turn all that is on the sheet into the greys of a copying machine."""
        grey = np.asarray(self.image.convert("L"), np.float32)
        harder = np.clip((grey - 60) * 1.28, 12, 252).astype(np.uint8)
        self.image.paste(Image.fromarray(harder).convert("RGB"))

    def _hand_word(self, x: float, baseline: float, word: str, letters: Type) -> None:
        face = font(letters.file, self.px(letters.height))
        pad = self.px(letters.height)
        size = (round(face.getlength(word)) + 2 * pad, 3 * pad)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).text(
            (pad, 2 * pad), word, font=face, fill=int(self.rng.integers(205, 250)), anchor="ls"
        )
        mask = mask.rotate(self.rng.uniform(-1.6, 1.6), Image.Resampling.BICUBIC, center=(pad, 2 * pad))
        self.image.paste(letters.colour, (self.px(x) - pad, self.px(baseline) - 2 * pad), mask)

    def _remember(self, x: float, baseline: float, text: str, letters: Type, *, hand: bool) -> None:
        self.runs.append(Run(x, baseline, text, letters))
        at = 0
        for word in text.split():
            at = text.index(word, at)
            left = x + letters.width(text[:at])
            box = (left, baseline - letters.height * 0.9, letters.width(word), letters.height * 1.15)
            self.words.append(TrueWord(word, (box[0], box[1], box[2], box[3]), hand))
            at += len(word)

    def _pattern(self, colour: Colour) -> None:
        step, reach = self.px(3.4), self.image.height
        for row in range(0, reach, step):
            xs = np.arange(0, self.image.width + 8, 8)
            ys = row + np.sin(xs / self.px(4.0)) * self.px(1.1)
            self.draw.line(
                list(zip(xs.tolist(), ys.tolist(), strict=True)), fill=colour, width=max(1, self.px(0.12))
            )

    def _frame(self, colour: Colour) -> None:
        for inset, thick in ((8.0, 1.1), (10.2, 0.3), (11.2, 0.3)):
            box = (self.px(inset), self.px(inset), self.px(A4[0] - inset), self.px(A4[1] - inset))
            self.draw.rectangle(box, outline=colour, width=max(1, self.px(thick)))
