"""Sets a form on sheets: one function for each kind of block (DRAW); what does not fit begins a page."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from samples import ink
from samples.blocks import (
    BLACK,
    Block,
    Break,
    Copied,
    Fill,
    Form,
    Gap,
    Header,
    Picture,
    Recipients,
    Signature,
    Signatures,
    Stamped,
    Table,
    Text,
    Title,
)
from samples.pictures import PICTURES
from samples.sheet import A4, Sheet, Type
from samples.typefaces import HANDS, font, printed

DOT: Final = "."


class Setter:
    """Where on which sheet the next block goes, and with which letters."""

    def __init__(self, form: Form, dpi: int, rng: np.random.Generator) -> None:
        self.paper = form.paper
        self.dpi = dpi
        self.rng = rng
        names = sorted(HANDS)
        self.hand_file, self.hand_scale = HANDS[names[int(rng.integers(len(names)))]]
        self.pen = ink.PEN_BLUE if rng.random() < 0.7 else ink.PEN_BLACK  # noqa: PLR2004
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self.new_page()

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def left(self) -> float:
        return self.paper.margins[3]

    @property
    def width(self) -> float:
        return A4[0] - self.paper.margins[3] - self.paper.margins[1]

    @property
    def leading(self) -> float:
        return self.letters().height * self.paper.leading

    def letters(self, size: float = 0, *, bold: bool = False, italic: bool = False) -> Type:
        return Type(printed(self.paper.family, bold=bold, italic=italic), size or self.paper.size, BLACK)

    def handwriting(self, size: float = 0) -> Type:
        return Type(self.hand_file, (size or self.paper.size) * self.hand_scale, self.pen)

    def new_page(self) -> None:
        self.sheets.append(Sheet(self.paper, self.dpi, self.rng))
        self.y = self.paper.margins[0]
        if len(self.sheets) > 1 and self.paper.numbered:
            centred(self, A4[0] / 2, 14, str(len(self.sheets)), self.letters())

    def keep(self, height: float) -> None:
        """Begin a page if a stretch of this height does not fit here."""
        if self.y + height > A4[1] - self.paper.margins[2]:
            self.new_page()

    def take(self, height: float) -> float:
        """Return the y below a stretch of this height, on the next page if it does not fit here."""
        self.keep(height)
        self.y += height
        return self.y


def typeset(form: Form, dpi: int, rng: np.random.Generator) -> list[Sheet]:
    """Return the sheets that a form fills at `dpi`."""
    setter = Setter(form, dpi, rng)
    for block in form.blocks:
        DRAW[type(block)](setter, block)
    return setter.sheets


def centred(setter: Setter, x: float, baseline: float, text: str, letters: Type) -> float:
    """Print a text round x; return its width."""
    width = letters.width(text)
    setter.sheet.text(x - width / 2, baseline, text, letters)
    return width


def wrap(text: str, letters: Type, first: float, rest: float) -> list[str]:
    """Break a text into lines: the first at most `first` mm wide, the others `rest`."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and letters.width(longer) > (rest if lines else first):
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _header(setter: Setter, block: Header) -> None:
    if block.form_code:
        small = setter.letters(11, italic=True)
        setter.sheet.text(
            setter.left + setter.width - small.width(block.form_code), setter.take(4), block.form_code, small
        )
        setter.y += 2
    if block.emblem:
        PICTURES["emblem"](setter.sheet, setter.y, ())
        setter.y += 21
    if block.body:
        _two_columns(setter, block)
    else:
        _motto(setter, A4[0] / 2, setter.y + 5)
        setter.y += 16
        if block.date_line:
            small = setter.letters(italic=True)
            setter.sheet.text(
                setter.left + setter.width - small.width(block.date_line),
                setter.take(4),
                block.date_line,
                small,
            )
    setter.y += 3


