"""A list of units is read as it was written; a wrong one is refused with the line and the reason."""

from datetime import date

import pytest

from catalogue.errors import CatalogueError
from catalogue.load import check_units, load_catalogue
from catalogue.model import Unit, UnitLevel
from catalogue.unit_list import kept_units, read_unit_list, write_unit_list
from configs.settings import Settings

UNITS = (
    Unit("20", "Tỉnh An Lạc", UnitLevel.PROVINCE),
    Unit("183", "Huyện Sơn Thủy", UnitLevel.DISTRICT, "20", None, date(2025, 6, 30), ("06613", "06616")),
    Unit("06613", "Xã Hòa Phú", UnitLevel.COMMUNE, "20", date(2025, 7, 1)),
    Unit("06616", "Xã Đông Hải", UnitLevel.COMMUNE, "20", date(2025, 7, 1)),
)
HEADING = "ma,ten,cap,ma_cha,hieu_luc_tu,hieu_luc_den,ke_thua\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "don-vi.csv"
    write_unit_list(UNITS, path)
    return path


def test_what_is_written_is_what_is_read(file):
    assert tuple(entry.value for entry in read_unit_list(file)) == UNITS
    assert kept_units(file) == UNITS
    check_units(read_unit_list(file))


def test_the_units_stand_beside_those_of_the_folder(file, tmp_path):
    folder = Settings().catalogue_dir
    plain = load_catalogue(folder, tmp_path / "nowhere.csv")
    more = load_catalogue(folder, file)
    assert more.units == (*plain.units, *UNITS)
    assert [unit.code for unit in more.units_below("20", date(2025, 7, 1))] == ["20", "06613", "06616"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ma,ten\n", "dòng tiêu đề: thiếu cột cap, ma_cha, hieu_luc_tu, hieu_luc_den, ke_thua"),
        (HEADING + "20,Tỉnh,tỉnh,,31/02/2025,,\n", "dòng 2: ngày 31/02/2025 không có thật"),
        (HEADING + "20,Tỉnh,bang,,,,\n", "level: 'bang' không phải một trong"),
        (HEADING + "2,Tỉnh,tỉnh,,,,\n", "mã '2' sai quy cách"),
        (HEADING + "20,,tỉnh,,,,\n", "name: không được để trống"),
        (HEADING + '"20,Tỉnh,tỉnh,,,,\n', "dấu nháy kép"),
    ],
)
def test_a_wrong_list_is_refused(tmp_path, text, words):
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=words):
        list(read_unit_list(path))


@pytest.mark.parametrize("text", ["ma,ten\n20,Tỉnh\n", HEADING + "20,Tỉnh,bang,,,,\n", HEADING + "20\n"])
def test_a_kept_list_that_is_damaged_is_no_crash(tmp_path, text):
    path = tmp_path / "units.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match="sohoa units import"):
        kept_units(path)
