"""Files, stations, pages: what was done with the paper."""

from datetime import UTC, date, datetime
from decimal import Decimal

from catalogue.work import PageWork, StationWork, UnitFunnel
from reports import funnel, quality, stations

from .world import Stated, column_of, question, total_of

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def page_work(station, pages, **more):
    given = {"blank": 0, "text_layer": 0, "flawed": 0, "papers": 0, "unknown": 0, "confidence": 0.0}
    return PageWork(station, pages, **{**given, "cpu_seconds": 0.0, **more})


def test_a_funnel_says_how_many_stop_before_each_stage():
    source = Stated(funnels=[UnitFunnel("H99.101", 10, 9, 7, 7, 5, 4), UnitFunnel("", 2, 1, 0, 0, 0, 0)])
    table = funnel.build(source, question(*OCTOBER))
    assert column_of(table, "files") == [12, 10, 7, 7, 5, 4]
    assert column_of(table, "lost") == [0, 2, 3, 0, 2, 1]
    assert column_of(table, "share")[:2] == [Decimal("100.00"), Decimal("83.33")]


def test_files_of_unknown_dossiers_belong_to_no_unit():
    source = Stated(funnels=[UnitFunnel("H99.101", 10, 9, 7, 7, 5, 4), UnitFunnel("", 2, 1, 0, 0, 0, 0)])
    assert column_of(funnel.build(source, question(*OCTOBER, unit="H99")), "files")[0] == 10


def test_an_empty_funnel_divides_by_nothing():
    assert column_of(funnel.build(Stated(), question(*OCTOBER)), "share") == [None] * 6


def test_stations_are_summed_and_personal_numbers_in_their_names_hidden():
    last = datetime(2026, 10, 20, tzinfo=UTC)
    source = Stated(
        station_work=[
            StationWork("tram-2", 10, 25, 8, 1, 1, 0, 2, last),
            StationWork("may quet 038201001234", 1, 1, 0, 1, 0, 0, 1, datetime(2026, 10, 5, tzinfo=UTC)),
        ]
    )
    table = stations.build(source, question(*OCTOBER))
    assert column_of(table, "station") == ["may quet 038…34", "tram-2"]
    assert column_of(table, "a_day") == [1, 13]  # 12,5 goes up
    assert total_of(table) == ("Tổng cộng", 11, 26, 8, 2, 1, 0, 3, 9, last.date())


def test_the_quality_of_all_is_weighed_by_papers():
    source = Stated(
        page_work=[
            page_work("a", 10, flawed=1, papers=4, unknown=1, confidence=0.9, flaws={"faded": 1}),
            page_work("b", 30, papers=10, unknown=1, confidence=0.5, cpu_seconds=60.0, flaws={"faded": 2}),
        ]
    )
    table = quality.build(source, question(*OCTOBER))
    assert column_of(table, "flawed_ratio") == [Decimal("10.00"), Decimal("0.00")]
    assert column_of(table, "known_ratio") == [Decimal("75.00"), Decimal("90.00")]
    assert column_of(table, "confidence") == [Decimal("90.00"), Decimal("50.00")]
    assert column_of(table, "cpu") == [Decimal("0.00"), Decimal("2.00")]
    total = dict(zip([column.key for column in table.columns], total_of(table), strict=True))
    assert total["confidence"] == Decimal("60.00")
    assert total["flaws"] == ("mờ nhạt: 3",)


def test_pages_without_papers_have_no_confidence():
    table = quality.build(Stated(page_work=[page_work("a", 2)]), question(*OCTOBER))
    assert column_of(table, "confidence") == column_of(table, "known_ratio") == [None]
