"""Which object store: chosen by URL."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from configs.settings import Settings
from storage.folder import FolderObjects
from storage.memory import MemoryObjects
from storage.objects import ObjectStore
from storage.s3 import S3Access, S3Objects


def open_objects(settings: Settings) -> ObjectStore:
    """Return the store that the settings name; raises ValueError for a URL of no known kind."""
    url = urlsplit(settings.objects_url)
    if url.scheme == "file":
        return FolderObjects(Path(url.path))
    if url.scheme == "memory":
        return MemoryObjects()
    if url.scheme == "s3" and url.netloc and url.path.strip("/"):
        tls = parse_qs(url.query).get("tls", ["1"])[0] == "1"
        keys = (settings.s3_access_key.get_secret_value(), settings.s3_secret_key.get_secret_value())
        return S3Objects(S3Access(url.netloc, url.path.strip("/"), *keys, tls=tls))
    raise ValueError(
        f"SOHOA_OBJECTS_URL: {settings.objects_url!r} is neither file:///folder nor s3://host/bucket"
    )
