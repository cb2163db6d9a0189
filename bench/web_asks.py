"""What clerks ask the pages for, one line each, and somebody who asks."""

import random
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

import urllib3

from bench.web_store import TYPES, UNITS
from web.cookies import SESSION

OK: Final = 200
TOO_OFTEN: Final = 429
PICTURE: Final = re.compile(rb"/trang/\d+/\d+/lon\.jpg")
OPENED: Final = re.compile(r"/ra-soat/(\d+)")
DOSSIER: Final = re.compile(rb"/ho-so/(H[\w.-]+)")
NEXT: Final = "/ra-soat"
REDIRECTS: Final = urllib3.Retry(redirect=2, status=0, respect_retry_after_header=False)
TODAY: Final = datetime.now(UTC).date()
LONG_AGO: Final = TODAY - timedelta(days=150)


@dataclass(frozen=True, slots=True)
class Ask:
    """A page, by the name of its line; `pictured`: with its first large picture; `often`: its weight."""

    name: str
    path: str
    pictured: bool = False
    often: int = 1


def _search(**asked: str) -> str:
    return f"/tra-cuu?{urlencode(asked)}"


# A unit's path names its own: "{unit}" is the unit of who asks, or the first one; "{dossier}" one of theirs.
ASKS: Final = (
    Ask("work list", "/viec-can-lam", often=3),
    Ask("work list of a type", f"/viec-can-lam?loai={TYPES[0]}"),
    Ask("open the next paper and picture", NEXT, pictured=True, often=8),
    Ask("station page", "/tram-quet", often=2),
    Ask("status", "/theo-doi", often=2),
    Ask("dossiers, newest", "/ho-so", often=2),
    Ask("dossiers, lacking, far down", "/ho-so?loai=con-thieu&sau={far}"),
    Ask("dossiers overdue", "/ho-so?loai=qua-han"),
    Ask("dossiers of a unit", "/ho-so?don_vi={unit}"),
    Ask("open a dossier and picture", "/ho-so/{dossier}", pictured=True, often=3),
    Ask("search, a rare name", _search(tim="buoi yen")),
    Ask("search, a word of most pages", _search(tim="nguyễn")),
    Ask("search, three words", _search(tim="nguyen thi tran")),
    Ask("search, nothing found", _search(tim="nguyễn vwxyz")),
    Ask("search, of a type", _search(tim="nguyen thi", loai=TYPES[0])),
    Ask("search, of a year", _search(tim="nguyen thi", nam=str(TODAY.year))),
    Ask("search, of a year without any", _search(tim="nguyen thi", nam=str(TODAY.year - 2))),
    Ask("search, of a type that is nowhere", _search(tim="nguyen thi", loai="trich_luc_khai_tu")),
    Ask("search, of a unit", _search(tim="nguyen thi", don_vi=UNITS[1])),
    Ask("search, rare, of a type", _search(tim="buoi yen", loai=TYPES[1])),
    Ask("figures", "/so-lieu"),
    Ask("figures of another month each time", "/so-lieu?tu={first}&den={last}"),
    Ask("audit log", "/quan-tri/nhat-ky"),
    Ask("audit log of somebody", "/quan-tri/nhat-ky?nguoi=can-bo-3"),
    Ask("audit log of a day long ago", f"/quan-tri/nhat-ky?tu={LONG_AGO}&den={LONG_AGO}"),
    Ask("accounts", "/quan-tri/tai-khoan"),
    Ask("stations", "/quan-tri/tram-quet"),
    Ask("health", "/quan-tri/suc-khoe"),
    Ask("API: scans", "/api/scans"),
    Ask("API: status", "/api/status"),
)


class TooOftenError(Exception):
    """Somebody searches more often than is allowed; the argument: how many seconds to wait."""


class Asker:
    """Somebody with a session who asks for pages; raises RuntimeError for what is no page."""

    def __init__(self, address: str, key: str, number: int = 0) -> None:
        self._address = address
        self._pool = urllib3.PoolManager(headers={"Cookie": f"{SESSION}={key}"})
        self._lot = random.Random(number)  # noqa: S311 - no secret
        self._scan: str | None = None
        listed = DOSSIER.findall(self._get("/ho-so").data)
        names = [each.decode() for each in listed]
        self._names = {"unit": names[0][:7], "dossier": names[number % len(names)]}
        self._names["far"] = f"{LONG_AGO}_{self._names['unit']}"

    def time(self, ask: Ask) -> float:
        """Return how many milliseconds an answer took, with its picture; waits until one may search."""
        while True:
            try:
                return self._timed(ask)
            except TooOftenError as error:
                time.sleep(error.args[0])

    def _timed(self, ask: Ask) -> float:
        first = LONG_AGO + timedelta(days=self._lot.randrange(90))
        path = ask.path.format(**self._names, first=first, last=first + timedelta(days=29))
        if path == NEXT and self._scan:
            path = f"{NEXT}?sau={self._scan}"
        started = time.perf_counter()
        answer = self._get(path)
        if ask.pictured and (found := PICTURE.search(answer.data)):
            self._get(found[0].decode())
        took = 1000 * (time.perf_counter() - started)
        if ask.pictured and not found and path == ask.path:
            raise RuntimeError(f"{path}: no picture")
        opened = OPENED.search(answer.geturl() or "")
        self._scan = opened[1] if opened else None  # None: all were seen, it begins anew
        return took

    def once(self) -> dict[str, list[float]]:
        """Ask for everything once; return the times by name."""
        return {ask.name: [self.time(ask)] for ask in ASKS}

    def work(self, until: float, think: float) -> dict[str, list[float]]:
        """Ask for one thing after the other, what is usual more often, thinking between, until a moment."""
        took: dict[str, list[float]] = defaultdict(list)
        time.sleep(self._lot.uniform(0, think))
        while time.monotonic() < until:
            (ask,) = self._lot.choices(ASKS, [each.often for each in ASKS])
            took[ask.name].append(self.time(ask))
            time.sleep(self._lot.expovariate(1 / think))
        return took

    def _get(self, path: str) -> urllib3.BaseHTTPResponse:
        answer = self._pool.request("GET", self._address + path, retries=REDIRECTS)
        if answer.status == TOO_OFTEN:
            raise TooOftenError(int(answer.headers["Retry-After"]) + 1)
        if answer.status != OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return answer
