"""The country's units from the package's data: a little country, and the real one where it is beside us."""

import csv
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from catalogue.draft import Entry
from catalogue.errors import Place
from catalogue.load import check_units
from catalogue.model import Catalogue, Unit, UnitLevel
from catalogue.national import installed_data, national_units

REAL = Path(__file__).parents[4] / "shared" / "data" / "adminunits"
OLD = {
    "DICT_PROVINCE": {
        "tinhcu": {"provinceCode": "90", "province": "Tỉnh Cũ"},
        "tinhanlac": {"provinceCode": "91", "province": "Tỉnh An Lạc"},
    },
    "DICT_PROVINCE_DISTRICT": {
        "tinhcu": {"huyendao": {"districtCode": "901", "district": "Huyện Đảo"}},
        "tinhanlac": {"huyenson": {"districtCode": "911", "district": "Huyện Sơn"}},
    },
    "DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED": {
        "tinhcu": {"huyendao": {"": {"wardCode": float("nan"), "ward": ""}}},
        "tinhanlac": {
            "huyenson": {
                "xamot": {"wardCode": "91101", "ward": "Xã Một"},
                "xahai": {"wardCode": "91102", "ward": "Xã Hai"},
            }
        },
    },
    "DICT_PROVINCE_DISTRICT_WARD_ACCENTED": {},
    "DICT_PROVINCE_DISTRICT_WARD_SHORT_ACCENTED": {
        "tinhanlac": {"huyenson": {"xamot": {"wardCode": "91101", "ward": "Xã Một"}}}
    },
}
NEW = {
    "DICT_PROVINCE": {"tinhanlac": {"provinceCode": "91", "province": "Tỉnh An Lạc"}},
    "DICT_PROVINCE_WARD_NO_ACCENTED": {
        "tinhanlac": {
            "xamot": {"wardCode": "91101", "ward": "Xã Một"},
            "xaba": {"wardCode": "91103", "ward": "Xã Ba"},
            "dackhudao": {"wardCode": "90101", "ward": "Đặc khu Đảo"},
        }
    },
    "DICT_PROVINCE_WARD_ACCENTED": {},
    "DICT_PROVINCE_WARD_SHORT_ACCENTED": {},
}
MOVES = {
    "DICT_PROVINCE": {"tinhanlac": ["tinhanlac", "tinhcu"]},
    "DICT_PROVINCE_WARD_NO_DIVIDED": {
        "tinhanlac": {"xamot": ["tinhanlac_huyenson_xamot"], "dackhudao": ["tinhcu_huyendao_"]}
    },
    "DICT_PROVINCE_WARD_DIVIDED": {
        "tinhanlac": {
            "tinhanlac_huyenson_xahai": [
                {"newWardKey": "xamot", "isDefaultNewWard": False},
                {"newWardKey": "xaba", "isDefaultNewWard": True},
            ]
        }
    },
}


@pytest.fixture
def folder(tmp_path):
    for name, data in {"parser_legacy": OLD, "parser_from_2025": NEW, "converter_2025": MOVES}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    return tmp_path


def versions(units, code):
    return [unit for unit in units if unit.code == code]


def test_a_little_country_before_and_after(folder):
    units = national_units(folder)
    assert len(units) == 2 + 2 + 2 + 1 + 3
    assert versions(units, "90")[0].successors == ("91",)
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    assert versions(units, "91101") == [
        Unit("91101", "Xã Một", UnitLevel.COMMUNE, "911", None, last, ("91101",)),
        Unit("91101", "Xã Một", UnitLevel.COMMUNE, "91", first),
    ]


def test_what_took_most_of_a_divided_unit_comes_first(folder):
    assert versions(national_units(folder), "91102")[0].successors == ("91103", "91101")


def test_a_district_went_where_its_communes_went_an_island_by_itself(folder):
    units = national_units(folder)
    assert versions(units, "911")[0].successors == ("91101", "91103")
    assert versions(units, "901")[0].successors == ("90101",)


def test_the_units_fit_to_one_another(folder):
    check_units([Entry(Place("x", unit.code), unit) for unit in national_units(folder)])


def test_the_package_is_found_where_it_is_installed(tmp_path, monkeypatch):
    assert installed_data() is None
    (tmp_path / "vietnamadminunits").mkdir()
    (tmp_path / "vietnamadminunits" / "__init__.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert installed_data() == tmp_path / "vietnamadminunits" / "data"


@pytest.fixture(scope="module")
def real():
    if not REAL.is_dir():
        pytest.skip(f"{REAL} is not there")
    return Catalogue(national_units(REAL / "vietnamadminunits"), (), {})


@pytest.mark.data
def test_the_real_country_has_as_many_units_as_the_national_lists(real):
    counts = Counter((unit.level, unit.valid_to is None) for unit in real.units)
    assert counts[UnitLevel.PROVINCE, True] == 34
    assert counts[UnitLevel.COMMUNE, True] == 3321
    assert counts[UnitLevel.PROVINCE, False] == 63
    assert counts[UnitLevel.DISTRICT, False] == 696
    assert counts[UnitLevel.COMMUNE, False] == 10_035
    check_units([Entry(Place("x", unit.code), unit) for unit in real.units])


@pytest.mark.data
def test_the_codes_of_before_are_those_of_the_statistics_office(real):
    table = REAL / "vietnamadminunits" / "danhmuchanhchinh.gso.gov.vn_ward_2025-07-18.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Mã"]: (row["Tên"], row["Mã QH"]) for row in csv.DictReader(file)}
    ours = {u.code: u for u in real.units if u.level is UnitLevel.COMMUNE and u.valid_to}
    assert ours.keys() == rows.keys()
    assert all(ours[code].parent == parent for code, (_, parent) in rows.items())


@pytest.mark.data
def test_the_codes_of_after_are_those_of_a_list_of_2026(real):
    provinces = json.loads((REAL / "vn_units_2026-07-25_vn_only.json").read_text(encoding="utf-8"))
    listed = {ward["Code"]: province["Code"] for province in provinces for ward in province["Wards"]}
    ours = {u.code: u.parent for u in real.units if u.level is UnitLevel.COMMUNE and not u.valid_to}
    # One commune was given another code within the year.
    assert sorted(set(ours.items()) ^ set(listed.items())) == [("06970", "22"), ("06978", "22")]


@pytest.mark.data
def test_every_unit_that_is_gone_has_heirs_and_every_new_one_comes_from_some(real):
    today = date(2026, 11, 20)
    ended = [unit for unit in real.units if unit.valid_to]
    assert all(real.successors_on(unit.code, today) for unit in ended)
    heirs = {code for unit in ended for code in unit.successors}
    assert heirs >= {unit.code for unit in real.units if not unit.valid_to}
    divided = [u for u in ended if u.level is UnitLevel.COMMUNE and len(u.successors) > 1]
    assert len(divided) == 471
