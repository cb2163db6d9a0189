"""Editing the catalogue: an entry in a form, or many in a workbook; what it would do is shown first."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, File, HTTPException, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from catalogue.book import read_book
from catalogue.errors import CatalogueError, Place
from catalogue.grid import OUTER
from catalogue.told import told
from catalogue.written import Section
from configs.settings import MEBIBYTE
from storage.access import Act, Actor
from storage.catalogue_versions import StaleCatalogueError
from web.catalogue_form import ADDRESSES, INNER_NAME, EntryForm, How, amendment_of, mark, opened, written
from web.cataloguing import (
    CatalogueRefusedError,
    Edit,
    keep_proposal,
)
from web.limits import Costly
from web.pages.catalogue import LIST
from web.permissions import needs_everywhere
from web.site import Now, Site, TheSite
from web.words import VIETNAM

router = APIRouter(include_in_schema=False)

Editor = Annotated[Actor, needs_everywhere(Act.EDIT_CATALOGUE)]
EDIT: Final = LIST + "/sua/{table}"
PROPOSAL: Final = LIST + "/de-nghi"
MOST_BOOK: Final = 20 * MEBIBYTE
SHOWN: Final = 100  # problems of a workbook
NO_FILE: Final = "Hãy chọn tệp XLSX để nhập."
STALE: Final = "Danh mục đã được người khác sửa sau khi bạn mở trang. Hãy kiểm tra lại rồi gửi lần nữa."
FORM_FIELDS: Final = 5000  # of the largest procedure, some hundreds


async def values_of(request: Request, _editor: Editor) -> dict[str, Sequence[str]]:
    """Return every value of a form by its name: rows repeat the names of their boxes."""
    sent = await request.form(max_fields=FORM_FIELDS)
    return {name: [str(value) for value in sent.getlist(name)] for name in sent}


Values = Annotated[dict[str, Sequence[str]], Depends(values_of)]


class Wanted(BaseModel):
    """Which version is opened: its code ("": a new entry), the day on which it began."""

    ma: str = Field(default="", max_length=64)
    ban: date | None = None


@router.get(EDIT, dependencies=[needs_everywhere(Act.EDIT_CATALOGUE)])
def edit(
    request: Request, site: TheSite, now: Now, table: str, asked: Annotated[Wanted, Query()]
) -> Response:
    """Show the form of a version, by the day on which it began, or of a new entry."""
    section = _section(table)
    form = opened(site.in_force.now(), section, asked.ma, asked.ban)
    if form is None:
        raise HTTPException(404)
    return _form(request, site, form, now)


@router.post(EDIT)
def save(request: Request, site: TheSite, now: Now, actor: Editor, table: str, values: Values) -> Response:
    """Check what was written; keep it to be looked at, or show what is wrong beside its row."""
    section = _section(table)
    in_force = site.in_force.now()
    form = written(section, values)
    try:
        edit = Edit(form.base, (amendment_of(form, in_force),))
        number = keep_proposal(site.in_force, actor, edit, form.said or _named(form), now)
    except CatalogueRefusedError as error:
        return _form(request, site, mark(form, error.problems), now, 422)
    except StaleCatalogueError:
        form.base = in_force.version
        form.problems.append(STALE)
        return _form(request, site, mark(form, ()), now, 409)
    return RedirectResponse(f"{PROPOSAL}/{number}", 303)


@router.get(LIST + "/nhap", dependencies=[needs_everywhere(Act.EDIT_CATALOGUE)])
def choose(request: Request, site: TheSite) -> Response:
    """Show how a workbook is handed in."""
    return site.page(request, "admin/catalogue_import.html", {"problems": (), "all": 0})


@router.post(LIST + "/tep", max_body_size=MOST_BOOK)
def take_in(
    request: Request, site: TheSite, now: Now, actor: Editor, tep: Annotated[UploadFile | None, File()] = None
) -> Response:
    """Read a workbook; keep how it differs to be looked at, or show which rows are wrong."""
    site.limits.count(Costly.UPLOAD, actor.name, now)
    if tep is None or not tep.filename:
        return _refused(request, site, [Place("Nhập danh mục").error(NO_FILE)])
    in_force = site.in_force.now()
    try:
        read = read_book(tep.file.read(), in_force.sections)
        if read.problems:
            return _refused(request, site, read.problems)
        edit = Edit(in_force.version, read.amendments)
        number = keep_proposal(site.in_force, actor, edit, tep.filename[:200], now)
    except CatalogueRefusedError as error:
        return _refused(request, site, error.problems)
    except CatalogueError as error:
        return _refused(request, site, [error])
    return RedirectResponse(f"{PROPOSAL}/{number}", 303)


def _section(table: str) -> Section:
    section = ADDRESSES.get(table)
    if section is None:
        raise HTTPException(404)
    return section


def _named(form: EntryForm) -> str:
    what = {How.REMOVE: "Xóa", How.FROM_DAY: "Bản mới của", How.CORRECT: "Sửa"}[form.how]
    title = OUTER[form.section].title.lower()
    code = form.code or form.boxes.get("code") or form.boxes.get("unit") or form.boxes.get("kind") or ""
    return f"{what if form.code else 'Thêm'} {title} {code}"


def _form(request: Request, site: Site, form: EntryForm, now: Now, status: int = 200) -> Response:
    catalogue = site.catalogue
    context: dict[str, Any] = {
        "form": form,
        "options": {"condition": catalogue.conditions},
        "types": catalogue.types,
        "inner_name": INNER_NAME,
        "today": now.astimezone(VIETNAM).date(),
        "ways": How,
    }
    return site.page(request, "admin/catalogue_edit.html", context, status)


def _refused(request: Request, site: Site, problems: Sequence[CatalogueError]) -> Response:
    context = {"problems": [told(each) for each in problems[:SHOWN]], "all": len(problems)}
    return site.page(request, "admin/catalogue_import.html", context, 422)
