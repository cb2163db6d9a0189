"""The figures of reports: every report by its name, in every format, each number with its dossiers.

GET /api/reports                                        which there are
GET /api/reports/{name}?from=2026-10-01&to=2026-12-31&unit=H99.101&format=json
GET /api/reports/dossiers?of=complete&...               the dossiers behind a number (the links in the JSON)
GET /api/reports/files, /api/reports/deeds              the same of files and of what people did
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
from reports import REPORTS, behind
from reports.errors import FormatError
from reports.formats import FORMATS
from reports.model import EARLIEST, LATEST, Period, Question, UnitsShown, Where
from reports.percent import PLACES, Rounding
from reports.periods import STEPS
from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from web.counted import build
from web.limits import Costly
from web.permissions import NOT_ALLOWED, needs
from web.site import Now, Site, TheSite
from web.words import VIETNAM

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
JSON: Final = "json"
LISTS: Final = frozenset({"missing", "reminders", "open-results", "overdue", "dossiers", "files", "deeds"})
COUNTED: Final = {name: count for each in behind.LISTS for name, count in each.counts.items()}


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
    units: UnitsShown = Field(UnitsShown.AS_WAS, description="where dossiers of ended units are shown")
    of: str = Field("received", description="the count whose dossiers are listed")
    line_unit: str | None = None
    exact: bool = False
    kind: UnitKind | None = None
    sector: str | None = None
    clerk: str | None = None
    reason: str | None = None
    station: str | None = None
    account: str | None = None
    done_from: date = Field(EARLIEST, description="first day on which a dossier listed may be completed")
    done_to: date = Field(LATEST, description="last day of that, included")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        for value, names, what in (
            (self.format, FORMATS, "định dạng"),
            (self.step, STEPS, "cách chia kỳ"),
            (self.of, COUNTED, "con số"),
        ):
            if value not in names:
                raise PydanticCustomError(
                    "unknown", "không có {what} “{value}”", {"what": what, "value": value}
                )
        if self.last < self.first:
            raise PydanticCustomError("order", "ngày cuối kỳ (to) trước ngày đầu kỳ (from)")
        if self.done_to < self.done_from:
            raise PydanticCustomError("order", "ngày done_to trước ngày done_from")
        if min(self.first, self.done_from) < EARLIEST or max(self.last, self.done_to) > LATEST:
            limits = {"first": f"{EARLIEST:%d/%m/%Y}", "last": f"{LATEST:%d/%m/%Y}"}
            raise PydanticCustomError("limits", "kỳ báo cáo phải nằm từ {first} đến {last}", limits)
        return self

    def question(self, catalogue: Catalogue, unit: str | None, today: date, site: str | None) -> Question:
        """Return the question that reports answer, about a unit within reach."""
        period = Period(self.first, self.last)
        narrowed = {name: getattr(self, name) for name in behind.NARROWED}
        given = self.model_fields_set & {"done_from", "done_to"}
        done = Period(self.done_from, self.done_to) if given else None
        return Question(
            period=period,
            unit=unit,
            catalogue=catalogue,
            rounding=self.rounding,
            places=self.places,
            mapped=self.units is UnitsShown.MAPPED,
            step=self.step,
            today=today,
            of=self.of,
            about=Where(period, self.line_unit or unit, self.exact, **narrowed, done=done),
            site=site,
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

Reporter = Annotated[Actor, needs(Act.SEE_FIGURES)]


@router.get("")
def listed(actor: Reporter) -> list[dict[str, str]]:
    """Return which reports there are for the one who asks, and where."""
    return [
        {"name": name, "title": report.title, "address": f"{ADDRESS}/{name}"}
        for name, report in REPORTS.items()
        if may_see(actor, name)
    ]


@router.get("/{report_name}")
def report(
    request: Request,
    report_name: str,
    asked: Annotated[Asked, Query()],
    site: TheSite,
    now: Now,
    actor: Reporter,
) -> Response:
    """Return a report as JSON, or as a file of the wanted format, or why there is none."""
    unit = asked.unit or actor.unit
    if refused := _refused(site, actor, report_name, asked.format, unit):
        return refused
    if asked.format != JSON:
        site.limits.count(Costly.EXPORT, actor.name, now)
    address = str(request.base_url).rstrip("/")
    question = asked.question(site.catalogue, unit, now.astimezone(VIETNAM).date(), address)
    try:
        content = FORMATS[asked.format].render(build(site.engine, report_name, question, actor))
    except FormatError as error:
        return refusal(HTTPStatus.NOT_IMPLEMENTED, str(error))
    if asked.format != JSON:
        _note_export(site, now, actor, f"{report_name}.{asked.format}", question)
    return _answer(report_name, asked, content)


def _refused(site: Site, actor: Actor, name: str, form: str, unit: str | None) -> Response | None:
    """Return why somebody cannot have a report of a unit in a format; None where they can."""
    if name not in REPORTS:
        return refusal(HTTPStatus.NOT_FOUND, "Không có báo cáo này.")
    if unit is not None and not (site.catalogue.unit(unit) and actor.reach.holds(unit)):
        return refusal(HTTPStatus.NOT_FOUND, f"Không có đơn vị “{unit}” trong phạm vi của bạn.")
    if not may_see(actor, name) or (form != JSON and not actor.may(Act.EXPORT)):
        return refusal(HTTPStatus.FORBIDDEN, NOT_ALLOWED)
    return None


def _answer(name: str, asked: Asked, content: bytes) -> Response:
    """Return JSON to be read, anything else as a file to be kept."""
    form, headers = FORMATS[asked.format], {"Cache-Control": "no-store"}
    if asked.format != JSON:
        headers["Content-Disposition"] = _disposition(name, asked, form.extension)
    return Response(content, media_type=form.media_type, headers=headers)


def may_see(actor: Actor, name: str) -> bool:
    """Tell whether somebody may see a report: lists of single dossiers are more than figures."""
    return name not in LISTS or actor.may(Act.SEE_DOSSIERS)


def _note_export(site: Site, now: datetime, actor: Actor, file: str, question: Question) -> None:
    days = {"from": question.period.first.isoformat(), "to": question.period.last.isoformat()}
    with writing(site.engine) as c:
        note(c, now, actor, Deed(AuditAction.EXPORTED, f"report:{file}", question.unit, days))


def refusal(status: int, reason: str) -> JSONResponse:
    """Return why there is no report, for a program and the person behind it."""
    return JSONResponse({"ok": False, "reason": reason}, status)


def _wrong(found: dict[str, Any]) -> str:
    """Return which parameter is wrong, and why."""
    name = ".".join(str(part) for part in found["loc"] if part != "query") or "tham số"
    ours = found["type"] in {"unknown", "order", "limits"}
    return f"{name}: {found['msg'] if ours else WORDS.get(found['type'], WRONG_VALUE)}"


def _disposition(name: str, asked: Asked, extension: str) -> str:
    unit = f"-{asked.unit}" if asked.unit else ""
    return f"attachment; filename={quote(f'{name}{unit}-{asked.first}-{asked.last}.{extension}')}"
