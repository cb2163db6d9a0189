"""What a person or a program is told when there is no page, no database, or a fault of ours."""

from http import HTTPStatus
from logging import getLogger
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.templating import Jinja2Templates
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from storage.errors import StoreUnavailable

log = getLogger(__name__)

FOR_PROGRAMS: Final = frozenset({"/status.json", "/healthz"})
WORDS: Final[dict[int, str]] = {
    HTTPStatus.NOT_FOUND: "Không có trang này.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Trang này chỉ để xem.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Trang gặp lỗi. Hãy báo quản trị viên xem nhật ký.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Cơ sở dữ liệu chưa sẵn sàng. Nếu kéo dài, hãy chạy “sohoa doctor”.",
}
OTHER: Final = "Không trả lời được yêu cầu này."


def tell_troubles(app: FastAPI, templates: Jinja2Templates) -> None:
    """Make the application answer each trouble in Vietnamese: a page, or JSON where programs ask."""

    def tell(request: Request, status: int, headers: dict[str, str] | None = None) -> Response:
        words = WORDS.get(status, OTHER)
        if request.url.path in FOR_PROGRAMS:
            return JSONResponse({"ok": False, "reason": words}, status, headers)
        return templates.TemplateResponse(request, "trouble.html", {"reason": words}, status, headers)

    def refused(request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return tell(request, error.status_code, dict(error.headers or {}))
        return tell(request, HTTPStatus.INTERNAL_SERVER_ERROR)

    def database_failed(request: Request, error: Exception) -> Response:
        log.error("%s: the database failed", request.url.path, exc_info=error)
        return tell(request, HTTPStatus.SERVICE_UNAVAILABLE)

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(StoreUnavailable, database_failed)
    app.add_exception_handler(SQLAlchemyError, database_failed)
    app.add_exception_handler(Exception, refused)  # raised again after the answer, so that it is logged
