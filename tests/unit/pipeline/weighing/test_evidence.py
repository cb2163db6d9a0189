import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.weighing.evidence import slip, weighed
from pipeline.weighing.slots import FIRST, LINES, SECOND, Slot
from tests.unit.pipeline.test_strip import strip
from tests.unit.pipeline.weighing.written import words


def evidence(slot, *texts):
    return {each.text: each.evidence for each in weighed(slot, texts)}


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("tống", "tổng"), ("tống", "tảng")),
        (("đông", "đồng"), ("đông", "dùng")),
        (("tỉnh;", "tỉnh:"), ("tỉnh;", "tỉnha")),
        (("An Biên", "AnBiên"), ("An Biên", "AnBiê")),
    ],
)
def test_some_slips_are_likelier(near, far):
    assert slip(*near) > slip(*far)


@given(st.text("aăâbcdđeêơ.,", max_size=10), st.text("aăâbcdđeêơ.,", max_size=10))
def test_no_slip_costs_nothing_and_every_slip_costs(read, true):
    assert (slip(read, true) == 0) == (read == true)
    assert slip(read, true) <= 0


def test_surer_readers_weigh_more():
    sure, unsure = (
        evidence(Slot(0, {FIRST: words("tông", sure=each)}), "tổng")["tổng"] for each in (0.95, 0.3)
    )
    assert sure < unsure


def test_two_readers_of_a_kind_weigh_more_than_one_and_less_than_twice_as_much():
    one = evidence(Slot(0, {FIRST: words("tông")}), "tổng")["tổng"]
    two = evidence(Slot(0, {FIRST: words("tông"), SECOND: words("tông")}), "tổng")["tổng"]
    assert 2 * one < two < one


def test_what_the_strip_shows_counts():
    slot = Slot(0, {FIRST: words("ab"), LINES: words("aô")}, strip("_a_ô_"))
    seen = evidence(slot, "ab", "aô")
    alone = evidence(Slot(0, {FIRST: words("ab")}), "ab", "aô")
    assert seen["aô"] - seen["ab"] > alone["aô"] - alone["ab"]


def test_a_strip_that_shows_no_sign_cannot_outweigh_a_reader_who_is_sure_of_it():
    slot = Slot(0, {FIRST: words("“ab", sure=0.95), LINES: words("-ab")}, strip("-ab", sure=0.9999))
    seen = evidence(slot, "“ab", "-ab")
    assert seen["“ab"] > seen["-ab"]


def test_letters_that_the_line_reader_does_not_know_are_not_impossible():
    slot = Slot(0, {FIRST: words("aß")}, strip("ab"))
    assert evidence(slot, "aß", "ab")["aß"] > -5
