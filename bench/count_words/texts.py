"""The texts that words are counted in: state documents outside copyright, the catalogue, names.

Scanned documents and what was transcribed of them are not among them: readers are measured by these. General
word lists (wordfreq and its like) are not either: their data is CC BY-SA, which would bind the table.
"""

import csv
import html
import json
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from catalogue.load import load_catalogue

CATALOGUE: Final = Path(__file__).parents[2] / "configs" / "catalogue"
NAMES: Final = Path(__file__).parent / "names.toml"
COMMON: Final = Path(__file__).parent / "common.txt"
_UNSEEN: Final = re.compile(r"<(script|style|svg|head)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_INLINE: Final = re.compile(r"</?(?:b|i|a|em|strong|span|u|small)\b[^>]*>")
_TAG: Final = re.compile(r"<[^>]*>")
_PARAGRAPH: Final = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_RUN: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br)\b")
_LINE_END: Final = re.compile(r"\s*\n\s*(?=(\S))")


def procedures(data: Path) -> Iterator[str]:
    """Yield what one-stop shops publish of their procedures: lines, broken ones joined."""
    for line in (data / "procedures" / "thu_tuc_hanh_chinh.jsonl").read_text("utf-8").splitlines():
        procedure: dict[str, Any] = json.loads(line)
        for key in ("ten", "linh_vuc", "toan_van"):
            yield from joined(str(procedure[key])).splitlines()


def land_pages(data: Path) -> Iterator[str]:
    """Yield what is to be read on a province's pages of land procedures."""
    for file in sorted((data / "procedures" / "tthc2228").glob("*.html")):
        visible = _TAG.sub("\n", _INLINE.sub(" ", _UNSEEN.sub(" ", file.read_text("utf-8"))))
        yield from (line for line in html.unescape(visible).splitlines() if line.strip())


def decrees(data: Path) -> Iterator[str]:
    """Yield the paragraphs of a decree and its annexes."""
    for file in sorted((data / "nd30_2020").glob("*.docx")):
        with zipfile.ZipFile(file) as parts:
            document = parts.read("word/document.xml").decode()
        for paragraph in _PARAGRAPH.findall(document):
            runs = (" " if found[2] else found[1] for found in _RUN.finditer(paragraph))
            yield html.unescape("".join(runs))


def components(data: Path) -> Iterator[str]:  # noqa: ARG001 - a source like the others
    """Yield the names of the catalogue."""
    known = load_catalogue(CATALOGUE)
    yield from (kind.name for kind in known.types.values())
    yield from (procedure.name for procedure in known.procedures)
    yield from (unit.name for unit in known.units)


def places(data: Path) -> Iterator[str]:
    """Yield today's provinces and wards by full name, and the bare names of those before 2025 once each."""
    folder = data / "adminunits"
    for province in json.loads((folder / "vn_units_2026-07-25_vn_only.json").read_text("utf-8")):
        yield province["FullName"]
        yield from (ward["FullName"] for ward in province["Wards"])
    with (folder / "vietnamadminunits" / "danhmuchanhchinh.gso.gov.vn_ward_2025-07-18.csv").open(
        encoding="utf-8-sig"
    ) as file:
        rows = list(csv.DictReader(file))
    yield from sorted({row["Tên"].removeprefix(row["Cấp"]).strip() for row in rows})
    for column in ("Quận Huyện", "Tỉnh / Thành Phố"):
        yield from sorted({row[column] for row in rows})


def persons(data: Path) -> Iterator[str]:  # noqa: ARG001 - a source like the others
    """Yield names of persons, as often as they are thought to stand beside one another."""
    names = tomllib.loads(NAMES.read_text("utf-8"))
    for sex in ("men", "women"):
        middle, given = (names[sex][key].split() for key in ("middle", "given"))
        for surname, weight in names["surnames"].items():
            yield from [f"{surname} {middle[0]}"] * max(1, weight // 10)
            yield from (f"{surname} {name}" for name in middle[1 : 1 + weight // 4])
        for common in middle[:1]:
            yield from (f"{common} {name}" for name in given)
        yield from (f"{name}" for name in given)


def common(data: Path) -> Iterator[str]:  # noqa: ARG001 - a source like the others
    """Yield everyday's words."""
    for line in COMMON.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split(",")


SOURCES: Final[dict[str, Callable[[Path], Iterator[str]]]] = {
    "procedures": procedures,
    "land pages": land_pages,
    "decrees": decrees,
    "catalogue": components,
    "places": places,
    "persons": persons,
    "common": common,
}
WITHOUT_SENTENCES: Final = frozenset(
    ("places", "persons", "common")
)  # parts of sentences: they begin and end none


def joined(text: str) -> str:
    """Join a line to the one before where it goes on in small letters."""
    return _LINE_END.sub(lambda end: " " if end[1].islower() else end[0], text)
