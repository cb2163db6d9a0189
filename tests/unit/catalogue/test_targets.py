"""Targets of a plan: read, found by kind and day, refused where they are wrong."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import configs
from catalogue.kinds import kind_of
from catalogue.load import CatalogueError, load_catalogue
from catalogue.model import Unit, UnitKind, UnitLevel

SHIPPED = Path(configs.__file__).parent / "catalogue"
GOOD = """
[[target]]
kind = "commune"
complete = 85
results = 97.5
plan = "Kế hoạch số 12/KH-UBND"
valid_from = 2026-01-01
valid_to = 2026-12-31
"""


def loaded(folder, text):
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
    (folder / "targets.toml").write_text(text, encoding="utf-8")
    return load_catalogue(folder)


def test_a_target_holds_for_its_kind_on_its_days(tmp_path):
    catalogue = loaded(tmp_path, GOOD)
    found = catalogue.target(UnitKind.COMMUNE, date(2026, 12, 31))
    assert found is not None
    assert (found.complete, found.results) == (Decimal(85), Decimal("97.5"))
    assert catalogue.target(UnitKind.COMMUNE, date(2027, 1, 1)) is None
    assert catalogue.target(UnitKind.DISTRICT, date(2026, 6, 1)) is None


def test_a_catalogue_without_targets_is_whole(tmp_path):
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)
    (tmp_path / "targets.toml").unlink()
    assert load_catalogue(tmp_path).targets == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("85", "185"), "0 đến 100"),
        (GOOD.replace("85", '"nhiều"'), "số phần trăm"),
        (GOOD.replace("commune", "unknown"), "không phải một trong"),
        (GOOD.replace("plan", "plans"), "khóa lạ"),
        (GOOD + GOOD, "chồng lên bản trước"),
        (GOOD.replace("2026-12-31", "2025-12-31"), "trước valid_from"),
    ],
)
def test_a_wrong_target_is_told_with_its_file(tmp_path, text, words):
    with pytest.raises(CatalogueError, match=words) as told:
        loaded(tmp_path, text)
    assert "targets.toml" in str(told.value)


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("Sở Tư pháp", UnitLevel.PROVINCE, UnitKind.DEPARTMENT),
        ("Chi nhánh Văn phòng đăng ký đất đai khu vực 1", UnitLevel.DISTRICT, UnitKind.LAND_OFFICE),
        ("huyện Sơn Thủy", UnitLevel.DISTRICT, UnitKind.DISTRICT),
        ("xã Sơn Thủy", UnitLevel.COMMUNE, UnitKind.COMMUNE),
    ],
)
def test_a_unit_is_of_a_kind(name, level, kind):
    assert kind_of(Unit("H99.1", name, level)) is kind
    assert kind_of(None) is UnitKind.UNKNOWN
