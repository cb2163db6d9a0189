"""`audit`: the figures of a published report, recomputed. Each kind of check is a line of CHECKS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from reports.audit.accounts import Account, accounts
from reports.audit.figures import find_figures
from reports.audit.finding import Audit, Finding, Placed, sorted_findings
from reports.audit.flow import Flow, flow
from reports.audit.identities import check_accounts
from reports.audit.labels import Labelled, label, smooth
from reports.audit.levels import check_levels
from reports.audit.masks import mask
from reports.audit.periods import reversed_periods
from reports.audit.ratios import check_ratios
from reports.audit.restated import check_restated
from reports.audit.shares import check_share, find_shares, shares_of_a_whole, verdict
from reports.audit.sums import check_money, check_sums
from reports.audit.tables import Row, check_tables, find_rows, without_rows


@dataclass(frozen=True, slots=True)
class Document:
    """A text as the checks need it."""

    whole: Flow
    smoothed: str  # as in labels
    figures: tuple[Labelled, ...]
    accounts: tuple[Account, ...]
    rows: tuple[Row, ...]


CHECKS: Final[tuple[Callable[[Document], Iterable[Finding]], ...]] = (
    lambda document: check_accounts(document.accounts),
    lambda document: check_ratios(document.whole, document.figures, document.accounts),
    lambda document: check_levels(document.whole, document.accounts),
    lambda document: check_sums(document.smoothed, document.figures),
    lambda document: check_money(document.whole, document.figures),
    lambda document: check_restated(document.whole, document.figures),
    lambda document: check_tables(document.whole, document.rows),
    lambda document: reversed_periods(document.whole),
)


def read_document(text: str) -> Document:
    """Return the figures and accounts of a text."""
    whole = flow(text)
    masked = mask(whole)
    rows = tuple(find_rows(whole, masked))
    smoothed = smooth(without_rows(masked, rows))
    figures = tuple(label(whole, smoothed, list(find_figures(smoothed))))
    return Document(whole, smoothed, figures, tuple(accounts(whole, figures)), rows)


def audit(text: str) -> Audit:
    """Recompute the figures of a report's text; lines are counted from 1."""
    document = read_document(text)
    shares = list(find_shares(document.whole.text, document.figures, document.accounts))
    results = [check_share(share) for share in shares]
    said = [finding for finding, _ in results if finding is not None]
    rules = [rules for _, rules in results if rules]
    said += shares_of_a_whole(shares, document.accounts)
    said += [finding for check in CHECKS for finding in check(document)]
    placed = tuple(_placed(document.whole, finding) for finding in sorted_findings(said))
    return Audit(placed, verdict(rules), len(rules))


def _placed(whole: Flow, finding: Finding) -> Placed:
    return Placed(finding, whole.line(finding.start), whole.quote(finding.start, finding.end))
