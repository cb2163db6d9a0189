"""A store that refuses one file, or everything, while the watcher takes files in."""

import errno
import os

import pytest

from storage.errors import StoreUnavailable
from workers import watcher


def test_a_file_that_the_store_refuses_is_told_and_stops_no_other(station, monkeypatch):
    put = station.objects.put

    def refuse(path):
        if path.name == "big.bin":
            raise StoreUnavailable("store: full") from OSError(errno.ENOSPC, "No space left on device")
        return put(path)

    monkeypatch.setattr(station.objects, "put", refuse)
    station.drop("tram-101/big.bin")
    station.look()
    station.drop("tram-101/other.bin", b"other")
    station.take_all()
    states = {os.fsdecode(row["path"]): (row["state"], row["reason"]) for row in station.rows("arrivals")}
    assert states["other.bin"] == ("taken", None)
    assert states["big.bin"][0] == "stuck"
    assert "No space left on device" in states["big.bin"][1]
    monkeypatch.undo()
    station.look(after=400)
    assert {row["state"] for row in station.rows("arrivals")} == {"taken"}


def test_a_store_that_refuses_everything_is_soon_left_alone(station, monkeypatch):
    tried = []

    def refuse(path):
        tried.append(path)
        raise StoreUnavailable("switched off")

    monkeypatch.setattr(station.objects, "put", refuse)
    for number in range(10):
        station.drop(f"tram-101/{number}.bin", b"%d" % number)
    with pytest.raises(StoreUnavailable):
        station.take_all()
    assert len(tried) == watcher.REFUSALS
