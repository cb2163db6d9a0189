"""When a file in the inbox may be taken: pure rules on what is remembered. Times are seconds of one clock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from configs.settings import Settings
from storage.model import Arrival, ArrivalState, Urgency
from workers.listing import FoundFile
from workers.stations import urgency_of

LONGEST_WAIT: Final = 300.0
SHORTEST_LOOK: Final = 0.05
_ORDER: Final = {urgency: place for place, urgency in enumerate(Urgency)}


@dataclass(frozen=True, slots=True)
class Rules:
    """How long things take, in seconds."""

    poll: float
    stable: float
    patience: float

    @classmethod
    def of(cls, settings: Settings) -> "Rules":
        return cls(settings.poll_seconds, settings.stable_seconds, settings.patience_seconds)


@dataclass(slots=True)
class Watched:
    """A file in the inbox and what is remembered of it between two looks."""

    file: FoundFile
    since: float  # when it was first seen as it is now
    arrival: Arrival | None = None  # its record, once it has one
    tries: int = 0
    not_before: float = 0.0

    @property
    def unmovable(self) -> bool:
        return self.arrival is not None and self.arrival.state is ArrivalState.UNMOVABLE

    def due_at(self, rules: Rules) -> float:
        """Return when it may be looked into next."""
        return max(self.since + rules.stable, self.not_before)

    def waited_for(self, now: float, rules: Rules) -> bool:
        """Tell whether it is still hoped to become whole."""
        return now - self.since < rules.patience

    def put_off(self, now: float) -> None:
        """Try again later, each time after twice as long."""
        self.tries += 1
        self.not_before = now + min(2.0**self.tries, LONGEST_WAIT)


def in_turn(files: Iterable[Watched]) -> list[Watched]:
    """Return files in the order to take them: counter stations first, one of each in turn, oldest first."""
    turns: Counter[str] = Counter()
    ordered: list[tuple[int, int, int, Watched]] = []
    for watched in sorted(files, key=lambda each: each.since):
        station = watched.file.station
        ordered.append((_ORDER[urgency_of(station)], turns[station], len(ordered), watched))
        turns[station] += 1
    return [watched for *_, watched in sorted(ordered, key=lambda each: each[:3])]


def next_look(files: Iterable[Watched], now: float, rules: Rules) -> float:
    """Return how many seconds to wait until the inbox should be looked at again."""
    soonest = min((watched.due_at(rules) for watched in files), default=now + rules.poll)
    return min(max(soonest - now, SHORTEST_LOOK), rules.poll)
