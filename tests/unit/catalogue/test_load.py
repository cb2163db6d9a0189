"""A wrong entry is one clear error with file, entry and key; one planted error for each kind of check."""

import unicodedata
from pathlib import Path

import pytest

from catalogue.load import CatalogueError, load_catalogue
from catalogue.model import Role, Rule, UnitLevel

UNITS = """
[[unit]]
code = "H99"
name = "tỉnh An Lạc"
level = "province"

[[unit]]
code = "H99.15"
name = "huyện Sơn Thủy"
level = "district"
parent = "H99"
valid_to = 2025-06-30
successors = ["H99.101"]

[[unit]]
code = "H99.101"
name = "xã Sơn Thủy"
level = "commune"
parent = "H99"
valid_from = 2025-07-01
"""

CONDITIONS = """
co_uy_quyen = "có ủy quyền"
"""

TYPES = """
[to_khai]
name = "Tờ khai"
roles = ["component"]
titles = ["TỜ KHAI"]
anchors = ["Kính gửi"]
fields = [
    { name = "ho_ten", title = "Họ tên", kind = "text", labels = ["Họ và tên"] },
]

[giay_uy_quyen]
name = "Giấy ủy quyền"
roles = ["component"]
titles = ["GIẤY ỦY QUYỀN"]

[trich_luc]
name = "Trích lục"
roles = ["component", "result"]
titles = ["TRÍCH LỤC"]
negatives = ["TỜ KHAI"]

[bia]
name = "Tờ bìa"
roles = ["cover"]
titles = ["TỜ BÌA"]
"""

PROCEDURES = """
[[procedure]]
code = "1.000001"
name = "Đăng ký"
sector = "Hộ tịch"
level = "district"
decision = "Danh mục mẫu"
valid_to = 2025-06-30
results = ["trich_luc"]
requirements = [
    { slot = "don", title = "Tờ khai", rule = "always", types = ["to_khai"] },
]

[[procedure]]
code = "1.000001"
name = "Đăng ký"
sector = "Hộ tịch"
level = "commune"
decision = "Danh mục mẫu"
valid_from = 2025-07-01
results = ["trich_luc"]
requirements = [
    { slot = "to_khai", title = "Tờ khai", rule = "always", types = ["to_khai"] },
    { slot = "can_cu", title = "Căn cứ", rule = "one_of", types = ["trich_luc", "giay_uy_quyen"] },
    { slot = "uy_quyen", title = "Ủy", rule = "when", condition = "co_uy_quyen", types = ["giay_uy_quyen"] },
    { slot = "xuat_trinh", title = "Xuất trình", rule = "show_only", types = ["trich_luc"] },
]
"""

FILES = {
    "units.toml": UNITS,
    "conditions.toml": CONDITIONS,
    "types.toml": TYPES,
    "procedures.toml": PROCEDURES,
}

DISTRICT = 'level = "district"\nparent = "H99"'
DECOMPOSED = f'"{unicodedata.normalize("NFD", "tỉnh An Lạc")}"'

