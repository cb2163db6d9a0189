import threading

import pytest

from workers import events
from workers.events import Events


@pytest.fixture
def listening(tmp_path):
    found = Events(tmp_path)
    found.start()
    yield found
    found.stop()


def test_a_new_file_wakes(listening, tmp_path):
    for number in range(100):  # until the watch is set up, changes are not seen
        (tmp_path / f"{number}.pdf").write_bytes(b"%PDF")
        if listening.wake.wait(0.3):
            break
    assert listening.wake.is_set()


def test_trouble_with_events_is_not_for_ever(tmp_path, monkeypatch):
    tries = []
    again = threading.Event()

    def watch(*_args, **_kwargs):
        tries.append(1)
        if len(tries) > 1:
            again.set()
            return iter(())
        raise RuntimeError("Unable to decode path")

    monkeypatch.setattr(events, "watch", watch)
    monkeypatch.setattr(events, "PAUSE", 0.01)
    found = Events(tmp_path)
    found.start()
    assert again.wait(10)
    found.stop()
    assert found.wake.is_set()
