"""Objects on any S3 server, through the minio client. The only module that knows that client."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from storage.objects import ObjectDamaged, ObjectMissing, StoreUnavailable, sha256_of

# The client's own defaults wait five minutes, five times: a dead store would hold a worker for half an hour.
CONNECT_SECONDS: Final = 3.0
READ_SECONDS: Final = 30.0
RETRIES: Final = 2
MIN_PART: Final = 5 * 1024 * 1024
PIECE: Final = 1024 * 1024
THERE_ALREADY: Final = {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}
GONE: Final = {"NoSuchKey", "NoSuchObject", "NoSuchBucket"}


@dataclass(frozen=True, slots=True)
class S3Access:
    """Where a bucket is and how to get in; the secret is never shown."""

    endpoint: str  # host:port
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
    tls: bool = True


class S3Objects:
    """Objects `sha256/ab/<sha256>` in one bucket, which is made when first needed."""

    def __init__(self, access: S3Access) -> None:
        self._bucket = access.bucket
        self._client = Minio(
            access.endpoint,
            access_key=access.access_key,
            secret_key=access.secret_key,
            secure=access.tls,
            http_client=PoolManager(
                timeout=Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
                retries=Retry(total=RETRIES, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
                maxsize=4,
            ),
        )
        self._bucket_is_there = False

    def put(self, path: Path) -> str:
        digest = sha256_of(path)
        with _errors(digest):
            self._make_bucket()
            if not self._is_whole(digest):
                self._upload(path, digest)
                if not self._is_whole(digest):
                    raise ObjectDamaged(f"{digest}: what the store gives back is not what it was given")
        return digest

    def exists(self, sha256: str) -> bool:
        try:
            with _errors(sha256):
                self._client.stat_object(bucket_name=self._bucket, object_name=_key(sha256))
        except ObjectMissing:
            return False
        return True

    def fetch(self, sha256: str, into: Path) -> Path:
        path = into / sha256
        if not path.exists():
            with _errors(sha256):
                self._client.fget_object(
                    bucket_name=self._bucket, object_name=_key(sha256), file_path=str(path)
                )
        if sha256_of(path) != sha256:
            path.unlink()
            raise ObjectDamaged(sha256)
        return path

    def verify(self, sha256: str) -> bool:
        with _errors(sha256):
            return self._is_whole(sha256)

    def count(self) -> int:
        with _errors(self._bucket):
            self._make_bucket()
            return sum(1 for _ in self._client.list_objects(bucket_name=self._bucket, recursive=True))

    def _upload(self, path: Path, digest: str) -> None:
        size = path.stat().st_size
        with path.open("rb") as file:  # one part: a server that vanishes midway leaves no half upload behind
            self._client.put_object(
                bucket_name=self._bucket, object_name=_key(digest), data=file, length=size,
                part_size=max(size, MIN_PART),
            )  # fmt: skip

    def _is_whole(self, digest: str) -> bool:
        try:
            response = self._client.get_object(bucket_name=self._bucket, object_name=_key(digest))
        except S3Error as error:
            if error.code in GONE:
                return False
            raise
        found = hashlib.sha256()
        try:
            for piece in response.stream(PIECE):
                found.update(piece)
        finally:
            response.close()
            response.release_conn()
        return found.hexdigest() == digest

    def _make_bucket(self) -> None:
        if self._bucket_is_there:
            return
        try:
            if not self._client.bucket_exists(bucket_name=self._bucket):
                self._client.make_bucket(bucket_name=self._bucket)
        except S3Error as error:
            if error.code not in THERE_ALREADY:  # another process was quicker
                raise
        self._bucket_is_there = True


def _key(sha256: str) -> str:
    return f"sha256/{sha256[:2]}/{sha256}"


@contextmanager
def _errors(what: str) -> Iterator[None]:
    """Turn the client's and the connection's errors into ours."""
    try:
        yield
    except S3Error as error:
        if error.code in GONE:
            raise ObjectMissing(what) from error
        raise StoreUnavailable(f"{what}: {error.code}") from error
    except (MinioException, HTTPError, OSError) as error:
        raise StoreUnavailable(f"{what}: {error}") from error
