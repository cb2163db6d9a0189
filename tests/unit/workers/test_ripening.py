from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from workers.listing import FoundFile
from workers.ripening import LONGEST_WAIT, Rules, Watched, in_turn, next_look

RULES = Rules(poll=2, stable=3, patience=120)
stations = st.sampled_from(["tram-101", "tram-102", "tram-103", "tram-kho"])


def watched(station="tram-101", since=0.0, name="a.pdf"):
    return Watched(FoundFile(station, name, Path(station, name), 10, 0, 1), since)


@given(st.lists(st.tuples(stations, st.floats(0, 100)), max_size=40))
def test_every_file_gets_its_turn_once(drops):
    files = [watched(station, since, str(n)) for n, (station, since) in enumerate(drops)]
    assert sorted(f.file.path for f in in_turn(files)) == sorted(f.file.path for f in files)


@given(st.integers(1, 50), st.integers(1, 50))
def test_a_station_with_many_files_delays_another_by_one_file_a_turn(many, few):
    files = [watched("tram-101", n, f"m{n}") for n in range(many)]
    files += [watched("tram-102", 1000 + n, f"f{n}") for n in range(few)]
    order = [f.file.station for f in in_turn(files)]
    for turn in range(min(many, few)):
        assert set(order[2 * turn : 2 * turn + 2]) == {"tram-101", "tram-102"}


@given(st.lists(stations, min_size=1))
def test_counter_stations_come_before_the_archive(names):
    order = [f.file.station for f in in_turn(watched(name, name=str(n)) for n, name in enumerate(names))]
    assert order == sorted(order, key=lambda name: name == "tram-kho")


def test_a_file_is_due_when_it_has_been_still_for_long_enough():
    assert watched(since=10).due_at(RULES) == 13


def test_each_trouble_puts_it_off_longer_but_not_for_ever():
    file, waits = watched(), []
    for _ in range(12):
        file.put_off(100.0)
        waits.append(file.not_before - 100.0)
    assert waits[:3] == [2, 4, 8]
    assert waits[-1] == LONGEST_WAIT


def test_the_next_look_is_when_the_first_file_is_due_and_never_later_than_the_poll():
    assert next_look([], 100, RULES) == 2
    assert next_look([watched(since=98), watched(since=98.5)], 100, RULES) == 1
    assert next_look([watched(since=0)], 100, RULES) > 0
