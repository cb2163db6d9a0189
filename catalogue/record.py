"""A row of a table as it stands in its file, and what stops the reading of one."""

from dataclasses import dataclass


class SheetError(Exception):
    """What stops the reading of a file, in Vietnamese, and the line where it does (0: the whole file)."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands in the file: its first line (from 1) and its cells, tidied.

    In a `grid` (a workbook) a cell stands in its column whatever stands beside it; in text, a cell too many
    means that the others have moved.
    """

    line: int
    cells: list[str]
    grid: bool = False
