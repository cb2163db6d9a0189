"""The course of one dossier, as the counts of reports see it."""

from datetime import date
from typing import Final

from catalogue.dossier import Channel, Timing
from reports.model import Figure, Period

NO_REASON: Final = "Chưa ghi nguyên nhân"


def received(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier was received on one of these days."""
    return figure.dossier.received_on in period


def ended(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier was over on one of these days: resolved, withdrawn or sent back."""
    return figure.dossier.ended_on in period


def ended_as(figure: Figure, period: Period, timing: Timing) -> bool:
    """Tell whether the dossier was over on one of these days, early, on time or late."""
    return ended(figure, period) and figure.dossier.ended is timing


def resolved(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier ended on one of these days with a result."""
    return ended(figure, period) and figure.dossier.resolved_on is not None


def withdrawn(figure: Figure, period: Period) -> bool:
    """Tell whether the citizen took the dossier back on one of these days."""
    return ended(figure, period) and figure.dossier.withdrawn_on is not None


def returned(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier was sent back on one of these days."""
    return ended(figure, period) and figure.dossier.returned_on is not None


def online(figure: Figure) -> bool:
    """Tell whether the dossier came over the internet; the counter and the post share one column."""
    return figure.dossier.channel is Channel.ONLINE


def carried(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier came before the period and was not over when it began."""
    end = figure.dossier.ended_on
    return figure.dossier.received_on < period.first and (end is None or end >= period.first)


def is_open(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier was there on the last day and not over."""
    end = figure.dossier.ended_on
    return figure.dossier.received_on <= period.last and (end is None or end > period.last)


def is_suspended(figure: Figure, on: date) -> bool:
    """Tell whether the dossier waited for a supplement on a day, if it was open: its clock stood still."""
    return figure.dossier.suspended_on is not None and figure.dossier.suspended_on <= on


def is_late(figure: Figure, on: date) -> bool:
    """Tell whether a dossier that was open on a day was past its day due by then."""
    due = figure.dossier.due_on
    return due is not None and due < on and not is_suspended(figure, on)


def reason(figure: Figure) -> str:
    """Return why the dossier is late, in Vietnamese; NO_REASON where nobody has said."""
    found = figure.dossier.late_reason
    return found.words if found else NO_REASON


def has_result(figure: Figure) -> bool:
    """Tell whether the dossier was resolved, on whatever day."""
    return figure.dossier.resolved_on is not None


def is_digitised(figure: Figure) -> bool:
    """Tell whether components and result are all digitised."""
    return figure.complete and figure.result_digitised
