import importlib

import pytest

from catalogue.errors import CatalogueError
from cli.failures import FAILURES, known_failures, words_for
from storage.errors import StoreUnavailable


@pytest.mark.parametrize("name", sorted(FAILURES))
def test_every_name_is_an_exception_that_exists(name):
    module, _, attribute = name.rpartition(".")
    kind = getattr(importlib.import_module(module), attribute)
    assert issubclass(kind, Exception)
    assert kind in known_failures()


def test_the_nearest_class_gives_the_words():
    assert words_for(PermissionError(13, "x")).startswith(FAILURES["builtins.PermissionError"])
    assert words_for(IsADirectoryError(21, "x")).startswith(FAILURES["builtins.OSError"])
    assert words_for(StoreUnavailable("đĩa đầy")).endswith("  đĩa đầy")


def test_a_fault_of_our_own_is_not_talked_away():
    assert not isinstance(KeyError(), known_failures())
    assert not isinstance(ValueError(), known_failures())


def test_a_locked_door_is_told_in_words(sohoa, places):
    (places / "data").write_text("a file where the folder should be")
    result = sohoa("status")
    assert result.exit_code == 1
    assert result.stderr.startswith("Lỗi: ")
    assert "Traceback" not in result.output


def test_a_wrong_setting_is_told_in_words(sohoa, monkeypatch):
    monkeypatch.setenv("SOHOA_PORT", "tám nghìn")
    result = sohoa("status")
    assert result.exit_code == 1
    assert "Cấu hình sai" in result.stderr
    assert "SOHOA_PORT: phải là số nguyên" in result.stderr
    assert "pydantic" not in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "70000", "không được quá 65535"),
        ("POLL_SECONDS", "0", "phải lớn hơn 0"),
        ("WORKERS", "-1", "phải từ 0 trở lên"),
        ("PATIENCE_SECONDS", "lâu", "phải là số"),
    ],
)
def test_a_setting_out_of_bounds_is_told_in_words(sohoa, monkeypatch, name, value, words):
    monkeypatch.setenv(f"SOHOA_{name}", value)
    assert f"SOHOA_{name}: {words}" in sohoa("status").stderr


@pytest.mark.parametrize("option", [("--port", "70000"), ("--workers", "-1")])
def test_an_option_out_of_bounds_is_bad_usage(sohoa, option):
    assert sohoa("up", *option).exit_code == 2


def test_a_wrong_address_is_told_in_words(sohoa, monkeypatch):
    monkeypatch.setenv("SOHOA_DATABASE_URL", "mysql://x/y")
    result = sohoa("report", "ratio", "--from", "1/1/2026", "--to", "2/1/2026")
    assert result.exit_code == 1
    assert "SOHOA_DATABASE_URL" in result.stderr


def test_a_server_that_is_away_is_told_in_words(sohoa, monkeypatch):
    monkeypatch.setenv("SOHOA_DATABASE_URL", "postgresql://sohoa:x@127.0.0.1:1/sohoa")
    result = sohoa("status")
    assert result.exit_code == 1
    assert "Chưa dùng được cơ sở dữ liệu" in result.stderr


def test_a_wrong_catalogue_is_told_in_words(sohoa, places, monkeypatch):
    monkeypatch.setenv("SOHOA_CATALOGUE_DIR", str(places))
    result = sohoa("report", "ratio", "--from", "1/1/2026", "--to", "2/1/2026")
    assert result.exit_code == 1
    assert "Danh mục sai" in result.stderr
    assert issubclass(CatalogueError, Exception)
