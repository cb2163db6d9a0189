"""Watches the station folders and takes in what is still and whole.

It looks at the inbox every `poll_seconds`; file system events only make it look sooner. What it remembers
between two looks may be lost at any moment: inbox, object store and database say all there is to know.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from sqlalchemy import Connection, Engine

from configs.settings import Settings
from pipeline.intake.whole import is_whole
from storage import arrivals
from storage.columns import plain
from storage.database import open_database, reading, writing
from storage.errors import ObjectDamaged, StoreUnavailable
from storage.model import Arrival, ArrivalState, ProcessBeat
from storage.objects import ObjectStore
from storage.overview import beat_process, end_process
from storage.stores import open_objects
from workers.events import Events
from workers.intake import Admitted, Stored, admit, arrival_of, move_all, store
from workers.listing import FoundFile, Listing, Unlisted, list_inbox
from workers.ripening import Rules, Watched, in_turn, next_look
from workers.stopping import Stop
from workers.taken import Moved, empty_taken, kept_from, put_back_changed

log = logging.getLogger(__name__)

NAME: Final = "watcher"
BATCH: Final = 32  # files in one transaction: what a crash repeats at most
BEAT_SECONDS: Final = 5.0
EMPTYING_SECONDS: Final = 600.0
EMPTYING_FILES: Final = 200
LONGEST_PAUSE: Final = 30.0
REFUSALS: Final = 3  # so many files refused and none stored: the store is in trouble, not the files

UNREADABLE: Final = (
    "Không đọc được ({}). Hãy kiểm tra quyền đọc, hoặc đóng chương trình đang giữ tệp. Sẽ tự thử lại."
)
NOT_STORED: Final = "Kho lưu trữ chưa nhận được tệp ({}). Hãy kiểm tra dung lượng ổ đĩa. Sẽ tự thử lại."
MISWRITTEN: Final = "Kho lưu trữ ghi sai nội dung tệp. Hãy kiểm tra ổ đĩa. Sẽ tự thử lại."


def watch(settings: Settings) -> None:
    """Watch the inbox of the settings until SIGTERM or SIGINT; ends between two files."""
    settings.inbox.mkdir(parents=True, exist_ok=True)
    engine, stop = open_database(settings.database_url), Stop.on_signals()
    watcher = Watcher(settings, open_objects(settings), engine, stop)
    events = Events(settings.inbox)
    events.start()
    watcher.run(events)
    events.stop()
    with writing(engine) as connection:
        end_process(connection, NAME)
    engine.dispose()


class Watcher:
    """Remembers the files that wait in an inbox."""

    def __init__(
        self,
        settings: Settings,
        objects: ObjectStore,
        engine: Engine,
        stop: Stop,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._inbox = settings.inbox
        self._taken_days = settings.taken_days
        self._rules = Rules.of(settings)
        self._objects = objects
        self._engine = engine
        self._stop = stop
        self._clock = clock
        self._files: dict[tuple[str, str], Watched] = {}
        self._unlisted: dict[tuple[str, str], Arrival] = {}
        self._news: list[Arrival] = []
        self._moved: list[tuple[float, Moved]] = []  # until when each is watched
        self._left: frozenset[str] | None = None
        self._beat_due = self._emptying_due = 0.0

    def run(self, events: Events) -> None:
        """Look, wait, look again, whatever happens, until told to stop."""
        pause = 1.0
        while not self._stop.asked:
            try:
                wait = self.look()
                pause = 1.0
            except (OSError, StoreUnavailable) as error:
                log.warning("cannot take anything in now, trying again in %.0f s: %s", pause, error)
                wait, pause = pause, min(pause * 2, LONGEST_PAUSE)
            self._stop.wait(wait, events.wake)

    def look(self) -> float:
        """Look at the inbox once, take what is ripe; return how many seconds to wait until the next look.

        Raises OSError where the inbox is gone, StoreUnavailable where the stores cannot be used.
        """
        self._put_back_changed()
        self._notice(list_inbox(self._inbox))
        self._beat()
        started = self._clock()
        due = (each for each in self._files.values() if each.due_at(self._rules) <= started)
        for batch in _batches(in_turn(due)):
            self._take(batch)
            # New files are looked for although there are many: a citizen's may be among them.
            if self._stop.asked or self._clock() - started > self._rules.poll:
                return 0.0
        self._tell()
        self._empty_taken()
        return next_look(self._files.values(), self._clock(), self._rules)

    def _put_back_changed(self) -> None:
        now = self._clock()
        self._moved = [
            (until, moved) for until, moved in self._moved if not put_back_changed(moved) and now < until
        ]

    def _notice(self, listing: Listing) -> None:
        """Remember the files there are now, forget those that went; write down what is new."""
        now = self._clock()
        before, self._files = self._files, {}
        for file in listing.files:
            known = before.get(file.key)
            unchanged = known is not None and _identity(known.file) == _identity(file)
            self._files[file.key] = known if known and unchanged else Watched(file, now)
        altered = {key[0] for key, watched in before.items() if self._files.get(key) is not watched}
        altered |= self._left_open()
        self._notice_unlisted(listing.unlisted, altered)
        new = [watched for watched in self._files.values() if watched.arrival is None]
        if new or altered:
            hidden = {plain(each.station) for each in listing.unlisted}
            self._record_new(new, {plain(station) for station in altered} - hidden)
        self._left = frozenset()
        self._tell()

    def _left_open(self) -> frozenset[str]:
        """Return the stations where files lay when the watcher last ended, until they were looked over."""
        if self._left is None:
            with reading(self._engine) as connection:
                self._left = frozenset(each.station for each in arrivals.open_arrivals(connection))
        return self._left

    def _notice_unlisted(self, unlisted: list[Unlisted], altered: set[str]) -> None:
        """Make folders that cannot be opened visible, as long as they cannot."""
        before, self._unlisted = self._unlisted, {}
        for each in unlisted:
            key = (each.station, each.path)
            self._unlisted[key] = before.get(key) or _stuck_folder(each)
        self._news += [arrival for key, arrival in self._unlisted.items() if key not in before]
        altered |= {station for station, path in before if (station, path) not in self._unlisted}

    def _record_new(self, new: list[Watched], altered: set[str]) -> None:
        now = datetime.now(UTC)
        paths: dict[str, set[str]] = {station: set() for station in altered}
        for station, path in self._files:
            paths.setdefault(plain(station), set()).add(path)
        with writing(self._engine) as connection:
            found = [(watched, _known_or_waiting(connection, watched.file, now)) for watched in new]
            for station in altered:
                arrivals.forget_missing(connection, station, paths[station])
        for watched, arrival in found:
            watched.arrival = arrival

    def _take(self, batch: list[Watched]) -> None:
        """Take files in: each into the store, then all their rows at once, then all out of the inbox."""
        stored: list[Stored] = []
        refusals: list[StoreUnavailable] = []
        for watched in batch:
            if self._stop.asked or (len(refusals) >= REFUSALS and not stored):
                break
            try:
                stored += self._store(watched)
            except StoreUnavailable as error:
                self._put_off(watched, error)
                refusals.append(error)
        if stored:
            now = datetime.now(UTC)
            self._move(admit(self._engine, stored, now), now)
        elif refusals:
            raise refusals[-1]

    def _store(self, watched: Watched) -> list[Stored]:
        """Put a file into the store if it is whole or was waited for long enough."""
        now = self._clock()
        try:
            if not is_whole(watched.file.place) and watched.waited_for(now, self._rules):
                watched.not_before = now + self._rules.poll
                return []
            stored = store(watched.file, self._objects)
        except FileNotFoundError:
            return []
        except (OSError, ObjectDamaged) as error:
            self._put_off(watched, error)
            return []
        return [stored] if stored else []

    def _put_off(self, watched: Watched, error: OSError | ObjectDamaged | StoreUnavailable) -> None:
        watched.put_off(self._clock())
        reason = why_stuck(error)
        log.warning("%s/%s: %s", watched.file.station, watched.file.path, reason)
        if not watched.unmovable:  # that one is in the store, and its record says so
            now = datetime.now(UTC)
            watched.arrival = arrival_of(watched.file, ArrivalState.STUCK, now, reason=reason)
            self._news.append(watched.arrival)

    def _move(self, admitted: list[Admitted], now: datetime) -> None:
        moves = move_all(self._inbox, admitted, now)
        until = self._clock() + self._rules.patience
        self._moved += [(until, moved) for moved in moves.moved]
        for each in admitted:
            watched = self._files[each.file.key]
            if each.file.key in moves.kept:
                watched.put_off(self._clock())
                watched.arrival = moves.kept[each.file.key]
                self._news.append(watched.arrival)
            elif each.arrival.state is ArrivalState.UNMOVABLE:
                self._news.append(replace(each.arrival, state=ArrivalState.TAKEN, reason=None, last_seen=now))

    def _tell(self) -> None:
        """Write down what became of files; what cannot be written now is kept for the next time."""
        if not self._news:
            return
        with writing(self._engine) as connection:
            for arrival in self._news:
                arrivals.record(connection, arrival)
        self._news.clear()

    def _beat(self) -> None:
        if self._clock() < self._beat_due:
            return
        self._beat_due = self._clock() + BEAT_SECONDS
        with writing(self._engine) as connection:
            note = f"{len(self._files)} tệp trong hộp nhận"
            beat_process(connection, ProcessBeat(NAME, None, datetime.now(UTC), note))

    def _empty_taken(self) -> None:
        if self._clock() < self._emptying_due:
            return
        self._emptying_due = self._clock() + EMPTYING_SECONDS
        before = kept_from(datetime.now(UTC).date(), self._taken_days)
        for place in islice(empty_taken(self._inbox, self._objects, before), EMPTYING_FILES):
            log.debug("emptied %s", place)


def why_stuck(error: OSError | ObjectDamaged | StoreUnavailable) -> str:
    """Return in Vietnamese why a file cannot be taken in just now."""
    if isinstance(error, ObjectDamaged):
        return MISWRITTEN
    if isinstance(error, StoreUnavailable):
        cause = error.__cause__
        return NOT_STORED.format((isinstance(cause, OSError) and cause.strerror) or error)
    return UNREADABLE.format(error.strerror or error)


def _identity(file: FoundFile) -> tuple[int, int, int]:
    return (file.size, file.mtime_ns, file.inode)


def _batches(files: list[Watched]) -> Iterator[list[Watched]]:
    return (files[start : start + BATCH] for start in range(0, len(files), BATCH))


def _known_or_waiting(connection: Connection, file: FoundFile, now: datetime) -> Arrival:
    known = arrivals.find(connection, file.station, file.path, file.size, file.mtime_ns)
    if known is not None:
        return known
    arrival = arrival_of(file, ArrivalState.WAITING, now)
    arrivals.record(connection, arrival)
    return arrival


def _stuck_folder(each: Unlisted) -> Arrival:
    now, reason = datetime.now(UTC), why_stuck(each.error)
    log.warning("%s/%s: %s", each.station, each.path, reason)
    return Arrival(each.station, each.path, 0, 0, ArrivalState.STUCK, reason, None, now, now)
