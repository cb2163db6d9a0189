from hypothesis import given
from hypothesis import strategies as st

from storage.overview import Process
from web.status import ALIVE_SECONDS, is_alive, worth_showing

NAMES = st.sampled_from(["watcher", "scheduler", "worker-a-1", "worker-a-2", "worker-b-1"])
AGES = st.floats(0, 3 * ALIVE_SECONDS)
PROCESS = st.builds(Process, NAMES, st.none(), st.none(), AGES)


def living(found):
    return [process for process in found if is_alive(process)]


def kinds(found):
    return {process.name.partition("-")[0] for process in found}


@given(st.lists(PROCESS, unique_by=lambda process: process.name))
def test_the_living_are_shown_and_the_dead_where_nobody_took_their_place(found):
    shown = worth_showing(found)
    assert [process for process in shown if is_alive(process)] == [
        process for process in found if is_alive(process)
    ]
    assert kinds(shown) == kinds(found)
    dead = [process for process in shown if not is_alive(process)]
    assert not kinds(dead) & kinds(living(found))
