"""Names of issuing bodies: which lines make one name, which body stands above, misread spaces and marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from pipeline.matching.fold import fold
from pipeline.model import FieldValue

# The first words of a body's name; a line that begins otherwise goes on with the one above.
HEADS: Final = (
    *("uy ban", "ubnd", "hoi dong", "hdnd", "so", "bo", "cong an", "trung tam", "van phong", "phong", "ban"),
    *("chi cuc", "cuc", "tong cuc", "hoi", "lien doan", "toa an", "vien", "truong", "benh vien", "thanh tra"),
    *("chi nhanh", "kho bac", "bao hiem", "ngan hang", "tram", "doan", "dang uy", "tinh uy", "huyen uy"),
    *("thanh uy", "mat tran", "cong doan", "tong cong ty", "cong ty", "don vi", "quy", "to", "chinh phu"),
    *(
        "doi",
        "bo chi huy",
        "chi bo",
        "thanh pho truc thuoc",
        "lien hiep",
        "hiep hoi",
        "nha",
        "cuc thue",
        "thue",
    ),
)
_PLACES: Final = ("tinh", "thanh pho", "tp", "huyen", "quan", "thi xa", "xa", "phuong", "thi tran", "dac khu")
_UNITS: Final = ("thanh tra", "ban", "van phong", "phong", "to", "hoi dong")
_COMMITTEE: Final = re.compile(r"^(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\s+(.+)$")
# Names that are often misread apart or without marks: departments of a province (Decree 150/2025/NĐ-CP and
# those before it), committees.
KNOWN: Final = (
    *("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "SỞ Y TẾ", "SỞ NỘI VỤ", "SỞ TƯ PHÁP", "SỞ TÀI CHÍNH"),
    *("SỞ XÂY DỰNG", "SỞ CÔNG THƯƠNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
    *("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "SỞ DÂN TỘC VÀ TÔN GIÁO"),
    *("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "SỞ GIAO THÔNG VẬN TẢI"),
    *("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ"),
    *("VĂN PHÒNG", "THANH TRA", "CÔNG AN TỈNH", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI"),
)


class Body(NamedTuple):
    """The issuing body with its place, and the body above it, as it is printed."""

    name: FieldValue
    above: FieldValue | None


def body_of(lines: Sequence[str], value: FieldValue) -> Body | None:
    """Make names of lines; `value` says where they stand and how surely they were read."""
    names = [*_names(lines)]
    if not names:
        return None
    above = " ".join(names[:-1])
    name = names[-1]
    place = _place_of(names[-2]) if len(names) > 1 else None
    if place and not _has_place(name):
        name = f"{name} {place}"
    elif above and not place:
        name = f"{name} - {above}" if _is_unit_of(name) else name
    return Body(replace(value, value=name), replace(value, value=above) if above else None)


def _names(lines: Sequence[str]) -> Iterator[str]:
    """Join lines that are one name."""
    name = ""
    for line in (cleaned(line) for line in lines):
        if not line:
            continue
        if name and (
            name.endswith(("-", ",", " VÀ")) or not _begins_name(line) or _is_only_place(name, line)
        ):
            name = f"{name} {line}"
        else:
            if name:
                yield name
            name = line
    if name:
        yield name


def cleaned(line: str) -> str:
    """Leave out specks at a line's ends: what has no letter, unless it is a number at the end."""
    words = line.split()
    while words and not any(letter.isalpha() for letter in words[0]):
        words = words[1:]
    while words and not (
        any(letter.isalpha() for letter in words[-1]) or words[-1].isdigit() or words[-1] == "-"
    ):
        words = words[:-1]
    return re.sub(r"\s+-\s*|\s*-\s+", " - ", " ".join(words)).strip(" .,:;_|")


def initials(name: str) -> str:
    """Return the first letters of a body's name, as symbols write it: SYT for "SỞ Y TẾ"."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name))


def restored(line: str, place: str) -> str:
    """Return a line in which names with the same letters as a known one are written as that is.

    `place` is what stands before the date: a second witness for the name of the province or commune.
    """
    line = cleaned(line)
    for known in (*KNOWN, place.upper()):
        letters = _letters(known)
        at = _letters(line).find(letters) if letters else -1
        if at >= 0 and known not in line:
            start, end = _span(line, at, at + len(letters))
            if _is_word_edge(line, start, end):
                line = line[:start] + known + line[end:]
    return " ".join(line.split())


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _span(line: str, start: int, end: int) -> tuple[int, int]:
    """Return where the letters numbered `start` to `end` stand in a line."""
    places = [at for at, letter in enumerate(line) for folded in fold(letter) if folded.isalnum()]
    return places[start], places[end - 1] + 1


def _is_word_edge(line: str, start: int, end: int) -> bool:
    return (start == 0 or not line[start - 1].isalnum()) and (end == len(line) or not line[end].isalnum())


def _begins_name(line: str) -> bool:
    folded = fold(line)
    return any(folded == head or folded.startswith(f"{head} ") for head in (*HEADS, *_PLACES))


def _is_only_place(name: str, line: str) -> bool:
    """Tell "TỈNH QUẢNG NGÃI" below "ỦY BAN NHÂN DÂN", which it ends, from a body of its own."""
    return _begins_with_place(line) and not _has_place(name)


def _begins_with_place(text: str) -> bool:
    folded = fold(text)
    return any(folded.startswith(f"{place} ") for place in _PLACES)


def _has_place(name: str) -> bool:
    folded = f" {fold(name)} "
    return any(f" {place} " in folded for place in _PLACES)


def _place_of(above: str) -> str | None:
    """Return the place that a committee governs, as it is printed."""
    match = _COMMITTEE.match(fold(above))
    return above[-len(match[1]) :] if match else above if _begins_with_place(above) else None


def _is_unit_of(name: str) -> bool:
    """Tell a unit whose name says nothing without that of its body (THANH TRA)."""
    folded = f"{fold(name)} "
    return any(folded.startswith(f"{unit} ") for unit in _UNITS)