# What stands in a file (once), what is planted instead, where the error is said to be, what else it says.
PLANTED = [
    # single values
    ("units", '"tỉnh An Lạc"', '""', "đơn vị H99, name", "để trống"),
    ("units", '"tỉnh An Lạc"', '" tỉnh An Lạc"', "đơn vị H99, name", "thừa dấu cách"),
    ("units", '"tỉnh An Lạc"', "99", "đơn vị H99, name", "chuỗi chữ"),
    ("units", '"tỉnh An Lạc"', DECOMPOSED, "đơn vị H99, name", "NFC"),
    ("units", '"province"', '"tỉnh"', "đơn vị H99, level", "province, district, commune"),
    ("units", 'code = "H99"', 'code = "9"', "đơn vị 9, code", "sai quy cách"),
    ("units", 'code = "H99"', 'code = "H٩٩"', "đơn vị H٩٩, code", "sai quy cách"),
    ("units", "2025-06-30", '"2025-06-30"', "đơn vị H99.15, valid_to", "phải là ngày"),
    ("units", "2025-06-30", "2025-06-30T00:00:00", "đơn vị H99.15, valid_to", "phải là ngày"),
    ("units", '["H99.101"]', '"H99.101"', "đơn vị H99.15, successors", "danh sách"),
    ("units", '["H99.101"]', '["H99.101", "H99.101"]', "đơn vị H99.15, successors", "lặp lại"),
    ("units", '["H99.101"]', '["1"]', "đơn vị H99.15, successors[1]", "sai quy cách"),
    ("types", '["GIẤY ỦY QUYỀN"]', "[]", "loại giấy tờ giay_uy_quyen, titles", "rỗng"),
    ("types", '["component", "result"]', '["paper"]', "loại giấy tờ trich_luc, roles[1]", "cover"),
    ("types", "[to_khai]", "[To-Khai]", "loại giấy tờ To-Khai, code", "sai quy cách"),
    ("types", '"text"', '"words"', "loại giấy tờ to_khai, trường ho_ten, kind", "personal_id"),
    ("types", 'name = "ho_ten", ', "", "loại giấy tờ to_khai, trường ở fields[1], name", "thiếu khóa"),
    ("procedures", 'code = "1.000001"', 'code = "1001"', "thủ tục 1001, code", "sai quy cách"),
    ("conditions", "co_uy_quyen", "Co-Uy-Quyen", "điều kiện Co-Uy-Quyen, code", "sai quy cách"),
    ("conditions", '"có ủy quyền"', "1", "điều kiện co_uy_quyen, words", "chuỗi chữ"),
    # keys and tables
    ("units", 'name = "tỉnh An Lạc"', 'nam = "x"', "đơn vị H99, nam", "khóa lạ"),
    ("units", 'name = "tỉnh An Lạc"', "", "đơn vị H99, name", "thiếu khóa"),
    ("units", 'code = "H99"\n', "", "đơn vị ở [[unit]] thứ 1, code", "thiếu khóa"),
    ("units", '[[unit]]\ncode = "H99"\n', '[[units]]\ncode = "H99"\n', "units", "[[unit]]"),
    ("units", UNITS, "unit = 1", "unit", "[[unit]]"),
    ("units", UNITS, "unit = [1]", "đơn vị ở [[unit]] thứ 1", "bảng"),
    ("units", '[[unit]]\ncode = "H99"\n', "[[unit\n", "", "không đọc được TOML"),
    ("types", TYPES, 'name = "x"', "name", "[mã loại giấy tờ]"),
    (
        "types",
        'name = "Tờ khai"',
        'name = "Tờ khai"\ncode = "x"',
        "loại giấy tờ to_khai, code",
        "tên của bảng",
    ),
    ("types", "[giay_uy_quyen]", "[to_khai]", "", "không đọc được TOML"),
    # versions
    (
        "procedures",
        "valid_from = 2025-07-01",
        "valid_from = 2025-06-30",
        "thủ tục 1.000001, valid_from",
        "chồng lên bản trước, còn hiệu lực đến 30/06/2025",
    ),
    ("procedures", "valid_to = 2025-06-30", "", "thủ tục 1.000001, valid_from", "vô thời hạn"),
    ("units", 'code = "H99.101"', 'code = "H99"', "đơn vị H99, valid_from", "vô thời hạn"),
    (
        "units",
        "valid_to = 2025-06-30",
        "valid_from = 2025-08-01\nvalid_to = 2025-06-30",
        "đơn vị H99.15, valid_to",
        "trước valid_from",
    ),
    # the tree of units
    ("units", DISTRICT, 'level = "district"', "đơn vị H99.15, parent", "thiếu khóa"),
    (
        "units",
        DISTRICT,
        'level = "district"\nparent = "H98"',
        "đơn vị H99.15, parent",
        "không có đơn vị 'H98'",
    ),
    ("units", DISTRICT, 'level = "district"\nparent = "H99.15"', "đơn vị H99.15, parent", "cấp cao hơn"),
    (
        "units",
        'level = "province"',
        'level = "province"\nparent = "H99.15"',
        "đơn vị H99, parent",
        "cấp cao hơn",
    ),
    (
        "units",
        'level = "province"',
        'level = "province"\nvalid_to = 2030-12-31',
        "đơn vị H99.101, parent",
        "không còn hiệu lực",
    ),
    (
        "units",
        'level = "province"',
        'level = "province"\nvalid_from = 2020-01-01',
        "đơn vị H99.15, parent",
        "không còn hiệu lực",
    ),
    (
        "units",
        'level = "commune"\nparent = "H99"',
        'level = "commune"\nparent = "H99.15"',
        "đơn vị H99.101, parent",
        "không còn hiệu lực",
    ),
    ("units", '["H99.101"]', '["H99.102"]', "đơn vị H99.15, successors", "không có đơn vị"),
    (
        "units",
        "valid_from = 2025-07-01",
        "valid_from = 2025-07-02",
        "đơn vị H99.15, successors",
        "ngay sau ngày 30/06/2025",
    ),
    ("units", "valid_to = 2025-06-30", "", "đơn vị H99.15, successors", "chưa có valid_to"),
    # types against one another
    (
        "types",
        '["TRÍCH LỤC"]',
        '["Giấy ủy quyền"]',
        "loại giấy tờ trich_luc, titles",
        "đã là tên của loại 'giay_uy_quyen'",
    ),
    (
        "types",
        'negatives = ["TỜ KHAI"]',
        'negatives = ["Lục"]',
        "loại giấy tờ trich_luc, negatives",
        "chính titles",
    ),
    (
        "types",
        "    { name",
        '    { name = "ho_ten", title = "x", kind = "date", labels = ["x"] },\n    { name',
        "loại giấy tờ to_khai, trường ho_ten, name",
        "lặp lại",
    ),
    # rules
    (
        "procedures",
        'types = ["to_khai"] },\n]',
        'types = ["x"] },\n]',
        "thủ tục 1.000001, thành phần don, types",
        "không có loại giấy tờ 'x'",
    ),
    (
        "procedures",
        'types = ["to_khai"] },\n]',
        'types = ["bia"] },\n]',
        "thủ tục 1.000001, thành phần don, types",
        "vai trò component",
    ),
    (
        "procedures",
        'results = ["trich_luc"]',
        'results = ["to_khai"]',
        "thủ tục 1.000001, results",
        "vai trò result",
    ),
    (
        "procedures",
        'valid_to = 2025-06-30\nresults = ["trich_luc"]',
        'valid_to = 2025-06-30\nresults = ["x"]',
        "thủ tục 1.000001, results",
        "không có loại giấy tờ 'x'",
    ),
    (
        "procedures",
        'slot = "can_cu"',
        'slot = "to_khai"',
        "thủ tục 1.000001, thành phần to_khai, slot",
        "lặp lại",
    ),
    ("procedures", '"one_of"', '"any"', "thủ tục 1.000001, thành phần can_cu, rule", "always, one_of, when"),
    ("procedures", '"one_of"', '"always"', "thủ tục 1.000001, thành phần can_cu, rule", "dùng one_of"),
    (
        "procedures",
        '["trich_luc", "giay_uy_quyen"]',
        '["trich_luc"]',
        "thủ tục 1.000001, thành phần can_cu, types",
        "ít nhất hai",
    ),
    (
        "procedures",
        ' condition = "co_uy_quyen",',
        "",
        "thủ tục 1.000001, thành phần uy_quyen, condition",
        "thiếu khóa",
    ),
    (
        "procedures",
        '"co_uy_quyen"',
        '"khac"',
        "thủ tục 1.000001, thành phần uy_quyen, condition",
        "không có điều kiện 'khac'",
    ),
    (
        "procedures",
        '"show_only"',
        '"show_only", condition = "co_uy_quyen"',
        "thủ tục 1.000001, thành phần xuat_trinh, condition",
        "chỉ dùng với when",
    ),
]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_reads_every_kind_of_entry(tmp_path):
    catalogue = load_catalogue(write(tmp_path, FILES))
    assert [unit.code for unit in catalogue.units] == ["H99", "H99.15", "H99.101"]
    assert catalogue.units[1].successors == ("H99.101",)
    assert catalogue.units[1].level is UnitLevel.DISTRICT
    assert catalogue.conditions == {"co_uy_quyen": "có ủy quyền"}
    assert catalogue.types["trich_luc"].roles == (Role.COMPONENT, Role.RESULT)
    assert catalogue.types["to_khai"].fields[0].labels == ("Họ và tên",)
    rules = [slot.rule for slot in catalogue.procedures[1].requirements]
    assert rules == [Rule.ALWAYS, Rule.ONE_OF, Rule.WHEN, Rule.SHOW_ONLY]


