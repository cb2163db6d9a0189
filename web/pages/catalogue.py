"""The catalogue as it stands: its tables, each procedure with its versions; all of it as a workbook."""

from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, HTTPException, Query, Request, Response

from catalogue.cells import LEVELS, RULES
from catalogue.difference import in_words
from catalogue.grid import INNER, OUTER, cells_of
from catalogue.written import Written
from pipeline.matching.fold import fold
from reports.catalogue_book import MEDIA_TYPE, catalogue_book
from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from web.catalogue_form import ADDRESSES
from web.cataloguing import may_edit
from web.limits import Costly
from web.permissions import needs
from web.site import Now, TheSite
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

Reader = Annotated[Actor, needs(Act.SEE_CATALOGUE)]
LIST: Final = "/quan-tri/danh-muc"
FILE_NAME: Final = "danh-muc.xlsx"
MOST: Final = 300  # lines of a page


class ShownEntry(NamedTuple):
    """An entry, its cells in words, how many rows stand inside of it."""

    entry: Written
    cells: list[str]
    inside: int


@router.get(LIST)
def procedures(
    request: Request, site: TheSite, now: Now, actor: Reader, tim: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """Show every version of the procedures whose code, name or sector holds the words, tones or not."""
    wanted, in_force = fold(tim), site.in_force.now()
    found = [
        each
        for each in in_force.catalogue.procedures
        if wanted in fold(f"{each.code} {each.name} {each.sector}")
    ]
    today = now.astimezone(VIETNAM).date()
    context = {"procedures": found, "tim": tim, "today": today, "levels": LEVELS}
    context |= {"version": in_force.version, "may_edit": may_edit(actor)}
    return site.page(request, "admin/catalogue.html", context)


@router.get(LIST + "/bang/{table}")
def table(
    request: Request,
    site: TheSite,
    actor: Reader,
    table: str,
    tim: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Show one table of the catalogue, the rows that hold the words."""
    section = ADDRESSES.get(table)
    if section is None:
        raise HTTPException(404)
    grid, wanted = OUTER[section], fold(tim)
    inner = INNER.get(section)
    rows = [
        ShownEntry(
            entry,
            [in_words(cell) for cell in cells_of(grid, entry.raw)],
            len(entry.raw.get(inner.inside, ())) if inner else 0,
        )
        for entry in site.in_force.now().sections[section]
    ]
    found = [row for row in rows if wanted in fold(" ".join(row.cells))]
    context: dict[str, Any] = {
        "grid": grid,
        "inner": inner,
        "rows": found[:MOST],
        "left_out": max(len(found) - MOST, 0),
    }
    context |= {"table": table, "tim": tim, "may_edit": may_edit(actor)}
    return site.page(request, "admin/catalogue_table.html", context)


@router.get(LIST + "/tep.xlsx")
def workbook(site: TheSite, now: Now, actor: Reader) -> Response:
    """Hand out the whole catalogue as a workbook; this is noted in the audit log."""
    site.limits.count(Costly.EXPORT, actor.name, now)
    made = catalogue_book(site.in_force.now().sections)
    with writing(site.engine) as c:
        note(c, now, actor, Deed(AuditAction.EXPORTED, "catalogue", actor.unit))
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(made, media_type=MEDIA_TYPE, headers=headers)


@router.get(LIST + "/thu-tuc/{code}")
def procedure(request: Request, site: TheSite, now: Now, actor: Reader, code: str) -> Response:
    """Show one procedure: its versions, newest first, and the slots of each."""
    versions = tuple(reversed(site.catalogue.procedure_versions(code)))
    if not versions:
        raise HTTPException(404)
    context = {
        "versions": versions,
        "catalogue": site.catalogue,
        "rules": RULES,
        "levels": LEVELS,
        "today": now.astimezone(VIETNAM).date(),
        "may_edit": may_edit(actor),
    }
    return site.page(request, "admin/procedure.html", context)
