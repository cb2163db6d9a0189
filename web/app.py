"""The pages over HTTP: what is being done right now, for people and for machines. Writes nothing."""

import signal
import socket
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Final

import uvicorn
from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import Engine

from catalogue.load import load_catalogue
from configs.settings import Settings
from reports.formats.words import in_words
from reports.percent import vietnamese
from storage.database import open_database, reading
from storage.overview import Overview, overview
from web import words
from web.figures import figures
from web.ratios import Ratios
from web.security import SecurityHeaders
from web.status import as_plain, is_alive, worth_showing
from web.trouble import tell_troubles

HERE: Final = Path(__file__).parent
STOP_SECONDS: Final = 5


def clock() -> datetime:
    """Return the present moment; tests put another in its place."""
    return datetime.now(UTC)


Now = Annotated[datetime, Depends(clock)]


def create_app(settings: Settings) -> FastAPI:
    """Return the application; nothing is opened before the first request."""
    engine = open_database(settings.database_url)
    catalogue = load_catalogue(settings.catalogue_dir)
    ratios = Ratios(engine, catalogue)
    app = FastAPI(title="Sohoa", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    templates = _templates()
    tell_troubles(app, templates)
    app.include_router(figures(engine, catalogue, clock))

    @app.get("/")
    def status_page(request: Request, now: Now) -> Response:
        context = {"seen": _seen(engine, now), "ratios": ratios.table(now)}
        return templates.TemplateResponse(request, "status.html", context)

    @app.get("/status.json")
    def status_json(now: Now) -> JSONResponse:
        return JSONResponse(as_plain(_seen(engine, now)))

    @app.get("/healthz")
    def healthz(now: Now) -> JSONResponse:
        _seen(engine, now)
        return JSONResponse({"ok": True})

    return app


def serve(settings: Settings) -> None:
    """Serve the pages until SIGTERM or Ctrl-C; answers under way are finished. Raises OSError."""
    config = uvicorn.Config(
        SecurityHeaders(create_app(settings)),  # around all of it: answers to faults get them too
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _ended_in_order)  # uvicorn stops first, then hands the signal on to this
    with bound(settings.host, settings.port) as listening:
        uvicorn.Server(config).run(sockets=[listening])


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def _ended_in_order(_number: int, _frame: FrameType | None) -> None:
    """Let the process end with exit code 0."""


def _seen(engine: Engine, now: datetime) -> Overview:
    with reading(engine) as connection:
        return overview(connection, now)


def _templates() -> Jinja2Templates:
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
        "number": vietnamese,
    }
    environment.globals |= {
        "words": words,
        "in_words": in_words,
        "is_alive": is_alive,
        "worth_showing": worth_showing,
    }
    return Jinja2Templates(env=environment)
