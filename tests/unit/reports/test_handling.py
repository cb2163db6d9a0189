from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from catalogue.dossier import Channel
from catalogue.tally import Tally
from reports import handling
from reports.counts import COUNTS
from reports.model import Question
from reports.tallying import FIELDS, tally, together

from .world import Known, Stated, busy, column_of, dossier_of, many_units, question, total_of

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
FIRST = date(2026, 9, 1)


class Given(Stated):
    """A source whose tallies are given, not counted."""

    def tallies(self, periods, units):
        return [self.known for _ in periods]


def test_the_lines_of_a_published_report_come_out_as_printed():
    quarter = Tally("H99.101", 951, 163, 7, 483, 623, 0, 15, 0)
    table = handling.by_unit(Given([quarter]), question(*OCTOBER, unit="H99.101"))
    assert table.rows[0][2:] == (1121, 951, 163, 7, 1106, 483, 623, 0, 15, 15, 0)
    assert handling.HELD in table.notes
    assert "1.121 hồ sơ (trong đó: trực tuyến 951 hồ sơ" in table.text[0]
    assert "kỳ trước chuyển sang 07 hồ sơ" in table.text[0]
    assert "1.106/1.106 hồ sơ, đạt 100,00%" in table.text[1]


def test_a_breach_is_named_with_its_line():
    broken = Tally("H99.101", 10, 0, 0, 1, 0, 0, 8, 0)
    table = handling.by_unit(Given([broken]), question(*OCTOBER))
    assert any(note.startswith("Số liệu không khớp – xã Sơn Thủy: (3)") for note in table.notes)
    assert handling.HELD not in table.notes


def test_sectors_are_those_of_the_procedures():
    source = busy(["H99.101", "H99.102"])
    table = handling.by_sector(source, question(*OCTOBER))
    assert [row[1] for row in table.rows] == ["9.000001", "Chứng thực", "Hộ tịch"]
    assert table.columns[1].title == "Lĩnh vực"
    assert total_of(table)[2] == sum(column_of(table, "total")) == 12


def test_kinds_sum_up_the_units():
    catalogue = many_units(9)
    source = busy([unit.code for unit in catalogue.units if unit.code != "H99"])
    asked = Question(question(*OCTOBER).period, "H99", catalogue)
    kinds, units = handling.by_unit_kind(source, asked), handling.by_unit(source, asked)
    assert [row[1] for row in kinds.rows][1:] == ["Văn phòng đăng ký đất đai", "Cấp xã"]
    strong = [line.cells for line in units.lines if line.strong]
    assert [row[1:] for row in kinds.rows] == [row[1:] for row in strong]
    assert [row[0] for row in strong] == ["I", "II", "III"]
    assert total_of(kinds) == total_of(units)


def test_every_count_of_a_tally_has_its_meaning_and_test():
    assert set(FIELDS) <= set(COUNTS)
    for count in COUNTS.values():
        assert count.meaning.endswith(".")


dossiers = st.builds(
    lambda n, received, wait, due, channel, complete: Known(
        dossier_of(
            f"H99.{101 + n % 3}-260901-{n:04}",
            f"H99.{101 + n % 3}",
            received=FIRST + timedelta(received),
            resolved=None if wait is None else FIRST + timedelta(received + wait),
            due=None if due is None else FIRST + timedelta(received + due),
            channel=channel,
        ),
        complete=complete,
        result_digitised=complete,
        digitised=int(complete),
    ),
    st.integers(0, 9999),
    st.integers(0, 90),
    st.none() | st.integers(0, 60),
    st.none() | st.integers(0, 30),
    st.sampled_from(Channel),
    st.booleans(),
)
registers = st.lists(dossiers, max_size=30)
days = st.integers(0, 120).map(lambda n: FIRST + timedelta(n))


@given(registers, days, days)
def test_what_came_in_went_out_or_stays(known, one, other):
    period = question(min(one, other), max(one, other)).period
    for counts in tally(known, period).values():
        assert counts.total == counts.ended + counts.open
        assert counts.ended == counts.resolved + counts.withdrawn + counts.returned


@given(registers, days, st.integers(0, 40), st.integers(0, 40))
def test_a_period_split_in_two_adds_up(known, first, short, long):
    cut, last = first + timedelta(short), first + timedelta(short + 1 + long)
    whole, before, after = (
        together(tally(known, question(*days).period).values())
        for days in ((first, last), (first, cut), (cut + timedelta(1), last))
    )
    standing = {"carried", "open_in_time", "open_late", "suspended"}
    for name in set(FIELDS) - standing:
        assert getattr(whole, name) == getattr(before, name) + getattr(after, name), name
    assert (whole.carried, whole.open) == (before.carried, after.open)
    assert before.open == after.carried


@given(registers, days, days)
def test_the_sum_over_units_is_that_of_their_parent(known, one, other):
    asked = question(min(one, other), max(one, other), unit="H99")
    table = handling.by_unit(Stated(known), asked)
    numbers = [line.cells[2:] for line in table.lines if not line.strong]
    assert list(total_of(table)[2:]) == [sum(column) for column in zip(*numbers, strict=True)]
    inside = [each for each in known if each.dossier.unit in {"H99.101", "H99.102"}]
    assert total_of(table)[2] == together(tally(inside, asked.period).values()).total


@given(registers, st.randoms())
def test_the_order_of_the_dossiers_does_not_matter(known, random):
    shuffled = list(known)
    random.shuffle(shuffled)
    period = question(*OCTOBER).period
    assert tally(known, period) == tally(shuffled, period)


def test_percentages_of_published_reports():
    asked = question(*OCTOBER)
    assert asked.percent(6252, 6434) == Decimal("97.17")
    assert asked.percent(5739, 6417) == Decimal("89.43")
