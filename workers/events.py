"""File system events, where there are any: they only make the next look at the inbox come sooner."""

import logging
import threading
from pathlib import Path

from watchfiles import Change, watch

from workers.listing import is_ignored

log = logging.getLogger(__name__)


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
        changes = watch(
            self._folder, watch_filter=self._matters, stop_event=self._stop, debounce=200,
            ignore_permission_denied=True, raise_interrupt=False, rust_timeout=1000,
        )  # fmt: skip
        try:
            for _ in changes:
                self.wake.set()
        except (OSError, RuntimeError) as error:
            log.warning("no events for %s (%s): it is looked at now and then instead", self._folder, error)

    def _matters(self, _change: Change, path: str) -> bool:
        return not any(is_ignored(name) for name in Path(path).relative_to(self._folder).parts)