def _two_columns(setter: Setter, block: Header) -> None:
    """Left a third and a half for the bodies, the rest for the national motto, on the same lines."""
    left, right = setter.left - 6 + 36, setter.left + setter.width - 47
    top = setter.y + 5
    lengths = [
        centred(setter, left, top + 5.4 * place, line, _fit(setter, line, 70, bold=line == block.body[-1]))
        for place, line in enumerate(block.body)
    ]
    foot = top + 5.4 * (len(block.body) - 1) + 1.8
    setter.sheet.line((left - lengths[-1] / 5, foot), (left + lengths[-1] / 5, foot))
    _motto(setter, right, top)
    below = max(foot, top + 7.2) + 6.2
    if block.number:
        centred(setter, left, below, block.number, setter.letters())
    if block.date_line:
        centred(setter, right, below, block.date_line, setter.letters(italic=True))
    setter.y = below + 3


def _fit(setter: Setter, text: str, width: float, *, bold: bool) -> Type:
    letters = setter.letters(12, bold=bold)
    return setter.letters(12 * min(1.0, width / letters.width(text)), bold=bold)


def _motto(setter: Setter, x: float, top: float) -> None:
    centred(setter, x, top, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", setter.letters(12, bold=True))
    length = centred(setter, x, top + 5.6, "Độc lập - Tự do - Hạnh phúc", setter.letters(13, bold=True))
    setter.sheet.line((x - length / 2, top + 7.4), (x + length / 2, top + 7.4), 0.3)


def _title(setter: Setter, block: Title) -> None:
    letters = setter.letters(block.size, bold=True)
    for line in _balanced(block.text, letters, setter.width):
        own = Type(letters.file, letters.points, block.colour)
        centred(setter, setter.left + setter.width / 2, setter.take(7.4), line, own)
    small = setter.letters(italic=block.under.startswith("("), bold=not block.under.startswith("("))
    for line in _balanced(block.under, small, setter.width) if block.under else ():
        centred(setter, setter.left + setter.width / 2, setter.take(6), line, small)
    setter.y += 4


def _balanced(text: str, letters: Type, width: float) -> list[str]:
    """Break a title into as few lines as fit, about equally long."""
    count = len(wrap(text, letters, width, width))
    even = letters.width(text) / count
    tries = (wrap(text, letters, reach, reach) for reach in np.linspace(even, width, 20).tolist())
    return next((lines for lines in tries if len(lines) == count), wrap(text, letters, width, width))


def _text(setter: Setter, block: Text) -> None:
    letters = (
        setter.handwriting(block.size)
        if block.hand
        else setter.letters(block.size, bold=block.bold, italic=block.italic)
    )
    lines = wrap(
        block.text, letters, setter.width - block.indent - 4 * block.hand, setter.width - 4 * block.hand
    )
    height = letters.height / (setter.hand_scale if block.hand else 1) * setter.paper.leading
    if block.bold:
        setter.keep(height * 2.6)  # a heading never stands last on a page
    for place, line in enumerate(lines):
        baseline = setter.take(height)
        inset = block.indent if place == 0 else 0.0
        if block.hand:
            setter.sheet.write(setter.left + inset, baseline, line, letters)
        elif block.align == "justify" and place < len(lines) - 1:
            _justified(setter, setter.left + inset, baseline, (line, setter.width - inset), letters)
        else:
            spare = setter.width - inset - letters.width(line)
            shift = {"center": spare / 2, "right": spare}.get(block.align, 0.0)
            setter.sheet.text(setter.left + inset + shift, baseline, line, letters)
    setter.y += 1.8


def _justified(setter: Setter, x: float, baseline: float, line: tuple[str, float], letters: Type) -> None:
    words = line[0].split()
    spare = line[1] - sum(letters.width(word) for word in words)
    gap = min(spare / max(len(words) - 1, 1), letters.height)
    for word in words:
        x = setter.sheet.text(x, baseline, word, letters) + gap


def _fill(setter: Setter, block: Fill) -> None:
    shares = np.array(block.shares or (1.0,) * len(block.pairs))
    widths = shares / shares.sum() * setter.width
    baseline, x, rest = setter.take(setter.leading), setter.left, ""
    for (label, value), width in zip(block.pairs, widths.tolist(), strict=True):
        rest = _pair(setter, block, (x, baseline, width), (f"{label}:" if label else "", value))
        x += width
    while rest:  # only the last pair of a row may run on
        baseline = setter.take(setter.leading)
        rest = _pair(setter, block, (setter.left, baseline, setter.width), ("", rest))
    setter.y += 0.7


def _pair(setter: Setter, block: Fill, place: tuple[float, float, float], pair: tuple[str, str]) -> str:
    """Set one label and as much of its value as fits; return what is left over."""
    x, baseline, width = place
    label, value = pair
    end = x + width - 2
    start = setter.sheet.text(x, baseline, label, setter.letters()) + 1.2 if label else x
    letters = setter.handwriting() if block.hand else setter.letters(bold=block.bold)
    line, *others = wrap(value, letters, (end - start) * 0.96, setter.width * 0.93)
    if line and letters.width(line) > end - start and not others and label:
        line, others = "", [line]
    if block.hand:
        _dots(setter, start, end, baseline + 0.7)
        setter.sheet.write(start + 1, baseline - 0.3, line, letters)
    else:
        setter.sheet.text(start, baseline, line, letters)
    return " ".join(others)


def _dots(setter: Setter, start: float, end: float, baseline: float) -> None:
    letters = setter.letters()
    face = Type(letters.file, letters.points, (70, 70, 72))
    drawn = font(letters.file, setter.sheet.px(letters.height)).getlength(DOT * 100) * 25.4 / setter.dpi
    count = max(0, int((end - start) / drawn * 100))
    before = len(setter.sheet.words)
    setter.sheet.text(start, baseline, DOT * count, face)
    del setter.sheet.words[before:]  # leaders are no words


def _table(setter: Setter, block: Table) -> None:
    shares = np.array(block.widths)
    setter.y += 1.5
    edges = setter.left + np.concatenate([[0.0], np.cumsum(shares / shares.sum() * setter.width)])
    _row(setter, block.head, edges.tolist(), setter.letters(12, bold=True), hand=False)
    for row in block.rows:
        letters = setter.handwriting(11.5) if block.hand else setter.letters(12)
        _row(setter, row, edges.tolist(), letters, hand=block.hand)
    setter.y += 3


def _row(setter: Setter, cells: Sequence[str], edges: list[float], letters: Type, *, hand: bool) -> None:
    pitch = setter.letters(12).height * 1.25
    wrapped = [
        wrap(cell, letters, right - left - 3, right - left - 3)
        for cell, left, right in zip(cells, edges, edges[1:], strict=False)
    ]
    height = max(len(lines) for lines in wrapped) * pitch + 2
    bottom = setter.take(height)
    top = bottom - height
    for lines, left in zip(wrapped, edges, strict=False):
        for place, line in enumerate(lines):
            baseline = top + pitch * (place + 0.85) + 0.6
            (setter.sheet.write if hand else setter.sheet.text)(left + 1.5, baseline, line, letters)
    for y in (top, bottom):
        setter.sheet.line((edges[0], y), (edges[-1], y))
    for x in edges:
        setter.sheet.line((x, top), (x, bottom))


def _signatures(setter: Setter, block: Signatures) -> None:
    height = max(_signature_height(block.left), _signature_height(block.right))
    top = setter.take(height) - height + 3
    _half(setter, block.left, (setter.left + setter.width * 0.24, top))
    _half(setter, block.right, (setter.left + setter.width * 0.73, top))


def _signature_height(half: Signature | Recipients | None) -> float:
    if isinstance(half, Signature):
        return 50 + 5.6 * len(half.role) + (6 if half.date_line else 0)
    return 0 if half is None else 10 + 5 * len(half.lines)


def _half(setter: Setter, half: Signature | Recipients | None, place: tuple[float, float]) -> None:
    if isinstance(half, Recipients):
        setter.sheet.text(
            setter.left,
            place[1] + 8,
            "Nơi nhận:",
            Type(printed(setter.paper.family, bold=True, italic=True), 12, BLACK),
        )
        for row, line in enumerate(half.lines):
            setter.sheet.text(setter.left, place[1] + 13 + 4.8 * row, f"- {line}", setter.letters(11))
    elif isinstance(half, Signature):
        _signature(setter, half, place[0], place[1])


def _signature(setter: Setter, half: Signature, x: float, top: float) -> None:
    y = top + 5
    if half.date_line:
        centred(setter, x, y, half.date_line, setter.letters(italic=True))
        y += 6
    for line in half.role:
        centred(setter, x, y, line, setter.letters(bold=True))
        y += 5.6
    if half.note:
        centred(setter, x, y, half.note, setter.letters(12, italic=True))
    foot = y + 35
    if half.hand:
        letters = setter.handwriting()
        setter.sheet.write(x - letters.width(half.name) / 2, foot, half.name, letters)
    else:
        centred(setter, x, foot, half.name, setter.letters(bold=True))
    if half.signed:
        setter.sheet.stamp(ink.signature(setter.dpi, setter.rng), (x, foot - 14), ink.PEN_BLUE)
    if half.seal:
        place_seal(setter.sheet, half.seal, (x - 20, foot - 15))


def place_seal(sheet: Sheet, words: str, centre: tuple[float, float]) -> None:
    """Stamp a round red seal; `words` are those round its rim, a bar, those across it."""
    rim, _, across = words.partition("|")
    moved = (centre[0] + sheet.rng.uniform(-2, 2), centre[1] + sheet.rng.uniform(-1.5, 1.5))
    sheet.stamp(ink.seal((rim, across), sheet.dpi, sheet.rng), moved, ink.SEAL_RED)


def _gap(setter: Setter, block: Gap) -> None:
    setter.y += block.height


def _break(setter: Setter, block: Break) -> None:
    del block
    setter.new_page()


def _picture(setter: Setter, block: Picture) -> None:
    top = setter.take(block.height) - block.height
    PICTURES[block.name](setter.sheet, top, block.words)


def _copied(setter: Setter, block: Copied) -> None:
    """Stamp the words of certification into a box, in dark ink, with signature and seal at its right."""
    for sheet in setter.sheets:
        sheet.photocopy()
    top = setter.take(52) - 52
    letters = Type(printed(setter.paper.family, bold=True), 12, ink.PEN_BLUE)
    plain = Type(printed(setter.paper.family), 12, ink.PEN_BLUE)
    x = setter.left + setter.width / 2
    lines = ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", block.number, block.date_line, *block.body)
    for row, line in enumerate(lines):
        centred(setter, x, top + 6 + 5.6 * row, line, plain if row in {1, 2} else letters)
    centred(setter, x, top + 50, block.name, letters)
    setter.sheet.stamp(ink.signature(setter.dpi, setter.rng), (x + 2, top + 39), ink.PEN_BLUE)
    place_seal(setter.sheet, block.seal, (x - 22, top + 40))


def _stamped(setter: Setter, block: Stamped) -> None:
    setter.sheets[0].stamp(ink.framed(block.words, setter.dpi, setter.rng), block.at, block.colour)


DRAW: Final[dict[type[Block], Callable[[Setter, Any], None]]] = {
    Header: _header,
    Title: _title,
    Text: _text,
    Fill: _fill,
    Table: _table,
    Signatures: _signatures,
    Gap: _gap,
    Break: _break,
    Picture: _picture,
    Copied: _copied,
    Stamped: _stamped,
}
