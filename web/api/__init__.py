"""Every group of the API's routes: one module each, which holds a `router`; all lie under /api."""

from typing import Final

from fastapi import APIRouter

from web.api import (
    accounts,
    catalogue,
    dossiers,
    figures,
    review,
    scans,
    schema,
    search,
    stations,
    status,
    system,
    tokens,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    schema.router,
    status.router,
    stations.router,
    scans.router,
    dossiers.router,
    review.router,
    search.router,
    figures.router,
    catalogue.router,
    accounts.router,
    tokens.router,
    system.router,
)
