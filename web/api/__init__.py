"""Every group of the API's routes: one module each, which holds a `router`; all lie under /api."""

from typing import Final

from fastapi import APIRouter

from web.api import figures, scans, schema, stations, status

ROUTERS: Final[tuple[APIRouter, ...]] = (
    schema.router,
    status.router,
    stations.router,
    scans.router,
    figures.router,
)
