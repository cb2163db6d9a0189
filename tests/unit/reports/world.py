"""A small made-up world for the tests of reports: two communes now, a district and its communes before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue.dossier import Channel, Dossier
from catalogue.model import Catalogue, Procedure, Unit, UnitLevel
from reports.model import Period, Question, Table

BEFORE = date(2025, 6, 30)
SINCE = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Known:
    dossier: Dossier
    complete: bool = True
    result_digitised: bool = False
    missing: tuple[tuple[str, str], ...] = ()


def dossier_of(code, unit="H99.101", *, received, resolved=None):
    return Dossier(code, "1.001193", unit, received, Channel.DIRECT, resolved_on=resolved)


def world():
    commune, district = UnitLevel.COMMUNE, UnitLevel.DISTRICT
    return Catalogue(
        units=(
            Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE),
            Unit("H99.15", "huyện Sơn Thủy", district, "H99", valid_to=BEFORE, successors=("H99.101",)),
            Unit("H99.15.01", "xã Thanh Bình", commune, "H99.15", valid_to=BEFORE, successors=("H99.101",)),
            Unit("H99.101", "xã Sơn Thủy", commune, "H99", valid_from=SINCE),
            Unit("H99.102", "xã Hòa Phú", commune, "H99", valid_from=SINCE),
        ),
        procedures=(Procedure("1.001193", "Đăng ký khai sinh", "Hộ tịch", commune, (), (), "QĐ mẫu"),),
        types={},
    )


def question(first, last, unit=None):
    return Question(Period(first, last), unit, world())


def rows_of(table: Table) -> dict[Any, Any]:
    """The rows without the two columns that name the unit, by unit."""
    return {row[0]: row[2:] for row in table.rows}


def total_of(table: Table) -> Any:
    assert table.total is not None
    return table.total
