"""File system events, where there are any: they only make the next look at the inbox come sooner."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from watchfiles import Change, watch

from workers.listing import is_ignored

log = logging.getLogger(__name__)

PAUSE: Final = 30.0  # seconds without events after trouble with them


class Events:
    """Sets `wake` when something changes below a folder; where that cannot be known, it never does."""

    def __init__(self, folder: Path) -> None:
        self.wake = threading.Event()
        self._folder = folder
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="events", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def _listen(self) -> None:
        # A name that is no Unicode ends a watch, as does a share that goes away: neither is for ever.
        while not self._stop.is_set():
            try:
                for _ in self._changes():
                    self.wake.set()
            except (OSError, RuntimeError) as error:
                log.warning("no events for %s now (%s): it is looked at all the same", self._folder, error)
                self.wake.set()
                self._stop.wait(PAUSE)

    def _changes(self) -> Iterator[object]:
        return watch(
            self._folder, watch_filter=self._matters, stop_event=self._stop, debounce=200,
            ignore_permission_denied=True, raise_interrupt=False, rust_timeout=1000,
        )  # fmt: skip

    def _matters(self, _change: Change, path: str) -> bool:
        return not any(is_ignored(name) for name in Path(path).relative_to(self._folder).parts)
