"""Reads the register of dossiers (sổ theo dõi hồ sơ) from CSV."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from catalogue.dossier import DOSSIER_CODE, Channel, Dossier
from catalogue.model import Catalogue
from catalogue.sheet import Row, SheetError, read_rows

# The other columns may be left out: ngay_hen_tra, ngay_tra, dieu_kien.
REQUIRED: Final = ("ma_ho_so", "ma_thu_tuc", "ma_don_vi", "ngay_tiep_nhan", "hinh_thuc")

# As officials write them, with tones and without.
CHANNELS: Final = {
    "trực tuyến": Channel.ONLINE,
    "truc tuyen": Channel.ONLINE,
    "trực tiếp": Channel.DIRECT,
    "truc tiep": Channel.DIRECT,
    "bưu chính": Channel.POST,
    "buu chinh": Channel.POST,
    "bưu chính công ích": Channel.POST,
    "buu chinh cong ich": Channel.POST,
}

# 03/11/2026 or 2026-11-03; the time of day behind it, which some programs add, is left out.
DAY: Final = re.compile(
    r"(?:(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})|(?P<iso>\d{4}-\d\d-\d\d))"
    r"(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?",
    re.ASCII,
)
DAY_OF_CODE: Final = re.compile(r"-(\d\d)(\d\d)(\d\d)-", re.ASCII)
# A province may write its own suffix after the national code: 1.001193.H37, 1.001193.000.00.00.H37.
LOCAL_SUFFIX: Final = re.compile(r"(\.000\.00\.00)?\.H\d\d$", re.ASCII)


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that was refused: its line in the file (the header is line 1) and why, in Vietnamese."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """What a register gave: the dossiers of its good rows, and an error for each of the others."""

    dossiers: tuple[Dossier, ...]
    errors: tuple[RowError, ...]


class _RefusedError(Exception):
    """Why a row cannot be taken, in Vietnamese."""


def read_register(text: str, catalogue: Catalogue, today: date = date.max) -> RegisterReading:
    """Read the decoded text of a register, in the columns `REQUIRED` and the optional ones.

    A refused row does not stop the others; what to do with the good ones is the caller's choice.
    What was received or resolved after `today` is refused.
    """
    lines: dict[str, int] = {}
    dossiers: list[Dossier] = []
    errors: list[RowError] = []
    try:
        for row in read_rows(text, REQUIRED):
            try:
                dossiers.append(_dossier(row, lines, catalogue, today))
            except _RefusedError as refused:
                errors.append(RowError(row.line, str(refused)))
    except SheetError as stopped:
        errors.append(RowError(stopped.line, str(stopped)))
    return RegisterReading(tuple(dossiers), tuple(errors))


def _dossier(row: Row, lines: dict[str, int], catalogue: Catalogue, today: date) -> Dossier:
    """Return the dossier of a row and note its line; `lines` are those of the dossiers before it."""
    if row.overfull:
        raise _RefusedError("có nhiều ô hơn dòng tiêu đề")
    received = _day("ngay_tiep_nhan", _filled(row, "ngay_tiep_nhan"))
    dossier = Dossier(
        code=_code(_filled(row, "ma_ho_so")),
        procedure=_procedure(_filled(row, "ma_thu_tuc"), received, catalogue),
        unit=_unit(_filled(row, "ma_don_vi"), received, catalogue),
        received_on=received,
        channel=_channel(_filled(row, "hinh_thuc")),
        due_on=_later_day(row, "ngay_hen_tra", received),
        resolved_on=_later_day(row, "ngay_tra", received),
        facts=_facts(row.cells.get("dieu_kien", ""), catalogue),
    )
    _refuse_future("ngay_tiep_nhan", received, today)
    _refuse_future("ngay_tra", dossier.resolved_on, today)
    if dossier.code in lines:
        raise _RefusedError(f"mã hồ sơ {dossier.code} đã có ở dòng {lines[dossier.code]}")
    lines[dossier.code] = row.line
    return dossier


def _filled(row: Row, column: str) -> str:
    if not row.cells[column]:
        raise _RefusedError(f"{column}: để trống")
    return row.cells[column]


def _code(cell: str) -> str:
    if not (cell.isascii() and DOSSIER_CODE.fullmatch(cell)):
        raise _RefusedError(f"ma_ho_so: {cell!r} sai quy cách mã hồ sơ")
    year, month, day = DAY_OF_CODE.findall(cell)[0]
    if _calendar(2000 + int(year), int(month), int(day)) is None:
        raise _RefusedError(f"ma_ho_so: ngày trong mã {cell!r} không có thật")
    return cell


def _procedure(cell: str, on: date, catalogue: Catalogue) -> str:
    codes = (cell, LOCAL_SUFFIX.sub("", cell))
    for code in codes:
        if catalogue.procedure(code, on):
            return code
    if any(procedure.code in codes for procedure in catalogue.procedures):
        raise _RefusedError(f"ma_thu_tuc: thủ tục {cell!r} không có hiệu lực vào ngày {on:%d/%m/%Y}")
    raise _RefusedError(f"ma_thu_tuc: không có thủ tục {cell!r} trong danh mục")


def _unit(cell: str, on: date, catalogue: Catalogue) -> str:
    if catalogue.unit_on(cell, on):
        return cell
    if catalogue.unit(cell):
        raise _RefusedError(f"ma_don_vi: đơn vị {cell!r} không có hiệu lực vào ngày {on:%d/%m/%Y}")
    raise _RefusedError(f"ma_don_vi: không có đơn vị {cell!r} trong danh mục")


def _channel(cell: str) -> Channel:
    if cell.casefold() not in CHANNELS:
        raise _RefusedError(f"hinh_thuc: {cell!r} không phải trực tuyến, trực tiếp hoặc bưu chính")
    return CHANNELS[cell.casefold()]


def _later_day(row: Row, column: str, received: date) -> date | None:
    cell = row.cells.get(column, "")
    day = _day(column, cell) if cell else None
    if day and day < received:
        raise _RefusedError(f"{column}: {cell} trước ngày tiếp nhận {received:%d/%m/%Y}")
    return day


def _refuse_future(column: str, day: date | None, today: date) -> None:
    if day and day > today:
        raise _RefusedError(f"{column}: {day:%d/%m/%Y} sau hôm nay ({today:%d/%m/%Y})")


def _day(column: str, cell: str) -> date:
    found = DAY.fullmatch(cell)
    if found is None:
        raise _RefusedError(f"{column}: {cell!r} không phải ngày dạng dd/mm/yyyy")
    written = found["iso"].split("-") if found["iso"] else found.group("year", "month", "day")
    real = _calendar(*map(int, written))
    if real is None:
        raise _RefusedError(f"{column}: ngày {cell} không có thật")
    return real


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _facts(cell: str, catalogue: Catalogue) -> frozenset[str]:
    facts = frozenset(re.split(r"[;,\s]+", cell)) - {""}
    unknown = sorted(facts - catalogue.conditions.keys())
    if unknown:
        raise _RefusedError(f"dieu_kien: không có điều kiện {', '.join(unknown)} trong danh mục")
    return facts
