"""What may stand at a place: what any witness read, and what paper and readers make of one another."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from math import inf
from typing import Final

from pipeline.language import counts
from pipeline.language.marks import variants
from pipeline.language.syllables import canonical, is_possible
from pipeline.weighing.slots import Slot

LONGEST: Final = 7  # letters of a syllable
CLOSING: Final = "./."  # what closes the body of an official document (Nghị định 30/2020/NĐ-CP, phụ lục I)

_CORE: Final = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
# What readers make of it behind letters or a bracket: "tỉnh)..", "định./", "định.I."; never "I." or "1.".
_CLOSED: Final = re.compile(r"(?<=[^\W\d_)])(?:\./|/\.|\.\.|[.,/][Il1|/]\.?)$|(?<=\))[.,/][Il1|/J]?\.?$")
_CODE: Final = re.compile(r"[\d@]|://|\w[-/_.]\w")


def candidates(slot: Slot) -> tuple[str, ...]:
    """Return the texts that may stand in a slot, those of witnesses first."""
    read = dict.fromkeys(filter(None, map(slot.text, slot.seen)))
    proposed = (form for text in read for form in _forms(text))
    return tuple(dict.fromkeys([*read, *proposed]))


def is_code(text: str) -> bool:
    """Tell numbers, days, document codes, addresses: nothing is proposed in place of them."""
    return _CODE.search(text) is not None


@lru_cache(maxsize=1 << 14)
def parts(text: str) -> tuple[str, str, str]:
    """Return what stands before a word's letters, the letters, what stands behind them."""
    match = _CORE.fullmatch(text)
    return match.group(1, 2, 3) if match else ("", text, "")  # type: ignore[return-value]


@cache
def is_usual(text: str) -> bool:
    """Tell codes, and words than which no other with the same letters under its marks is likelier."""
    core = canonical(parts(text)[1]).lower()
    known = counts.load()
    own = known.unigram(core)
    return is_code(text) or (is_possible(core) and all(known.unigram(form) <= own for form in variants(core)))


def is_foreign(text: str) -> bool:
    """Tell words of plain Latin letters: names, foreign words, abbreviations, not a few Vietnamese ones."""
    core = parts(text)[1]
    return core.isascii() and core.isalpha() and len(core) > 1


def _forms(text: str) -> Iterator[str]:
    if _CLOSED.search(text) and not any(letter.isdigit() for letter in _CLOSED.sub("", text)):
        yield _CLOSED.sub("", text) + CLOSING
    if " " in text or is_code(text):
        return
    before, core, behind = parts(text)
    if core.isalpha() and len(core) <= LONGEST:
        yield from (before + form + behind for form in variants(core))
    elif core.isalpha() and (apart := _set_apart(core)):
        yield before + " ".join(apart) + behind


def _set_apart(letters: str) -> list[str]:
    """Return the likeliest words that letters run together are made of; none where they are not."""
    known = counts.load()
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(letters) + 1):
        ways = [(-inf, list[str]())]
        for start in range(max(0, end - LONGEST), end):
            score, words = best[start]
            word = letters[start:end]
            if len(word) > 1 and (chance := known.words.get(canonical(word).lower())):
                ways.append((score + chance, [*words, word]))
        best.append(max(ways, key=lambda way: way[0]))
    return best[-1][1]
