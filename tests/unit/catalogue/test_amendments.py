"""A new version holds from its day, no day has two, what was before stays; what is laid over is found."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from catalogue.amendments import Amendment, amended, entries_of, from_day
from catalogue.errors import Place
from catalogue.written import Section, Written

DAY = date(2026, 1, 1)
FILES = dict.fromkeys(Section, ()) | {
    Section.PROCEDURES: tuple(
        Written(Place("procedures.toml"), code, {"code": code, "name": name})
        for code, name in (("1.000001", "một"), ("1.000002", "hai"), ("1.000001", "một mới"))
    )
}


def holding(versions, on):
    return [
        each["name"]
        for each in versions
        if (each.get("valid_from") or date.min) <= on <= (each.get("valid_to") or date.max)
    ]


@st.composite
def histories(draw):
    """Versions that follow one another, with gaps or without, perhaps open at both ends."""
    cuts = sorted(draw(st.sets(st.integers(0, 400), min_size=2, max_size=8)))
    days = [DAY + timedelta(days=cut) for cut in cuts]
    found = [
        {"name": f"v{n}", "valid_from": first, "valid_to": last - timedelta(days=1)}
        for n, (first, last) in enumerate(pairwise(days))
        if draw(st.booleans()) or n == 0
    ]
    if draw(st.booleans()):
        del found[0]["valid_from"]
    if draw(st.booleans()):
        del found[-1]["valid_to"]
    return found


@given(histories(), st.integers(-10, 420), st.integers(-20, 440))
def test_from_its_day_on_the_new_one_holds_and_before_it_the_old_ones(versions, cut, looked):
    on, day = DAY + timedelta(days=cut), DAY + timedelta(days=looked)
    after = from_day(versions, {"name": "mới"}, on)
    assert len(holding(after, day)) <= 1
    if day < on:
        assert holding(after, day) == holding(versions, day)
    assert holding(after, on) == ["mới"]
    if day > on and holding(after, day) != ["mới"]:
        assert holding(after, day) == holding(versions, day)


def test_a_version_that_began_on_that_day_is_replaced():
    old = [{"name": "cũ", "valid_from": DAY, "valid_to": date(2026, 6, 30)}]
    assert from_day(old, {"name": "mới"}, DAY) == (
        {"name": "mới", "valid_from": DAY, "valid_to": date(2026, 6, 30)},
    )


def written(code, name):
    return Written(Place("bản 1 của danh mục"), code, {"code": code, "name": name})


def names(sections):
    return [each.raw["name"] for each in sections[Section.PROCEDURES]]


def test_amendments_stand_where_the_entries_stood_or_at_the_end():
    new = Amendment(Section.PROCEDURES, "1.000001", (written("1.000001", "sửa"),))
    added = Amendment(Section.PROCEDURES, "1.000009", (written("1.000009", "thêm"),))
    assert names(amended(FILES, [new, added])) == ["sửa", "hai", "thêm"]
    assert len(entries_of(FILES, Section.PROCEDURES, "1.000001")) == 2


def test_the_last_amendment_of_a_code_counts():
    first = Amendment(Section.PROCEDURES, "1.000002", (written("1.000002", "sửa"),))
    gone = Amendment(Section.PROCEDURES, "1.000002", ())
    as_filed = Amendment(Section.PROCEDURES, "1.000002", None)
    assert names(amended(FILES, [first, gone])) == ["một", "một mới"]
    assert names(amended(FILES, [first, gone, as_filed])) == names(FILES)
