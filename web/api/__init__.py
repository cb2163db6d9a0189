"""Every group of the API's routes: one module each, which holds a `router`; all lie under /api."""

from typing import Final

from fastapi import APIRouter

from web.api import reports, status

ROUTERS: Final[tuple[APIRouter, ...]] = (reports.router, status.router)
