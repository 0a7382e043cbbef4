"""No stranger reads what was not published: a mark of its own stands in every text of every table, and is looked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Column, Connection, String, Table, literal, select, update
from sqlalchemy.exc import DBAPIError

from tests import databases
from tests.client import Client
from tests.site import walk
from tracker.accounts.models import Municipality, User
from tracker.agreements.members import Party
from tracker.agreements.models import Agreement
from tracker.events.models import Event
from tracker.partners.models import Partnership
from tracker.public.models import Publication, PublicPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from sqlalchemy.orm import Session

    from tests.site.conftest import Site

pytestmark = pytest.mark.xdist_group("site")
MARK = re.compile(r"zx-(\w+)-(\w+)-(\d+)-")
# the columns that strangers read of what is published, and of nothing else
OPEN = {
    "municipality": {"name_ru", "name_en", "administration_ru", "administration_en"},
    "public_page": {
        "headline_ru",
        "headline_en",
        "intro_ru",
        "intro_en",
        "licence_name",
        "licence_url",
        "frame_origins",
    },
    "publication": {"text_ru", "text_en"},
    "partnership": {"title_ru", "title_en", "area_codes"},
    "agreement": {"title", "published_in", "published_url"},
    "party": {"name_ru", "name_en"},
    "event": {"title_ru", "title_en"},
}


@pytest.fixture
def session(site: Site) -> Iterator[Session]:
    with databases.undone(site.app) as session:
        yield session


def _mark(connection: Connection, table: Table, column: Column[Any]) -> None:
    """Write the mark into all rows; where a rule ties the column to another one, into those that have it."""
    number = table.c.id if "id" in table.c else literal(0)
    marked = literal(f"zx-{table.name}-{column.name}-") + number.cast(String) + literal("-")
    writing = update(table).values({column: marked})
    step = connection.begin_nested()
    try:
        connection.execute(writing)
    except DBAPIError:
        step.rollback()
        connection.execute(writing.where(column.is_not(None), column != ""))
    else:
        step.commit()


def _published(connection: Connection, home_id: int) -> dict[str, set[int]]:
    """Ids by table of the rows of which something may be read."""
    shown = select(Publication.__table__).where(Publication.municipality_id == home_id, Publication.is_shown)
    rows = connection.execute(shown).all()
    agreements = {row.agreement_id for row in rows if row.agreement_id}
    parties = connection.execute(select(Party.id).where(Party.agreement_id.in_(agreements))).scalars()
    pages = connection.execute(select(PublicPage.id).where(PublicPage.municipality_id == home_id)).scalars()
    return {
        Municipality.__tablename__: {home_id},
        PublicPage.__tablename__: set(pages),
        Publication.__tablename__: {row.id for row in rows},
        Partnership.__tablename__: {row.partnership_id for row in rows if row.partnership_id},
        Agreement.__tablename__: agreements,
        Party.__tablename__: set(parties),
        Event.__tablename__: {row.event_id for row in rows if row.event_id},
    }


def _answers(app: Flask, connection: Connection, home_id: int) -> Iterator[tuple[str, str]]:
    """Every public address in both languages, with all its headers."""
    client = Client(app)
    for address in walk.addresses(app):
        if not address.rule.startswith("/public/"):
            continue
        tables = ("partners", "agreements", "events") if "table" in address.choices else ("",)
        for table in tables:
            choices = {**address.choices, **({"table": table} if table else {})}
            told = walk.Address(address.rule, address.endpoint, "GET", address.ids, address.needs, choices)
            path = told.at(walk.numbers(connection, told, home_id))
            for language in ("ru", "en"):
                answer = client.get(f"{path}?lang={language}")
                yield path, f"{answer.headers}\n{answer.get_data().decode(errors='replace')}"


def test_no_text_but_a_published_one_leaves_the_office(site: Site, session: Session) -> None:
    connection = session.connection()
    for table in [*walk.tenant_tables(), Municipality.__table__, User.__table__]:
        for column in walk.free_texts(table):
            if column.name != "timezone":  # a name of a standard's list, which the page has to work with
                _mark(connection, table, column)
    published = _published(connection, site.home_id)
    # one without words of its own, so that the title of the document is told
    one = Publication.agreement_id == min(published[Agreement.__tablename__])
    connection.execute(update(Publication.__table__).where(one).values(text_ru="", text_en=""))
    seen: set[tuple[str, str]] = set()
    for path, told in _answers(site.app, connection, site.home_id):
        for table_name, column_name, number in MARK.findall(told):
            assert column_name in OPEN.get(table_name, ()), f"{path} tells {table_name}.{column_name}"
            assert int(number) in published[table_name], f"{path} tells {table_name} {number}, which is not published"
            seen.add((table_name, column_name))
    assert seen == {(table, column) for table, columns in OPEN.items() for column in columns}, (
        "all that is open is told"
    )


def test_a_text_of_another_municipality_is_not_there(site: Site, session: Session) -> None:
    address = select(Publication.id).where(
        Publication.municipality_id == site.other_id, Publication.agreement_id.is_not(None)
    )
    number = session.connection().execute(address).scalars().first()
    assert number is not None
    Client(site.app).get(f"/public/{walk.PUBLIC_SLUG}/agreements/{number}/text", status=404)
    Client(site.app).get("/public/bor", status=404)
