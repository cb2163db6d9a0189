"""The units of the country before and after 2025-07-01, from the data of the package `vietnamadminunits`.

Only its three JSON files are read: the units of before (63 provinces, their districts, their communes), those
of after (34 provinces, their communes), and which communes of after a commune of before went to. Codes are
those of the national list. It need not be installed whole (`pip install --no-deps vietnamadminunits`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from catalogue.model import Unit, UnitLevel

PACKAGE: Final = "vietnamadminunits"
LAST_OLD: Final = date(2025, 6, 30)
FIRST_NEW: Final = date(2025, 7, 1)
# The package keeps communes apart whose names differ by their marks alone.
_OLD_COMMUNES: Final = tuple(
    f"DICT_PROVINCE_DISTRICT_WARD_{kind}" for kind in ("NO_ACCENTED", "ACCENTED", "SHORT_ACCENTED")
)
_NEW_COMMUNES: Final = tuple(
    f"DICT_PROVINCE_WARD_{kind}" for kind in ("NO_ACCENTED", "ACCENTED", "SHORT_ACCENTED")
)

_Key = tuple[str, ...]


def installed_data() -> Path | None:
    """Return the folder of the package's data, None where it is not installed; nothing of it is imported."""
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) / "data" if places else None


def national_units(folder: Path) -> tuple[Unit, ...]:
    """Return all units, those of before first. Raises OSError, and KeyError or ValueError for other data."""
    old, new, moves = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("parser_legacy", "parser_from_2025", "converter_2025")
    )
    return _Country(old, new, moves).units()


@dataclass(slots=True)
class _Country:
    """The three files, and the codes of communes by their keys in them."""

    old: dict[str, Any]
    new: dict[str, Any]
    moves: dict[str, Any]
    old_codes: dict[_Key, str] = field(default_factory=dict)
    new_codes: dict[_Key, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.new_codes = {key: ward["wardCode"] for key, ward in self._new_communes()}
        self.old_codes = {key: ward["wardCode"] for key, ward in self._old_communes()}
        for province, districts in self.old["DICT_PROVINCE_DISTRICT"].items():
            for name, district in districts.items():
                # Island districts have no communes: the data names them by a key without one.
                self.old_codes[province, name, ""] = district["districtCode"]

    def units(self) -> tuple[Unit, ...]:
        heirs = self._heirs()
        return (
            *self._provinces_of_before(),
            *self._districts(heirs),
            *self._communes_of_before(heirs),
            *self._units_of_after(),
        )

    def _old_communes(self) -> Iterator[tuple[_Key, dict[str, Any]]]:
        for section in _OLD_COMMUNES:
            for province, districts in self.old[section].items():
                for district, wards in districts.items():
                    for name, ward in wards.items():
                        if isinstance(ward["wardCode"], str):
                            yield (province, district, name), ward

    def _new_communes(self) -> Iterator[tuple[_Key, dict[str, Any]]]:
        for section in _NEW_COMMUNES:
            for province, wards in self.new[section].items():
                for name, ward in wards.items():
                    yield (province, name), ward

    def _heirs(self) -> dict[str, tuple[str, ...]]:
        """Return, by code of before, the codes of after; what took most of it first."""
        found: dict[str, dict[str, None]] = {}
        for province, wards in self.moves["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for name, parts in wards.items():
                for part in parts:
                    code = self.old_codes[tuple(part.split("_"))]
                    found.setdefault(code, {})[self.new_codes[province, name]] = None
        for province, divided in self.moves["DICT_PROVINCE_WARD_DIVIDED"].items():
            for part, heirs in divided.items():
                code = self.old_codes[tuple(part.split("_"))]
                for heir in sorted(heirs, key=lambda each: not each["isDefaultNewWard"]):
                    found.setdefault(code, {})[self.new_codes[province, heir["newWardKey"]]] = None
        return {code: tuple(heirs) for code, heirs in found.items()}

    def _provinces_of_before(self) -> Iterator[Unit]:
        new = self.new["DICT_PROVINCE"]
        into = {old: name for name, olds in self.moves["DICT_PROVINCE"].items() for old in olds}
        for key, province in self.old["DICT_PROVINCE"].items():
            heir = new[into[key]]["provinceCode"]
            yield _before(province["provinceCode"], province["province"], UnitLevel.PROVINCE, None, (heir,))

    def _districts(self, heirs: dict[str, tuple[str, ...]]) -> Iterator[Unit]:
        provinces = self.old["DICT_PROVINCE"]
        within: dict[_Key, dict[str, None]] = {}
        for (province, district, _), code in self.old_codes.items():
            within.setdefault((province, district), {}).update(dict.fromkeys(heirs.get(code, ())))
        for province, districts in self.old["DICT_PROVINCE_DISTRICT"].items():
            for name, district in districts.items():
                above = provinces[province]["provinceCode"]
                into = tuple(within[province, name])
                yield _before(district["districtCode"], district["district"], UnitLevel.DISTRICT, above, into)

    def _communes_of_before(self, heirs: dict[str, tuple[str, ...]]) -> Iterator[Unit]:
        seen: set[str] = set()
        for (province, district, _), ward in self._old_communes():
            code = ward["wardCode"]
            if code not in seen:  # some stand in two of the three sections
                seen.add(code)
                above = self.old_codes[province, district, ""]
                yield _before(code, ward["ward"], UnitLevel.COMMUNE, above, heirs.get(code, ()))

    def _units_of_after(self) -> Iterator[Unit]:
        provinces = self.new["DICT_PROVINCE"]
        for province in provinces.values():
            code, name = province["provinceCode"], province["province"]
            yield Unit(code, name, UnitLevel.PROVINCE, None, FIRST_NEW)
        seen: set[str] = set()
        for (province, _), ward in self._new_communes():
            code = ward["wardCode"]
            if code not in seen:
                seen.add(code)
                above = provinces[province]["provinceCode"]
                yield Unit(code, ward["ward"], UnitLevel.COMMUNE, above, FIRST_NEW)


def _before(code: str, name: str, level: UnitLevel, parent: str | None, heirs: tuple[str, ...]) -> Unit:
    return Unit(code, name, level, parent, None, LAST_OLD, heirs)
