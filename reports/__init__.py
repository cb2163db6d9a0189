"""Every report there is: its name, what it is called, the function that builds its table."""

from typing import Final

from reports import missing, ratio
from reports.model import Report

REPORTS: Final[dict[str, Report]] = {
    "ratio": Report(ratio.TITLE, ratio.build),
    "missing": Report(missing.TITLE, missing.build),
}
