"""Digits that are no figures: dates, numbers of documents, headings, footnotes. Hidden, while words stay."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from reports.audit.flow import HEADING, Flow

HIDDEN: Final = "·"
_DASH: Final = r"\s*[-–]\s*"
_PAPERS: Final = (
    "quyết định|nghị định|nghị quyết|thông tư|công văn|văn bản|kế hoạch|chỉ thị|tờ trình|báo cáo|thông báo"
    "|đề án|luật|hướng dẫn|quy chế|biểu|biểu mẫu|phụ lục|mẫu|mục|phần|khoản|điều|điểm|chương|quầy|phòng"
)
NO_FIGURES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"https?://\S+|\S+@\S+",
        r"\d+\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ][^\W\d]*(?:\s*[-–&]\s*[^\W\d]+)*(?=[\s,.;:)]|$)(?<=[A-ZĐa-z])",
        rf"\b(?:{_PAPERS})\s+(?:số\s*:?\s*)?\d+(?:/\d+)*",
        r"\bsố\s*:?\s*\d+(?=\s+(?:đường|phố|ngõ|nhà))",
        r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}",
        r"\bngày\s+\d{1,2}(?:/\d{1,2})?(?:\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4}\d?)?",
        r"\btháng\s+(?:\d{1,2})(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?",
        r"\bquý\s+(?:\d|[IVX]+)(?:\s*/\s*\d{4})?",
        rf"(?<!\d)(?:19|20)\d\d{_DASH}(?:19|20)\d\d(?!\d)",
        r"\bnăm\s+(?:19|20)\d\d\d?(?!\d)|(?<=[IVX]/)(?:19|20)\d\d(?!\d)",
        r"(?<![\d.,/])(?:0?[1-9]|1[0-2])/20\d\d(?!\d)",
        r"\b(?:từ|đến)\s+\d{1,2}/\d{1,2}(?![\d/])(?!\s*(?:xã|hồ sơ|đơn vị))",
        r"\b(?:mức độ|cấp độ|thứ|hạng|loại|lần thứ|khóa|nhiệm kỳ)\s+\d+(?:\s*(?:,|và|-)\s*\d+)*",
        r"\b\d{1,2}\s+tháng\b",
        r"\(\d{1,2}\)",  # the number of a table's column
        r"“\d+ [^”]{2,30}”",
        r"(?<![\d.,])0\d{9,10}(?!\d)",
    )
)
_FOOTNOTE: Final = re.compile(r"\d{1,2}\s*(?=[A-ZĐ][^\W\d]+)")


def mask(whole: Flow) -> str:
    """Return the text, as long as it was, with every digit that belongs to no figure replaced by a dot."""
    text = whole.text
    for pattern in NO_FIGURES:
        text = pattern.sub(_hide, text)
    marks = [*_headings(whole), *_footnotes(whole, text)]
    return blanked(text, marks, _dots)


def blanked(text: str, spans: Iterable[tuple[int, int]], covered: Callable[[str], str]) -> str:
    """Return the text with what `covered` makes of each span; spans do not overlap, lengths stay."""
    pieces, last = [], 0
    for start, end in sorted(spans):
        pieces += [text[last:start], covered(text[start:end])]
        last = max(last, end)
    return "".join([*pieces, text[last:]])


def _headings(whole: Flow) -> Iterator[tuple[int, int]]:
    for start in whole.blocks:
        head = HEADING.match(whole.text, start)
        if head:
            yield head.span()


def _footnotes(whole: Flow, text: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers that lines of footnotes begin with: "1 Kế hoạch số …"."""
    for offset, _ in whole.lines:
        found = _FOOTNOTE.match(text, offset)
        if found and HIDDEN in text[found.end() : found.end() + 60]:
            yield found.span()


def _hide(found: re.Match[str]) -> str:
    return _dots(found[0])


def _dots(words: str) -> str:
    return re.sub(r"\d", HIDDEN, words)
