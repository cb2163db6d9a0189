"""The structure of a JPEG: whether its pictures end inside the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

FIRST_READ: Final = 4096
LARGEST_READ: Final = 1024 * 1024
MAX_SEGMENTS: Final = 100_000
# In a scan's data 0xFF is followed by 0x00 or a restart marker; anything else ends the scan.
MARKER: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
BEGIN: Final = b"\xff\xd8"
END: Final = 0xD9
WITHOUT_LENGTH: Final = frozenset({0x01, 0xD8, END})
APP2: Final = 0xE2
MULTI_PICTURE: Final = b"MPF\x00"
PICTURES_TAG: Final = 0xB002
MAX_PICTURES: Final = 64


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker and where its length field stands; `length` counts that field too."""

    marker: int
    position: int
    length: int


def pictures_inside(file: BinaryIO, size: int) -> bool:
    """Return whether the first picture reaches its end, and the last one that it tells of too."""
    last = 0
    for segment in _segments(file, 0):
        if segment.marker == END:
            return not last or _picture_inside(file, last, size)
        if segment.marker == APP2:
            last = max(last, _last_picture(file, segment))
    return False


def _picture_inside(file: BinaryIO, start: int, size: int) -> bool:
    """Return whether the picture at `start` reaches its end; what is no picture at all is not waited for."""
    if start + len(BEGIN) > size:
        return False
    file.seek(start)
    begin = file.read(len(BEGIN))
    if begin != BEGIN:
        return any(begin)
    return any(segment.marker == END for segment in _segments(file, start))


def _segments(file: BinaryIO, start: int) -> Iterator[Segment]:
    """Yield a picture's segments up to END; fewer where the file is cut off."""
    position = start + len(BEGIN)
    for _ in range(MAX_SEGMENTS):
        found = _next_marker(file, position)
        if found is None:
            return
        marker, position = found
        length = 0 if marker in WITHOUT_LENGTH else _number(file, position)
        yield Segment(marker, position, length)
        if marker == END:
            return
        position += length


def _number(file: BinaryIO, position: int) -> int:
    file.seek(position)
    return int.from_bytes(file.read(2), "big")


def _next_marker(file: BinaryIO, position: int) -> tuple[int, int] | None:
    """Find the next marker that is no part of a scan's data: (marker, position after it)."""
    file.seek(position)
    length, overlap = FIRST_READ, b""
    while chunk := file.read(length):
        window = overlap + chunk
        if match := MARKER.search(window):
            return window[match.end() - 1], position - len(overlap) + match.end()
        position += len(chunk)
        overlap = window[-1:] if window.endswith(b"\xff") else b""
        length = min(LARGEST_READ, length * 2)
    return None


def _last_picture(file: BinaryIO, segment: Segment) -> int:
    """Return where the last picture of a multi-picture file (MPO) begins; 0 where the segment tells of none.

    The segment holds a directory like that of a TIFF, with offsets from its own beginning; its field
    PICTURES_TAG leads to 16 bytes a picture: attributes, size, offset. Sizes are known to be wrong.
    """
    start = segment.position + 2 + len(MULTI_PICTURE)
    file.seek(start - len(MULTI_PICTURE))
    content = file.read(max(0, segment.length - 2))
    if not content.startswith(MULTI_PICTURE):
        return 0
    table = content.removeprefix(MULTI_PICTURE)
    offset = max(_Numbers(table, little=table.startswith(b"II")).pictures(), default=0)
    return start + offset if offset else 0


@dataclass(frozen=True, slots=True)
class _Numbers:
    table: bytes
    little: bool

    def at(self, position: int, width: int) -> int:
        return int.from_bytes(self.table[position : position + width], "little" if self.little else "big")

    def pictures(self) -> Iterator[int]:
        """Yield the offset of each picture; the first has 0."""
        directory = self.at(4, 4)
        for entry in range(directory + 2, directory + 2 + 12 * min(self.at(directory, 2), 64), 12):
            if self.at(entry, 2) == PICTURES_TAG:
                first, length = self.at(entry + 8, 4), self.at(entry + 4, 4)
                yield from (
                    self.at(p + 8, 4) for p in range(first, first + min(length, 16 * MAX_PICTURES), 16)
                )
