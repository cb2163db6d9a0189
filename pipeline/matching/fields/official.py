"""The values of an official document, whatever its type: what Decree 30/2020/NĐ-CP puts where."""

from collections.abc import Sequence
from typing import Final

from pipeline.matching.fields.bodies import initials
from pipeline.matching.fields.document import class_of, signer_of, subject_of, urgency_of
from pipeline.matching.fields.heading import head_rows, issued_by, issued_on, own_number, symbol_behind
from pipeline.matching.fields.rowtext import RowText
from pipeline.matching.look import Look
from pipeline.model import FieldValue

# Names of the fields, and how they are called on the screen.
OFFICIAL: Final = {
    "loai_van_ban": "Loại văn bản",
    "so_ky_hieu": "Số, ký hiệu",
    "ky_hieu": "Ký hiệu",
    "ngay_ban_hanh": "Ngày ban hành",
    "co_quan": "Cơ quan ban hành",
    "co_quan_cap_tren": "Cơ quan cấp trên",
    "trich_yeu": "Trích yếu",
    "do_khan": "Độ khẩn",
    "nguoi_ky": "Người ký",
}


def official_fields(looks: Sequence[Look], texts: Sequence[Sequence[RowText]]) -> dict[str, FieldValue]:
    """Return what the heading of the first page and the foot of the last one say.

    A page without the national header, a number or a place and date bears no heading: nothing is returned.
    """
    first = looks[0]
    head = head_rows(first, texts[0])
    numbered = own_number(head)
    issued, place = issued_on(head)
    if not _has_heading(first, numbered is not None, issued is not None):
        return {}
    symbol = numbered.symbol if numbered else None
    letters = (symbol.value if symbol else "") if numbered else None
    kind = class_of(first, letters, _below_header(head, first))
    body = issued_by(first, head, numbered.row if numbered else None, place)
    if numbered and numbered.number and not symbol and body:
        symbol = symbol_behind(initials(body.name.value), numbered)
    found = {
        "loai_van_ban": kind,
        "so_ky_hieu": numbered.number if numbered else None,
        "ky_hieu": symbol,
        "ngay_ban_hanh": issued,
        "co_quan": body and body.name,
        "co_quan_cap_tren": body and body.above,
        "trich_yeu": subject_of(head, kind),
        "do_khan": urgency_of(first.page, head),
        "nguoi_ky": signer_of(looks[-1], texts[-1]),
    }
    return {name: value for name, value in found.items() if value is not None}


def _has_heading(look: Look, numbered: bool, dated: bool) -> bool:  # noqa: FBT001 - two findings
    return numbered or (look.national and dated)


def _below_header(rows: Sequence[RowText], look: Look) -> list[RowText]:
    header = [row.line.box.y for row in rows if "doc lap" in row.flat or "chu nghia viet nam" in row.flat]
    top = max(header, default=0)
    return [row for row in rows if row.line.box.y > top] or [*rows][: len(look.rows)]
