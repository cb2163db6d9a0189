"""The two cookies: the session's key, and before there is a session, the key that binds the login form."""

import hashlib
import hmac
from datetime import timedelta
from typing import Final

from fastapi import Request, Response

from configs.settings import Settings
from storage.sessions import Lifetime, new_key

SESSION: Final = "sohoa"
BEFORE: Final = "sohoa-before"
# A browser takes such a cookie only by HTTPS and for the whole host: no neighbour can plant one.
HOST: Final = "__Host-"
LONGEST_KEY: Final = 200


def lifetime_of(settings: Settings) -> Lifetime:
    """Return how long sessions live."""
    return Lifetime(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))


def key_of(request: Request, settings: Settings, name: str = SESSION) -> str | None:
    """Return the key that the browser holds; None: none, or what cannot be one."""
    key = request.cookies.get(_name(settings, name), "")
    return key if 0 < len(key) <= LONGEST_KEY else None


def give_key(response: Response, settings: Settings, key: str, name: str = SESSION) -> None:
    """Let the browser hold a key: no script sees it, other sites' forms do not send it."""
    response.set_cookie(
        _name(settings, name), key, httponly=True, samesite="lax", secure=settings.https, path="/"
    )


def take_key(response: Response, settings: Settings, name: str = SESSION) -> None:
    """Let the browser forget a key."""
    response.delete_cookie(
        _name(settings, name), httponly=True, samesite="lax", secure=settings.https, path="/"
    )


def fresh_key() -> str:
    """Return a key for the login form."""
    return new_key()


def form_token(key: str) -> str:
    """Return what a page sends back to show that it is ours: made of the key, which no other site knows."""
    return hashlib.sha256(f"form:{key}".encode()).hexdigest()


def is_form_token(sent: str | None, key: str | None) -> bool:
    """Tell whether what was sent belongs to the key."""
    return (
        sent is not None and key is not None and hmac.compare_digest(sent.encode(), form_token(key).encode())
    )


def _name(settings: Settings, name: str) -> str:
    return HOST + name if settings.https else name
