"""The catalogue as tables that people edit, on a page or in a workbook: their columns and their rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from catalogue import cells
from catalogue.cells import Cell, CellError, Shown
from catalogue.errors import CatalogueError, Place
from catalogue.written import Section, Sections, Written, named


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the key of the entry whose value it holds, how that stands in a cell."""

    heading: str
    key: str
    cell: Cell = cells.TEXT
    width: int = 20
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a section: a row for each entry, or for each of what stands `inside` of one.

    `keys` tell rows apart. Those of a grid inside begin with the keys of its entry.
    """

    title: str
    section: Section
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    inside: str = ""

    @property
    def own(self) -> tuple[Column, ...]:
        """The columns of what stands inside, without those that name its entry."""
        return tuple(c for c in self.columns if c.key not in self.keys[:-1]) if self.inside else self.columns


CODE: Final = Column("Mã", "code", width=14)
FIRST: Final = Column("Từ ngày", "valid_from", cells.DAY, 12)
LAST: Final = Column("Đến ngày", "valid_to", cells.DAY, 12)

PROCEDURES: Final = Grid(
    "Thủ tục",
    Section.PROCEDURES,
    (
        CODE,
        FIRST,
        LAST,
        Column("Tên thủ tục", "name", width=60),
        Column("Lĩnh vực", "sector", width=25),
        Column("Cấp", "level", cells.LEVEL, 12),
        Column("Quyết định", "decision", width=40, hint="số, ngày của quyết định công bố"),
        Column("Kết quả", "results", cells.CODES, 30, "mã loại giấy tờ, cách nhau bằng dấu chấm phẩy"),
    ),
    ("code", "valid_from"),
)
SLOTS: Final = Grid(
    "Thành phần hồ sơ",
    Section.PROCEDURES,
    (
        Column("Mã thủ tục", "code", width=14),
        FIRST,
        Column("Thành phần", "slot", width=16),
        Column("Tên", "title", width=50),
        Column("Quy tắc", "rule", cells.RULE),
        Column("Điều kiện", "condition", width=18),
        Column("Loại giấy tờ", "types", cells.CODES, 40),
    ),
    ("code", "valid_from", "slot"),
    "requirements",
)
TYPES: Final = Grid(
    "Loại giấy tờ",
    Section.TYPES,
    (
        CODE,
        Column("Tên loại giấy tờ", "name", width=50),
        Column("Vai trò", "roles", cells.ROLES_OF, 30),
        Column("Tiêu đề", "titles", cells.LINES, 50, "dòng tên in lớn ở đầu trang, mỗi dòng một tên"),
        Column("Cụm từ nhận biết", "anchors", cells.LINES, 50, "chỉ giấy này mới có, mỗi dòng một cụm"),
        Column(
            "Cụm từ loại trừ", "negatives", cells.LINES, 30, "có cụm này thì không phải, mỗi dòng một cụm"
        ),
        Column("Số tháng có giá trị", "valid_months", cells.COUNT, 12, "bỏ trống nếu luật không giới hạn"),
    ),
    ("code",),
)
FIELDS: Final = Grid(
    "Trường",
    Section.TYPES,
    (
        Column("Mã loại giấy tờ", "code"),
        Column("Trường", "name", width=16),
        Column("Tên", "title", width=25),
        Column("Cách đọc", "kind", cells.GRAMMAR, 16),
        Column("Nhãn trên giấy", "labels", cells.LINES, 40),
        Column("Sau cụm từ", "after", width=20),
        Column("Của ai", "person", width=12),
    ),
    ("code", "name"),
    "fields",
)
CONDITIONS: Final = Grid(
    "Điều kiện", Section.CONDITIONS, (CODE, Column("Nội dung", "words", width=60)), ("code",)
)
UNITS: Final = Grid(
    "Đơn vị",
    Section.UNITS,
    (
        CODE,
        FIRST,
        LAST,
        Column("Tên đơn vị", "name", width=40),
        Column("Cấp", "level", cells.LEVEL, 12),
        Column("Đơn vị trên", "parent", width=14),
        Column("Kế thừa bởi", "successors", cells.CODES, 30),
    ),
    ("code", "valid_from"),
)
TARGETS: Final = Grid(
    "Chỉ tiêu",
    Section.TARGETS,
    (
        Column("Nhóm đơn vị", "kind", cells.KIND, 36),
        Column("Riêng đơn vị", "unit", width=14),
        FIRST,
        LAST,
        Column("Đầu vào (%)", "complete", cells.SHARE, 12),
        Column("Đầu ra (%)", "results", cells.SHARE, 12),
        Column("Kế hoạch", "plan", width=40, hint="số, ký hiệu của kế hoạch giao chỉ tiêu"),
    ),
    ("kind", "unit", "valid_from"),
)
GRIDS: Final = (PROCEDURES, SLOTS, TYPES, FIELDS, CONDITIONS, UNITS, TARGETS)
OUTER: Final = {grid.section: grid for grid in GRIDS if not grid.inside}
INNER: Final = {grid.section: grid for grid in GRIDS if grid.inside}

Cells = tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as somebody wrote it: where it stands, the text of its cells by key."""

    place: Place
    cells: Mapping[str, str]


