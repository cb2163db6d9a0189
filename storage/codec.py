"""Turns pages and parts into rows and back; lists are kept as compact JSON."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import RowMapping

from pipeline.model import Box, Candidate, Code, FieldValue, PageReading, Part, Remark, Stamp, Word

Row = dict[str, Any]


def page_to_row(scan_id: int, page: PageReading) -> Row:
    """Return a row of `pages`; a word is the list [text, x, y, w, h, confidence, line, as_read]."""
    return {
        "scan_id": scan_id,
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "rotation": page.rotation,
        "skew": page.skew,
        "blank": page.blank,
        "text": page.text,
        "words": [_word_to_row(word) for word in page.words],
        "cpu_seconds": page.cpu_seconds,
        "flaws": list(page.flaws),
        "text_layer": page.text_layer,
        "codes": [[code.text, list(code.box), code.kind] for code in page.codes],
        "stamps": [[stamp.kind, stamp.text, list(stamp.box), stamp.confidence] for stamp in page.stamps],
        "hand": [list(box) for box in page.hand],
    }


def page_from_row(row: RowMapping) -> PageReading:
    """Return the reading that `page_to_row` was given."""
    return PageReading(
        number=row["number"],
        width=row["width"],
        height=row["height"],
        dpi=row["dpi"],
        rotation=row["rotation"],
        skew=row["skew"],
        blank=row["blank"],
        text=row["text"],
        words=tuple(_word_from_row(*word) for word in row["words"]),
        cpu_seconds=row["cpu_seconds"],
        flaws=tuple(row["flaws"]),
        text_layer=row["text_layer"],
        codes=tuple(Code(text, Box(*box), kind) for text, box, kind in row["codes"]),
        stamps=tuple(Stamp(kind, text, Box(*box), sure) for kind, text, box, sure in row["stamps"]),
        hand=tuple(Box(*box) for box in row["hand"]),
    )


def _word_to_row(word: Word) -> list[Any]:
    cells = [word.text, *word.box, word.confidence, word.line]
    return [*cells, word.as_read] if word.as_read else cells


def _word_from_row(text: str, *cells: Any) -> Word:  # noqa: ANN401 - the cells of a JSON list
    x, y, w, h, sure, line, *rest = cells
    return Word(text, Box(x, y, w, h), sure, line, *rest)


def part_to_row(scan_id: int, ordinal: int, part: Part) -> Row:
    """Return a row of `parts`."""
    return {
        "scan_id": scan_id,
        "ordinal": ordinal,
        "pages": list(part.pages),
        "type": part.type,
        "confidence": part.confidence,
        "candidates": [[candidate.type, candidate.score, candidate.reason] for candidate in part.candidates],
        "fields": {name: _field_to_row(field) for name, field in part.fields.items()},
        "certified_copy": part.certified_copy,
        "dossier_code": part.dossier,
        "region": part.region and list(part.region),
        "remarks": remarks_to_row(part.remarks),
    }


def part_from_row(row: RowMapping) -> Part:
    """Return the part that `part_to_row` was given."""
    return Part(
        pages=tuple(row["pages"]),
        type=row["type"],
        confidence=row["confidence"],
        candidates=tuple(Candidate(*candidate) for candidate in row["candidates"]),
        fields={name: _field_from_row(*field) for name, field in row["fields"].items()},
        certified_copy=row["certified_copy"],
        dossier=row["dossier_code"],
        region=row["region"] and Box(*row["region"]),
        remarks=remarks_from_row(row["remarks"]),
    )


def remarks_to_row(remarks: Iterable[Remark]) -> list[Any]:
    """Return the JSON of remarks."""
    return [[remark.code, remark.text, list(remark.pages)] for remark in remarks]


def remarks_from_row(cells: Iterable[Any]) -> tuple[Remark, ...]:
    """Return the remarks that `remarks_to_row` was given."""
    return tuple(Remark(code, text, tuple(pages)) for code, text, pages in cells)


def _field_to_row(field: FieldValue) -> list[Any]:
    place = field.box and list(field.box)
    return [field.value, field.confidence, field.page, place, field.source, field.remark]


def _field_from_row(value: str, confidence: float, *cells: Any) -> FieldValue:  # noqa: ANN401 - cells of JSON
    page, place, *rest = cells or (0, None)
    return FieldValue(value, confidence, page, place and Box(*place), *rest)
