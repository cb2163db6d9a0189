"""Targets, ranking, trend, digitisation: units and times beside one another."""

from datetime import date
from decimal import Decimal

from catalogue.model import Target, UnitKind
from catalogue.tally import Tally
from reports import digitisation, ranking, targets, trend
from reports.model import Period, Question

from .world import SINCE, Stated, busy, column_of, world

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
PLAN = Target(UnitKind.COMMUNE, Decimal(85), Decimal("97.5"), "Kế hoạch số 12/KH-UBND", valid_from=SINCE)


class Given(Stated):
    def tallies(self, periods, units):
        return [[tally for tally in self.known if units is None or tally.unit in units] for _ in periods]


def tallies(*complete):
    return Given(
        [
            Tally(f"H99.{101 + n}", direct=100, complete=done, resolved=40, results=39)
            for n, done in enumerate(complete)
        ]
    )


def test_a_target_is_reached_at_its_very_number():
    table = targets.build(tallies(85, 84), Question(OCTOBER, None, world((PLAN,))))
    assert column_of(table, "input_reached") == ["Đạt", "Chưa đạt"]
    assert column_of(table, "output_reached") == ["Đạt", "Đạt"]
    assert column_of(table, "plan") == ["Kế hoạch số 12/KH-UBND"] * 2
    assert any("đầu vào 85%, đầu ra 97,5% (Kế hoạch số 12/KH-UBND)" in note for note in table.notes)
    assert "Có 1/2 đơn vị đạt chỉ tiêu số hóa thành phần hồ sơ" in table.text[0]
    assert "2/2 đơn vị đạt chỉ tiêu số hóa kết quả giải quyết" in table.text[0]
    assert [series.target for series in table.charts[0].series] == [Decimal(85), Decimal("97.5")]


def test_without_a_plan_nothing_is_judged():
    table = targets.build(tallies(85, 84), Question(OCTOBER, None, world()))
    assert column_of(table, "input_reached") == ["–", "–"]
    assert column_of(table, "plan") == ["Chưa có chỉ tiêu"] * 2
    assert table.charts == ()


def test_equal_units_share_a_place_and_the_best_comes_first():
    source = tallies(80, 95)
    source.known.append(Tally("H99.103", direct=100, complete=80, resolved=40, results=39))
    table = ranking.build(source, Question(OCTOBER, None, world()))
    assert column_of(table, "place") == [1, 2, 2]
    assert column_of(table, "name") == ["xã Hòa Phú", "H99.103", "xã Sơn Thủy"]
    assert "Đứng đầu là xã Hòa Phú (95,00% đầu vào" in table.text[0]


def test_units_without_dossiers_have_no_place():
    assert ranking.build(Given(), Question(OCTOBER, None, world())).rows == ()


def test_a_trend_has_a_line_for_each_part_and_adds_up():
    period = Period(date(2026, 9, 1), date(2026, 11, 30))
    table = trend.build(busy(["H99.101"]), Question(period, None, world()))
    assert column_of(table, "part") == ["Tháng 09/2026", "Tháng 10/2026", "Tháng 11/2026"]
    assert column_of(table, "received") == [1, 5, 0]
    assert table.total is not None
    assert table.total[1] == 6
    assert [line.where.period.first.month for line in table.lines if line.where] == [9, 10, 11]


def test_the_digitisation_table_says_what_is_left():
    tally = Tally("H99.101", 6000, 434, complete=6252, begun=6300, resolved=6417, results=5739, reused=3)
    table = digitisation.build(Given([tally]), Question(OCTOBER, "H99.101", world()))
    assert column_of(table, "incomplete") == [182]
    assert column_of(table, "without_result") == [678]
    assert "6.252/6.434 hồ sơ, đạt 97,17%" in " ".join(table.text)
    assert "5.739/6.417 hồ sơ, đạt 89,43%" in " ".join(table.text)
    assert "tái sử dụng thành phần đã số hóa là 03 hồ sơ" in " ".join(table.text)
