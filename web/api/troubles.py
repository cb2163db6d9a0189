"""What the API answers instead of what was asked for."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel

from storage.accounts import AccountError
from storage.passwords import WeakPasswordError
from web.dossiering import NoDossierError, WrongChoiceError
from web.holding import ConflictError, WrongDecisionError
from web.joining import JoinRefusedError
from web.managing import UnknownAccountError
from web.stationing import NoStationError, StationError
from web.tokens import UnknownTokenError
from web.trouble import WORDS

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

# Refusals that the pages show in the form, by what a program is answered. Their words are for people.
REFUSALS: Final[dict[type[Exception], HTTPStatus]] = {
    AccountError: HTTPStatus.UNPROCESSABLE_ENTITY,
    WeakPasswordError: HTTPStatus.UNPROCESSABLE_ENTITY,
    JoinRefusedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    StationError: HTTPStatus.UNPROCESSABLE_ENTITY,
    WrongChoiceError: HTTPStatus.UNPROCESSABLE_ENTITY,
    WrongDecisionError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ConflictError: HTTPStatus.CONFLICT,
    UnknownAccountError: HTTPStatus.NOT_FOUND,
    UnknownTokenError: HTTPStatus.NOT_FOUND,
    NoDossierError: HTTPStatus.NOT_FOUND,
    NoStationError: HTTPStatus.NOT_FOUND,
}


class Trouble(BaseModel):
    """Why it was not done, in Vietnamese, for the person behind the program."""

    ok: bool
    reason: str


RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    int(status): {"model": Trouble, "description": WORDS.get(status, HTTPStatus(status).phrase)}
    for status in (
        *(HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND),
        *(HTTPStatus.CONFLICT, HTTPStatus.GONE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        *(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS),
        *(HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE),
    )
}


class AnswerRoute(APIRoute):
    """A route that answers refusals of what it calls as REFUSALS says."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def handle_or_refuse(request: Request) -> Response:
            try:
                return await handle(request)
            except tuple(REFUSALS) as error:
                status = next(REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS)
                words = WORDS[status] if status is HTTPStatus.NOT_FOUND else str(error)
                return JSONResponse({"ok": False, "reason": words}, status)

        return handle_or_refuse
