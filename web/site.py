"""What every view needs: settings, database, catalogue, templates, limits; and the present moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.templating import Jinja2Templates
from sqlalchemy import Engine

from catalogue.model import Catalogue
from catalogue.reach import Reaches
from configs.settings import Settings
from storage.catalogue_in_force import CatalogueInForce
from storage.objects import ObjectStore
from web.checkup import Checkup
from web.counted import Counted
from web.limits import Limits


@dataclass(slots=True)
class Site:
    """One running application: made once, handed to every view."""

    settings: Settings
    engine: Engine
    in_force: CatalogueInForce
    templates: Jinja2Templates
    counted: Counted
    limits: Limits
    checkup: Checkup
    objects: Callable[[], ObjectStore]  # opened when first asked for
    _reaches: tuple[Catalogue, Reaches] | None = field(default=None, init=False, repr=False)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue as it stands now: it may be another one in the next request."""
        return self.in_force.now().catalogue

    @property
    def reaches(self) -> Reaches:
        catalogue, kept = self.catalogue, self._reaches
        if kept is None or kept[0] is not catalogue:
            kept = self._reaches = (catalogue, Reaches(catalogue))
        return kept[1]

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
