"""The templates: their filters, what they may call, and what the layout knows of the visitor."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from catalogue.grid import OUTER
from catalogue.model import Catalogue
from reports.formats.words import in_words
from reports.percent import vietnamese, vietnamese_percent
from web import words
from web.catalogue_form import ADDRESSES
from web.cookies import form_token
from web.navigation import administration_of, places_of
from web.permissions import FORM_FIELD, FORM_HEADER, Visitor
from web.searching import has_personal_number
from web.status import is_alive, worth_showing
from web.turned import turn_of
from web.units import unit_name

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"


def make_templates(catalogue: Callable[[], Catalogue]) -> Jinja2Templates:
    """Return the templates; an unknown name in one is an error, and all that is put in is escaped."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "local": words.local,
        "ago": words.ago,
        "masked": words.masked,
        "turned": turn_of,
        "has_number": has_personal_number,
        "number": vietnamese,
        "percent": vietnamese_percent,
    }
    environment.globals |= {
        "words": words,
        "static": static_path,
        "unit_name": lambda code: unit_name(catalogue(), code),
        "in_words": in_words,
        "catalogue_titles": tuple((address, OUTER[section].title) for address, section in ADDRESSES.items()),
        "is_alive": is_alive,
        "worth_showing": worth_showing,
    }
    return Jinja2Templates(env=environment, context_processors=[of_visitor])


def of_visitor(request: Request) -> dict[str, Any]:
    """Return what the layout shows of who is logged in: nobody, on a page of trouble that came first."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    actor = visitor.actor if visitor else None
    return {
        "actor": actor,
        "places": places_of(actor) if actor else (),
        "administration": administration_of(actor) if actor else (),
        "form_field": FORM_FIELD,
        "form_header": FORM_HEADER,
        "form_token": form_token(visitor.key) if visitor and visitor.key else "",
    }


@cache
def static_path(name: str) -> str:
    """Return the address of a static file: it changes with the content, so that browsers may keep it."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"
