from hypothesis import given
from hypothesis import strategies as st

from catalogue.tally import Tally
from reports.identities import Handling, breaches

SOUND = Handling(1121, 951, 163, 7, 1106, 483, 623, 0, 15, 15, 0)


def test_a_published_quarter_holds():
    assert list(breaches(SOUND)) == []


def test_a_breach_is_explained_with_both_sides_and_the_difference():
    swapped = Handling(998, 889, 0, 99, 922, 883, 39, 0, 76, 76, 0)
    (words,) = breaches(swapped)
    assert words.startswith("(3) tổng số tiếp nhận = 998, nhưng (4) trực tuyến + (5)")
    assert "889 + 0 + 99 = 988; chênh 10" in words


def test_each_identity_is_looked_at():
    wrong = Handling(10, 1, 1, 1, 5, 1, 1, 1, 4, 1, 1)
    assert [words[:4].strip() for words in breaches(wrong)] == ["(3)", "(7)", "(11)", "(3)"]


@given(st.lists(st.integers(0, 10**6), min_size=5, max_size=5), st.integers(0, 10**6))
def test_a_tally_of_whole_dossiers_always_holds(parts, still):
    early, on_time, late, in_time, open_late = parts
    whole = sum(parts)
    carried = min(still, whole)
    tally = Tally("", whole - carried, 0, carried, early, on_time, late, in_time, open_late)
    assert list(breaches(Handling.of(tally))) == []
