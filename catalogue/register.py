"""Reads the register of dossiers (sổ theo dõi hồ sơ): rows in, dossiers or refusals out, one at a time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from catalogue.days import DayError, calendar_day, read_day
from catalogue.dossier import DOSSIER_CODE, Channel, Dossier, Timing
from catalogue.headers import HEADERS, Header, find_header, is_numbering
from catalogue.model import Catalogue
from catalogue.naming import procedures_named, units_named
from catalogue.record import Record, SheetError
from catalogue.wording import Standing, channel_of, late_reason_of, status_of, timing_of

DAY_OF_CODE: Final = re.compile(r"-(\d\d)(\d\d)(\d\d)-", re.ASCII)
SHORTEST_CODE: Final = len("H99-260101-0001")
# What stands below the table: "Tổng số: 10.674 hồ sơ".
TOTAL: Final = re.compile(
    r"tổng (?:số|cộng)\D*(?P<number>\d{1,3}(?:\.\d{3})+|\d+)(?: hồ sơ)?\W*", re.IGNORECASE
)
# What stands below that: "NGƯỜI LẬP BIỂU", a name, "An Lạc, ngày 30 tháng 9 năm 2025"; at most side by side.
SIGNATURE: Final = re.compile(r"|(?=\S+ \S)\D*(?:ngày \d{1,2} tháng \d{1,2} năm \d{4}\D*)?", re.IGNORECASE)
SIGNATURES: Final = 2
LONGEST_NAME: Final = 200
# How a dossier ends is read as a whole: a file with one of these columns says all of it.
ENDINGS: Final = ("ngay_tra", "ngay_rut", "ngay_tra_lai", "ngay_tam_dung", "trang_thai", "tien_do")
# The columns that a file may lack, with the fields of a dossier that it then does not touch.
OPTIONAL: Final = {
    "ngay_hen_tra": ("due_on",),
    "dieu_kien": ("facts",),
    "ly_do_qua_han": ("late_reason",),
    "can_bo": ("clerk",),
    **dict.fromkeys(ENDINGS, ("resolved_on", "withdrawn_on", "returned_on", "suspended_on", "timing")),
}


class RowError(NamedTuple):
    """A row that was refused: its line in the file and why, in Vietnamese."""

    line: int
    reason: str


class RowRead(NamedTuple):
    """A row that was taken: its line in the file and its dossier."""

    line: int
    dossier: Dossier


class _RefusedError(Exception):
    """Why a row cannot be taken, in Vietnamese, and the field that it is about."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True, slots=True)
