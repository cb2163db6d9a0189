"""Column types that give back on every database exactly what was put in; days as moments."""

import os
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Enum, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

VIETNAM = timezone(timedelta(hours=7))  # without summer time since 1979


def days_of(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the first and the last moment of these days in Vietnam."""
    return datetime.combine(first, time.min, VIETNAM), datetime.combine(last, time.max, VIETNAM)


def plain(text: str) -> str:
    """Return text that every database takes: no NUL, no half characters (names on a share may hold both)."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in, aware UTC out. Raises ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the interface's
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the interface's
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PlainText(TypeDecorator[str]):
    """Text from the outside world (file names, messages, words read): what no database takes is replaced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 the interface's
        return None if value is None else plain(value)


class FilePath(TypeDecorator[str]):
    """A path exactly as the file system spells it, even where its bytes are not UTF-8."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 the interface's
        return None if value is None else os.fsencode(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002 the interface's
        return None if value is None else os.fsdecode(value)


def one_of(states: type[StrEnum], name: str, *, checked: bool = True) -> Enum:
    """Return a column of an enum's values, as words, with a CHECK constraint called `name` if `checked`.

    SQLite adds no constraint to a table that is there: columns that came later have none.
    """
    return Enum(
        states,
        name=name,
        native_enum=False,
        create_constraint=checked,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )
