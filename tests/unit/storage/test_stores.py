"""The object store that the settings name."""

import pytest
from pydantic import SecretStr

from configs.settings import Settings
from storage.errors import StoreSettingsError
from storage.folder import FolderObjects
from storage.s3 import S3Objects
from storage.stores import open_objects

KEYS = {"s3_access_key": SecretStr("key"), "s3_secret_key": SecretStr("hidden-words")}


def test_a_folder_by_default(tmp_path):
    store = open_objects(Settings(data_dir=tmp_path / "dữ liệu #1 ?").resolved())
    assert isinstance(store, FolderObjects)
    assert (tmp_path / "dữ liệu #1 ?" / "objects").is_dir()


def test_memory_is_refused_as_each_process_would_have_its_own():
    with pytest.raises(StoreSettingsError, match="bản gốc sẽ mất"):
        open_objects(Settings(objects_url="memory:"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("s3://127.0.0.1:9000/sohoa?tls=0", ("127.0.0.1:9000", "sohoa", False, "us-east-1")),
        ("s3://kho.example.vn/sohoa", ("kho.example.vn", "sohoa", True, "us-east-1")),
        ("s3://kho.example.vn/sohoa/?region=vn-1", ("kho.example.vn", "sohoa", True, "vn-1")),
    ],
)
def test_s3(url, expected):
    store = open_objects(Settings.model_validate({"objects_url": url, **KEYS}))
    assert isinstance(store, S3Objects)
    access = store._access
    assert (access.endpoint, access.bucket, access.tls, access.region) == expected
    assert (access.access_key, access.secret_key) == ("key", "hidden-words")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "file://relative",
        "http://127.0.0.1/sohoa",
        "s3://",
        "s3://host",
        "s3://host/a/b",
        "s3://u:p@h/b",
        "s3://[h/b",
    ],
)
def test_a_wrong_address_names_its_setting(url):
    with pytest.raises(StoreSettingsError, match="SOHOA_OBJECTS_URL"):
        open_objects(Settings.model_validate({"objects_url": url, **KEYS}))


@pytest.mark.parametrize("url", ["http://me:hidden-words@h/b", "s3://me:hidden-words@h/b"])
def test_a_password_in_a_wrong_address_is_not_told(url):
    with pytest.raises(StoreSettingsError) as found:
        open_objects(Settings(objects_url=url))
    assert "hidden-words" not in str(found.value)


@pytest.mark.parametrize("missing", list(KEYS))
def test_s3_without_keys_names_both_settings(missing):
    keys = {**KEYS, missing: SecretStr("")}
    with pytest.raises(StoreSettingsError, match=r"SOHOA_S3_ACCESS_KEY.*SOHOA_S3_SECRET_KEY"):
        open_objects(Settings.model_validate({"objects_url": "s3://h/b", **keys}))
