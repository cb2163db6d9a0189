"""Which procedures and units a cell of a register names: by code, or by name as provinces write it."""

import re
from typing import Final

from catalogue.model import Catalogue
from catalogue.spelling import fold

# A province may write its own suffix after the national code: 1.001193.H37, 1.001193.000.00.00.H37.
LOCAL_SUFFIX: Final = re.compile(r"(\.000\.00\.00)?\.H\d\d$", re.ASCII)
# What stands beside a name: "1.001193 - Đăng ký khai sinh", "Đăng ký khai sinh (1.001193.000.00.00.H37)".
CODE: Final = re.compile(r"(?<![\w.])[1-9]\.\d{6}(?:\.000\.00\.00)?(?:\.H\d\d)?(?![\w.])", re.ASCII)
ASIDE: Final = re.compile(rf"[(\[][^()\[\]]*{CODE.pattern}[^()\[\]]*[)\]]|{CODE.pattern}", re.ASCII)
BEFORE_PROCEDURE: Final = re.compile(r"^(thu tuc hanh chinh|thu tuc|tthc) ")
BEFORE_UNIT: Final = re.compile(r"^(ubnd|uy ban nhan dan) ")


def procedures_named(catalogue: Catalogue, cell: str) -> tuple[str, ...]:
    """Return the codes of the procedures that a cell may mean: more than one where its parts are at odds.

    A code says which of several procedures of one name is meant.
    """
    codes = {known for each in (cell, *CODE.findall(cell)) for known in _known(catalogue, each)}
    words = _procedure_words(ASIDE.sub(" ", cell) if codes else cell)
    named = {each.code for each in catalogue.procedures if _procedure_words(each.name) == words}
    return tuple(sorted(codes if codes & named else codes | named))


def _known(catalogue: Catalogue, written: str) -> tuple[str, ...]:
    """Return the code in the catalogue that is written so, with or without a province's suffix; or none."""
    codes = (written, LOCAL_SUFFIX.sub("", written))
    return tuple(code for code in codes if catalogue.procedure_versions(code))[:1]


def units_named(catalogue: Catalogue, cell: str) -> tuple[str, ...]:
    """Return the codes of the units that a cell may mean."""
    if catalogue.unit_versions(cell):
        return (cell,)
    words = _unit_words(cell)
    return tuple(dict.fromkeys(unit.code for unit in catalogue.units if _unit_words(unit.name) == words))


def _procedure_words(name: str) -> str:
    """Return a procedure's name as it is compared: with or without "Thủ tục" before it."""
    return BEFORE_PROCEDURE.sub("", fold(name))


def _unit_words(name: str) -> str:
    """Return a unit's name as it is compared: with or without "UBND" before it."""
    return BEFORE_UNIT.sub("", fold(name))
