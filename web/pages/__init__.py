"""Every group of pages there is: one module each, which holds a `router`."""

from typing import Final

from fastapi import APIRouter

from web.pages import (
    accounts,
    audit_log,
    catalogue,
    catalogue_edit,
    catalogue_versions,
    dossiers,
    entry,
    figures,
    health,
    originals,
    pictures,
    regions,
    review,
    search,
    station,
    stations,
    status,
    tokens,
    units,
    work_list,
)

PAGES: Final[tuple[APIRouter, ...]] = (
    entry.router,
    status.router,
    originals.router,
    accounts.router,
    stations.router,
    tokens.router,
    units.router,
    catalogue.router,
    catalogue_edit.router,
    catalogue_versions.router,
    health.router,
    audit_log.router,
    pictures.router,
    station.router,
    work_list.router,
    review.router,
    regions.router,
    dossiers.router,
    search.router,
    figures.router,
)
