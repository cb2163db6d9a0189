"""Which object store: chosen by URL."""

from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from configs.settings import Settings
from storage.errors import StoreSettingsError
from storage.folder import FolderObjects
from storage.objects import ObjectStore

_FOLDER: Final = "file://"
_S3_FORM: Final = "SOHOA_OBJECTS_URL phải có dạng s3://máy:cổng/kho?tls=0, không kèm mật khẩu"


def open_objects(settings: Settings) -> ObjectStore:
    """Return the store that the settings name. Raises StoreSettingsError; StoreUnavailable for a folder."""
    url = settings.objects_url
    if url.startswith(_FOLDER + "/"):
        # Not taken apart: a folder's name may hold "?" and "#".
        return FolderObjects(Path(url.removeprefix(_FOLDER)))
    if url.startswith("memory:"):
        # Of use only within one process (MemoryObjects): here each would have a memory of its own.
        raise StoreSettingsError(
            "SOHOA_OBJECTS_URL không được là memory: vì bản gốc sẽ mất; hãy dùng file:/// hoặc s3://"
        )
    if url.startswith("s3:"):
        from storage.s3 import S3Access, S3Objects  # noqa: PLC0415 - its client is loaded where it is used

        endpoint, bucket, tls, region = _s3_place(settings.objects_url)
        keys = settings.s3_access_key.get_secret_value(), settings.s3_secret_key.get_secret_value()
        if not all(keys):
            raise StoreSettingsError("Kho S3 cần SOHOA_S3_ACCESS_KEY và SOHOA_S3_SECRET_KEY")
        return S3Objects(S3Access(endpoint, bucket, *keys, tls=tls, region=region))
    raise StoreSettingsError("SOHOA_OBJECTS_URL phải là file:///thư-mục hoặc s3://máy:cổng/kho")


def _s3_place(objects_url: str) -> tuple[str, str, bool, str]:
    """Return endpoint, bucket, whether by TLS, and region."""
    try:
        url = urlsplit(objects_url)
    except ValueError:
        raise StoreSettingsError(_S3_FORM) from None
    bucket = url.path.strip("/")
    if not url.netloc or not bucket or "/" in bucket or "@" in url.netloc:
        raise StoreSettingsError(_S3_FORM)
    options = parse_qs(url.query)
    return url.netloc, bucket, options.get("tls", ["1"])[0] != "0", options.get("region", ["us-east-1"])[0]
