"""The words of all pages, to be searched: kept up to date in the transaction that keeps a scan's papers.

SQLite has them in an FTS5 table, PostgreSQL as tsvectors with a GIN index. Both get the words ready made, so
that they find the same: letters and digits only, once folded (no marks, đ as d), once with their
tones where older spelling puts them. SQLite's own folding leaves đ as it is, and PostgreSQL's parser takes
numbers and codes apart in ways of its own. A row's number is made of the scan's and the page's: newer pages
have higher numbers, and a page is found from its row without looking anything up. The types of the papers a
page is in, the year it came in, its station and dossier stand beside its words as marks, so that the index
itself narrows a question to them. Each pair of neighbours does, too: a phrase of words that stand on most
pages would else be looked for on every one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import Connection, select, text

from pipeline.corrections import corrected
from pipeline.matching.fold import fold, settle
from storage import codec
from storage.columns import VIETNAM
from storage.decisions import Kind, in_force, words_said
from storage.tables import decisions, pages, parts, scans

PAGES: Final = 4096  # more than a file may have
ERA: Final = 4096  # scans
APART: Final = "-"  # behind what all codes of a series begin with
_WORD: Final = re.compile(r"[^\W_]+")
_BATCH: Final = 500

_TABLE: Final = {
    "sqlite": "CREATE VIRTUAL TABLE page_words USING"
    " fts5(toned, folded, marks, pairs, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")",
    # The vectors lie apart from their rows: the numbers of hits are read without them.
    "postgresql": "CREATE TABLE page_words"
    " (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)"
    " WITH (toast_tuple_target = 128)",
}
_INDEXES: Final = {
    "sqlite": (),
    "postgresql": ("CREATE INDEX ix_page_words_words ON page_words USING gin (words)",),
}
LONGEST: Final = 2000  # bytes of a lexeme: PostgreSQL takes no longer ones, and nobody asks for them
# Of a page; the densest has half as many. PostgreSQL refuses a tsvector of 1 MiB, which 43,000 can make.
MOST_LETTERS: Final = 40_000
_INSERT: Final = {
    "sqlite": text(
        "INSERT INTO page_words (rowid, toned, folded, marks, pairs)"
        " VALUES (:id, :toned, :folded, :marks, :pairs)"
    ),
    "postgresql": text("INSERT INTO page_words VALUES (:id, CAST(:words AS TSVECTOR))"),
}
_DELETE: Final = {
    "sqlite": text("DELETE FROM page_words WHERE rowid BETWEEN :first AND :last"),
    "postgresql": text("DELETE FROM page_words WHERE id BETWEEN :first AND :last"),
}


def row_id(scan_id: int, number: int) -> int:
    """Return the number of a page's row."""
    return scan_id * PAGES + number


def page_of_row(row: int) -> tuple[int, int]:
    """Return the scan and the page that a row is about."""
    return divmod(row, PAGES)


def toned_words(words: str) -> list[str]:
    """Return the words of a text in lower case, each tone where older spelling puts it."""
    return [settled for settled, _ in _forms_of(words)]


def folded_words(words: str) -> list[str]:
    """Return the words of a text without marks, đ as d: as many as `toned_words`."""
    return [folded for _, folded in _forms_of(words)]


def _forms_of(words: str) -> list[tuple[str, str]]:
    return [_forms(word) for word in _WORD.findall(unicodedata.normalize("NFC", words).lower())]


@lru_cache(maxsize=65_536)  # there are some seven thousand syllables, and they come again and again
def _forms(word: str) -> tuple[str, str]:
    settled = settle(word)
    return settled, fold(settled)


def type_word(code: str) -> str:
    """Return the word that stands for a type in the index: of letters and digits, whatever its code holds."""
    return f"{code.encode().hex()}t"


def year_word(year: int) -> str:
    """Return the word that stands for a year in the index: no word of a page is like it."""
    return f"_{year}"


def station_word(station: str) -> str:
    """Return the word that stands for a scan's station in the index."""
    return f"_s{station.encode().hex()}"


def series_of(dossier_code: str) -> str:
    """Return how the codes of a dossier's series begin: mostly its unit's own code."""
    return dossier_code.partition(APART)[0]


def series_word(series: str) -> str:
    """Return the word that stands for a series of dossiers in the index."""
    return f"_d{series.encode().hex()}"


def pair(first: str, second: str) -> str:
    """Return what stands in the index for two words one behind the other: no word holds a low line."""
    return f"{first}_{second}"


def toned_lexeme(word: str) -> str:
    """Return the lexeme of a word, or pair, with its tones, where it stands beside those without."""
    return f"={word}"


def era_of(row: int) -> int:
    """Return the era of a row: so many scans on end."""
    return row // (PAGES * ERA)


def era_word(era: int) -> str:
    """Return the word that stands for an era in PostgreSQL's index."""
    return f"_e{era}"


def first_of_era(era: int) -> int:
    """Return the lowest row of an era."""
    return era * PAGES * ERA


def quoted(lexeme: str) -> str:
    """Return a lexeme as PostgreSQL reads it: letters, digits and low lines only, so nothing is escaped."""
    return f"'{lexeme}'"


def make_index(c: Connection) -> None:
    """Make the empty index."""
    for statement in (_TABLE[c.dialect.name], *_INDEXES[c.dialect.name]):
        c.execute(text(statement))


def make_index_anew(c: Connection) -> None:
    """Throw the index away and make it of what was read: some minutes for half a million pages."""
    c.execute(text("DROP TABLE page_words"))
    c.execute(text(_TABLE[c.dialect.name]))
    index_all(c)
    for statement in _INDEXES[c.dialect.name]:
        c.execute(text(statement))


