"""What all tables of the records share: how constraints are called, how rows are numbered, small indexes."""

from typing import Final

from sqlalchemy import BigInteger, Index, Integer, MetaData, text

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
ROW_ID: Final = BigInteger().with_variant(Integer, "sqlite")


def partial_index(name: str, columns: tuple[str, ...], condition: str) -> Index:
    """Return an index of the rows that fulfil a condition: small, and no temptation for other queries."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))
