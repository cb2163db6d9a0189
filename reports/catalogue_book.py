"""The catalogue as a workbook: what an office hands round to be looked through. A sheet for each section."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from catalogue.kinds import KIND_TITLES
from catalogue.model import Catalogue, Procedure, Rule, UnitLevel

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | date | Decimal | None

LEVELS: Final[dict[UnitLevel, str]] = {
    UnitLevel.PROVINCE: "cấp tỉnh",
    UnitLevel.DISTRICT: "cấp huyện",
    UnitLevel.COMMUNE: "cấp xã",
}
RULES: Final[dict[Rule, str]] = {
    Rule.ALWAYS: "bắt buộc",
    Rule.ONE_OF: "một trong các loại",
    Rule.WHEN: "khi có điều kiện",
    Rule.SHOW_ONLY: "chỉ xuất trình",
}
PROCEDURES: Final = ("Mã", "Tên thủ tục", "Lĩnh vực", "Cấp", "Quyết định", "Từ ngày", "Đến ngày", "Kết quả")
SLOTS: Final = ("Mã thủ tục", "Từ ngày", "Thành phần", "Tên", "Quy tắc", "Điều kiện", "Loại giấy tờ")
TYPES: Final = ("Mã", "Tên loại giấy tờ", "Tiêu đề", "Cụm từ nhận biết", "Cụm từ loại trừ")
UNITS: Final = ("Mã", "Tên đơn vị", "Cấp", "Đơn vị trên", "Từ ngày", "Đến ngày", "Kế thừa bởi")
TARGETS: Final = ("Nhóm đơn vị", "Đầu vào (%)", "Đầu ra (%)", "Kế hoạch", "Từ ngày", "Đến ngày")
WIDTHS: Final = {"Tên thủ tục": 60, "Tên": 50, "Tên loại giấy tờ": 50, "Tên đơn vị": 40, "Lĩnh vực": 25}


def catalogue_book(catalogue: Catalogue) -> bytes:
    """Return the catalogue as an XLSX file; every version of a procedure, unit and target is a row."""
    from openpyxl import Workbook  # noqa: PLC0415 - 12 MiB, and the words above are on every page of slots

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, heads, rows in (
        ("Thủ tục", PROCEDURES, procedure_rows(catalogue)),
        ("Thành phần hồ sơ", SLOTS, slot_rows(catalogue)),
        ("Loại giấy tờ", TYPES, type_rows(catalogue)),
        ("Đơn vị", UNITS, unit_rows(catalogue)),
        ("Chỉ tiêu", TARGETS, target_rows(catalogue)),
    ):
        _fill(book.create_sheet(title), heads, rows)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def procedure_rows(catalogue: Catalogue) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each version of a procedure, as PROCEDURES names them."""
    for each in catalogue.procedures:
        results = "; ".join(_type_name(catalogue, code) for code in each.results)
        yield each.code, each.name, each.sector, LEVELS[each.level], each.decision, *_days(each), results


def slot_rows(catalogue: Catalogue) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each slot of each version of a procedure, as SLOTS names them."""
    for each in catalogue.procedures:
        for slot in each.requirements:
            condition = catalogue.conditions.get(slot.condition or "", slot.condition)
            types = "; ".join(_type_name(catalogue, code) for code in slot.types)
            yield each.code, each.valid_from, slot.slot, slot.title, RULES[slot.rule], condition, types


def type_rows(catalogue: Catalogue) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each component type, as TYPES names them."""
    for each in catalogue.types.values():
        lists = ("; ".join(words) for words in (each.titles, each.anchors, each.negatives))
        yield each.code, each.name, *lists


def unit_rows(catalogue: Catalogue) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each version of a unit, as UNITS names them."""
    for each in catalogue.units:
        days = (each.valid_from, each.valid_to)
        yield each.code, each.name, LEVELS[each.level], each.parent, *days, "; ".join(each.successors)


def target_rows(catalogue: Catalogue) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each target, as TARGETS names them."""
    for each in catalogue.targets:
        yield KIND_TITLES[each.kind], each.complete, each.results, each.plan, each.valid_from, each.valid_to


def _days(version: Procedure) -> tuple[date | None, date | None]:
    return version.valid_from, version.valid_to


def _type_name(catalogue: Catalogue, code: str) -> str:
    known = catalogue.types.get(code)
    return known.name if known else code


def _fill(sheet: "Worksheet", heads: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(head, 20)
        _put(sheet, 1, number, head)
        sheet.cell(1, number).font = Font(bold=True)
    for line, row in enumerate(rows, start=2):
        for number, value in enumerate(row, start=1):
            _put(sheet, line, number, value)


def _put(sheet: "Worksheet", line: int, number: int, value: Value) -> None:
    cell = sheet.cell(line, number)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it begins with: no text becomes a formula
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
