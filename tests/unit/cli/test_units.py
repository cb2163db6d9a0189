from catalogue.unit_list import COLUMNS

HEADING = ",".join(COLUMNS)
PROVINCE = "20,Tỉnh An Lạc,tỉnh,,,,"
COMMUNE = "06613,Xã Hòa Phú,xã,20,01/07/2025,,"
OLD = "183,Huyện Sơn Thủy,huyện,20,,30/06/2025,06613"


def write(folder, *rows):
    file = folder / "don-vi.csv"
    file.write_text("\n".join([HEADING, *rows]), encoding="utf-8")
    return file


def test_a_list_goes_in_and_its_units_are_known_from_then_on(sohoa, tmp_path):
    result = sohoa("units", "import", write(tmp_path, PROVINCE, COMMUNE, OLD))
    assert result.exit_code == 0
    assert "Đơn vị đã kết thúc: 1 huyện." in result.output
    assert "Đơn vị đang hoạt động: 1 tỉnh, 1 xã." in result.output
    asked = ("report", "ratio", "--from", "1/7/2025", "--to", "31/7/2025", "--unit", "20")
    sohoa("recount")
    (tmp_path / "data").mkdir(exist_ok=True)
    register = tmp_path / "so.csv"
    register.write_text(
        "ma_ho_so,ma_thu_tuc,ma_don_vi,ngay_tiep_nhan,hinh_thuc\n"
        "H20.13-250703-0001,1.001193,06613,03/07/2025,trực tuyến\n",
        encoding="utf-8",
    )
    assert sohoa("register", "import", register).exit_code == 0
    assert "06613" in sohoa(*asked).output


def test_a_list_that_does_not_fit_changes_nothing(sohoa, tmp_path):
    sohoa("units", "import", write(tmp_path, PROVINCE))
    kept = (tmp_path / "data" / "units.csv").read_bytes()
    result = sohoa("units", "import", write(tmp_path, PROVINCE, COMMUNE.replace(",20,", ",21,")))
    assert result.exit_code == 1
    assert "không có đơn vị '21'" in result.stderr
    assert (tmp_path / "data" / "units.csv").read_bytes() == kept


def test_without_the_package_it_is_told_what_to_do(sohoa):
    result = sohoa("units", "import")
    assert result.exit_code == 1
    assert "pip install --no-deps vietnamadminunits" in result.stderr


def test_a_folder_of_other_files_is_refused(sohoa, tmp_path):
    assert sohoa("units", "import", tmp_path).exit_code == 1
    for name in ("parser_legacy", "parser_from_2025", "converter_2025"):
        (tmp_path / f"{name}.json").write_text("{}", encoding="utf-8")
    result = sohoa("units", "import", tmp_path)
    assert "không phải dữ liệu của vietnamadminunits" in result.stderr
