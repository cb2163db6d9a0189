"""Every group of pages there is: one module each, which holds a `router`."""

from typing import Final

from fastapi import APIRouter

from web.pages import accounts, audit_log, entry, pictures, status

PAGES: Final[tuple[APIRouter, ...]] = (
    entry.router,
    status.router,
    accounts.router,
    audit_log.router,
    pictures.router,
)
