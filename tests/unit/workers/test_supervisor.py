"""The supervisor's rules on stand-in processes: short programs of a shell."""

import fcntl
import os
import signal
import socket
import time

import pytest

from workers import supervisor
from workers.stopping import Stop
from workers.supervisor import Child, stop_all, tend, up

DEADLINE = 20


def until(condition):
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def child(script, name="stand-in"):
    return Child(name, ["/bin/sh", "-c", script], os.environ)


@pytest.fixture
def started():
    crew: list[Child] = []

    def started(*children):
        crew.extend(children)
        for each in children:
            each.tend(time.monotonic())
        return children

    yield started
    for each in crew:
        if each.running is not None:
            each.running.kill()
            each.running.wait()


def test_a_process_that_ends_is_started_again_each_time_after_a_longer_pause(started):
    (each,) = started(child("exit 3"))
    pauses = []
    for now in range(100, 104):
        until(lambda: each.running is None or each.running.poll() is not None)
        each.started = now
        each.tend(now)
        assert each.running is None
        pauses.append(each.pause)
        each.tend(now + each.pause)
        assert each.running is not None
    assert pauses == sorted(set(pauses))


def test_a_process_that_lived_long_is_started_again_at_once(started):
    (each,) = started(child("exit 0"))
    until(lambda: each.running.poll() is not None)
    each.pause = 16.0
    each.tend(each.started + supervisor.STEADY_SECONDS)
    assert each.pause == supervisor.LOOK_SECONDS


def test_all_are_stopped_and_redis_last(started, tmp_path):
    note = "trap 'echo {0} >> {1}; exit 0' TERM; echo up >> {1}; while true; do sleep 0.05; done"
    log = tmp_path / "log"
    crew = started(child(note.format("redis", log), "redis"), child(note.format("worker", log), "worker 1"))
    until(lambda: log.exists() and log.read_text().count("up") == 2)
    stop_all(crew)
    assert log.read_text().split() == ["up", "up", "worker", "redis"]


def test_one_that_does_not_stop_is_killed(started, tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.1)
    ready = tmp_path / "ready"
    crew = started(child(f"trap '' TERM; touch {ready}; while true; do sleep 0.05; done"))
    until(ready.exists)
    process = crew[0].running
    stop_all(crew)
    assert process.returncode == -signal.SIGKILL


def test_tending_ends_when_told(started):
    stop = Stop()
    stop.ask()
    tend([child("sleep 60")], stop)


def test_a_second_one_on_the_same_data_says_so_and_leaves(settings, capsys):
    settings.data_dir.mkdir(parents=True)
    with (settings.data_dir / "up.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert up(settings) == 1
    assert "Hệ thống đang chạy" in capsys.readouterr().err


def test_a_port_that_another_program_has_is_named_before_anything_runs(settings, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert up(settings.model_copy(update={"host": "127.0.0.1", "port": port})) == 1
    assert f"Không mở được cổng {port}" in capsys.readouterr().err
    assert supervisor._port_is_free("127.0.0.1", port)


def test_an_own_redis_is_used_only_where_the_settings_name_none(settings, tmp_path):
    lock = tmp_path / "up.lock"
    lock.touch()
    with supervisor._redis(settings, lock) as (own, used):
        assert own
        assert used.redis_url == own.url
        assert own.folder.is_dir()
        assert (own.folder.stat().st_mode & 0o777) == 0o700
        assert len(f"{own.folder}/redis.sock") < 100
    assert not own.folder.exists()
    given = settings.model_copy(update={"redis_url": "redis://elsewhere:6379/0"})
    with supervisor._redis(given, lock) as (own, used):
        assert (own, used) == (None, given)


def test_the_folder_of_a_redis_that_was_killed_is_cleared_by_the_next(settings, tmp_path):
    lock = tmp_path / "up.lock"
    lock.touch()
    killed = supervisor._redis(settings, lock)
    own, _used = killed.__enter__()
    assert own
    with supervisor._redis(settings, lock):
        assert not own.folder.exists()
