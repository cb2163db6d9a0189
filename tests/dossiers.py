"""Dossiers drawn by lot, and their counts done the long way round: what the database must come to as well."""

from datetime import date, timedelta

from hypothesis import strategies as st

from catalogue.dossier import Channel, Dossier, LateReason, Timing
from catalogue.outcome import Outcome
from catalogue.tally import Tally

FIRST = date(2026, 6, 1)
LAST = FIRST + timedelta(days=60)
UNITS = ("H99.101", "H99.102", "H99.103")
days = st.dates(FIRST, LAST)


@st.composite
def endings(draw, received):
    """Draw how a dossier ends, or that it is open; an end is never before the day of receipt."""
    kind = draw(st.sampled_from(["open", "resolved_on", "withdrawn_on", "returned_on", "suspended_on"]))
    if kind == "open":
        return {}
    stated = draw(st.none() | st.sampled_from(list(Timing))) if kind != "suspended_on" else None
    return {kind: draw(st.dates(received, LAST)), "timing": stated}


@st.composite
def registers(draw):
    """Draw a register: dossiers with the outcomes that were counted of them."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        received = draw(days)
        row = Dossier(
            code=f"H99.101-261103-{number:04}",
            procedure="1.001193",
            unit=draw(st.sampled_from(UNITS)),
            received_on=received,
            channel=draw(st.sampled_from(list(Channel))),
            due_on=draw(st.none() | st.dates(received, LAST)),
            late_reason=draw(st.none() | st.sampled_from(list(LateReason))),
            clerk=draw(st.none() | st.sampled_from(["Lò Thị Mai", "Giàng A Páo"])),
            **draw(endings(received)),
        )
        found.append((row, draw(outcomes)))
    return found


outcomes = st.builds(
    lambda digitised, missing, reused, national, result: Outcome(
        required=digitised + missing,
        digitised=digitised,
        exempt=1,
        show_only=0,
        reused=reused + national,
        reused_national=national,
        missing=(("x", "X"),) * missing,
        complete=not missing,
        result_digitised=result,
    ),
    *(st.integers(0, 2),) * 4,
    st.booleans(),
)


def expected_tally(unit, register, first, last):
    """Return the counts of a unit in a period, one dossier after the other."""
    total = Tally(unit)
    for row, counted in register:
        if row.unit == unit:
            total += _one(row, counted, first, last)
    return total


def _one(row, counted, first, last):
    received = first <= row.received_on <= last
    ended = row.ended_on is not None and first <= row.ended_on <= last
    still_open = row.received_on <= last and (row.ended_on is None or row.ended_on > last)
    suspended = row.suspended_on is not None and row.suspended_on <= last
    late = row.due_on is not None and row.due_on < last and not suspended
    resolved = ended and row.resolved_on is not None
    return Tally(
        online=received and row.channel is Channel.ONLINE,
        direct=received and row.channel is not Channel.ONLINE,
        carried=row.received_on < first and (row.ended_on is None or row.ended_on >= first),
        early=ended and row.ended is Timing.EARLY,
        on_time=ended and row.ended is Timing.ON_TIME,
        late=ended and row.ended is Timing.LATE,
        open_in_time=still_open and not late,
        open_late=still_open and late,
        withdrawn=ended and row.withdrawn_on is not None,
        returned=ended and row.returned_on is not None,
        complete=received and counted.complete,
        begun=received and counted.digitised > 0,
        reused=received and counted.reused > 0,
        reused_national=received and counted.reused_national > 0,
        resolved=resolved,
        results=resolved and counted.result_digitised,
        suspended=still_open and suspended,
        papers_digitised=received * counted.digitised,
        papers_missing=received * (counted.required - counted.digitised),
        papers_reused=received * counted.reused,
        papers_exempt=received * counted.exempt,
    )
