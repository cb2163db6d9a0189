"""The structure of a TIFF: whether its directories, their values and the picture data lie inside the file."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

MAX_DIRECTORIES: Final = 5000
MAX_ENTRIES: Final = 1024
MAX_VALUES: Final = 2_000_000  # strips and tiles of one file; what comes after them is believed
VALUE_BYTES: Final = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
NUMBERS: Final = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
COMPRESSION: Final = 259
UNCOMPRESSED: Final = 1
DATA: Final = ((273, 279), (324, 325), (513, 514))  # (offsets, byte counts) of strips, tiles, old JPEG
UNWRITTEN: Final = (
    64  # a compressed strip does not end in that many zeros; a file whose size was set beforehand does
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How numbers are written: byte order, and the sizes in which TIFF and BigTIFF differ."""

    order: str
    big: bool

    @property
    def offset(self) -> int:
        return 8 if self.big else 4

    @property
    def count(self) -> int:
        return 8 if self.big else 2

    @property
    def entry(self) -> int:
        return 20 if self.big else 12

    def number(self, data: bytes) -> int:
        return int.from_bytes(data, "little" if self.order == "<" else "big")


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a directory; `position` is where its values stand."""

    kind: int
    count: int
    position: int

    @property
    def end(self) -> int:
        return self.position + self.count * VALUE_BYTES.get(self.kind, 1)


def tables_inside(file: BinaryIO, size: int) -> bool:
    """Return whether every directory and all it points to lies inside the file."""
    file.seek(0)
    head = file.read(16)
    layout = Layout("<" if head[:1] == b"I" else ">", big=head[2:4] in {b"+\x00", b"\x00+"})
    at = layout.number(head[8:16] if layout.big else head[4:8])
    seen: set[int] = set()
    budget = MAX_VALUES
    while at and at not in seen and len(seen) < MAX_DIRECTORIES and budget > 0:
        seen.add(at)
        directory = _directory(file, layout, at) if at < size else None
        if directory is None:
            return False
        entries, following = directory
        if any(entry.end > size for entry in entries.values()) or not _data_inside(
            file, layout, entries, size
        ):
            return False
        budget -= sum(entries[tag].count for pair in DATA for tag in pair if tag in entries)
        at = following
    return bool(seen)


def _directory(file: BinaryIO, layout: Layout, at: int) -> tuple[dict[int, Entry], int] | None:
    """Read one directory: its entries by tag, where the next one is (0: none); None if cut off or empty."""
    file.seek(at)
    count = file.read(layout.count)
    length = min(layout.number(count), MAX_ENTRIES) * layout.entry
    table = file.read(length + layout.offset)
    if not length or len(table) < length + layout.offset:
        return None
    start = at + layout.count
    entries = {
        layout.number(table[i : i + 2]): _entry(layout, table[i : i + layout.entry], start + i)
        for i in range(0, length, layout.entry)
    }
    return entries, layout.number(table[length:])


def _entry(layout: Layout, raw: bytes, at: int) -> Entry:
    kind = layout.number(raw[2:4])
    count = layout.number(raw[4 : 4 + layout.offset])
    if count * VALUE_BYTES.get(kind, 1) <= layout.offset:
        return Entry(kind, count, at + 4 + layout.offset)
    return Entry(kind, count, layout.number(raw[4 + layout.offset :]))


def _data_inside(file: BinaryIO, layout: Layout, entries: dict[int, Entry], size: int) -> bool:
    compressed = next(_values(file, layout, entries.get(COMPRESSION)), UNCOMPRESSED) != UNCOMPRESSED
    last = (0, 0)
    for offsets_tag, counts_tag in DATA:
        counts = _values(file, layout, entries.get(counts_tag))
        for offset in _values(file, layout, entries.get(offsets_tag)):
            length = next(counts, 0)
            if offset + length > size:
                return False
            last = max(last, (offset, length))
    return not compressed or _written(file, *last)


def _values(file: BinaryIO, layout: Layout, entry: Entry | None) -> Iterator[int]:
    """Yield an entry's numbers, read in one piece."""
    if entry is None or entry.kind not in NUMBERS:
        return
    file.seek(entry.position)
    width = VALUE_BYTES[entry.kind]
    data = file.read(min(entry.count, MAX_VALUES) * width)
    yield from (
        value
        for (value,) in struct.iter_unpack(
            layout.order + NUMBERS[entry.kind], data[: len(data) // width * width]
        )
    )


def _written(file: BinaryIO, offset: int, length: int) -> bool:
    if length < UNWRITTEN:
        return True
    file.seek(offset + length - UNWRITTEN)
    return any(file.read(UNWRITTEN))
