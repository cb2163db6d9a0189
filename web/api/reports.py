"""The figures of reports over HTTP: every report by its name, in every format, each number with its dossiers.

GET /api/reports                                        which there are
GET /api/reports/{name}?from=2026-10-01&to=2026-12-31&unit=H99.101&format=json
GET /api/reports/dossiers?of=complete&...               the dossiers behind a number (the links in the JSON)
"""

from collections.abc import Callable, Coroutine
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any, Final, Self
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from catalogue.model import Catalogue, UnitKind
from reports import REPORTS
from reports.counts import COUNTS
from reports.errors import FormatError
from reports.formats import FORMATS
from reports.model import Period, Question, Table, Where
from reports.percent import PLACES, Rounding
from reports.periods import STEPS
from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.source import Recorded
from storage.stations import station_units
from storage.within import Within
from web.permissions import NOT_ALLOWED, needs
from web.site import Now, Site, TheSite
from web.words import VIETNAM

Viewer = Annotated[Actor, needs(Act.SEE_FIGURES)]

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

MOST_PLACES: Final = 4
ADDRESS: Final = "/api/reports"
WORDS: Final = {
    "missing": "thiếu tham số này",
    "extra_forbidden": "không có tham số này",
    "date_from_datetime_parsing": "phải là ngày như 2026-10-05",
    "date_parsing": "phải là ngày như 2026-10-05",
}
WRONG_VALUE: Final = "giá trị không dùng được"


class Asked(BaseModel):
    """The parameters of a report; `line_unit`, `exact`, `kind`, `sector` narrow a list to one line's."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    first: date = Field(alias="from", description="first day of the period")
    last: date = Field(alias="to", description="last day of the period, included")
    unit: str | None = Field(None, description="code of a unit; it and all below it")
    format: str = "json"
    rounding: Rounding = Rounding.HALF_UP
    places: int = Field(PLACES, ge=0, le=MOST_PLACES)
    step: str = Field("month", description="how a trend cuts the period")
    mapped: bool = Field(default=False, description="dossiers of ended units under their one heir")
    of: str = Field("received", description="the count whose dossiers are listed")
    line_unit: str | None = None
    exact: bool = False
    kind: UnitKind | None = None
    sector: str | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        for value, names, what in (
            (self.format, FORMATS, "định dạng"),
            (self.step, STEPS, "cách chia kỳ"),
            (self.of, COUNTS, "con số"),
        ):
            if value not in names:
                raise PydanticCustomError(
                    "unknown", "không có {what} “{value}”", {"what": what, "value": value}
                )
        if self.last < self.first:
            raise PydanticCustomError("order", "ngày cuối kỳ (to) trước ngày đầu kỳ (from)")
        return self

    def question(self, catalogue: Catalogue, today: date, own_unit: str | None = None) -> Question:
        """Return the question that reports answer: of the asked unit, else of the asker's own."""
        period = Period(self.first, self.last)
        return Question(
            period=period,
            unit=self.unit or own_unit,
            catalogue=catalogue,
            rounding=self.rounding,
            places=self.places,
            mapped=self.mapped,
            step=self.step,
            today=today,
            of=self.of,
            about=Where(period, self.line_unit or self.unit or own_unit, self.exact, self.kind, self.sector),
        )


class QuestionRoute(APIRoute):
    """A route that says in Vietnamese what is wrong with its parameters."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def handle_or_tell(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                return refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(map(_wrong, error.errors())))

        return handle_or_tell


router = APIRouter(prefix="/reports", tags=["reports"], route_class=QuestionRoute)


@router.get("")
def reports(_actor: Viewer) -> list[dict[str, str]]:
    """Tell which reports there are, and where."""
    return listed()


@router.get("/{name}")
def report(site: TheSite, now: Now, actor: Viewer, name: str, asked: Annotated[Asked, Query()]) -> Response:
    """Return a report of what somebody reaches; as a file, it is an export and noted as one."""
    if name not in REPORTS:
        return refusal(HTTPStatus.NOT_FOUND, "Không có báo cáo này.")
    unit = asked.unit
    if unit is not None and (site.catalogue.unit(unit) is None or not actor.reach.holds(unit)):
        reason = f"Danh mục không có đơn vị “{unit}”, hoặc đơn vị này ngoài phạm vi của bạn."
        return refusal(HTTPStatus.UNPROCESSABLE_ENTITY, reason)
    if asked.format != "json" and not actor.may(Act.EXPORT):
        return refusal(HTTPStatus.FORBIDDEN, NOT_ALLOWED)
    return answer(site, actor, name, asked, now)


def listed() -> list[dict[str, str]]:
    """Return which reports there are, and where."""
    return [
        {"name": name, "title": report.title, "address": f"{ADDRESS}/{name}"}
        for name, report in REPORTS.items()
    ]


def build(site: Site, actor: Actor, name: str, question: Question) -> Table:
    """Build a report from the database, within reach. Raises KeyError for an unknown one."""
    with reading(site.engine) as c:
        return REPORTS[name].build(Within(Recorded(c), actor.reach, station_units(c)), question)


def answer(site: Site, actor: Actor, name: str, asked: Asked, now: datetime) -> Response:
    """Return a report as a file of the wanted format, or why there is none."""
    form = FORMATS[asked.format]
    question = asked.question(site.catalogue, now.astimezone(VIETNAM).date(), actor.unit)
    try:
        content = form.render(build(site, actor, name, question))
    except FormatError as error:
        return refusal(HTTPStatus.NOT_IMPLEMENTED, str(error))
    kept = {"Cache-Control": "no-store"}
    if asked.format != "json":
        kept["Content-Disposition"] = _disposition(name, asked, form.extension)
        with writing(site.engine) as c:
            detail = {"format": asked.format, "from": str(asked.first), "to": str(asked.last)}
            note(c, now, actor, Deed(AuditAction.EXPORTED, f"report:{name}", question.unit, detail))
    return Response(content, media_type=form.media_type, headers=kept)


def refusal(status: int, reason: str) -> JSONResponse:
    """Return why there is no report, for a program and the person behind it."""
    return JSONResponse({"ok": False, "reason": reason}, status)


def _wrong(found: dict[str, Any]) -> str:
    """Return which parameter is wrong, and why."""
    name = ".".join(str(part) for part in found["loc"] if part != "query") or "tham số"
    ours = found["type"] in {"unknown", "order"}
    return f"{name}: {found['msg'] if ours else WORDS.get(found['type'], WRONG_VALUE)}"


def _disposition(name: str, asked: Asked, extension: str) -> str:
    unit = f"-{asked.unit}" if asked.unit else ""
    return f"attachment; filename={quote(f'{name}{unit}-{asked.first}-{asked.last}.{extension}')}"
