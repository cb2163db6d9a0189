"""Real servers for tests: started on free ports of this machine, waited for, killed at the end."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psycopg
import pytest
import redis
import urllib3
from psycopg.sql import SQL, Identifier

READY_SECONDS: Final = 60.0
POLL_SECONDS: Final = 0.05
STOP_SECONDS: Final = 10.0
ACCESS_KEY: Final = "sohoa-tests"
SECRET_KEY: Final = "sohoa-tests-secret"
_PLACES: Final = (Path(sys.prefix, "bin"), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))


@dataclass(frozen=True, slots=True)
class S3Server:
    """An S3 server on this machine, without TLS."""

    endpoint: str
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY

    def environment(self, bucket: str) -> dict[str, str]:
        """Return what makes a process of ours keep its objects there."""
        return {
            "SOHOA_OBJECTS_URL": f"s3://{self.endpoint}/{bucket}?tls=0",
            "SOHOA_S3_ACCESS_KEY": self.access_key,
            "SOHOA_S3_SECRET_KEY": self.secret_key,
        }


@dataclass(frozen=True, slots=True)
class _Command:
    """A server's program and arguments, what it needs beside our environment, its user (None: ours)."""

    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None


def need(name: str) -> str:
    """Return a program's path; where it is absent, skip the test at home and fail it in CI."""
    places = os.pathsep.join(map(str, [*_PLACES, os.environ.get("PATH", ""), "/usr/sbin"]))
    found = shutil.which(name, path=places)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{name} is not installed")
    return found or pytest.skip(f"{name} is not installed")


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listened on a moment ago."""
    with ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]


@contextmanager
def start_redis(folder: Path) -> Generator[str]:
    """Run a Redis that keeps nothing; yield its URL."""
    (port,) = free_ports(1)
    flags = f"--bind 127.0.0.1 --port {port} --appendonly no".split()
    command = _Command([need("redis-server"), *flags, "--save", ""])
    url = f"redis://127.0.0.1:{port}/0"
    with redis.Redis.from_url(url) as client, _running(command, folder) as wait:
        wait(lambda: _works(client.ping, redis.ConnectionError))
        yield url


@contextmanager
def start_postgres(folder: Path | None = None) -> Generator[str]:
    """Run a PostgreSQL in a folder, kept, or one of its own; yield the URL of its server's own database."""
    initdb, server = need("initdb"), need("postgres")
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    (port,) = free_ports(1)
    with _folder_of(user, folder) as place:
        make = [initdb, "-D", "data", *["-U", "sohoa", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]]
        if not (place / "data").exists():
            subprocess.run(make, check=True, capture_output=True, user=user, cwd=place)
        flags = f"-D data -h 127.0.0.1 -p {port} -k {place} -F -c full_page_writes=off".split()
        url = f"postgresql://sohoa@127.0.0.1:{port}/postgres"
        with _running(_Command([server, *flags], user=user), place) as wait:
            wait(lambda: _works(lambda: psycopg.connect(url).close(), psycopg.OperationalError))
            yield url


@contextmanager
def fresh_database(server_url: str) -> Generator[str]:
    """Yield the URL of an empty database on a running PostgreSQL."""
    name = f"sohoa_{uuid.uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield server_url.rpartition("/")[0] + f"/{name}"
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def start_weed(folder: Path) -> Generator[S3Server]:
    """Run SeaweedFS, all its parts in one process."""
    names = ("s3", "master", "volume", "filer", "admin")
    ports = free_ports(2 * len(names))
    flags = [f"-{name}.port={port}" for name, port in zip(names, ports, strict=False)]
    flags += [f"-{name}.port.grpc={port}" for name, port in zip(names, ports[len(names) :], strict=True)]
    flags += ["-dir=.", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false"]
    flags += ["-s3.port.iceberg=0", "-s3.port.lance=0", "-webdav=false", "-admin.ui=false"]
    keys = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "HOME": str(folder)}
    with ExitStack() as stack:
        stack.callback(_remove_weed_sockets, ports)
        wait = stack.enter_context(_running(_Command([need("weed"), "mini", *flags], keys), folder))
        wait(lambda: _answers(f"http://127.0.0.1:{ports[0]}/"))
        yield S3Server(f"127.0.0.1:{ports[0]}")


def _remove_weed_sockets(ports: Sequence[int]) -> None:
    for port in ports:
        for place in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):  # noqa: S108 its own choice of place
            place.unlink(missing_ok=True)


@contextmanager
def start_juicefs(folder: Path) -> Generator[S3Server]:
    """Run the gateway of JuiceFS, whose S3 layer is MinIO's, on files and SQLite."""
    program, meta = need("juicefs"), "sqlite3://meta.db"
    own = {"HOME": str(folder), "MINIO_ROOT_USER": ACCESS_KEY, "MINIO_ROOT_PASSWORD": SECRET_KEY}
    make = [program, *f"format --storage file --bucket {folder}/data/ --trash-days 0 {meta} sohoa".split()]
    subprocess.run(make, check=True, capture_output=True, env={**os.environ, **own}, cwd=folder)
    port, metrics = free_ports(2)
    flags = "--multi-buckets --no-usage-report --no-banner --no-bgjob --cache-size 0 --cache-dir cache"
    flags += f" --metrics 127.0.0.1:{metrics} {meta} 127.0.0.1:{port}"
    with _running(_Command([program, "--no-agent", "gateway", *flags.split()], own), folder) as wait:
        wait(lambda: _answers(f"http://127.0.0.1:{port}/minio/health/ready"))
        yield S3Server(f"127.0.0.1:{port}")


@contextmanager
def _running(command: _Command, folder: Path) -> Generator[Callable[[Callable[[], bool]], None]]:
    """Run a server; yield what waits for it to be ready, and fails with its last words when it is not."""
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*_dying_with_us(), *command.arguments],
            env={**os.environ, **command.environment},
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=folder,
            user=command.user,
        )

    def wait(is_ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                last = log.read_text(errors="replace")[-2000:]
                pytest.fail(f"{command.arguments[0]} did not start ({process.poll()}):\n{last}")
            time.sleep(POLL_SECONDS)

    try:
        yield wait
    finally:
        _stop(process)


def _dying_with_us() -> list[str]:
    # Where the tests themselves are killed, their servers must not stay behind.
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _folder_of(user: str | None, kept: Path | None = None) -> Generator[Path]:
    """Yield a folder that this user owns; the folders of pytest are closed to others."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        if user is not None:
            shutil.chown(kept, user, user)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="sohoa-tests-", ignore_cleanup_errors=True) as name:
        if user is not None:
            shutil.chown(name, user, user)
        yield Path(name)


def _answers(url: str) -> bool:
    try:
        return urllib3.request("GET", url, timeout=2, retries=False).status < 500
    except urllib3.exceptions.HTTPError:
        return False


def _works(action: Callable[[], object], *errors: type[Exception]) -> bool:
    with suppress(*errors):
        action()
        return True
    return False
