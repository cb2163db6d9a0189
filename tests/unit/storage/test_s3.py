"""The S3 store when the server is gone, hangs, refuses, or loses its bucket; see also tests/contracts."""

import os
import socket
import time
import uuid
from contextlib import contextmanager

import pytest
from minio import Minio

from storage import s3
from storage.errors import StoreUnavailable
from storage.s3 import S3Access, S3Objects
from tests.servers import free_ports

DIGEST = "0" * 64
SECRET = "not-to-be-shown"


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


def verbs(store, scan, folder):
    return {
        "put": lambda: store.put(scan),
        "exists": lambda: store.exists(DIGEST),
        "fetch": lambda: store.fetch(DIGEST, folder),
        "verify": lambda: store.verify(DIGEST),
        "count": store.count,
    }


VERBS = ["put", "exists", "fetch", "verify", "count"]


def access(endpoint, **changes):
    return S3Access(
        **{
            "endpoint": endpoint,
            "bucket": f"b-{uuid.uuid4().hex}",
            "access_key": "key",
            "secret_key": SECRET,
            "tls": False,
        }
        | changes
    )


@contextmanager
def unavailable_within(seconds):
    started = time.monotonic()
    with pytest.raises(StoreUnavailable) as caught:
        yield
    assert time.monotonic() - started < seconds
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("verb", VERBS)
def test_a_server_that_is_off_is_told_within_seconds(scan, tmp_path, verb):
    (port,) = free_ports(1)
    store = S3Objects(access(f"127.0.0.1:{port}"))
    with unavailable_within(5):
        verbs(store, scan, tmp_path)[verb]()


@pytest.mark.parametrize("verb", VERBS)
def test_a_server_that_hangs_is_given_up_when_our_patience_ends(scan, tmp_path, verb, monkeypatch):
    monkeypatch.setattr(s3, "READ_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = S3Objects(access(f"127.0.0.1:{silent.getsockname()[1]}"))
        with unavailable_within(5):
            verbs(store, scan, tmp_path)[verb]()


def test_our_patience_is_short_enough_for_a_worker():
    pool = s3._connect(access("127.0.0.1:9"))._http
    timeout, retries = pool.connection_pool_kw["timeout"], pool.connection_pool_kw["retries"]
    worst = (1 + retries.total) * timeout.connect_timeout + (1 + retries.read) * timeout.read_timeout
    assert worst <= 90


@pytest.mark.services
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("kind", ["weed", "juicefs"])
def test_wrong_keys_are_told_without_showing_them(request, scan, tmp_path, kind, verb):
    store = S3Objects(access(request.getfixturevalue(kind).endpoint))
    with unavailable_within(5):
        verbs(store, scan, tmp_path)[verb]()


@pytest.mark.services
def test_a_bucket_taken_away_is_made_again_by_the_next_try(juicefs, scan):
    keys = {"access_key": juicefs.access_key, "secret_key": juicefs.secret_key}
    place = access(juicefs.endpoint, **keys)
    store = S3Objects(place)
    digest = store.put(scan)
    client = Minio(endpoint=juicefs.endpoint, secure=False, **keys)
    client.remove_object(bucket_name=place.bucket, object_name=f"sha256/00/{digest}")
    for found in client.list_objects(bucket_name=place.bucket, recursive=True):
        client.remove_object(bucket_name=place.bucket, object_name=found.object_name)
    client.remove_bucket(bucket_name=place.bucket)

    assert not store.exists(digest)
    with pytest.raises(StoreUnavailable, match=place.bucket):
        store.put(scan)
    assert store.put(scan) == digest
    assert store.verify(digest)


@pytest.mark.services
@pytest.mark.parametrize("kind", ["weed", "juicefs"])
def test_a_large_file_goes_up_in_parts_of_bounded_size(request, tmp_path, kind, monkeypatch):
    monkeypatch.setattr(s3, "LARGEST_PART", 5 * 1024 * 1024)
    server = request.getfixturevalue(kind)
    store = S3Objects(access(server.endpoint, access_key=server.access_key, secret_key=server.secret_key))
    large = tmp_path / "large.tif"
    large.write_bytes(os.urandom(11 * 1024 * 1024))
    digest = store.put(large)
    assert store.fetch(digest, tmp_path).read_bytes() == large.read_bytes()


def test_a_child_process_opens_its_own_connections(monkeypatch):
    store = S3Objects(access("127.0.0.1:9"))
    mine = store._client
    assert store._client is mine
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert store._client is not mine
    assert store._client is store._client


def test_the_secret_is_not_shown():
    assert SECRET not in repr(access("127.0.0.1:9"))
