"""How each source writes its registers: remembered from one import to the next."""

from datetime import datetime

from sqlalchemy import Connection, select

from catalogue.register import Layout
from storage.tables import sources
from storage.upsert import upsert


def layout_of(c: Connection, source: str) -> Layout:
    """Return what is remembered of a source; an empty layout for a new one."""
    kept = c.scalar(select(sources.c.columns).where(sources.c.name == source))
    return Layout(kept["columns"], kept["fixed"]) if kept else Layout()


def remember(c: Connection, source: str, layout: Layout, now: datetime) -> None:
    """Keep how a source writes its registers."""
    columns = {"columns": dict(layout.columns), "fixed": dict(layout.fixed)}
    upsert(c, sources, {"name": source, "columns": columns, "changed_at": now}, ("name",))


def known_sources(c: Connection) -> tuple[str, ...]:
    """Return the names of the sources, in order."""
    return tuple(c.scalars(select(sources.c.name).order_by(sources.c.name)))
