"""The whole site as the guards walk it: every address with its method, what it declares, and real numbers for it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, Enum, String, Table, func, select
from werkzeug.routing import AnyConverter, IntegerConverter

from tracker.kernel.db import db
from tracker.web.area import EVERYONE, Needs, declared
from tracker.web.security import Slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask

UNKNOWN = 900_000_000
# numbers in addresses are named after the table they speak of, but for these
TABLES = {"partner_id": "partnership", "area_id": "cooperation_area", "column": "stage"}
# whose public page is on in the demo data
PUBLIC_SLUG = "dzerzhinsk"
LARGE = 3000
SHORT = 100


@dataclass(frozen=True)
class Address:
    """One method of one rule."""

    rule: str
    endpoint: str
    method: str
    ids: tuple[str, ...]
    needs: Needs
    choices: dict[str, str]

    def __hash__(self) -> int:
        return hash((self.rule, self.method))

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"

    @property
    def open_to_everyone(self) -> bool:
        return self.needs is EVERYONE

    @property
    def takes_nothing(self) -> bool:
        return "<" not in self.rule

    def at(self, values: dict[str, int]) -> str:
        """The path with these numbers in it."""

        def value(found: re.Match[str]) -> str:
            return str(values[found["name"]]) if found["name"] in values else self.choices[found["name"]]

        return re.sub(r"<(?:[^:<>]+:)?(?P<name>\w+)>", value, self.rule)


def addresses(app: Flask) -> list[Address]:
    """Every address of the site but the built files, by rule."""
    found = []
    for rule in app.url_map.iter_rules():
        declaration = declared(app.view_functions[rule.endpoint])
        if rule.endpoint == "static" or declaration is None:
            continue
        choices, ids = {}, []
        for argument, converter in rule._converters.items():
            if isinstance(converter, IntegerConverter):
                ids.append(argument)
            elif isinstance(converter, Slug):
                choices[argument] = PUBLIC_SLUG
            else:
                assert isinstance(converter, AnyConverter), (
                    f"{rule}: write <int:…> or <any(…):…>, so that it can be walked"
                )
                choices[argument] = min(converter.items)
        found += [
            Address(rule.rule, rule.endpoint, method, tuple(ids), declaration.needs, choices)
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        ]
    return sorted(found, key=str)


def table_of(argument: str) -> Table:
    name = TABLES.get(argument, argument.removesuffix("_id"))
    assert name in db.metadata.tables, (
        f"`{argument}` names no table: name it after its table, or add it to TABLES in tests/site/walk.py"
    )
    return db.metadata.tables[name]


def is_tenants(argument: str) -> bool:
    """Whether the argument names a record that belongs to a municipality."""
    return "municipality_id" in table_of(argument).c


def numbers(connection: Connection, address: Address, municipality_id: int) -> dict[str, int]:
    """Real ids for the address's arguments: records of this municipality (or shared ones) that belong together."""
    values: dict[str, int] = {}
    for argument in reversed(address.ids):
        if argument in values:
            continue
        table = table_of(argument)
        query = select(table).order_by(table.c.id).limit(1)
        if "municipality_id" in table.c:
            query = query.where(table.c.municipality_id == municipality_id)
        for known, value in values.items():
            if known in table.c:
                query = query.where(table.c[known] == value)
        row = connection.execute(query).mappings().first()
        assert row is not None, f"{address}: the demo data has no {table.name} for municipality {municipality_id}"
        values[argument] = row["id"]
        for parent in address.ids:
            if parent in row and row[parent] is not None:
                values.setdefault(parent, row[parent])
    return values


def fingerprint(connection: Connection) -> dict[str, str]:
    """A hash of the rows of every table. Of a large one: how many rows, the last, and the sum of their versions."""
    return {table.name: _of_table(connection, table) for table in db.metadata.sorted_tables}


def _of_table(connection: Connection, table: Table) -> str:
    count = connection.scalar(select(func.count()).select_from(table)) or 0
    if count > LARGE:
        sums = [func.max(column) for column in table.primary_key]
        if "version" in table.c:
            sums.append(func.sum(table.c.version))
        return repr((count, *connection.execute(select(*sums)).one()))
    rows = connection.execute(select(table).order_by(*table.primary_key))
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def free_texts(table: Table) -> Iterator[Column[Any]]:
    """Columns of a table that hold what people typed."""
    for column in table.c:
        is_text = isinstance(column.type, String) and not isinstance(column.type, Enum)
        if is_text and not column.primary_key and not column.foreign_keys and (column.type.length or LARGE) >= SHORT:
            yield column


def tenant_tables() -> Sequence[Table]:
    return [table for table in db.metadata.sorted_tables if "municipality_id" in table.c]