def index_scan(c: Connection, scan_id: int) -> None:
    """Let the words of a scan's pages be found, with what clerks corrected, instead of those it had."""
    forget_scan(c, scan_id)
    _insert(c, _rows(c, [scan_id]))


def forget_scan(c: Connection, scan_id: int) -> None:
    """Let nothing of a scan be found."""
    span = {"first": row_id(scan_id, 0), "last": row_id(scan_id, PAGES - 1)}
    c.execute(_DELETE[c.dialect.name], span)


def index_all(c: Connection) -> None:
    """Index every scan that has papers; the index is empty before."""
    ids = c.scalars(select(parts.c.scan_id).distinct().order_by(parts.c.scan_id)).all()
    for start in range(0, len(ids), _BATCH):
        _insert(c, _rows(c, ids[start : start + _BATCH]))


def _insert(c: Connection, rows: Iterable[dict[str, Any]]) -> None:
    if made := list(rows):
        c.execute(_INSERT[c.dialect.name], made)


def _rows(c: Connection, scan_ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    ids = list(scan_ids)
    read = select(pages.c.scan_id, pages.c.number, pages.c.text).where(pages.c.scan_id.in_(ids))
    beside, types = _of_papers(c, ids)
    origins = _origins(c, ids)
    mended = {place: mend(c, *place, said) for place, said in words_by_clerks(c, ids).items()}
    as_row = _ROW[c.dialect.name]
    for scan_id, number, words in c.execute(read).all():
        place = (scan_id, number)
        kept = mended.get(place, words)[:MOST_LETTERS]
        forms = _forms_of("\n".join([kept, *beside.get(place, ())]))
        marks = [*sorted(types.get(place, ())), *origins[scan_id]]
        yield as_row(row_id(scan_id, number), forms, marks)


def _origins(c: Connection, ids: list[int]) -> dict[int, list[str]]:
    """Return the marks of each scan's year (as a calendar in Vietnam has it), station and dossier."""
    wanted = (scans.c.id, scans.c.received_at, scans.c.station, scans.c.dossier_code)
    found = {}
    for scan_id, at, station, code in c.execute(select(*wanted).where(scans.c.id.in_(ids))):
        of_dossier = [series_word(series_of(code))] if code else []
        found[scan_id] = [year_word(at.astimezone(VIETNAM).year), station_word(station), *of_dossier]
    return found


def _fts5_row(row: int, forms: list[tuple[str, str]], marks: list[str]) -> dict[str, Any]:
    toned, folded = ([form[kind] for form in forms] for kind in (0, 1))
    kept = {"toned": toned, "folded": folded, "marks": marks, "pairs": _pairs(folded)}
    return {"id": row} | {column: " ".join(words) for column, words in kept.items()}


def _pairs(words: list[str]) -> list[str]:
    return [pair(*both) for both in dict.fromkeys(pairwise(words))]


def _vector_row(row: int, forms: list[tuple[str, str]], marks: list[str]) -> dict[str, Any]:
    """Return a tsvector as it is written: words with their places, pairs of neighbours and marks without.

    Words without and with tones are in one, so that one look at the index answers a question about both.
    """
    toned, folded = ([form[kind] for form in forms] for kind in (0, 1))
    beside = [*marks, era_word(era_of(row)), *_pairs(folded), *map(toned_lexeme, _pairs(toned))]
    placed = [*enumerate(folded, 1), *enumerate(map(toned_lexeme, toned), 1)]
    kept = [f"{quoted(word)}:{place}" for place, word in placed if _is_short(word)]
    return {"id": row, "words": " ".join([*kept, *(quoted(each) for each in beside if _is_short(each))])}


def _is_short(lexeme: str) -> bool:
    return len(lexeme.encode()) <= LONGEST


_ROW: Final = {"sqlite": _fts5_row, "postgresql": _vector_row}


def words_by_clerks(c: Connection, scan_ids: Iterable[int]) -> dict[tuple[int, int], dict[int, str]]:
    """Return what clerks said of words, by scan and page, then by the word's place."""
    mine = select(decisions.c.scan_id).where(decisions.c.kind == Kind.WORD).distinct()
    found: dict[tuple[int, int], dict[int, str]] = {}
    for scan_id in c.scalars(mine.where(decisions.c.scan_id.in_(list(scan_ids)))).all():
        for number, said in words_said(in_force(c, scan_id)).items():
            found[scan_id, number] = said
    return found


def mend(c: Connection, scan_id: int, number: int, said: dict[int, str]) -> str:
    """Return the text of a page with the words that clerks corrected; empty where the page is not there."""
    mine = (pages.c.scan_id == scan_id) & (pages.c.number == number)
    row = c.execute(select(pages).where(mine)).mappings().one_or_none()
    return "" if row is None else corrected(codec.page_from_row(row), said).text


def _of_papers(
    c: Connection, ids: list[int]
) -> tuple[dict[tuple[int, int], list[str]], dict[tuple[int, int], set[str]]]:
    """Return, by scan and page, the values that a clerk or a code says and no word of the page; the types."""
    chosen = select(parts.c.scan_id, parts.c.pages, parts.c.type, parts.c.fields)
    beside: dict[tuple[int, int], list[str]] = {}
    types: dict[tuple[int, int], set[str]] = {}
    for row in c.execute(chosen.where(parts.c.scan_id.in_(ids)).order_by(parts.c.scan_id)):
        for value, _, page, _, source, _ in row.fields.values():
            if source in {"clerk", "code"} and value:
                beside.setdefault((row.scan_id, page or row.pages[0]), []).append(value)
        for number in row.pages if row.type else ():
            types.setdefault((row.scan_id, number), set()).add(type_word(row.type))
    return beside, types
