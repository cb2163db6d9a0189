"""What every object store does, on every kind of it; the S3 ones are real servers."""

import io
import os
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from minio import Minio

from storage.errors import ObjectDamaged, ObjectMissing
from storage.folder import FolderObjects
from storage.memory import MemoryObjects
from storage.objects import ObjectStore, sha256_of
from storage.s3 import S3Access, S3Objects
from tests.servers import S3Server

UNKNOWN = sha256(b"never stored").hexdigest()
NOT_HASHES = ["", "../../etc/passwd", UNKNOWN.upper(), UNKNOWN[:-1], UNKNOWN + "\n"]
SIZES = [0, 1, 70_001, 6 * 1024 * 1024 + 1]


# The folder store hands out its own files; these make copies, and check them.
COPYING = [
    "memory",
    pytest.param("weed", marks=pytest.mark.services),
    pytest.param("juicefs", marks=pytest.mark.services),
]


@dataclass
class Subject:
    """A store, how to make another door to the same objects, and how to spoil an object behind its back."""

    store: ObjectStore
    reopen: Callable[[], ObjectStore]
    damage: Callable[[str], None]


def folder_subject(root: Path) -> Subject:
    def damage(digest):
        path = root / digest[:2] / digest[2:4] / digest
        path.chmod(0o600)
        path.write_bytes(b"spoilt")

    return Subject(FolderObjects(root), lambda: FolderObjects(root), damage)


def memory_subject() -> Subject:
    store = MemoryObjects()
    return Subject(store, lambda: store, lambda digest: store._objects.update({digest: b"spoilt"}))


def s3_subject(server: S3Server) -> Subject:
    bucket = f"b-{uuid.uuid4().hex}"
    access = S3Access(server.endpoint, bucket, server.access_key, server.secret_key, tls=False)
    client = Minio(
        endpoint=server.endpoint, access_key=server.access_key, secret_key=server.secret_key, secure=False
    )

    def damage(digest):
        key = f"sha256/{digest[:2]}/{digest}"
        client.put_object(bucket_name=bucket, object_name=key, data=io.BytesIO(b"spoilt"), length=6)

    return Subject(S3Objects(access), lambda: S3Objects(access), damage)


@pytest.fixture(params=["folder", *COPYING])
def subject(request, tmp_path):
    if request.param == "folder":
        return folder_subject(tmp_path / "objects")
    if request.param == "memory":
        return memory_subject()
    return s3_subject(request.getfixturevalue(request.param))


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "giấy khai sinh.pdf"
    path.write_bytes(os.urandom(70_001))
    return path


@pytest.mark.parametrize("size", SIZES)
def test_what_was_put_comes_back_byte_for_byte(subject, tmp_path, size):
    source = tmp_path / "source"
    content = os.urandom(size)
    source.write_bytes(content)

    digest = subject.store.put(source)

    assert digest == sha256(content).hexdigest()
    assert subject.store.exists(digest)
    assert subject.store.verify(digest)
    assert subject.store.fetch(digest, tmp_path).read_bytes() == content
    assert source.read_bytes() == content


def test_putting_again_changes_nothing(subject, scan):
    digests = {subject.store.put(scan) for _ in range(3)}
    assert digests == {sha256_of(scan)}
    assert subject.store.count() == 1


def test_a_destroyed_object_is_gone_for_good(subject, scan, tmp_path):
    digest = subject.store.put(scan)
    assert subject.store.delete(digest)
    assert not subject.store.exists(digest)
    assert not subject.reopen().delete(digest)
    assert subject.store.count() == 0
    with pytest.raises(ValueError, match="not a SHA-256"):
        subject.store.delete("../../etc/passwd")


def test_another_process_sees_what_was_put(subject, scan, tmp_path):
    digest = subject.store.put(scan)
    other = subject.reopen()
    assert other.exists(digest)
    assert other.put(scan) == digest
    assert sha256_of(other.fetch(digest, tmp_path)) == digest
    assert other.count() == 1


def test_a_new_store_is_empty(subject, tmp_path):
    assert subject.store.count() == 0
    assert not subject.store.exists(UNKNOWN)
    assert not subject.store.verify(UNKNOWN)
    with pytest.raises(ObjectMissing, match=UNKNOWN):
        subject.store.fetch(UNKNOWN, tmp_path)
    assert list(tmp_path.glob("*")) in ([], [tmp_path / "objects"])


@pytest.mark.parametrize("name", NOT_HASHES)
def test_what_is_no_hash_never_becomes_a_place(subject, tmp_path, name):
    for verb in (subject.store.exists, subject.store.verify, lambda it: subject.store.fetch(it, tmp_path)):
        with pytest.raises(ValueError, match="not a SHA-256"):
            verb(name)


def test_many_may_put_the_same_at_once(subject, scan):
    doors = [subject.reopen() for _ in range(8)]
    with ThreadPoolExecutor(len(doors)) as pool:
        digests = set(pool.map(lambda door: door.put(scan), doors))
    assert digests == {sha256_of(scan)}
    assert subject.store.count() == 1
    assert subject.store.verify(digests.pop())


def test_many_may_put_different_things_at_once(subject, tmp_path):
    files = [tmp_path / f"scan-{number}" for number in range(16)]
    for number, file in enumerate(files):
        file.write_bytes(bytes([number]) * 3000)
    with ThreadPoolExecutor(4) as pool:
        digests = set(pool.map(subject.store.put, files))
    assert digests == {sha256_of(file) for file in files}
    assert subject.store.count() == len(files)


def test_damage_is_seen_and_mended_by_putting_again(subject, scan, tmp_path):
    digest = subject.store.put(scan)
    subject.damage(digest)
    assert subject.store.exists(digest)
    assert not subject.store.verify(digest)

    assert subject.store.put(scan) == digest
    assert subject.store.verify(digest)
    assert subject.store.fetch(digest, tmp_path).read_bytes() == scan.read_bytes()


@pytest.mark.parametrize("subject", COPYING, indirect=True)
def test_a_damaged_copy_is_never_handed_out(subject, scan, tmp_path):
    digest = subject.store.put(scan)
    subject.damage(digest)
    with pytest.raises(ObjectDamaged, match=digest):
        subject.store.fetch(digest, tmp_path)
    assert not (tmp_path / digest).exists()


@pytest.mark.parametrize("subject", COPYING, indirect=True)
def test_a_copy_that_went_bad_is_fetched_anew(subject, scan, tmp_path):
    digest = subject.store.put(scan)
    copy = subject.store.fetch(digest, tmp_path)
    copy.write_bytes(b"half")
    assert sha256_of(subject.store.fetch(digest, tmp_path)) == digest


def test_a_file_that_cannot_be_read_is_not_the_stores_trouble(subject, tmp_path):
    with pytest.raises(FileNotFoundError):
        subject.store.put(tmp_path / "gone.pdf")
    assert subject.store.count() == 0