@pytest.mark.parametrize(("section", "old", "new", "where", "says"), PLANTED)
def test_a_wrong_entry_is_one_clear_error(tmp_path, section, old, new, where, says):
    file = f"{section}.toml"
    assert old in FILES[file]
    write(tmp_path, FILES | {file: FILES[file].replace(old, new, 1)})
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path)
    assert str(caught.value).startswith(f"{file}: {where}: " if where else f"{file}: ")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_section_may_be_a_folder_of_files(tmp_path):
    files = {name: content for name, content in FILES.items() if name != "types.toml"}
    first, rest = TYPES.split("[giay_uy_quyen]")
    write(tmp_path, {**files, "types/chung.toml": first, "types/khac.toml": "[giay_uy_quyen]" + rest})
    assert list(load_catalogue(tmp_path).types) == ["to_khai", "giay_uy_quyen", "trich_luc", "bia"]


def test_a_type_in_two_files_is_refused(tmp_path):
    write(tmp_path, {**FILES, "types/khac.toml": TYPES})
    with pytest.raises(
        CatalogueError, match=r"^types/khac\.toml: loại giấy tờ to_khai: đã có trong types\.toml$"
    ):
        load_catalogue(tmp_path)


def test_a_condition_in_two_files_is_refused(tmp_path):
    write(tmp_path, {**FILES, "conditions/khac.toml": CONDITIONS})
    with pytest.raises(CatalogueError, match=r"^conditions/khac\.toml: điều kiện co_uy_quyen: đã có"):
        load_catalogue(tmp_path)


