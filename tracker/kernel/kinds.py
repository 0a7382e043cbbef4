"""Kinds of columns, so that a model says what a value is and not how it is stored."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import DateTime, Dialect, Enum, String, Text, TypeDecorator
from sqlalchemy.orm import MappedColumn, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC) if dialect.name == "postgresql" else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # `combine`, for `replace` takes seven times as long
        return value.astimezone(UTC) if value.tzinfo else datetime.combine(value, value.time(), UTC)


Code = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(300))]
Title = Annotated[str, mapped_column(String(500))]
LongText = Annotated[str, mapped_column(Text)]


def enum_column(kind: type[StrEnum], **options: Any) -> MappedColumn[Any]:
    """A column that holds the value of a StrEnum, guarded by a CHECK of fixed length on both databases."""
    return mapped_column(enum_type(kind), **options)


def enum_type(kind: type[StrEnum]) -> Enum:
    return Enum(
        kind,
        native_enum=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )
