"""Lists of single dossiers: overdue, forgotten, by clerk, behind a number."""

from dataclasses import replace
from datetime import date

import pytest

from catalogue.dossier import Timing
from catalogue.work import ClerkWork
from reports import clerks, dossiers, open_results, overdue, reminders
from reports.behind import link, query
from reports.counts import COUNTS
from reports.model import Period, Question, Where
from reports.ratio import build as ratio

from .world import Known, Stated, busy, column_of, dossier_of, question, world

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def codes(table):
    return [row[2] for row in table.rows]


def test_overdue_are_those_that_ended_late_or_stand_open_too_long():
    table = overdue.build(busy(["H99.101"]), question(*OCTOBER))
    assert codes(table) == ["H99.101-261006-0003", "H99.101-260920-0000"]
    days = [column.key for column in table.columns].index("days")
    assert [row[days] for row in table.rows] == [11, 1]
    assert [row[days + 1] for row in table.rows] == ["Đang giải quyết", "Đã giải quyết"]
    assert "có 02 hồ sơ quá hạn, gồm 01 hồ sơ đã giải quyết và 01 hồ sơ đang giải quyết" in table.text[0]


@pytest.mark.parametrize("due", [None, OCTOBER[1]])
def test_days_of_delay_are_not_made_up_where_the_register_alone_says_late(due):
    said = dossier_of("H99.101-261001-0001", received=OCTOBER[0], due=due, resolved=date(2026, 10, 9))
    late = dossier_of(
        "H99.101-261001-0002", received=OCTOBER[0], due=date(2026, 10, 5), resolved=date(2026, 10, 9)
    )
    known = [Known(replace(said, timing=Timing.LATE)), Known(late)]
    assert column_of(overdue.build(Stated(known), question(*OCTOBER)), "days") == [4, None]


def test_what_was_withdrawn_or_sent_back_late_is_not_told_as_resolved():
    late = dossier_of("H99.101-261001-0001", received=OCTOBER[0], due=date(2026, 10, 5))
    known = [
        Known(replace(late, withdrawn_on=date(2026, 10, 8))),
        Known(replace(late, code="H99.101-261001-0002", returned_on=date(2026, 10, 7))),
    ]
    table = overdue.build(Stated(known), question(*OCTOBER))
    assert column_of(table, "state") == ["Xin rút", "Trả lại"]


def test_due_on_the_last_day_is_not_overdue():
    known = Known(dossier_of("H99.101-261001-0001", received=OCTOBER[0], due=OCTOBER[1]))
    assert overdue.build(Stated([known]), question(*OCTOBER)).rows == ()


def test_a_scanned_result_of_an_open_dossier_is_listed():
    table = open_results.build(busy(["H99.101"]), question(*OCTOBER))
    assert codes(table) == ["H99.101-261007-0004"]
    closed = Known(
        dossier_of("H99.101-261001-0001", received=OCTOBER[0], resolved=OCTOBER[1]), result_digitised=True
    )
    assert open_results.build(Stated([closed]), question(*OCTOBER)).rows == ()


def test_reminders_hold_the_dossiers_of_the_missing_list():
    table = reminders.build(busy(["H99.101"]), question(*OCTOBER))
    assert column_of(table, "sector") == [("Hộ tịch",), ("9.000001",)]  # the most dossiers first
    assert column_of(table, "clerk") == ["Chưa ghi cán bộ"] * 2
    assert column_of(table, "lacking") == [2, 1]
    assert column_of(table, "papers") == [1, 0]
    assert column_of(table, "without_result") == [1, 1]
    assert column_of(table, "oldest") == [date(2026, 9, 20), date(2026, 10, 5)]
    assert column_of(table, "list")[0][-1] == "H99.101-261006-0003: Tờ khai; “bản chính”, 2 tờ"


def test_reminders_go_to_the_clerk_of_the_dossier_whatever_its_sector():
    rows = [
        dossier_of(f"H99.101-261001-000{n}", received=OCTOBER[0], clerk=clerk, procedure=procedure)
        for n, (clerk, procedure) in enumerate(
            [
                *[("Lò Thị Mai", "1.001193"), ("Lò Thị Mai", "2.000815"), ("Giàng A Páo", "1.001193")],
                *[(None, "1.001193"), (None, "2.000815")],
            ]
        )
    ]
    source = Stated([Known(row, complete=False, missing=(("x", "Tờ khai"),)) for row in rows])
    table = reminders.build(source, question(*OCTOBER))
    assert [row[1:4] for row in table.rows] == [
        ("Lò Thị Mai", ("Chứng thực", "Hộ tịch"), 2),
        ("Chưa ghi cán bộ", ("Chứng thực",), 1),
        ("Chưa ghi cán bộ", ("Hộ tịch",), 1),
        ("Giàng A Páo", ("Hộ tịch",), 1),
    ]
    for line in table.lines:
        asked = question(*OCTOBER, of="lacking", about=line.where)
        assert len(dossiers.build(source, asked).rows) == line.cells[3]


def test_the_dossiers_behind_a_number_are_those_counted():
    table = dossiers.build(busy(["H99.101", "H99.102"]), question(*OCTOBER, of="carried"))
    assert codes(table) == ["H99.101-260920-0000", "H99.102-260920-0000"]
    assert COUNTS["carried"].meaning in table.notes[0]


def test_a_line_narrows_the_list_to_its_own():
    where = Where(Period(*OCTOBER), "H99.102", exact=True, sector="Hộ tịch")
    asked = Question(Period(*OCTOBER), "H99", world(), of="received", about=where)
    table = dossiers.build(busy(["H99.101", "H99.102"]), asked)
    assert {row[0] for row in table.rows} == {"H99.102"}
    assert {row[3] for row in table.rows} == {"1.001193"}


def test_a_link_asks_the_question_again():
    table = ratio(busy(["H99.101"]), question(*OCTOBER, unit="H99"))
    line, column = table.lines[0], table.columns[2]
    assert query(table, line, column) == {
        "of": "received",
        "from": "2026-10-01",
        "to": "2026-10-31",
        "unit": "H99",
        "line_unit": "H99.101",
        "exact": "1",
    }
    assert link(table, line, table.columns[0]) is None
    assert table.sum is not None
    assert str(link(table, table.sum, column)).endswith("to=2026-10-31&unit=H99")


def test_a_clerk_of_two_units_has_one_line():
    work = [
        ClerkWork("lan", "Hà Thị Lan", "H99.101", 5, 2, 0, 2),
        ClerkWork("lan", "Hà Thị Lan", "H99.102", 2, 0, 1, 1),
        ClerkWork("mai", "Lò Thị Mai", "H99.102", 20, 3, 0, 4),
    ]
    table = clerks.build(Stated(clerk_work=work), question(*OCTOBER))
    assert table.rows == (
        ("Lò Thị Mai", "mai", ("xã Hòa Phú",), 20, 3, 0, 4, 5),
        ("Hà Thị Lan", "lan", ("xã Sơn Thủy", "xã Hòa Phú"), 7, 2, 1, 2, 4),
    )
    (mine,) = clerks.build(Stated(clerk_work=work), question(*OCTOBER, unit="H99.101")).rows
    assert mine[3:5] == (5, 2)
