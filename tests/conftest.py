"""Real servers, one of each kind for a whole run of tests, started when the first test asks for it."""

import os
from collections.abc import Iterator

import pytest
import redis
from hypothesis import settings

from tests.servers import S3Server, fresh_database, start_juicefs, start_postgres, start_redis, start_weed

# A busy machine is no fault of an example; what CI draws is the same at every run.
settings.register_profile("sohoa", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("sohoa")


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running Redis, shared: see `empty_redis`."""
    with start_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A running PostgreSQL, shared: see `postgres_database`."""
    with start_postgres() as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The URL of a PostgreSQL database of this test's own."""
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture
def empty_redis(redis_url: str) -> str:
    """The URL of a Redis with nothing in it."""
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    return redis_url


@pytest.fixture(scope="session")
def weed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """SeaweedFS; each test should use a bucket of its own."""
    with start_weed(tmp_path_factory.mktemp("weed")) as server:
        yield server


@pytest.fixture(scope="session")
def juicefs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """The gateway of JuiceFS; each test should use a bucket of its own."""
    with start_juicefs(tmp_path_factory.mktemp("juicefs")) as server:
        yield server
