"""CPU seconds by stage of the work: draw, clean, read, decide."""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Adds up what each stage took, child processes included."""

    def __init__(self) -> None:
        self.stages: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        """Count what is done meanwhile to a stage."""
        start = _cpu_seconds()
        try:
            yield
        finally:
            self.stages[stage] += _cpu_seconds() - start

    @property
    def total(self) -> float:
        return sum(self.stages.values())


def _cpu_seconds() -> float:
    return sum(os.times()[:4])
