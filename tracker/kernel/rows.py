"""Rows of any table, read and changed by what the models say: which of them belong to a record, and how to take back.

A step is one change of one row: `{"table", "key", "was", "became"}`, values as JSON. A row that is taken out has no
`became`. Everything goes through ORM statements, so that the session keeps it inside the municipality; rows of
histories that are only ever added to stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import JSON, DateTime, UniqueConstraint, and_, delete, insert, inspect, select, update

from tracker.kernel.db import Model, db

APPEND_ONLY = frozenset({"audit_entry", "stage_change", "status_change", "partnership_change"})
OWN_HISTORY = frozenset({"merge", "no_double", "import_change"})  # what an import made is not what it was merged into
STAMPS = frozenset({"id", "version", "created_at", "updated_at", "updated_by_id"})


@dataclass(frozen=True)
class Link:
    """A column of a table that leads to records of one kind; `kind_column` says of which where it leads to many."""

    model: Any
    column: str
    kind_column: str = ""


@dataclass(frozen=True)
class Step:
    """`key`: the row's primary key before; `was`, `became`: attribute → value as JSON."""

    table: str
    key: dict[str, Any]
    was: dict[str, Any]
    became: dict[str, Any] | None


def models() -> dict[str, Any]:
    """The mapped class of each table."""
    return {mapper.local_table.name: mapper.class_ for mapper in Model.registry.mappers}  # type: ignore[attr-defined]


def links_to(model: Any, kind: str) -> list[Link]:
    """Every column that may lead to a record of this model: foreign keys, and pairs of a kind and a number."""
    found = []
    for name, other in sorted(models().items()):
        if name in APPEND_ONLY or name in OWN_HISTORY:
            continue
        found += [Link(other, column) for column in _foreign_keys(other, model)]
        found += [Link(other, number, of) for of, number in _pairs(other)]
    return found if kind else []


def _foreign_keys(other: Any, model: Any) -> Iterator[str]:
    for constraint in sorted(other.__table__.foreign_key_constraints, key=lambda one: str(one.name)):
        for key in constraint.elements:
            if key.column.table is model.__table__ and key.column.name == "id":
                yield key.parent.name


def _pairs(other: Any) -> Iterator[tuple[str, str]]:
    columns = other.__table__.c
    for column in columns:
        if not column.name.endswith("kind"):
            continue
        number = f"{column.name.removesuffix('kind')}id" if column.name != "kind" else "record_id"
        if number in columns and not columns[number].foreign_keys:
            yield column.name, number


# reading and writing


def attributes(model: Any) -> list[str]:
    return [attribute.key for attribute in inspect(model).column_attrs]


def keys(model: Any) -> list[str]:
    mapper = inspect(model)
    return [mapper.get_property_by_column(column).key for column in mapper.primary_key]


def linked(link: Link, kind: str, record_id: int) -> list[dict[str, Any]]:
    """The rows that lead to the record, in the order of their keys."""
    condition = getattr(link.model, link.column) == record_id
    if link.kind_column:
        condition = and_(condition, getattr(link.model, link.kind_column) == kind)
    return _read(link.model, condition)


def _read(model: Any, condition: Any) -> list[dict[str, Any]]:
    names = attributes(model)
    order = [getattr(model, name) for name in keys(model)]
    rows = db.session.execute(select(*(getattr(model, name) for name in names)).where(condition).order_by(*order))
    return [dict(zip(names, row, strict=True)) for row in rows]


def find(model: Any, values: dict[str, Any]) -> dict[str, Any] | None:
    """The row with these values, if there is one."""
    found = _read(model, _is(model, values))
    return found[0] if found else None


