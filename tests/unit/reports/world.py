"""A small made-up world for the tests of reports: two communes now, a district and its communes before."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from catalogue.dossier import Channel, Dossier
from catalogue.model import Catalogue, Procedure, Target, Unit, UnitKind, UnitLevel
from catalogue.work import CampaignWork, ClerkWork, DeedSeen, FileSeen, PageWork, StationWork, UnitFunnel
from reports.file_counts import STAGES
from reports.model import Period, Question, Table
from reports.tallying import tally

BEFORE = date(2025, 6, 30)
SINCE = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Known:
    dossier: Dossier
    complete: bool = True
    result_digitised: bool = False
    missing: tuple[tuple[str, str], ...] = ()
    digitised: int | None = None
    reused: int | None = None
    reused_national: int | None = None


@dataclass
class Stated:
    """A source that knows what it was given."""

    known: Any = ()
    funnels: Any = ()
    station_work: Any = ()
    page_work: Any = ()
    campaigns: Any = ()
    clerk_work: Any = ()
    seen: Any = ()
    done: Any = ()
    completed_on: Any = field(default_factory=dict)
    asked: list[Any] = field(default_factory=list)

    def tallies(self, periods, units):
        return [tally(self.figures(period, units), period).values() for period in periods]

    def figures(self, period, units):
        self.asked.append((period, units))
        for each in sorted(self.known, key=lambda each: each.dossier.code):
            end = each.dossier.ended_on
            there = each.dossier.received_on <= period.last and (end is None or end >= period.first)
            if there and (units is None or each.dossier.unit in units):
                yield each

    def funnel(self, period, units):
        return [each for each in self.funnels if units is None or each.unit in units]

    def stations(self, period):
        return self.station_work

    def pages(self, period):
        return self.page_work

    def clerks(self, period):
        return self.clerk_work

    def files(self, period, units):
        return [each for each in self.seen if units is None or each.unit in units]

    def station_files(self, period):
        return self.seen

    def deeds(self, period):
        return self.done

    def campaign(self, period, units):
        return [each for each in self.campaigns if units is None or each.unit in units]

    def completed(self, period, units):
        return self.completed_on


def dossier_of(code, unit="H99.101", *, received, resolved=None, due=None, **more):
    given = {"procedure": "1.001193", "channel": Channel.DIRECT, **more}
    return Dossier(code, unit=unit, received_on=received, due_on=due, resolved_on=resolved, **given)


def world(targets: tuple[Target, ...] = ()) -> Catalogue:
    commune, district = UnitLevel.COMMUNE, UnitLevel.DISTRICT
    return Catalogue(
        units=(
            Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE),
            Unit("H99.15", "huyện Sơn Thủy", district, "H99", valid_to=BEFORE, successors=("H99.101",)),
            Unit("H99.15.01", "xã Thanh Bình", commune, "H99.15", valid_to=BEFORE, successors=("H99.101",)),
            Unit("H99.101", "xã Sơn Thủy", commune, "H99", valid_from=SINCE),
            Unit("H99.102", "xã Hòa Phú", commune, "H99", valid_from=SINCE),
        ),
        procedures=(
            Procedure("1.001193", "Đăng ký khai sinh", "Hộ tịch", commune, (), (), "QĐ mẫu"),
            Procedure("2.000815", "Chứng thực bản sao", "Chứng thực", commune, (), (), "QĐ mẫu"),
        ),
        types={},
        targets=targets,
    )


def many_units(count: int) -> Catalogue:
    """A province with so many communes, a department and a branch of the land office."""
    units = [Unit(f"H99.{n}", f"xã số {n}", UnitLevel.COMMUNE, "H99") for n in range(101, 101 + count)]
    if count > 1:
        units[0] = Unit("H99.101", "Sở Tư pháp", UnitLevel.PROVINCE, "H99")
        units[1] = Unit("H99.102", "Chi nhánh Văn phòng đăng ký đất đai số 1", UnitLevel.DISTRICT, "H99")
    province = [Unit("H99", "tỉnh An Lạc", UnitLevel.PROVINCE)] if count > 1 else []
    target = Target(UnitKind.COMMUNE, Decimal(85), Decimal("97.5"), "Kế hoạch số 00/KH-UBND")
    return Catalogue((*province, *units), world().procedures, {}, targets=(target,))


def busy(units: list[str]) -> Stated:
    """A source with dossiers, files, stations and a campaign for each unit."""
    known = [each for n, unit in enumerate(units) for each in _dossiers(unit, n)]
    whole = [each.dossier for each in known if each.complete and each.result_digitised]
    completed_on = {each.code: each.resolved_on for each in whole if each.resolved_on}
    return Stated(
        known=known,
        funnels=[
            *(UnitFunnel(unit, 9, 8, 7, 6, 5, 4) for unit in units),
            *(UnitFunnel("", 3) for _ in units),
        ],
        station_work=[
            StationWork(f"tram-{unit}", 12, 40, 9, 2, 1, 0, 3, datetime(2026, 10, 20, 3, 4, tzinfo=UTC))
            for unit in units
        ],
        page_work=[
            PageWork(f"tram-{unit}", 40, 2, 1, 3, 15, 1, 0.91, 51.5, {"faded": 2, "too_dark": 1})
            for unit in units
        ],
        clerk_work=[
            ClerkWork(f"cb{n}", f"Lò Thị {n}", unit, 10 + n, 4, 2, 3) for n, unit in enumerate(units)
        ],
        seen=[file for n, unit in enumerate(units) for file in _files(unit, 100 * n)],
        done=[deed for n, unit in enumerate(units) for deed in _deeds(f"cb{n}", f"Lò Thị {n}", unit, 10 + n)],
        campaigns=[_campaign(unit, known, completed_on) for unit in units],
        completed_on=completed_on,
    )


def _campaign(unit, known, completed_on):
    """How far the dossiers of a unit got that were received in October and resolved."""
    mine = [each.dossier for each in known if each.dossier.unit == unit]
    asked = [each for each in mine if each.received_on >= date(2026, 10, 1) and each.resolved_on]
    days = Counter(completed_on[each.code] for each in asked if each.code in completed_on)
    return CampaignWork(unit, len(asked), days.total(), days)


def _files(unit, first):
    """The twelve files of a unit's station, nine of them in its dossiers: as its counts above say."""
    reached = (12, 8, 7, 6, 5, 4)
    for n in range(12):
        yield FileSeen(
            scan=first + n,
            station=f"tram-{unit}",
            name=f"quét {n}.pdf",
            dossier=f"{unit}-261005-0001" if n < 9 else None,
            unit=unit if n < 9 else "",
            received_at=datetime(2026, 10, 20, 3, 4, tzinfo=UTC),
            state="accepted" if n < 9 else "review" if n < 11 else "rejected",
            stages=frozenset(stage for stage, last in zip(STAGES, reached, strict=True) if n < last),
            sent=4 if n < 8 else 2,
            pages=4 if n < 8 else 2,
            blank=int(n < 2),
            text_layer=int(n == 2),
            flawed=int(3 <= n < 6),
            papers=2 if n < 3 else 1,
            unknown=int(n == 11),
        )


