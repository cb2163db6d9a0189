"""The pages and the API over HTTP: puts the application together and serves it."""

import gc
import signal
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cache, partial
from types import FrameType
from typing import Final

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Security
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBearer
from fastapi.staticfiles import StaticFiles

from configs.settings import MEBIBYTE, Settings
from storage.catalogue_in_force import CatalogueInForce
from storage.database import analyse, open_database, reading
from storage.overview import answers
from storage.stores import open_objects
from web import api, pages
from web.api.troubles import RESPONSES
from web.checkup import Checkup
from web.counted import Counted
from web.limits import Limits
from web.permissions import unguarded
from web.rendering import STATIC, make_templates
from web.security import SecurityHeaders
from web.site import Site, TheSite
from web.trouble import tell_troubles

STOP_SECONDS: Final = 5
# Requests at work at once; others wait their turn. More would only share the same cores, with a database
# connection and its cache each.
THREADS: Final = 8
MAX_BODY: Final = MEBIBYTE  # of forms; a route that takes files names its own limit
TITLE: Final = "Sohoa"
BEARER: Final = HTTPBearer(auto_error=False, description="A token of `sohoa token add`.")  # described only


def create_app(settings: Settings) -> FastAPI:
    """Return the application; nothing is opened before the first request.

    Raises RuntimeError for a route that asks for no act and is not public: nobody forgets it unseen.
    """
    app = FastAPI(
        title=TITLE,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=few_threads,
        max_body_size=MAX_BODY,
        telemetry={"tracing": False},
    )
    app.state.site = _site(settings)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    tell_troubles(app, app.state.site.templates)
    app.get("/healthz", include_in_schema=False)(healthz)
    for router in pages.PAGES:
        app.include_router(router)
    for router in api.ROUTERS:
        app.include_router(router, prefix="/api", responses=RESPONSES, dependencies=[Security(BEARER)])
    if forgotten := unguarded(app.routes):
        raise RuntimeError(f"routes without a rule: {', '.join(forgotten)}")
    return app


@asynccontextmanager
async def few_threads(_app: FastAPI) -> AsyncGenerator[None]:
    """Serve with THREADS threads, whatever the library thinks right for machines of all sizes."""
    current_default_thread_limiter().total_tokens = THREADS
    yield


def healthz(site: TheSite) -> JSONResponse:
    """Say that the database answers: for load balancers, tells nothing else."""
    with reading(site.engine) as c:
        answers(c)
    return JSONResponse({"ok": True})


def serve(settings: Settings) -> None:
    """Serve the pages until SIGTERM or Ctrl-C; answers under way are finished. Raises OSError."""
    app = create_app(settings)
    analyse(app.state.site.engine)
    _settle(app.state.site)
    config = uvicorn.Config(
        SecurityHeaders(app, https=settings.https),  # answers to faults get them too
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


def _settle(site: Site) -> None:
    """Load what every page needs, and have it left out when rubbish is looked for.

    To look through it all stops every answer for more than a tenth of a second, each few dozen requests.
    """
    site.in_force.now()
    gc.collect()
    gc.freeze()


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family)
    # asyncio does this only for sockets that were made with TCP's number: head and body of an answer are
    # written apart, and without it the body waits 40 ms for the head's acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _ended_in_order(_number: int, _frame: FrameType | None) -> None:
    """Let the process end with exit code 0."""


def _site(settings: Settings) -> Site:
    engine = open_database(settings.database_url)
    in_force = CatalogueInForce.of(settings, engine)
    return Site(
        settings=settings,
        engine=engine,
        in_force=in_force,
        templates=make_templates(lambda: in_force.now().catalogue),
        counted=Counted(engine),
        limits=Limits(),
        checkup=Checkup(settings),
        objects=cache(partial(open_objects, settings)),
    )
