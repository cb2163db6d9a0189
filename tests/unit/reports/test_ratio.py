from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports import ratio
from reports.percent import percent

from .world import BEFORE, SINCE, Known, Stated, dossier_of, question, rows_of, total_of

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def test_both_ends_of_the_period_count():
    figures = [
        Known(dossier_of(f"H99.101-2610{n:02}-0001", received=day))
        for n, day in enumerate([date(2026, 9, 30), *OCTOBER, date(2026, 11, 1)])
    ]
    assert rows_of(ratio.build(Stated(figures), question(*OCTOBER)))["H99.101"][:2] == (2, 2)


def test_resolved_counts_by_the_day_of_return_whenever_received():
    carried = Known(
        dossier_of("H99.101-260901-0001", received=date(2026, 9, 1), resolved=OCTOBER[0]),
        result_digitised=True,
    )
    later = Known(dossier_of("H99.101-261005-0001", received=date(2026, 10, 5), resolved=date(2026, 11, 2)))
    table = ratio.build(Stated([carried, later]), question(*OCTOBER))
    assert rows_of(table)["H99.101"] == (1, 1, Decimal("100.00"), 1, 1, Decimal("100.00"))


def test_a_dossier_is_counted_as_complete_or_digitised_only_if_it_is():
    figures = [
        Known(dossier_of("H99.101-261001-0001", received=OCTOBER[0], resolved=OCTOBER[1]), complete=False),
        Known(dossier_of("H99.101-261001-0002", received=OCTOBER[0])),
        Known(dossier_of("H99.101-261001-0003", received=OCTOBER[0])),
    ]
    table = ratio.build(Stated(figures), question(*OCTOBER))
    assert rows_of(table)["H99.101"] == (3, 2, Decimal("66.67"), 1, 0, Decimal("0.00"))


def test_units_without_dossiers_are_shown_with_dashes():
    table = ratio.build(Stated(), question(*OCTOBER))
    assert rows_of(table) == dict.fromkeys(("H99.101", "H99.102"), (0, 0, None, 0, 0, None))
    assert total_of(table) == ("", "Tổng cộng", 0, 0, None, 0, 0, None)


def test_a_unit_means_itself_and_all_below_it():
    old = Known(dossier_of("H99.15.01-250620-0001", "H99.15.01", received=date(2025, 6, 20)))
    new = Known(dossier_of("H99.101-250705-0001", received=date(2025, 7, 5)))
    year = (date(2025, 1, 1), date(2025, 12, 31))
    assert list(rows_of(ratio.build(Stated([old, new]), question(*year, unit="H99.15")))) == ["H99.15.01"]
    assert list(rows_of(ratio.build(Stated([old, new]), question(*year, unit="H99.101")))) == ["H99.101"]
    assert total_of(ratio.build(Stated([old, new]), question(*year, unit="H99")))[2] == 2


def test_a_period_over_the_reform_names_the_units_that_ended():
    straddling = ratio.build(Stated(), question(BEFORE, SINCE))
    assert any("xã Thanh Bình (H99.15.01) đến hết 30/06/2025" in note for note in straddling.notes)
    assert not any("kết thúc" in note for note in ratio.build(Stated(), question(SINCE, SINCE)).notes)


def test_a_dossier_of_an_unknown_unit_is_not_lost_from_the_whole():
    stray = Known(dossier_of("H99.777-261001-0001", "H99.777", received=OCTOBER[0]))
    table = ratio.build(Stated([stray]), question(*OCTOBER))
    assert rows_of(table)["H99.777"][:2] == (1, 1)
    assert total_of(ratio.build(Stated([stray]), question(*OCTOBER, unit="H99")))[2] == 0


def test_the_rounding_rule_is_named():
    assert any("làm tròn nửa lên" in note for note in ratio.build(Stated(), question(*OCTOBER)).notes)


days = st.dates(date(2025, 6, 1), date(2025, 8, 31))
figures = st.builds(
    lambda unit, received, wait, complete, digitised: Known(
        dossier_of("H99-250601-0001", unit, received=received, resolved=wait and received + timedelta(wait)),
        complete=complete,
        result_digitised=digitised,
    ),
    st.sampled_from(["H99.15.01", "H99.101", "H99.102", "H99.9"]),
    days,
    st.none() | st.integers(1, 40),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(figures), days, st.integers(0, 60), st.integers(0, 60))
def test_consecutive_periods_add_up_and_the_total_is_the_sum_of_the_rows(known, first, short, long):
    middle = first + timedelta(short)
    end = middle + timedelta(1 + long)
    parts = [
        ratio.build(Stated(known), question(*p)) for p in ((first, middle), (middle + timedelta(1), end))
    ]
    whole = ratio.build(Stated(known), question(first, end))
    for column in (2, 3, 5, 6):
        assert total_of(whole)[column] == sum(total_of(part)[column] for part in parts)
        assert total_of(whole)[column] == sum(row[column - 2] for row in rows_of(whole).values())
    assert total_of(whole)[4] == percent(total_of(whole)[3], total_of(whole)[2])
