"""Each kind of field has a grammar and the other way round; values of samples name fields that are there."""

from pathlib import Path

import pytest

import configs
from catalogue.load import load_catalogue
from catalogue.shapes import FIELD_KINDS
from pipeline.matching.fields.grammar import GRAMMARS
from pipeline.matching.fields.official import OFFICIAL
from samples.people import make_case
from samples.values import BY_HAND, VALUES, values_of

TYPES = load_catalogue(Path(configs.__file__).parent / "catalogue").types


def test_kinds_and_grammars_are_the_same():
    assert set(GRAMMARS) == set(FIELD_KINDS)


@pytest.mark.parametrize("kind", VALUES)
def test_values_of_samples_are_fields_of_their_type(kind):
    known = {spec.name for spec in TYPES[kind].fields} | set(OFFICIAL)
    assert set(values_of(kind, make_case(1))) <= known


def test_papers_filled_in_by_hand_are_types():
    assert set(BY_HAND) <= set(TYPES)


@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.code)
def test_who_has_a_number_or_birthday_is_a_person(kind):
    for spec in kind.fields:
        if spec.kind in {"name", "birth_date", "sex"}:
            assert spec.person, f"{kind.code}.{spec.name}"


@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.code)
def test_amounts_in_words_belong_to_amounts_in_digits(kind):
    money = {spec.name for spec in kind.fields if spec.kind == "money"}
    for spec in kind.fields:
        if spec.name.endswith("_bang_chu"):
            assert spec.name.removesuffix("_bang_chu") in money