class Layout:
    """How a source writes its registers.

    `columns` maps folded header words to fields ("": none of ours), `fixed` gives the cell of a field that
    has no column: the register of a single unit names none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RegisterReader:
    """Reads the rows of one file; what was received or ended after `today` is refused.

    `passed_over` counts rows that are no dossiers: numbered columns, headings between, signatures below.
    """

    records: Iterator[Record]
    catalogue: Catalogue
    today: date = date.max
    layout: Layout = field(default_factory=Layout)
    header: Header = field(init=False)
    rows: int = field(default=0, init=False)
    passed_over: int = field(default=0, init=False)
    _procedures: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False)
    _units: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False)
    _facts: dict[str, frozenset[str]] = field(default_factory=dict, init=False)
    _channels: dict[str, Channel] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Find the header. Raises SheetError."""
        self.header = find_header(self.records, self.layout.columns, self.layout.fixed)

    @property
    def fields(self) -> frozenset[str]:
        """The fields of a dossier that this file says something of."""
        named = {*self.header.places, *self.layout.fixed}
        told = {name for column, names in OPTIONAL.items() if column in named for name in names}
        return frozenset({"code", "procedure", "unit", "received_on", "channel", *told})

    def __iter__(self) -> Iterator[RowRead | RowError]:
        """Yield what became of each row; a row that cannot be read stops the file, and is the last."""
        try:
            for record in self.records:
                found = self._row(record)
                if found is not None:
                    yield found
        except SheetError as stopped:
            yield RowError(stopped.line, str(stopped))

    def _row(self, record: Record) -> RowRead | RowError | None:
        cells = self._cells(record)
        if self._is_no_dossier(record, cells):
            self.passed_over += 1
            return self._check_total(record)
        self.rows += 1
        if not record.grid and any(record.cells[len(self.header.cells) :]):
            return RowError(record.line, "có nhiều ô hơn dòng tiêu đề")
        try:
            return RowRead(record.line, self._dossier(cells))
        except _RefusedError as refused:
            return RowError(record.line, f"{self.header.title(refused.column)}: {refused}")

    def _cells(self, record: Record) -> dict[str, str]:
        given, count = record.cells, len(record.cells)
        cells = dict(self.layout.fixed)
        for name, place in self.header.places.items():
            cells[name] = given[place] if place < count else ""
        return cells

    def _is_no_dossier(self, record: Record, cells: Mapping[str, str]) -> bool:
        if len(cells["ma_ho_so"]) >= SHORTEST_CODE and cells["ngay_tiep_nhan"]:
            return False
        if is_numbering(record.cells) or any(TOTAL.fullmatch(cell) for cell in record.cells):
            return True
        own = self.header.places
        if _is_signature(record):
            return True
        return not any(cells[name] for name in ("ma_ho_so", "ma_thu_tuc", "ngay_tiep_nhan") if name in own)

    def _check_total(self, record: Record) -> RowError | None:
        """Hold the number of a row of totals against the rows above it: an export cut short is told by it."""
        for cell in record.cells:
            found = TOTAL.fullmatch(cell)
            if found and int(found["number"].replace(".", "")) != self.rows:
                return RowError(record.line, f"dòng tổng ghi {found['number']}, tệp có {self.rows} hồ sơ")
        return None

    def _dossier(self, cells: Mapping[str, str]) -> Dossier:
        received = _day("ngay_tiep_nhan", _filled(cells, "ngay_tiep_nhan"))
        ending = _ending(cells, received)
        row = Dossier(
            code=_code(_filled(cells, "ma_ho_so")),
            procedure=self._procedure(_filled(cells, "ma_thu_tuc"), received),
            unit=self._unit(_filled(cells, "ma_don_vi"), received),
            received_on=received,
            channel=self._channel(_filled(cells, "hinh_thuc")),
            due_on=_later_day(cells, "ngay_hen_tra", received),
            facts=self._stated(cells.get("dieu_kien", "")),
            late_reason=late_reason_of(cells.get("ly_do_qua_han", "")),
            clerk=_clerk(cells.get("can_bo", "")),
            **ending._asdict(),
        )
        _check_order(row.code, received)
        if received > self.today:
            raise _RefusedError("ngay_tiep_nhan", _after(received, self.today))
        if row.ended_on and row.ended_on > self.today:
            raise _RefusedError(_day_column(row), _after(row.ended_on, self.today))
        return row

    def _procedure(self, cell: str, on: date) -> str:
        if cell not in self._procedures:
            self._procedures[cell] = procedures_named(self.catalogue, cell)
        valid = [code for code in self._procedures[cell] if self.catalogue.procedure(code, on)]
        if len(valid) == 1:
            return valid[0]
        if valid:
            may_be = " hoặc ".join(valid)
            raise _RefusedError("ma_thu_tuc", f"“{cell}” có thể là thủ tục {may_be}; hãy ghi một mã thủ tục")
        if self._procedures[cell]:
            raise _RefusedError("ma_thu_tuc", f"thủ tục “{cell}” không có hiệu lực vào ngày {on:%d/%m/%Y}")
        raise _RefusedError("ma_thu_tuc", f"không có thủ tục “{cell}” trong danh mục")

    def _unit(self, cell: str, on: date) -> str:
        if cell not in self._units:
            self._units[cell] = units_named(self.catalogue, cell)
        valid = [code for code in self._units[cell] if self.catalogue.unit_on(code, on)]
        if len(valid) == 1:
            return valid[0]
        if valid:
            raise _RefusedError("ma_don_vi", f"có {len(valid)} đơn vị tên “{cell}”; hãy ghi mã đơn vị")
        if self._units[cell]:
            raise _RefusedError("ma_don_vi", f"đơn vị “{cell}” không có hiệu lực vào ngày {on:%d/%m/%Y}")
        raise _RefusedError("ma_don_vi", f"không có đơn vị “{cell}” trong danh mục")

    def _channel(self, cell: str) -> Channel:
        if cell not in self._channels:
            found = channel_of(cell)
            if found is None:
                raise _RefusedError("hinh_thuc", f"“{cell}” không phải trực tuyến, trực tiếp hoặc bưu chính")
            self._channels[cell] = found
        return self._channels[cell]

    def _stated(self, cell: str) -> frozenset[str]:
        if cell not in self._facts:
            facts = frozenset(re.split(r"[;,\s]+", cell)) - {""}
            unknown = sorted(facts - self.catalogue.conditions.keys())
            if unknown:
                raise _RefusedError("dieu_kien", f"không có điều kiện {', '.join(unknown)} trong danh mục")
            self._facts[cell] = facts
        return self._facts[cell]


