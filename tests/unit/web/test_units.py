from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.load import load_catalogue
from configs.settings import Settings
from storage.access import Reach
from web.units import EVERYTHING, choices, find_units, unit_name

CATALOGUE = load_catalogue(Settings().catalogue_dir)
EVERYWHERE = Reach(None)
TODAY = date(2026, 11, 20)


def codes(branches):
    return [(branch.unit.code, branch.depth) for branch in branches]


def test_one_chooses_among_what_has_not_ended():
    assert codes(choices(CATALOGUE, EVERYWHERE)) == [
        ("H99", 0), ("H99.101", 1), ("H99.102", 1), ("H99.103", 1), ("H99.104", 1),
    ]  # fmt: skip
    mine = Reach(frozenset({"H99.102", "H99.15"}))
    assert codes(choices(CATALOGUE, mine)) == [("H99.102", 0)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hoa phu", [("H99.102", 0), ("H99.15.02", 0)]),
        ("HÒA PHÚ", [("H99.102", 0), ("H99.15.02", 0)]),
        ("h99.15", [("H99.15", 0), ("H99.15.01", 1), ("H99.15.02", 1), ("H99.15.03", 1)]),
        ("không có", []),
    ],
)
def test_units_are_found_with_tones_or_without(words, found):
    assert codes(find_units(CATALOGUE, EVERYWHERE, words, TODAY)) == found


@given(st.text(max_size=5))
def test_every_version_stands_once_in_the_tree(words):
    found = find_units(CATALOGUE, EVERYWHERE, words, TODAY)
    assert len({id(branch.unit) for branch in found}) == len(found)
    assert len(find_units(CATALOGUE, EVERYWHERE, "", TODAY)) == len(CATALOGUE.units)


def test_a_unit_is_called_by_its_last_name():
    assert unit_name(CATALOGUE, "H99.102") == "xã Hòa Phú"
    assert unit_name(CATALOGUE, "X1") == "X1"
    assert unit_name(CATALOGUE, None) == EVERYTHING
