"""What a person or a program is told when there is no page, no right, no database, or a fault of ours."""

from http import HTTPStatus
from logging import getLogger
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from storage.catalogue_versions import StaleCatalogueError
from storage.errors import StoreUnavailable
from web.cataloguing import CatalogueRefusedError, NotEverywhereError
from web.limits import TooOftenError
from web.permissions import API, OWN_ACCOUNT, SAFE_METHODS, MustChangeError, NotEnteredError

log = getLogger(__name__)

FOR_PROGRAMS: Final = (API, "/healthz")
LOGIN: Final = "/dang-nhap"
WORDS: Final[dict[int, str]] = {
    HTTPStatus.BAD_REQUEST: "Yêu cầu không hợp lệ.",
    HTTPStatus.UNAUTHORIZED: "Cần đăng nhập, hoặc cần khóa truy cập còn hiệu lực.",
    HTTPStatus.FORBIDDEN: "Tài khoản của bạn không có quyền làm việc này. Hãy hỏi quản trị viên.",
    HTTPStatus.NOT_FOUND: "Không có trang này, hoặc nội dung nằm ngoài phạm vi của bạn.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Trang này không nhận cách gửi đó.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Nội dung gửi lên quá lớn.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Dữ liệu gửi lên thiếu hoặc sai. Hãy kiểm tra lại các ô đã nhập.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Trang gặp lỗi. Hãy báo quản trị viên xem nhật ký.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Cơ sở dữ liệu chưa sẵn sàng. Nếu kéo dài, hãy chạy “sohoa doctor”.",
}
TOO_OFTEN: Final = "Thao tác quá nhanh. Hãy thử lại sau {} giây."
MUST_CHANGE: Final = "Hãy đổi mật khẩu được cấp trước khi làm việc khác."
OTHER: Final = "Không trả lời được yêu cầu này."


class Teller:
    """Answers trouble in Vietnamese: a page for a person, JSON for a program."""

    def __init__(self, templates: Jinja2Templates) -> None:
        self._templates = templates

    def tell(
        self, request: Request, status: int, words: str = "", headers: dict[str, str] | None = None
    ) -> Response:
        reason = words or WORDS.get(status, OTHER)
        if request.url.path.startswith(FOR_PROGRAMS):
            return JSONResponse({"ok": False, "reason": reason}, status, headers)
        return self._templates.TemplateResponse(request, "trouble.html", {"reason": reason}, status, headers)

    def refused(self, request: Request, error: Any) -> Response:  # noqa: ANN401 - HTTPException
        own = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        return self.tell(request, error.status_code, own, dict(error.headers or {}))

    def wrong_input(self, request: Request, _error: Exception) -> Response:
        return self.tell(request, HTTPStatus.UNPROCESSABLE_ENTITY)

    def too_often(self, request: Request, error: Any) -> Response:  # noqa: ANN401 - TooOftenError
        seconds = max(int(error.wait.total_seconds()) + 1, 1)
        words = TOO_OFTEN.format(seconds)
        return self.tell(request, HTTPStatus.TOO_MANY_REQUESTS, words, {"Retry-After": str(seconds)})

    def not_entered(self, request: Request, _error: Exception) -> Response:
        """Lead a person to the login page, and from there back to what they wanted to see."""
        if request.url.path.startswith(API):
            return self.tell(request, HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
        if request.headers.get("HX-Request"):  # a piece of a page: the whole page must go
            return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": LOGIN})
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        back = f"?tiep={quote(wanted)}" if request.method in SAFE_METHODS and wanted != "/" else ""
        return RedirectResponse(LOGIN + back, HTTPStatus.SEE_OTHER)

    def must_change(self, request: Request, _error: Exception) -> Response:
        if request.url.path.startswith(API):
            return self.tell(request, HTTPStatus.FORBIDDEN, MUST_CHANGE)
        return RedirectResponse(OWN_ACCOUNT, HTTPStatus.SEE_OTHER)

    def not_everywhere(self, request: Request, error: Exception) -> Response:
        return self.tell(request, HTTPStatus.FORBIDDEN, str(error))

    def stale(self, request: Request, error: Exception) -> Response:
        return self.tell(request, HTTPStatus.CONFLICT, str(error))

    def not_taken(self, request: Request, error: Exception) -> Response:
        return self.tell(request, HTTPStatus.UNPROCESSABLE_ENTITY, str(error))

    def database_failed(self, request: Request, error: Exception) -> Response:
        log.error("%s: the database failed", request.url.path, exc_info=error)
        return self.tell(request, HTTPStatus.SERVICE_UNAVAILABLE)

    def fault(self, request: Request, _error: Exception) -> Response:
        return self.tell(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def tell_troubles(app: FastAPI, templates: Jinja2Templates) -> None:
    """Make the application answer each trouble."""
    teller = Teller(templates)
    app.add_exception_handler(HTTPException, teller.refused)
    app.add_exception_handler(RequestValidationError, teller.wrong_input)
    app.add_exception_handler(TooOftenError, teller.too_often)
    app.add_exception_handler(NotEnteredError, teller.not_entered)
    app.add_exception_handler(MustChangeError, teller.must_change)
    app.add_exception_handler(NotEverywhereError, teller.not_everywhere)
    app.add_exception_handler(StaleCatalogueError, teller.stale)
    app.add_exception_handler(CatalogueRefusedError, teller.not_taken)
    app.add_exception_handler(StoreUnavailable, teller.database_failed)
    app.add_exception_handler(SQLAlchemyError, teller.database_failed)
    app.add_exception_handler(Exception, teller.fault)  # raised again after the answer, so that it is logged
