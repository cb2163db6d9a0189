"""Registers whose true counts are known come out as the reports that were published from them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from catalogue.dossier import Channel
from reports import handling, ratio
from reports.model import Period, Question
from reports.percent import Rounding

from .world import Known, Stated, dossier_of, question, total_of, world

QUARTER = (date(2026, 6, 15), date(2026, 9, 14))
DAY = date(2026, 7, 1)


def test_both_ratios_of_a_district():
    """6.252/6.434 = 97,17 % and 5.739/6.417 = 89,43 %."""
    known = [
        Known(
            dossier_of(f"H99.101-260701-{n:04}", received=DAY, resolved=DAY if n < 6417 else None),
            complete=n < 6252,
            result_digitised=n < 5739,
        )
        for n in range(6434)
    ]
    cells = total_of(ratio.build(Stated(known), question(*QUARTER)))
    assert cells[2:] == (6434, 6252, Decimal("97.17"), 6417, 5739, Decimal("89.43"))


def test_a_ratio_rounded_up_and_one_cut_off():
    """19.303/19.633 = 98,32 % half-up; 98,31 % truncated."""
    known = [
        Known(dossier_of(f"H99.101-260701-{n:05}", received=DAY), complete=n < 19_303) for n in range(19_633)
    ]
    for rounding, printed in ((Rounding.HALF_UP, "98.32"), (Rounding.TRUNCATE, "98.31")):
        asked = Question(Period(*QUARTER), None, world(), rounding=rounding)
        assert total_of(ratio.build(Stated(known), asked))[4] == Decimal(printed)


@pytest.mark.parametrize(
    ("online", "direct", "carried", "early", "on_time"),
    [(951, 163, 7, 483, 623), (7708, 915, 69, 5060, 3598)],
    ids=["1.121 = 951 + 163 + 07", "8.692 = 7.708 + 915 + 69"],
)
def test_the_form_of_a_quarter(online, direct, carried, early, on_time):
    total = online + direct + carried
    known = [
        Known(
            dossier_of(
                f"H99.101-260701-{n:04}",
                received=QUARTER[0] - timedelta(1) if n < carried else DAY,
                channel=Channel.ONLINE if carried <= n < carried + online else Channel.DIRECT,
                due=DAY + timedelta(10 if n < early + on_time else 365),
                resolved=_end(n, early, on_time),
            )
        )
        for n in range(total)
    ]
    cells = total_of(handling.by_unit(Stated(known), question(*QUARTER)))
    still = total - early - on_time
    assert cells[2:] == (
        *(total, online, direct, carried),
        *(early + on_time, early, on_time, 0),
        *(still, still, 0),
    )


def _end(n, early, on_time):
    if n < early:
        return DAY + timedelta(9)
    return DAY + timedelta(10) if n < early + on_time else None
