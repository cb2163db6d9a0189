"""Passwords: what is demanded of them, and their argon2id hashes."""

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

LEAST: Final = 10
MOST: Final = 200
TOO_SHORT: Final = f"Mật khẩu phải có ít nhất {LEAST} ký tự."
TOO_LONG: Final = f"Mật khẩu không được quá {MOST} ký tự."
TOO_EASY: Final = "Mật khẩu này quá dễ đoán. Hãy dùng vài từ ghép lại, không dùng tên đăng nhập."

# RFC 9106 allows it where memory is short (OWASP's second choice): 19 MiB a time, not 64.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# A whole office that logs in at eight must not fill an old PC's memory.
_AT_ONCE: Final = BoundedSemaphore(2)


class WeakPasswordError(ValueError):
    """The password must not be used; the message is Vietnamese and says why."""


def hash_password(password: str, name: str) -> str:
    """Return the hash to be kept of an account's new password. Raises WeakPasswordError."""
    told = _normal(password)
    for weak, why in (
        (len(told) < LEAST, TOO_SHORT),
        (len(told) > MOST, TOO_LONG),
        (_is_easy(told, name), TOO_EASY),
    ):
        if weak:
            raise WeakPasswordError(why)
    with _AT_ONCE:
        return _HASHER.hash(told)


def verify_password(kept: str | None, password: str) -> bool:
    """Tell whether this is the password of that hash; None (no such account) takes as long, and is never."""
    told = _normal(password)[: MOST + 1]
    with _AT_ONCE:
        try:
            _HASHER.verify(kept or _of_nobody(), told)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False
    return kept is not None


@cache
def _of_nobody() -> str:
    """Return the hash of a password that nobody knows: an unknown name takes as long as a wrong password."""
    return _HASHER.hash(secrets.token_urlsafe())


def _normal(password: str) -> str:
    """Return the password as every keyboard spells it: marks typed after their letter are the same letter."""
    return unicodedata.normalize("NFC", password)


def _is_easy(password: str, name: str) -> bool:
    folded = password.casefold()
    rest = folded.replace(name.casefold(), "") if name else folded
    in_a_row = "".join(chr(code) for code in range(ord("0"), ord("9") + 1)) + "0abcdefghijklmnopqrstuvwxyz"
    return len(set(folded)) < 4 or len(rest) < LEAST // 2 or folded in in_a_row  # noqa: PLR2004 - of one's hand
