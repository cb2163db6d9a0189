"""Nobody in the samples can be a real person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.people import UNITS, make_case

SEEDS = st.integers(0, 2**31)


@given(seed=SEEDS, unit=st.sampled_from(sorted(UNITS)))
def test_personal_numbers_are_well_formed_but_of_no_province(seed: int, unit: str):
    case = make_case(seed, unit)
    for person in (case.applicant, case.spouse, case.child, case.elder, case.neighbour):
        assert len(person.number) == 12
        assert person.number.isdigit()
        assert person.number.startswith("999")
        assert int(person.number[3]) == 2 * (person.born.year // 100 - 19) + (person.sex == "Nữ")
        assert int(person.number[4:6]) == person.born.year % 100


@given(seed=SEEDS)
def test_a_case_holds_together(seed: int):
    case = make_case(seed, "H99.103", received_on=date(2026, 11, 9))
    assert {case.father.sex, case.mother.sex} == {"Nam", "Nữ"}
    assert case.child.name.split()[0] == case.father.name.split()[0]
    assert case.child.born < case.received_on
    assert case.commune in case.applicant.address


def test_the_same_arguments_tell_of_the_same_people():
    assert make_case(5) == make_case(5)
    assert make_case(5).applicant != make_case(6).applicant


def test_an_unknown_unit_is_an_error():
    with pytest.raises(KeyError):
        make_case(1, "H99.999")
