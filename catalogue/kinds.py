"""The kinds of unit that reports group by and plans set targets for."""

from typing import Final

from catalogue.model import Unit, UnitKind, UnitLevel

KIND_TITLES: Final[dict[UnitKind, str]] = {
    UnitKind.DEPARTMENT: "Sở, ban, ngành và đơn vị cấp tỉnh",
    UnitKind.LAND_OFFICE: "Văn phòng đăng ký đất đai",
    UnitKind.DISTRICT: "Cấp huyện",
    UnitKind.COMMUNE: "Cấp xã",
    UnitKind.UNKNOWN: "Đơn vị chưa có trong danh mục",
}
LAND_OFFICE_NAME: Final = "văn phòng đăng ký đất đai"
_BY_LEVEL: Final = {
    UnitLevel.PROVINCE: UnitKind.DEPARTMENT,
    UnitLevel.DISTRICT: UnitKind.DISTRICT,
    UnitLevel.COMMUNE: UnitKind.COMMUNE,
}


def kind_of(unit: Unit | None) -> UnitKind:
    """Return the kind of a unit; None is a unit that the catalogue does not know.

    Branches of the land registration office are listed on their own, whatever level they are kept at.
    """
    if unit is None:
        return UnitKind.UNKNOWN
    return UnitKind.LAND_OFFICE if LAND_OFFICE_NAME in unit.name.casefold() else _BY_LEVEL[unit.level]
