"""What is wrong with the catalogue, as the people say it who edit it in tables and have never seen a key."""

import re
from collections.abc import Mapping
from typing import Final

from catalogue.cells import LEVELS, ROLES, RULES
from catalogue.errors import CatalogueError, Place
from catalogue.grid import CONDITIONS, FIELDS, GRIDS, PROCEDURES, SLOTS, TARGETS, TYPES, UNITS, Grid

# The word in a place that says of which table it is; what stands inside comes after what it stands in.
_WORDS: Final = (
    (UNITS, "đơn vị"),
    (CONDITIONS, "điều kiện"),
    (TYPES, "loại giấy tờ"),
    (FIELDS, "trường"),
    (PROCEDURES, "thủ tục"),
    (SLOTS, "thành phần"),
    (TARGETS, "chỉ tiêu"),
)
_SAID: Final = {
    "thiếu khóa này": "không được để trống",
    "valid_from": "“Từ ngày”",
    "valid_to": "“Đến ngày”",
    "trong roles": "",
    "titles, anchors": "tiêu đề, cụm từ nhận biết",
    "(kind)": "",
    "(unit)": "",
}
_CODES: Final[Mapping[str, str]] = {
    **{str(rule): words for rule, words in RULES.items()},
    **{str(role): words for role, words in ROLES.items()},
    **{str(level): words for level, words in LEVELS.items()},
}
_CODE: Final = re.compile(rf"(?<![\w'])({'|'.join(_CODES)})(?![\w'])")


def told(error: CatalogueError) -> str:
    """Return an error in the words of the tables: “Thủ tục, dòng 3, thủ tục 1.001193, Tên thủ tục: …”."""
    place = error.place
    where = ", ".join(filter(None, [place.file, place.entry, column_of(place)]))
    return f"{where}: {_in_words(error.problem)}"


def grid_of(place: Place) -> Grid | None:
    """Return the table that a place is of; None where it is of the whole file."""
    named = next((grid for grid in GRIDS if grid.title == place.file), None)
    said = [grid for grid, word in _WORDS if re.search(rf"(^|, ){word} ", place.entry)]
    return said[-1] if said else named


def column_of(place: Place) -> str:
    """Return the heading of a place's column; its key where no column is of that name."""
    grid, bare = grid_of(place), place.key.partition("[")[0]
    return next((c.heading for c in grid.columns if c.key == bare), place.key) if grid else place.key


def _in_words(problem: str) -> str:
    for ours, theirs in _SAID.items():
        problem = problem.replace(ours, theirs)
    words = _CODE.sub(lambda found: f"“{_CODES[found[1]]}”", problem)
    return " ".join(words.split()).replace(" ;", ";").replace(" ,", ",")
