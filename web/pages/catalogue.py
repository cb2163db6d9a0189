"""The catalogue as it is: procedures with their versions and slots; all of it as a workbook."""

from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Query, Request, Response

from pipeline.matching.fold import fold
from reports.catalogue_book import LEVELS, MEDIA_TYPE, RULES, catalogue_book
from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from web.limits import Costly
from web.permissions import needs
from web.site import Now, TheSite
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

Reader = Annotated[Actor, needs(Act.SEE_CATALOGUE)]
LIST: Final = "/quan-tri/danh-muc"
FILE_NAME: Final = "danh-muc.xlsx"


@router.get(LIST, dependencies=[needs(Act.SEE_CATALOGUE)])
def procedures(
    request: Request, site: TheSite, now: Now, tim: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """Show every version of the procedures whose code, name or sector holds the words, tones or not."""
    wanted = fold(tim)
    found = [
        each for each in site.catalogue.procedures if wanted in fold(f"{each.code} {each.name} {each.sector}")
    ]
    today = now.astimezone(VIETNAM).date()
    context = {"procedures": found, "tim": tim, "today": today, "levels": LEVELS}
    return site.page(request, "admin/catalogue.html", context)


@router.get(LIST + "/tep.xlsx")
def workbook(site: TheSite, now: Now, actor: Reader) -> Response:
    """Hand out the whole catalogue as a workbook; this is noted in the audit log."""
    site.limits.count(Costly.EXPORT, actor.name, now)
    made = catalogue_book(site.catalogue)
    with writing(site.engine) as c:
        note(c, now, actor, Deed(AuditAction.EXPORTED, "catalogue", actor.unit))
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(made, media_type=MEDIA_TYPE, headers=headers)


@router.get(LIST + "/thu-tuc/{code}", dependencies=[needs(Act.SEE_CATALOGUE)])
def procedure(request: Request, site: TheSite, now: Now, code: str) -> Response:
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
    }
    return site.page(request, "admin/procedure.html", context)