def _deeds(account, name, unit, papers):
    at = datetime(2026, 10, 20, 3, 4, tzinfo=UTC)
    for kind, count, form in (
        ("papers", papers, "{}:1:0"),
        ("dossiers", 4, "dossier:{}"),
        ("files", 2, "{}"),
    ):
        for n in range(count):
            yield DeedSeen(account, name, unit, kind, form.format(n), at + timedelta(hours=n))


def _dossiers(unit, number):
    """Every kind of course that a dossier can take."""
    courses = (
        (date(2026, 9, 20), date(2026, 10, 2), date(2026, 10, 1), Channel.ONLINE),  # carried, late
        (date(2026, 10, 5), date(2026, 10, 9), date(2026, 10, 12), Channel.ONLINE),  # early
        (date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 12), Channel.POST),  # on time
        (date(2026, 10, 6), None, date(2026, 10, 20), Channel.DIRECT),  # open, late
        (date(2026, 10, 7), None, date(2026, 11, 20), Channel.ONLINE),  # open in time
        (date(2026, 10, 8), date(2026, 11, 5), date(2026, 11, 20), Channel.ONLINE),  # open at the end
    )
    for n, (received, resolved, due, channel) in enumerate(courses):
        whole = (n + number) % 3 > 0
        code = f"{unit}-{received:%y%m%d}-{n:04}"
        procedure = ("1.001193", "2.000815", "9.000001")[n % 3]
        yield Known(
            dossier_of(
                code,
                unit,
                received=received,
                resolved=resolved,
                due=due,
                channel=channel,
                procedure=procedure,
            ),
            complete=whole,
            result_digitised=n in {1, 4},
            missing=() if whole else (("to_khai", "Tờ khai; “bản chính”, 2 tờ"),),
            digitised=n % 2,
        )


def question(first, last, unit=None, **more):
    return Question(Period(first, last), unit, world(), **more)


def column_of(table: Table, key: str) -> list[Any]:
    """The cells of a column."""
    place = [column.key for column in table.columns].index(key)
    return [row[place] for row in table.rows]


def rows_of(table: Table) -> dict[Any, Any]:
    """The rows without the two columns that name the unit, by unit."""
    return {row[0]: row[2:] for row in table.rows}


def total_of(table: Table) -> Any:
    assert table.total is not None
    return table.total
