"""Objects on any S3 server, through the minio client. The only module that knows that client."""

import hashlib
import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from storage.errors import ObjectDamaged, ObjectMissing, StoreUnavailable
from storage.objects import checked, sha256_of

# The client's own patience is five minutes, five times: a dead store would hold a worker for half an hour.
CONNECT_SECONDS: Final = 3.0
READ_SECONDS: Final = 30.0
RETRIES: Final = 2

# One part has no half uploads that a vanished server leaves behind; but a part is held in memory.
LARGEST_PART: Final = 64 * 1024 * 1024
SMALLEST_PART: Final = 5 * 1024 * 1024

_PIECE: Final = 1024 * 1024
_PREFIX: Final = "sha256/"
_THERE_ALREADY: Final = {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}
_GONE: Final = {"NoSuchKey", "NoSuchObject", "NoSuchBucket"}


@dataclass(frozen=True, slots=True)
class S3Access:
    """Where a bucket is and how to get in; the secret is never shown."""

    endpoint: str  # host:port
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
    tls: bool = True
    region: str = "us-east-1"


class S3Objects:
    """Objects `sha256/ab/<sha256>` in one bucket, which is made when first needed."""

    def __init__(self, access: S3Access) -> None:
        self._access = access
        self._client_and_process = (_connect(access), os.getpid())
        self._bucket_is_there = False

    def put(self, path: Path) -> str:
        digest = sha256_of(path)
        try:
            with _told_apart(digest):
                self._make_bucket()
                self._make_whole(path, digest)
        except ObjectMissing as error:  # somebody took the bucket away: the next try makes it anew
            self._bucket_is_there = False
            raise StoreUnavailable(f"S3: no bucket {self._access.bucket}") from error
        return digest

    def exists(self, sha256: str) -> bool:
        try:
            with _told_apart(sha256):
                self._client.stat_object(bucket_name=self._access.bucket, object_name=_key(sha256))
        except ObjectMissing:
            return False
        return True

    def fetch(self, sha256: str, into: Path) -> Path:
        """Return the copy in `into`, downloaded where it is not there yet; nobody ever sees a part of it."""
        path = into / checked(sha256)
        if path.is_file() and sha256_of(path) == sha256:
            return path
        with tempfile.TemporaryDirectory(dir=into) as folder:
            copy = Path(folder, sha256)
            with _told_apart(sha256), copy.open("wb") as file:
                for piece in self._pieces(sha256):
                    file.write(piece)
            if sha256_of(copy) != sha256:
                raise ObjectDamaged(sha256)
            copy.rename(path)
        return path

    def verify(self, sha256: str) -> bool:
        with _told_apart(sha256):
            return self._is_whole(sha256)

    def delete(self, sha256: str) -> bool:
        known = self.exists(sha256)
        if known:
            with _told_apart(sha256):
                self._client.remove_object(bucket_name=self._access.bucket, object_name=_key(sha256))
        return known

    def count(self) -> int:
        try:
            with _told_apart(_PREFIX):
                listed = self._client.list_objects(
                    bucket_name=self._access.bucket, prefix=_PREFIX, recursive=True
                )
                return sum(1 for _ in listed)
        except ObjectMissing:  # the bucket: nothing was ever put
            return 0

    @property
    def _client(self) -> Minio:
        # A connection used on both sides of a fork would mix up their answers.
        client, process = self._client_and_process
        if process != os.getpid():
            client = _connect(self._access)
            self._client_and_process = (client, os.getpid())
        return client

    def _make_whole(self, path: Path, digest: str) -> None:
        if self._is_whole(digest):
            return
        self._upload(path, digest)
        if not self._is_whole(digest):
            raise ObjectDamaged(digest)

    def _upload(self, path: Path, digest: str) -> None:
        size = path.stat().st_size
        with path.open("rb") as file:
            self._client.put_object(
                bucket_name=self._access.bucket,
                object_name=_key(digest),
                data=file,
                length=size,
                part_size=min(max(size, SMALLEST_PART), LARGEST_PART),
                num_parallel_uploads=1,
            )

    def _is_whole(self, digest: str) -> bool:
        found = hashlib.sha256()
        try:
            for piece in self._pieces(digest):
                found.update(piece)
        except S3Error as error:
            if error.code in _GONE:
                return False
            raise
        return found.hexdigest() == digest

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        response = self._client.get_object(bucket_name=self._access.bucket, object_name=_key(sha256))
        try:
            yield from response.stream(_PIECE)
        finally:
            response.close()
            response.release_conn()

    def _make_bucket(self) -> None:
        if self._bucket_is_there:
            return
        try:
            if not self._client.bucket_exists(bucket_name=self._access.bucket):
                self._client.make_bucket(bucket_name=self._access.bucket)
        except S3Error as error:
            if error.code not in _THERE_ALREADY:  # another process was quicker
                raise
        self._bucket_is_there = True


def _connect(access: S3Access) -> Minio:
    patience = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    retries = Retry(total=RETRIES, read=1, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504])
    return Minio(
        endpoint=access.endpoint,
        access_key=access.access_key,
        secret_key=access.secret_key,
        secure=access.tls,
        region=access.region,  # else the client asks for it before every first request
        http_client=PoolManager(timeout=patience, retries=retries, maxsize=4),
    )


def _key(sha256: str) -> str:
    return f"{_PREFIX}{checked(sha256)[:2]}/{sha256}"


@contextmanager
def _told_apart(what: str) -> Generator[None]:
    """Turn the client's and the connection's errors into ours; those of local files stay what they are."""
    try:
        yield
    except S3Error as error:
        if error.code in _GONE:
            raise ObjectMissing(what) from error
        raise StoreUnavailable(f"S3: {error.code}: {error.message}") from error
    except (MinioException, HTTPError) as error:
        raise StoreUnavailable(f"S3: {error}") from error
