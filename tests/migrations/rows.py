"""One plausible row in every table of a database as it stands, whatever its shape."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, Connection, MetaData, Table, func, select

MOMENT = datetime(2030, 6, 3, 12, 0, tzinfo=UTC)
VERSION = "alembic_version"


def tables(connection: Connection) -> list[Table]:
    """Every table but Alembic's own, those that others point to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION]


def put_one_in_each(connection: Connection) -> None:
    """Fill the database."""
    made: dict[str, dict[str, Any]] = {}
    for table in tables(connection):
        row = {column.name: _value(column, made) for column in table.columns}
        connection.execute(table.insert().values(row))
        made[table.name] = row


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables(connection)
    }


def _value(column: Column[Any], made: dict[str, dict[str, Any]]) -> Any:
    for key in column.foreign_keys:
        other = made.get(key.column.table.name)
        return other[key.column.name] if other else None
    return _plain(column)


def _plain(column: Column[Any]) -> Any:
    kind, length = column.type.python_type, getattr(column.type, "length", None)
    if kind is str:
        return uuid4().hex[: length or 32]
    plain = {bytes: uuid4().bytes, int: 1, bool: False, float: 1.0, datetime: MOMENT, date: MOMENT.date()}
    return plain[kind] if kind in plain else uuid4()
