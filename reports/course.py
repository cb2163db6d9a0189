"""The course of one dossier, as the counts of reports see it."""

from datetime import date

from catalogue.dossier import Channel
from reports.model import Figure, Period


def received(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier was received on one of these days."""
    return figure.dossier.received_on in period


def ended_on(figure: Figure) -> date | None:
    """Return the day on which the dossier was over: resolved, withdrawn or sent back."""
    return figure.dossier.resolved_on


def ended(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier was over on one of these days."""
    return ended_on(figure) in period


def resolved(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier ended on one of these days with a result."""
    return figure.dossier.resolved_on in period


def withdrawn(figure: Figure, period: Period) -> bool:  # noqa: ARG001 - the register does not say
    """Tell whether the citizen took the dossier back on one of these days."""
    return False


def returned(figure: Figure, period: Period) -> bool:  # noqa: ARG001 - the register does not say
    """Tell whether the dossier was sent back on one of these days."""
    return False


def online(figure: Figure) -> bool:
    """Tell whether the dossier came over the internet; the counter and the post share one column."""
    return figure.dossier.channel is Channel.ONLINE


def carried(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier came before the period and was not over when it began."""
    end = ended_on(figure)
    return figure.dossier.received_on < period.first and (end is None or end >= period.first)


def is_open(figure: Figure, period: Period) -> bool:
    """Tell whether the dossier was there on the last day and not over."""
    end = ended_on(figure)
    return figure.dossier.received_on <= period.last and (end is None or end > period.last)


def is_late(figure: Figure, on: date) -> bool:
    """Tell whether a dossier that ended, or still stood open, on a day was past its day due by then."""
    return figure.dossier.due_on is not None and figure.dossier.due_on < on


def begun(figure: Figure) -> bool:
    """Tell whether any component has been digitised."""
    return bool(figure.digitised)


def reused(figure: Figure) -> bool:  # noqa: ARG001 - the register does not say
    """Tell whether some component was taken from an earlier dossier."""
    return False


def reused_national(figure: Figure) -> bool:  # noqa: ARG001 - the register does not say
    """Tell whether some component was taken from the national portal."""
    return False


def reason(figure: Figure) -> str:  # noqa: ARG001 - the register does not say
    """Return why the dossier is late, in Vietnamese; "" where nobody has said."""
    return ""


def clerk(figure: Figure) -> str:  # noqa: ARG001 - the register does not say
    """Return who is in charge of the dossier; "" where the register does not say."""
    return ""
