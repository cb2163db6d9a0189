"""What is said of a wrong catalogue: one error that names file, entry, key and what is wrong."""

from dataclasses import dataclass, replace
from typing import Self


class CatalogueError(Exception):
    """A wrong entry of the catalogue, in words for the administrator who edits it."""

    def __init__(self, place: "Place", problem: str) -> None:
        self.place = place
        self.problem = problem
        words = [", ".join(filter(None, [place.entry, place.key])), problem]
        super().__init__(": ".join([place.file, *filter(None, words)]))

    def __reduce__(self) -> tuple[type["CatalogueError"], tuple["Place", str]]:
        return CatalogueError, (self.place, self.problem)  # it may cross from one process to another


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: `types/chung.toml`, `loại giấy tờ cccd`, `fields`."""

    file: str
    entry: str = ""
    key: str = ""

    def within(self, entry: str) -> Self:
        """Return the place of an entry of this file, or of a part of this entry."""
        return replace(self, entry=", ".join(filter(None, [self.entry, entry])), key="")

    def at(self, key: str) -> Self:
        return replace(self, key=key)

    def error(self, problem: str) -> CatalogueError:
        return CatalogueError(self, problem)
