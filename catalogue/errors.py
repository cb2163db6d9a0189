"""What is said of a wrong catalogue: one error that names file, entry, key and what is wrong."""

from dataclasses import dataclass, replace
from typing import Self


class CatalogueError(Exception):
    """A wrong entry of the catalogue, in words for the administrator who edits it."""


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
        words = [", ".join(filter(None, [self.entry, self.key])), problem]
        return CatalogueError(": ".join([self.file, *filter(None, words)]))