def _comparable(model: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Without what PostgreSQL cannot compare."""
    columns = inspect(model).column_attrs
    return {name: value for name, value in values.items() if not isinstance(columns[name].columns[0].type, JSON)}


def _is(model: Any, values: dict[str, Any]) -> Any:
    return and_(*(getattr(model, name) == value for name, value in values.items()))


def key_of(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in keys(model)}


def change(model: Any, row: dict[str, Any], values: dict[str, Any]) -> Step:
    """Set the values, and tell the step."""
    key = key_of(model, row)
    _write(model, row, values)
    was = {name: encoded(row[name]) for name in values}
    became = {name: encoded(value) for name, value in values.items()}
    return Step(model.__tablename__, {name: encoded(value) for name, value in key.items()}, was, became)


def difference(model: Any, was: dict[str, Any], now: dict[str, Any]) -> Step:
    """The step from a row as it was to what it is now."""
    changed = [name for name in now if now[name] != was[name]]
    key = {name: encoded(value) for name, value in key_of(model, was).items()}
    return Step(
        model.__tablename__,
        key,
        {name: encoded(was[name]) for name in changed},
        {name: encoded(now[name]) for name in changed},
    )


def _write(model: Any, row: dict[str, Any], values: dict[str, Any]) -> None:
    stamp = {"updated_at": row["updated_at"]} if "updated_at" in row else {}  # it was not this row that was edited
    statement = update(model).where(_is(model, key_of(model, row))).values(**{**stamp, **values})
    db.session.execute(statement.execution_options(synchronize_session=False))


def take_out(model: Any, row: dict[str, Any]) -> Step:
    """Remove a row that says what another one says already."""
    key = key_of(model, row)
    db.session.execute(delete(model).where(_is(model, key)).execution_options(synchronize_session=False))
    whole = {name: encoded(value) for name, value in row.items()}
    return Step(model.__tablename__, {name: whole[name] for name in key}, whole, None)


def rival(model: Any, row: dict[str, Any], values: dict[str, Any]) -> dict[str, Any] | None:
    """The other row that would be the same: by a unique constraint, or in all that people entered."""
    would_be = {**row, **values}
    names = {attribute.columns[0].name: attribute.key for attribute in inspect(model).column_attrs}
    uniques = [[names[column.name] for column in one.columns] for one in _uniques(model.__table__)]
    uniques += [list(names) for names in getattr(model, "told_once", ())]
    told = [name for name in attributes(model) if name not in STAMPS]
    if "id" in row:
        uniques.append(told)
    mine = key_of(model, row)
    for unique in uniques:
        wanted = {name: would_be[name] for name in unique}
        if not (values.keys() & wanted.keys()):
            continue
        if unique is not told and any(value is None for value in wanted.values()):
            continue
        for other in _read(model, _is(model, _comparable(model, wanted))):
            if key_of(model, other) != mine and all(other[name] == value for name, value in wanted.items()):
                return other
    return None


def _uniques(table: Any) -> Iterator[Any]:
    yield table.primary_key
    yield from (one for one in table.constraints if isinstance(one, UniqueConstraint))
    yield from (
        index for index in table.indexes if index.unique and index.dialect_options["sqlite"].get("where") is None
    )


# taking back


def undo(step: dict[str, Any]) -> bool:
    """Take one step back, as far as nobody changed the row since. Whether all of it could be taken back."""
    model = models().get(step["table"])
    if model is None:
        return False
    if step["became"] is None:
        return _put_back(model, step)
    was, became = step["was"], step["became"]
    key = {**step["key"], **{name: value for name, value in became.items() if name in step["key"]}}
    row = find(model, decoded(model, key))
    if row is None:
        return False
    back = {name: value for name, value in was.items() if encoded(row[name]) == became[name]}
    if back and rival_by_key(model, row, decoded(model, back)) is None:
        _write(model, row, decoded(model, back))
    return len(back) == len(was)


def rival_by_key(model: Any, row: dict[str, Any], values: dict[str, Any]) -> dict[str, Any] | None:
    """Another row that holds the key this one would get."""
    wanted = key_of(model, {**row, **values})
    return find(model, wanted) if wanted != key_of(model, row) else None


def _put_back(model: Any, step: dict[str, Any]) -> bool:
    row = decoded(model, step["was"])
    if find(model, key_of(model, row)) is not None:
        return False
    if any(_parent_is_gone(key, row) for key in model.__table__.foreign_key_constraints):
        return False
    db.session.execute(insert(model).values(**row))
    return True


def _parent_is_gone(constraint: Any, row: dict[str, Any]) -> bool:
    parents = {key.column.name: row[key.parent.name] for key in constraint.elements}
    if any(value is None for value in parents.values()):
        return False
    parent = models().get(constraint.elements[0].column.table.name)
    return parent is not None and find(parent, parents) is None


# values as JSON


def encoded(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def decoded(model: Any, values: dict[str, Any]) -> dict[str, Any]:
    """JSON as the values that the columns hold."""
    columns = {attribute.key: attribute.columns[0] for attribute in inspect(model).column_attrs}
    return {name: _decoded(columns[name].type, value) for name, value in values.items()}


def _decoded(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    enum_class = getattr(kind, "enum_class", None)
    if enum_class is not None:
        return enum_class(value)
    wanted = datetime if isinstance(getattr(kind, "impl", kind), DateTime) else kind.python_type
    if wanted in {date, datetime, time}:
        return wanted.fromisoformat(value)
    return Decimal(value) if wanted is Decimal else value