def rows(grid: Grid, entries: Iterable[Written]) -> Iterator[Cells]:
    """Yield the rows of a table, a value or None for each column."""
    for entry in entries:
        for raw in raws(grid, entry.raw):
            yield cells_of(grid, raw)


def raws(grid: Grid, raw: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the entry itself, or each that stands inside of it, with the keys of the entry before its own."""
    if not grid.inside:
        yield raw
    for inner in raw.get(grid.inside, ()) if grid.inside else ():
        yield {key: raw[key] for key in grid.keys[:-1] if key in raw} | inner


def cells_of(grid: Grid, raw: Mapping[str, Any]) -> Cells:
    """Return the cells of a row; what is empty is blank."""
    return tuple(_cell(column, raw.get(column.key)) for column in grid.columns)


def _cell(column: Column, value: object) -> Shown:
    return None if value is None or value in ("", [], ()) else column.cell.show(value)


def read_row(columns: Iterable[Column], row: Row) -> dict[str, Any]:
    """Return what a row says; blank cells say nothing. Raises CatalogueError naming the column's key."""
    found = {}
    for column in columns:
        if text := row.cells.get(column.key, "").strip():
            try:
                found[column.key] = column.cell.read(text)
            except CellError as error:
                raise row.place.at(column.key).error(str(error)) from error
    return found


def heading(section: Section, key: str) -> str:
    """Return what people call a key of an entry: the heading of its column; `types[2]` is of `types`."""
    bare = key.partition("[")[0]
    known = (c for grid in (OUTER[section], INNER.get(section)) if grid for c in grid.columns)
    return next((column.heading for column in known if column.key == bare), key)


def read_entries(
    section: Section, outer: Iterable[Row], inner: Iterable[Row] | None, before: Sections
) -> tuple[tuple[Written, ...], tuple[CatalogueError, ...]]:
    """Return the entries that rows describe, and what is wrong with rows that none can be made of.

    Without rows of what stands inside, that is left as it was.
    """
    errors: list[CatalogueError] = []
    grid = OUTER[section]
    entries = [named(section, raw, row.place) for row, raw in _read(grid.columns, outer, errors)]
    below = INNER.get(section)
    if below is not None:
        by_key = {_key(grid, entry.raw): entry for entry in entries}
        if inner is None:
            _keep_inner(below, grid, by_key, before[section])
        else:
            _put_inner(below, by_key, _read(below.columns, inner, errors), errors)
    return tuple(entries), tuple(errors)


def _read(
    columns: Iterable[Column], given: Iterable[Row], errors: list[CatalogueError]
) -> Iterator[tuple[Row, dict[str, Any]]]:
    for row in given:
        try:
            yield row, read_row(columns, row)
        except CatalogueError as error:
            errors.append(error)


def _key(grid: Grid, raw: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(raw.get(key) for key in (grid.keys[:-1] if grid.inside else grid.keys))


def _keep_inner(
    below: Grid, grid: Grid, by_key: Mapping[tuple[Any, ...], Written], before: Iterable[Written]
) -> None:
    for old in before:
        entry = by_key.get(_key(grid, old.raw))
        if entry is not None and below.inside in old.raw:
            entry.raw[below.inside] = old.raw[below.inside]


def _put_inner(
    below: Grid,
    by_key: Mapping[tuple[Any, ...], Written],
    found: Iterable[tuple[Row, dict[str, Any]]],
    errors: list[CatalogueError],
) -> None:
    for row, raw in found:
        entry = by_key.get(_key(below, raw))
        if entry is None:
            errors.append(
                row.place.at("code").error(f"không có mục này trong bảng “{OUTER[below.section].title}”")
            )
        else:
            own = {c.key: raw[c.key] for c in below.own if c.key in raw}
            entry.raw.setdefault(below.inside, []).append(own)
