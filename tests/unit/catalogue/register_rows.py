"""A catalogue, a row of a register, and the dossier that the row means; registers read."""

from datetime import date
from io import StringIO
from typing import NamedTuple

from catalogue.dossier import Channel, Dossier
from catalogue.headers import HEADERS
from catalogue.model import Catalogue, Procedure, Unit, UnitLevel
from catalogue.record import SheetError
from catalogue.register import Layout, RegisterReader, RowError, RowRead
from catalogue.sheet import csv_records

CATALOGUE = Catalogue(
    units=(
        Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE),
        Unit("H99.15", "huyện Sơn Thủy", UnitLevel.DISTRICT, "H99", None, date(2025, 6, 30)),
        Unit("H99.101", "xã Sơn Thủy", UnitLevel.COMMUNE, "H99", date(2025, 7, 1)),
    ),
    procedures=(
        Procedure("1.001193", "Khai sinh", "Hộ tịch", UnitLevel.COMMUNE, (), ("x",), "mẫu"),
        Procedure("1.001612", "HKD", "ĐKKD", UnitLevel.COMMUNE, (), ("x",), "mẫu", date(2025, 7, 1)),
    ),
    types={},
    conditions={"co_uy_quyen": "có ủy quyền", "tre_em": "trẻ em"},
)

COLUMNS = ("ma_ho_so", "ma_thu_tuc", "ma_don_vi", "ngay_tiep_nhan", "hinh_thuc")
HEADER = [*COLUMNS, "ngay_hen_tra", "ngay_tra", "dieu_kien"]
ROW = {
    "ma_ho_so": "H99.101-261103-0001",
    "ma_thu_tuc": "1.001193",
    "ma_don_vi": "H99.101",
    "ngay_tiep_nhan": "03/11/2026",
    "hinh_thuc": "trực tiếp",
    "ngay_hen_tra": "05/11/2026",
    "ngay_tra": "04/11/2026",
    "dieu_kien": "co_uy_quyen",
}
DOSSIER = Dossier(
    code="H99.101-261103-0001",
    procedure="1.001193",
    unit="H99.101",
    received_on=date(2026, 11, 3),
    channel=Channel.DIRECT,
    due_on=date(2026, 11, 5),
    resolved_on=date(2026, 11, 4),
    facts=frozenset({"co_uy_quyen"}),
)


def sheet(*rows: dict[str, str], delimiter: str = ",", newline: str = "\n") -> str:
    lines = [HEADER, *([row[column] for column in HEADER] for row in rows)]
    return "".join(delimiter.join(cells) + newline for cells in lines)


class Reading(NamedTuple):
    """What a register gave: the dossiers of its good rows, an error for each of the others."""

    dossiers: tuple[Dossier, ...]
    errors: tuple[RowError, ...]


def read(
    text: str,
    today: date = date.max,
    layout: Layout = Layout(),  # noqa: B008 - it is frozen
    catalogue: Catalogue = CATALOGUE,
) -> Reading:
    try:
        found = list(RegisterReader(csv_records(StringIO(text, newline="")), catalogue, today, layout))
    except SheetError as error:
        return Reading((), (RowError(error.line, str(error)),))
    dossiers = tuple(each.dossier for each in found if isinstance(each, RowRead))
    return Reading(dossiers, tuple(each for each in found if isinstance(each, RowError)))


def told(column: str, reason: str) -> str:
    """The reason as it is told: with the file's own word for the column and what it is."""
    return f"cột “{column}” ({HEADERS[column][0]}): {reason}"
