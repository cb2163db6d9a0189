"""What every answer tells the browser: load nothing from elsewhere, run no inline script, fit no frame.

Nothing that is shown to who is logged in stays in a cache of the browser; static files do, their address
changes with their content.
"""

from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

HEADERS: Final[dict[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


BY_HTTPS: Final[dict[str, str]] = {"Strict-Transport-Security": "max-age=31536000"}
KEPT: Final = "public, max-age=31536000, immutable"
ASKED: Final = "no-cache"
NOT_KEPT: Final = "no-store"
STATIC: Final = "/static/"
FONTS: Final = "/static/fonts/"


class SecurityHeaders:
    """Adds HEADERS to every answer, errors included, and says whether it may be kept."""

    def __init__(self, app: ASGIApp, *, https: bool = False) -> None:
        self.app = app
        headers = HEADERS | BY_HTTPS if https else HEADERS
        self._added = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message.get("headers", [])
                message["headers"] = [*own, *self._added, *_keeping(scope, message["status"], own)]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _keeping(scope: Scope, status: int, own: Headers) -> Headers:
    """Return the header that says whether an answer may be kept, unless it says so itself."""
    if any(name == b"cache-control" for name, _ in own):
        return []
    keeping = NOT_KEPT
    if scope["type"] == "http" and scope["path"].startswith(STATIC) and status == HTTPStatus.OK:
        settled = scope["path"].startswith(FONTS) or scope["query_string"].startswith(b"v=")
        keeping = KEPT if settled else ASKED
    return [(b"cache-control", keeping.encode())]
