"""What was read from a file, as JSON values and as plain text: the stable form other programs build on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.errors import REASONS
from pipeline.model import FieldValue, PageReading, Part, Remark, Word

PAGE_BREAK: Final = "\f"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file, or one page of it, could not be read: a key of REASONS; `detail` is for the log."""

    code: str
    page: int | None = None
    detail: str = ""

    @property
    def message(self) -> str:
        return REASONS[self.code] if self.page is None else f"Trang {self.page}: {REASONS[self.code]}"


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file, read as far as it could be; `sha256` is None where it could not be opened.

    With a failure `pages` are those that could be read, and there are no parts. `batch`: a stack of many
    dossiers, so that its document also has what a clerk must be told.
    """

    source: str
    sha256: str | None
    pages: tuple[PageReading, ...] = ()
    parts: tuple[Part, ...] = ()
    failure: Failure | None = None
    remarks: tuple[Remark, ...] = ()
    batch: bool = False


def as_document(reading: FileReading) -> dict[str, Any]:
    """Return a file's JSON: its keys are a contract. Boxes are [x, y, w, h] in pixels of the upright page."""
    failure = reading.failure
    document = {
        "source": reading.source,
        "sha256": reading.sha256,
        "state": "rejected" if failure else "ok",
        "reason": {"code": failure.code, "message": failure.message} if failure else None,
        "pages": [_page(page) for page in reading.pages],
        "parts": [_part(part) for part in reading.parts],
    }
    return {**document, "remarks": [*_remarks(reading)]} if reading.batch else document


def _remarks(reading: FileReading) -> Iterator[dict[str, Any]]:
    """Yield what is said of the whole stack, then of each part."""
    for remark in reading.remarks:
        yield {"code": remark.code, "message": remark.text, "pages": list(remark.pages)}
    for part in reading.parts:
        for remark in part.remarks:
            yield {"code": remark.code, "message": remark.text, "pages": list(remark.pages or part.pages)}


def as_text(pages: Sequence[PageReading]) -> str:
    """Return the text of all pages, each ended by a form feed, as `pdftotext` does."""
    return "".join(f"{page.text}\n{PAGE_BREAK}" for page in pages)


def _page(page: PageReading) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "rotation": page.rotation,
        "skew": round(page.skew, 2),
        "blank": page.blank,
        "flaws": list(page.flaws),
        "text_layer": page.text_layer,
        "text": page.text,
        "words": [_word(word) for word in page.words],
    }


def _word(word: Word) -> dict[str, Any]:
    known = {"text": word.text, "box": list(word.box), "confidence": round(word.confidence, 3)}
    return {**known, "as_read": word.as_read} if word.as_read else known


def _part(part: Part) -> dict[str, Any]:
    return {
        "pages": list(part.pages),
        "type": part.type,
        "dossier": part.dossier,
        "confidence": round(part.confidence, 3),
        "candidates": [
            {"type": candidate.type, "score": round(candidate.score, 3), "reason": candidate.reason}
            for candidate in part.candidates
        ],
        "fields": {name: _field(field) for name, field in part.fields.items()},
    }


def _field(field: FieldValue) -> dict[str, Any]:
    """Tell a value; where from, if it is not print; where a hand wrote it; what contradicts it."""
    known: dict[str, Any] = {"value": field.value, "confidence": round(field.confidence, 3)}
    if field.source != "print":
        known |= {"source": field.source, "page": field.page, "box": field.box and list(field.box)}
    return {**known, "remark": field.remark} if field.remark else known
