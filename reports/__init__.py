"""Every report there is: its name, what it is called, the function that builds its table."""

from typing import Final

from reports import (
    backlog,
    clerks,
    deeds,
    digitisation,
    dossiers,
    files,
    funnel,
    handling,
    missing,
    open_results,
    overdue,
    quality,
    ranking,
    ratio,
    reminders,
    stations,
    targets,
    trend,
)
from reports.model import Report

REPORTS: Final[dict[str, Report]] = {
    "ratio": Report(ratio.TITLE, ratio.build),
    "digitisation": Report(digitisation.TITLE, digitisation.build),
    "targets": Report(targets.TITLE, targets.build),
    "ranking": Report(ranking.TITLE, ranking.build),
    "trend": Report(trend.TITLE, trend.build),
    "funnel": Report(funnel.TITLE, funnel.build),
    "handling": Report(handling.UNITS, handling.by_unit),
    "handling-by-sector": Report(handling.SECTORS, handling.by_sector),
    "handling-by-kind": Report(handling.KINDS, handling.by_unit_kind),
    "missing": Report(missing.TITLE, missing.build),
    "reminders": Report(reminders.TITLE, reminders.build),
    "open-results": Report(open_results.TITLE, open_results.build),
    "overdue": Report(overdue.TITLE, overdue.build),
    "backlog": Report(backlog.TITLE, backlog.build),
    "stations": Report(stations.TITLE, stations.build),
    "clerks": Report(clerks.TITLE, clerks.build),
    "quality": Report(quality.TITLE, quality.build),
    "dossiers": Report(dossiers.TITLE, dossiers.build),
    "files": Report(files.TITLE, files.build),
    "deeds": Report(deeds.TITLE, deeds.build),
}