class _Ending(NamedTuple):
    resolved_on: date | None = None
    withdrawn_on: date | None = None
    returned_on: date | None = None
    suspended_on: date | None = None
    timing: Timing | None = None


def _ending(cells: Mapping[str, str], received: date) -> _Ending:
    """Return how a dossier ended, from its days and from the words of its state."""
    resolved = _later_day(cells, "ngay_tra", received)
    withdrawn = _later_day(cells, "ngay_rut", received)
    returned = _later_day(cells, "ngay_tra_lai", received)
    status = status_of(cells.get("trang_thai", ""))
    if status.standing is Standing.WITHDRAWN and not returned:
        resolved, withdrawn = None, withdrawn or _needed(resolved, "đã rút")
    if status.standing is Standing.RETURNED and not withdrawn:
        resolved, returned = None, returned or _needed(resolved, "bị trả lại")
    days = {"ngay_tra": resolved, "ngay_rut": withdrawn, "ngay_tra_lai": returned}
    ends = [column for column, day in days.items() if day]
    if len(ends) > 1:
        others = " và ".join(HEADERS[column][0] for column in ends[1:])
        raise _RefusedError(ends[0], f"hồ sơ chỉ kết thúc một lần, nhưng có cả {others}")
    if ends:
        timing = timing_of(cells.get("tien_do", "")) or status.timing
        return _Ending(resolved, withdrawn, returned, None, timing)
    if status.standing is Standing.ENDED:  # taken in, it would be counted as open and soon as overdue
        _needed(None, "đã giải quyết")
    suspended = _later_day(cells, "ngay_tam_dung", received)
    if status.standing is Standing.SUSPENDED:
        suspended = suspended or received  # nobody says since when
    return _Ending(suspended_on=suspended)


def _needed(day: date | None, state: str) -> date:
    if day is None:
        raise _RefusedError("trang_thai", f"hồ sơ {state} nhưng không có ngày")
    return day


def _day_column(row: Dossier) -> str:
    if row.resolved_on:
        return "ngay_tra"
    return "ngay_rut" if row.withdrawn_on else "ngay_tra_lai"


def _after(day: date, today: date) -> str:
    return f"{day:%d/%m/%Y} sau hôm nay ({today:%d/%m/%Y})"


def _filled(cells: Mapping[str, str], column: str) -> str:
    if not cells[column]:
        raise _RefusedError(column, "để trống")
    return cells[column]


def _clerk(cell: str) -> str | None:
    if len(cell) > LONGEST_NAME:
        raise _RefusedError("can_bo", f"dài hơn {LONGEST_NAME} ký tự")
    return cell or None


def _code(cell: str) -> str:
    if not (cell.isascii() and DOSSIER_CODE.fullmatch(cell)):
        raise _RefusedError("ma_ho_so", f"“{cell}” sai quy cách mã hồ sơ")
    year, month, day = DAY_OF_CODE.findall(cell)[0]
    if calendar_day(2000 + int(year), int(month), int(day)) is None:
        raise _RefusedError("ma_ho_so", f"ngày trong mã “{cell}” không có thật")
    return cell


def _is_signature(record: Record) -> bool:
    filled = [cell for cell in record.cells if cell]
    return len(filled) <= SIGNATURES and all(map(SIGNATURE.fullmatch, filled))


def _check_order(code: str, received: date) -> None:
    """Refuse a day of receipt that is the code's day with day and month changed about."""
    year, month, day = map(int, DAY_OF_CODE.findall(code)[0])
    if day != month and (received.year, received.month, received.day) == (2000 + year, day, month):
        raise _RefusedError(
            "ngay_tiep_nhan",
            f"{received:%d/%m/%Y} có lẽ đảo ngày và tháng: mã hồ sơ ghi ngày "
            f"{day:02}/{month:02}/{2000 + year}",
        )


def _day(column: str, cell: str) -> date:
    try:
        return read_day(cell)
    except DayError as error:
        raise _RefusedError(column, str(error)) from error


def _later_day(cells: Mapping[str, str], column: str, received: date) -> date | None:
    cell = cells.get(column, "")
    if not cell:
        return None
    day = _day(column, cell)
    if day < received:
        raise _RefusedError(column, f"{cell} trước ngày tiếp nhận {received:%d/%m/%Y}")
    return day
