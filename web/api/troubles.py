"""What the API answers instead of what was asked for."""

from http import HTTPStatus
from typing import Any, Final

from pydantic import BaseModel

from web.trouble import WORDS


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
