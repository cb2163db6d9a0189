"""The pictures of pages: streamed as they were made when the page was read."""

from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import FileResponse

from pipeline.model import PreviewSize
from storage.access import Act, Actor
from storage.database import reading
from storage.previews import find_preview
from web.permissions import needs
from web.site import Site, TheSite
from workers.originals import original

router = APIRouter(include_in_schema=False)

Dropper = Annotated[Actor, needs(Act.SEE_STATIONS)]
Reader = Annotated[Actor, needs(Act.SEE_PAPERS)]

# A page's picture never changes; it is kept by the browser of who may see it, and by nobody between.
KEPT: Final = {"Cache-Control": "private, max-age=86400, immutable"}


@router.get("/trang/{scan_id}/{number}/nho.jpg")
def thumb(site: TheSite, actor: Dropper, scan_id: int, number: int) -> Response:
    """Show a page small, for lists."""
    return _picture(site, actor, scan_id, number, PreviewSize.THUMB)


@router.get("/trang/{scan_id}/{number}/lon.jpg")
def view(site: TheSite, actor: Reader, scan_id: int, number: int) -> Response:
    """Show a page as large as a screen needs it."""
    return _picture(site, actor, scan_id, number, PreviewSize.VIEW)


def _picture(site: Site, actor: Actor, scan_id: int, number: int, size: PreviewSize) -> Response:
    with reading(site.engine) as c:
        name = find_preview(c, actor.reach, scan_id, number, size)
    if name is None:
        raise HTTPException(404)
    path = original(site.objects(), name, site.settings.data_dir / "previews")
    return FileResponse(path, media_type="image/jpeg", headers=KEPT)
