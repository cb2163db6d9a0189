"""Figures: the two ratios, units against their targets, trend, funnel, what waits; every report as a file."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query, Request, Response
from markupsafe import Markup
from pydantic import BaseModel, Field

from reports import REPORTS
from reports.behind import linked, list_of
from reports.formats import FORMATS
from reports.formats.charts import svgs
from reports.formats.words import in_words
from reports.model import Period, Table
from reports.model import Question as ReportQuestion
from storage.access import Act, Actor
from storage.database import reading
from storage.dossier_lists import oldest_open
from web.api.figures import COUNTED, Asked, may_see
from web.counted import build, current_period
from web.dashboard import INPUT, OUTPUT, ranked, silent, whole
from web.permissions import needs
from web.site import Now, Site, TheSite
from web.units import choices
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

Reporter = Annotated[Actor, needs(Act.SEE_FIGURES)]
Reader = Annotated[Actor, needs(Act.SEE_DOSSIERS)]
OLDEST: Final = 8
LISTED: Final = 300
CHARTS: Final = ("trend", "funnel")


class Chosen(BaseModel):
    """Unit and period as they stand in the address; days are those of Vietnam, both included."""

    don_vi: str = Field(default="", max_length=64)
    tu: str = Field(default="", max_length=10)
    den: str = Field(default="", max_length=10)

    def period(self, today: date) -> Period:
        """Return the period; from the first of January to today where none, or no possible one, is given."""
        try:
            return Period(date.fromisoformat(self.tu), date.fromisoformat(self.den))
        except ValueError:
            return current_period(today)


@router.get("/so-lieu")
def show(
    request: Request, site: TheSite, now: Now, actor: Reporter, chosen: Annotated[Chosen, Query()]
) -> Response:
    """Show the figures of a unit (with all below it) and a period."""
    today = now.astimezone(VIETNAM).date()
    unit = _unit(site, actor, chosen.don_vi)
    may_open = actor.may(Act.SEE_DOSSIERS)
    question = ReportQuestion(
        chosen.period(today), unit, site.catalogue, today=today, site="" if may_open else None
    )
    told = site.counted.report("ratio", question, actor, now)
    ratio = told.table
    seen = site.counted.overview(now, actor, last=0)
    with reading(site.engine) as c:
        oldest = oldest_open(c, actor.reach, _codes(ratio), OLDEST) if may_open else ()
    context = {
        "ways": [(way.title, whole(ratio, way), ranked(ratio, way)) for way in (INPUT, OUTPUT)],
        "charts": {name: _chart(site.counted.report(name, question, actor, now).table) for name in CHARTS},
        "oldest": oldest,
        "seen": seen,
        "silent": silent(seen.stations, today, VIETNAM),
        "period": question.period,
        "unit": unit,
        "units": choices(site.catalogue, actor.reach),
        "reports": {name: each.title for name, each in REPORTS.items() if may_see(actor, name)},
        "formats": {name: each for name, each in FORMATS.items() if name != "json"},
        "today": today,
        "counted_at": told.at if told.at < now else None,
        "catalogue": site.catalogue,
    }
    return site.page(request, "figures/all.html", context)


@router.get("/so-lieu/ho-so")
def dossiers_behind(
    request: Request, site: TheSite, now: Now, actor: Reader, asked: Annotated[Asked, Query()]
) -> Response:
    """Show the dossiers behind a number."""
    table = _behind(site, now, actor, "dossiers", asked)
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, line.cells, strict=True)) for line in table.lines[:LISTED]]
    return site.page(request, "figures/behind.html", _listed(request, table, asked) | {"rows": rows})


@router.get("/so-lieu/tep")
def files_behind(
    request: Request, site: TheSite, now: Now, actor: Reader, asked: Annotated[Asked, Query()]
) -> Response:
    """Show the files behind a number."""
    table = _behind(site, now, actor, "files", asked)
    return site.page(request, "figures/list.html", _listed(request, table, asked) | {"thing": "tệp"})


@router.get("/so-lieu/viec")
def deeds_behind(
    request: Request, site: TheSite, now: Now, actor: Reader, asked: Annotated[Asked, Query()]
) -> Response:
    """Show what people did, one by one."""
    table = _behind(site, now, actor, "deeds", asked)
    return site.page(request, "figures/list.html", _listed(request, table, asked) | {"thing": "việc"})


def _behind(site: Site, now: datetime, actor: Actor, report: str, asked: Asked) -> Table:
    """Return what a number counts; a number of other things, and units out of reach, are not there."""
    unit = _unit(site, actor, asked.unit or "")
    if asked.line_unit is not None:
        _unit(site, actor, asked.line_unit)
    if list_of(asked.of).report != report:
        raise HTTPException(404)
    return build(site.engine, report, asked.question(site.catalogue, unit, _today(now), ""), actor)


def _listed(request: Request, table: Table, asked: Asked) -> dict[str, Any]:
    return {
        "count": COUNTED[asked.of],
        "table": table,
        "query": request.url.query,
        "listed": LISTED,
        "in_words": in_words,
    }


def _unit(site: Site, actor: Actor, asked: str) -> str | None:
    """Return the unit that is meant: the one asked for, else the actor's own; out of reach is not there."""
    code = asked or actor.unit
    if code is not None and not (site.catalogue.unit(code) and actor.reach.holds(code)):
        raise HTTPException(404)
    return code


def _codes(ratio: Table) -> list[str]:
    return [str(line.cells[0]) for line in ratio.lines]


def _chart(table: Table) -> list[Markup]:
    """Return a report's charts as SVG; what stands in them is escaped where they are drawn."""
    return [Markup(piece) for chart in table.charts for piece in svgs(linked(table, chart))]  # noqa: S704


def _today(now: datetime) -> date:
    return now.astimezone(VIETNAM).date()
