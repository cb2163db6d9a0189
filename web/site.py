"""What every view needs: settings, database, catalogue, templates, limits; and the present moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.templating import Jinja2Templates
from sqlalchemy import Engine

from catalogue.model import Catalogue
from catalogue.reach import Reaches
from configs.settings import Settings
from storage.objects import ObjectStore
from storage.stores import open_objects
from web.checkup import Checkup
from web.limits import Limits
from web.ratios import Ratios


@dataclass(slots=True)
class Site:
    """One running application: made once, handed to every view."""

    settings: Settings
    engine: Engine
    catalogue: Catalogue
    reaches: Reaches
    templates: Jinja2Templates
    ratios: Ratios
    limits: Limits
    checkup: Checkup
    _objects: ObjectStore | None = field(default=None, repr=False)

    def objects(self) -> ObjectStore:
        """Return the store of originals, opened when first asked for. Raises StoreUnavailable."""
        if self._objects is None:
            self._objects = open_objects(self.settings)
        return self._objects

    def page(
        self, request: Request, template: str, context: Mapping[str, Any] | None = None, status: int = 200
    ) -> Response:
        """Return a page (or a piece of one) made of a template; the layout's own values are added."""
        return self.templates.TemplateResponse(request, template, dict(context or {}), status)


def site_of(request: Request) -> Site:
    """Return the application's site."""
    found: Site = request.app.state.site
    return found


def clock() -> datetime:
    """Return the present moment; tests put another in its place."""
    return datetime.now(UTC)


TheSite = Annotated[Site, Depends(site_of)]
Now = Annotated[datetime, Depends(clock)]


def address_of(request: Request) -> str:
    """Return the address that a request came from."""
    return request.client.host if request.client else "?"
