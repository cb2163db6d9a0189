"""What the values of one paper say of one another: a second witness for digits, or a contradiction."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from catalogue.model import FieldSpec
from catalogue.personal_number import disagreement, take_apart
from pipeline.matching.fields.numerals import amount_in_words, as_number
from pipeline.matching.fold import fold
from pipeline.model import FieldValue

ALONE: Final = 0.98  # digits that nothing else vouches for are never taken unseen
UNKNOWN_PLACE: Final = 0.6
_LONG: Final = 9  # digits and letters; shorter ones stand on a paper twice by chance
_COMPLETE: Final = re.compile(r"\bdong\b")
_DIGITS: Final = frozenset({"number_symbol", "personal_id", "serial", "certificate_serial", "area", "money"})


def checked(
    specs: Sequence[FieldSpec], values: Mapping[str, FieldValue], text: str = ""
) -> dict[str, FieldValue]:
    """Return the values, each as sure as its witnesses make it, with what contradicts it.

    `text` is that of the whole paper: long numbers that stand on it twice, vouch for each other.
    """
    found = dict(values)
    letters = "".join(text.split())
    for spec in specs:
        value = found.get(spec.name)
        if value is None or not value.value:
            continue
        if spec.kind in _DIGITS and value.source == "print" and not _twice(value.value, letters):
            found[spec.name] = replace(value, confidence=min(value.confidence, ALONE))
        if spec.kind == "personal_id":
            found[spec.name] = _number_checked(spec, specs, found, values[spec.name])
        if spec.kind == "money":
            found[spec.name] = _amount_checked(found[spec.name], spec, specs, found)
    return found


def _twice(value: str, letters: str) -> bool:
    bare = "".join(value.split())
    return len(bare) >= _LONG and letters.count(bare) > 1


def _number_checked(
    spec: FieldSpec, specs: Sequence[FieldSpec], found: Mapping[str, FieldValue], read: FieldValue
) -> FieldValue:
    """Hold a personal number against day of birth and sex of the same person."""
    value = found[spec.name]
    known = take_apart(value.value)
    if known is None:
        return value
    if not known.place_is_known:
        return replace(value, confidence=min(value.confidence, UNKNOWN_PLACE))
    born = _day(_said(spec, specs, found, "birth_date"))
    sex = _said(spec, specs, found, "sex")
    words = disagreement(value.value, born, sex)
    if words:
        told = "; ".join(filter(None, (value.remark, f"{words[0].upper()}{words[1:]}")))
        return replace(value, remark=told)
    vouched = born is not None or sex is not None
    return replace(value, confidence=read.confidence) if vouched else value


def _said(
    spec: FieldSpec, specs: Sequence[FieldSpec], found: Mapping[str, FieldValue], kind: str
) -> str | None:
    """Return what is said of the same person."""
    return next(_values_of(spec, specs, found, kind), None)


def _values_of(
    spec: FieldSpec, specs: Sequence[FieldSpec], found: Mapping[str, FieldValue], kind: str
) -> Iterator[str]:
    for other in specs:
        value = found.get(other.name)
        if spec.person and other.person == spec.person and other.kind == kind and value and value.value:
            yield value.value


def _day(text: str | None) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007 - a day has no zone


def _amount_checked(
    value: FieldValue, spec: FieldSpec, specs: Sequence[FieldSpec], found: Mapping[str, FieldValue]
) -> FieldValue:
    """Hold an amount in digits against the same in words: the field whose name ends in "_bang_chu"."""
    other = next((found.get(one.name) for one in specs if one.name == f"{spec.name}_bang_chu"), None)
    written_out = other is not None and _COMPLETE.search(
        fold(other.value)
    )  # else it goes on in the next line
    words = amount_in_words(other.value) if other and written_out else None
    if words is None:
        return value
    if words == as_number(value.value):
        return replace(value, confidence=max(value.confidence, ALONE))
    told = f"Số tiền bằng số là {value.value} đồng, bằng chữ là “{other.value if other else ''}”"
    return replace(value, remark=told)
