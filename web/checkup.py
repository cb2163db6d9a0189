"""The doctor's findings for a page: asked of the command, so that this process loads nothing of readers."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final

from configs.settings import Settings
from workers.environment import as_environment

COMMAND: Final = (sys.executable, "-m", "cli.main", "doctor", "--json")
SECONDS: Final = 60
KEPT: Final = timedelta(seconds=30)
SILENT: Final = "Không kiểm tra được. Hãy chạy “sohoa doctor” trên máy chủ."


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check saw: `level` is ok, note or trouble."""

    title: str
    level: str
    seen: str
    advice: str | None


@dataclass(slots=True)
class Checkup:
    """The findings of the last check, kept for a while: a check costs a second or two of the machine."""

    settings: Settings
    _kept: tuple[datetime, tuple[Finding, ...]] | None = field(default=None, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def findings(self, now: datetime) -> tuple[datetime, tuple[Finding, ...]]:
        """Return when it was checked, and what was found."""
        with self._lock:  # who asks at the same time waits for the same check
            if self._kept is None or not timedelta() <= now - self._kept[0] < KEPT:
                self._kept = (now, _ask(self.settings))
            return self._kept


def _ask(settings: Settings) -> tuple[Finding, ...]:
    try:
        asked = subprocess.run(  # noqa: S603 - our own command
            COMMAND,
            env=os.environ | as_environment(settings),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        return tuple(_finding(name, found) for name, found in json.loads(asked.stdout).items())
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return (Finding("Kiểm tra máy", "trouble", SILENT, None),)


def _finding(name: str, found: dict[str, Any]) -> Finding:
    return Finding(found.get("title", name), found["level"], found["seen"], found["advice"])
