"""Takes the values of a paper: behind its type's labels, from its heading, from its codes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from catalogue.model import ComponentType
from pipeline.matching.fields.checks import checked
from pipeline.matching.fields.codes import coded_fields
from pipeline.matching.fields.heading import own_number
from pipeline.matching.fields.labelled import alone, labelled
from pipeline.matching.fields.official import official_fields
from pipeline.matching.fields.rowtext import RowText, rows_of
from pipeline.matching.fold import fold
from pipeline.matching.look import TITLE_BAND, Look
from pipeline.model import FieldValue

_SEVERAL: Final = 2  # values that a hand wrote: one alone may be a misreading
_SURELY: Final = 0.98  # print among handwriting is read at least so surely
_SAID_OTHERWISE: Final = 0.8  # what was read less surely contradicts no code: it was misread


def take_fields(kind: ComponentType | None, pages: Sequence[Look]) -> dict[str, FieldValue]:
    """Return what a paper of a type (or of none that is known) bears; what is blank is left out.

    A code on it wins over what was read; what contradicts it is told in the remark.
    """
    texts = [rows_of(page) for page in pages]
    found = official_fields(pages, texts)
    specs = kind.fields if kind else ()
    parts = {spec.after for spec in specs if spec.after}
    for spec in specs:
        value = labelled(spec, texts, parts)
        if spec.kind == "number_symbol":
            value = _numbered(pages[0], texts[0])
        elif spec.kind == "certificate_serial" and value is None:
            value = alone(spec.kind, texts)
        if value is not None:
            found[spec.name] = value
    found |= _of_one_hand(
        {s.name: found[s.name] for s in specs if s.name in found and s.kind != "number_symbol"}
    )
    coded = coded_fields(page.page for page in pages)
    values = _with_codes(found, coded, {spec.name: spec.kind for spec in specs})
    return checked(specs, values, "\n".join(page.page.text for page in pages))


def _numbered(page: Look, texts: Sequence[RowText]) -> FieldValue | None:
    """Find the paper's own number: it stands at the top of its first page."""
    top = [text for text in texts if text.line.box.y <= TITLE_BAND * page.page.height]
    numbered = own_number(top)
    return numbered.number if numbered else None


def _of_one_hand(found: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Take a value for written where most on its page are: who fills a form by hand fills in all of it.

    A neat hand is read as if it were print, and what was read so is not to be trusted.
    """
    told: dict[str, FieldValue] = {}
    for page in {value.page for value in found.values()}:
        mine = {name: value for name, value in found.items() if value.page == page}
        written = sum(value.source == "hand" for value in mine.values())
        if written >= _SEVERAL and 2 * written > len(mine):
            told |= {name: value for name, value in mine.items() if value.confidence < _SURELY}
    return {name: replace(value, value="", confidence=0.0, source="hand") for name, value in told.items()}


def _with_codes(
    found: Mapping[str, FieldValue], coded: Mapping[str, FieldValue], asked: Mapping[str, str]
) -> dict[str, FieldValue]:
    """Let what a code says win: for fields that the type asks for (kinds by name), the dossier's own."""
    values = dict(found)
    for name, value in coded.items():
        if name in asked or name in {"ma_ho_so", "ma_thu_tuc", "so_phat_hanh"}:
            values[name] = _preferred(value, found.get(name), free=asked.get(name) == "text")
    return values


def _preferred(code: FieldValue, read: FieldValue | None, *, free: bool) -> FieldValue:
    """Return the code's value, with what the print says otherwise; places are cut and worded anew."""
    if read is None or free or read.source == "hand" or fold(read.value) == fold(code.value):
        return code
    if read.confidence < _SAID_OTHERWISE:
        return code
    remark = f"Mã QR ghi “{code.value}”, chữ in ở trang {read.page} đọc được “{read.value}”"
    return replace(code, remark=remark)
