"""How a process of ours is asked to stop, and waits without missing that."""

import signal
import threading
import time
from types import FrameType
from typing import Final

SLICE: Final = 0.2


class Stop:
    """Whether this process has been asked to end."""

    def __init__(self) -> None:
        self.asked = False

    @classmethod
    def on_signals(cls) -> "Stop":
        """Return one that SIGTERM and SIGINT set."""
        stop = cls()
        signal.signal(signal.SIGTERM, stop.ask)
        signal.signal(signal.SIGINT, stop.ask)
        return stop

    def ask(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self.asked = True

    def wait(self, seconds: float, wake: threading.Event | None = None) -> None:
        """Wait that long, or until asked to stop, or until `wake` is set (which it then no longer is)."""
        # In slices: a signal handler may set a flag, but must not touch an Event that is being waited for.
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            if wake is None:
                time.sleep(min(left, SLICE))
            elif wake.wait(min(left, SLICE)):
                wake.clear()
                return
