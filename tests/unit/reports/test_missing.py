from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reports import missing, ratio

from .world import Known, Stated, dossier_of, question, total_of

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
WANTED = (("to_khai", "Tờ khai đăng ký khai sinh"), ("chung_sinh", "Giấy chứng sinh"))


def test_a_row_says_who_what_and_which_papers():
    row = dossier_of("H99.101-261001-0001", received=OCTOBER[0], clerk="Lò Thị Mai")
    known = Known(row, complete=False, missing=WANTED)
    assert missing.build(Stated([known]), question(*OCTOBER)).rows == (
        (
            "H99.101",
            "xã Sơn Thủy",
            "H99.101-261001-0001",
            "1.001193",
            "Đăng ký khai sinh",
            date(2026, 10, 1),
            "Lò Thị Mai",
            ("Tờ khai đăng ký khai sinh", "Giấy chứng sinh"),
            "",
        ),
    )


def test_a_resolved_dossier_without_its_result_is_listed_for_that_alone():
    known = Known(
        dossier_of("H99.101-260901-0001", received=date(2026, 9, 1), resolved=OCTOBER[1]),
        complete=False,
        missing=WANTED,
    )
    (row,) = missing.build(Stated([known]), question(*OCTOBER)).rows
    assert row[-2:] == ((), "Chưa số hóa")


def test_rows_are_ordered_by_unit_day_and_code():
    codes = ["H99.102-261001-0001", "H99.101-261009-0001", "H99.101-261002-0002", "H99.101-261002-0001"]
    known = [
        Known(dossier_of(code, code[:7], received=date(2026, 10, int(code[12:14]))), complete=False)
        for code in codes
    ]
    found = [row[2] for row in missing.build(Stated(known), question(*OCTOBER)).rows]
    assert found == codes[:0:-1] + codes[:1]


def test_an_unknown_procedure_is_shown_by_its_code():
    known = Known(dossier_of("H99.101-261001-0001", received=OCTOBER[0]), complete=False)
    unknown = question(*OCTOBER)
    empty = type(unknown)(unknown.period, None, type(unknown.catalogue)(unknown.catalogue.units, (), {}))
    assert missing.build(Stated([known]), empty).rows[0][3:5] == ("1.001193", "1.001193")


@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from([None, OCTOBER[0], date(2026, 12, 1)])))
)
def test_the_list_holds_exactly_what_the_ratios_lack(states):
    known = [
        Known(
            dossier_of(f"H99.101-261001-{n:04}", received=OCTOBER[0], resolved=resolved),
            complete=complete,
            result_digitised=digitised,
        )
        for n, (complete, digitised, resolved) in enumerate(states)
    ]
    total = total_of(ratio.build(Stated(known), question(*OCTOBER)))
    rows = missing.build(Stated(known), question(*OCTOBER)).rows
    assert sum(row[-1] == missing.NO_RESULT for row in rows) == total[5] - total[6]
    incomplete = [figure.dossier.code for figure in known if not figure.complete]
    assert set(incomplete) <= {row[2] for row in rows}
    assert total[2] - total[3] == len(incomplete)
