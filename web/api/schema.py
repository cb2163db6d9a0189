"""The API's own description."""

from typing import Any

from fastapi import APIRouter, Request

from storage.access import Act
from web.permissions import needs

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json", dependencies=[needs(Act.ENTER)])
def schema(request: Request) -> dict[str, Any]:
    """Return the OpenAPI document: every route under /api, what it takes and gives."""
    found: dict[str, Any] = request.app.openapi()
    return found
