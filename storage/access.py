"""Who may do what, and where: the one predicate behind every page, list, file, bulk act, export and the API.

What: a role's acts, in a table. Where: a `Reach`, which tells it of one thing in Python and of rows in SQL; a
test holds both against each other. The rule is in docs/decisions/0030.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, func, null, select, true

from storage.tables import arrivals, dossiers, scans, stations


class UserRole(StrEnum):
    """What somebody is employed for; one account may have several roles."""

    STATION = "station"  # trạm quét
    CLERK = "clerk"  # công chức một cửa
    LEAD = "lead"  # phụ trách đơn vị
    OFFICER = "officer"  # cán bộ báo cáo
    ADMINISTRATOR = "administrator"  # quản trị


class Act(StrEnum):
    """What can be done; each page, file and route of the API asks for one."""

    ENTER = "enter"  # be logged in at all: one's own account, the home page
    SEE_STATUS = "see_status"  # counts, processes, newest files
    SEE_STATIONS = "see_stations"  # what a station dropped and what became of it
    UPLOAD = "upload"
    SEE_PAPERS = "see_papers"  # pictures of pages, what was read
    OPEN_ORIGINAL = "open_original"  # take a copy of the file as it was scanned
    REVIEW = "review"
    SEE_DOSSIERS = "see_dossiers"
    CHANGE_DOSSIERS = "change_dossiers"
    SEE_PERSON = "see_person"  # personal numbers unmasked
    SEARCH = "search"
    SEE_FIGURES = "see_figures"
    EXPORT = "export"
    SEE_CATALOGUE = "see_catalogue"  # units, targets, procedures, types
    EDIT_CATALOGUE = "edit_catalogue"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_STATIONS = "manage_stations"
    MANAGE_TOKENS = "manage_tokens"
    SEE_HEALTH = "see_health"
    SEE_AUDIT_LOG = "see_audit_log"


_STATION: Final = frozenset({Act.ENTER, Act.SEE_STATIONS, Act.UPLOAD})
_OFFICER: Final = frozenset(
    {Act.ENTER, Act.SEE_STATUS, Act.SEE_DOSSIERS, Act.SEARCH, Act.SEE_FIGURES, Act.EXPORT, Act.SEE_CATALOGUE}
)
_CLERK: Final = _STATION | {
    *(Act.SEE_STATUS, Act.SEE_PAPERS, Act.OPEN_ORIGINAL, Act.REVIEW, Act.SEE_DOSSIERS, Act.CHANGE_DOSSIERS),
    *(Act.SEE_PERSON, Act.SEARCH, Act.SEE_FIGURES, Act.SEE_CATALOGUE),
}
# Keeps the system going, but sees no citizen's paper: somebody who needs both gets two roles.
_ADMINISTRATOR: Final = frozenset(
    {
        *(
            Act.ENTER,
            Act.SEE_STATUS,
            Act.SEE_STATIONS,
            Act.SEE_FIGURES,
            Act.SEE_CATALOGUE,
            Act.EDIT_CATALOGUE,
        ),
        *(Act.MANAGE_ACCOUNTS, Act.MANAGE_STATIONS, Act.MANAGE_TOKENS, Act.SEE_HEALTH, Act.SEE_AUDIT_LOG),
    }
)

ACTS: Final[dict[UserRole, frozenset[Act]]] = {
    UserRole.STATION: _STATION,
    UserRole.CLERK: _CLERK,
    UserRole.LEAD: _CLERK | _OFFICER | {Act.MANAGE_STATIONS},
    UserRole.OFFICER: _OFFICER,
    UserRole.ADMINISTRATOR: _ADMINISTRATOR,
}


def acts_of(roles: Iterable[UserRole]) -> frozenset[Act]:
    """Return what these roles together may do."""
    return frozenset[Act]().union(*(ACTS[role] for role in roles))


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody may act: in one station, or in some units (None: everywhere).

    A dossier is of its unit. A scan is of its dossier's unit; one without a known dossier is of its station's
    unit; of a station that nobody has given a unit, it is of no unit, and only reached from everywhere.
    """

    units: frozenset[str] | None
    station: str | None = None

    @property
    def everywhere(self) -> bool:
        return self.units is None and self.station is None

    @property
    def dossier_units(self) -> frozenset[str] | None:
        """The units whose dossiers are within reach; None: all."""
        return frozenset() if self.station is not None else self.units

    def holds(self, unit: str | None, station: str | None = None) -> bool:
        """Tell whether a thing of this unit, from this station, is within reach."""
        if self.station is not None:
            return station == self.station
        return self.units is None or unit in self.units

    def condition(self, unit: ColumnElement[Any], station: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return the same as a condition of SQL on columns (or expressions) of unit and station.

        It is NULL, which is as good as false unless it is negated, where there is no unit or station.
        """
        if self.station is not None:
            return station == self.station
        return true() if self.units is None else unit.in_(sorted(self.units))

    def dossiers(self) -> ColumnElement[bool]:
        """Return the condition on rows of `dossiers`."""
        return self.condition(dossiers.c.unit, NO_STATION)

    def scans(self) -> ColumnElement[bool]:
        """Return the condition on rows of `scans`."""
        return self.condition(unit_of_scan(), scans.c.station)

    def arrivals(self) -> ColumnElement[bool]:
        """Return the condition on rows of `arrivals`: an arrival is of its station's unit."""
        if self.station is not None or self.units is None:
            return self.condition(null(), arrivals.c.station)
        # By station, not by row: there are few stations, and their arrivals lie together in an index.
        return arrivals.c.station.in_(select(stations.c.name).where(self.stations()))

    def stations(self) -> ColumnElement[bool]:
        """Return the condition on rows of `stations`."""
        return self.condition(stations.c.unit, stations.c.name)


NOWHERE: Final = Reach(frozenset())
NO_STATION: Final = null()  # dossiers come from no station: a station's reach holds none


def unit_of_scan() -> ColumnElement[Any]:
    """Return the unit of a row of `scans` as an expression of SQL; NULL where it has none."""
    by_dossier = select(dossiers.c.unit).where(dossiers.c.code == scans.c.dossier_code)
    by_station = select(stations.c.unit).where(stations.c.name == scans.c.station)
    return func.coalesce(
        by_dossier.correlate(scans).scalar_subquery(), by_station.correlate(scans).scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or a program, that does something: what they are called, what they may do, and where.

    `name` stands in the audit log: an account's name, "token:" and a token's, or "sohoa" for the command.
    """

    name: str
    full_name: str
    acts: frozenset[Act]
    reach: Reach
    account_id: int | None = None
    roles: frozenset[UserRole] = frozenset()
    unit: str | None = None
    address: str | None = None

    @property
    def is_program(self) -> bool:
        """Whether it has a token: neither an account, nor the command of this machine."""
        return self.name.startswith("token:")

    def may(self, act: Act) -> bool:
        return act in self.acts


COMMAND: Final = Actor("sohoa", "Lệnh sohoa", frozenset(Act), Reach(None))