def test_a_condition_may_have_the_code_of_a_type(tmp_path):
    write(tmp_path, FILES | {"conditions.toml": CONDITIONS + 'to_khai = "có tờ khai"'})
    assert "to_khai" in load_catalogue(tmp_path).conditions


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(tmp_path, file):
    write(tmp_path, {name: content for name, content in FILES.items() if name != file})
    with pytest.raises(CatalogueError, match=f"^{file}: không có tệp này"):
        load_catalogue(tmp_path)


def test_a_file_that_would_not_be_read_is_named(tmp_path):
    write(tmp_path, {**FILES, "procedure.toml": PROCEDURES})
    with pytest.raises(CatalogueError, match=r"^procedure\.toml: tệp lạ"):
        load_catalogue(tmp_path)


def test_a_file_in_another_encoding_is_named(tmp_path):
    write(tmp_path, FILES)
    (tmp_path / "units.toml").write_bytes(UNITS.encode("utf-16"))
    with pytest.raises(CatalogueError, match=r"^units\.toml: không đọc được TOML"):
        load_catalogue(tmp_path)


def test_a_byte_order_mark_is_no_error(tmp_path):
    write(tmp_path, FILES)
    (tmp_path / "units.toml").write_text(UNITS, encoding="utf-8-sig")
    assert len(load_catalogue(tmp_path).units) == 3


def test_a_parent_may_consist_of_versions_that_follow_one_another(tmp_path):
    second = '[[unit]]\ncode = "H99"\nname = "tỉnh An Lạc mới"\nlevel = "province"\nvalid_from = 2026-01-01\n'
    units = UNITS.replace('level = "province"', 'level = "province"\nvalid_to = 2025-12-31', 1) + second
    assert len(load_catalogue(write(tmp_path, FILES | {"units.toml": units})).units) == 4


def test_a_parent_with_a_gap_between_its_versions_is_refused(tmp_path):
    second = '[[unit]]\ncode = "H99"\nname = "tỉnh An Lạc mới"\nlevel = "province"\nvalid_from = 2026-01-02\n'
    units = UNITS.replace('level = "province"', 'level = "province"\nvalid_to = 2025-12-31', 1) + second
    with pytest.raises(CatalogueError, match=r"đơn vị H99\.101, parent: 'H99' không còn hiệu lực"):
        load_catalogue(write(tmp_path, FILES | {"units.toml": units}))


def test_an_end_on_the_last_day_of_the_calendar_is_no_crash(tmp_path):
    units = UNITS.replace("2025-06-30", "9999-12-31")
    with pytest.raises(CatalogueError, match="successors"):
        load_catalogue(write(tmp_path, FILES | {"units.toml": units}))
