"""Nothing of another municipality is shown, counted, found, or told from what does not exist."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from sqlalchemy import literal, update
from sqlalchemy.exc import IntegrityError

from tests import databases
from tests.site import walk
from tracker.permissions import GRANTS, Permission, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from tests.client import Client
    from tests.site.conftest import Site
    from tests.site.walk import Address

MARK = "zaborzavod"
# the gazetteer is shared, and long
OF_THE_WORLD = ("GET /admin/places.csv", "GET /admin/places.xlsx")
# they hold the rows of the CSV beside them
OFFICE = (".xlsx", ".docx", ".pdf")
ONE_TIME = re.compile(
    r'name="csrf_token"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="csrf_token"|name="form_key"[^>]*value="[^"]*"'
    r'|csrf-token"[^>]*content="[^"]*"|data-(?:csrf|key|form-key)="[^"]*"'
)


@pytest.fixture
def session(site: Site) -> Iterator[Session]:
    with databases.undone(site.app) as session:
        yield session


def alike(answer: TestResponse, *numbers: int) -> tuple[int, str, str]:
    """What an answer says, without its one-time words and the numbers it was asked for."""
    asked = re.compile(rf"(?<!\d)({'|'.join(map(str, numbers))})(?!\d)")
    text = asked.sub("N", ONE_TIME.sub("", shown(answer)))
    return answer.status_code, asked.sub("N", answer.headers.get("Location", "")), text


def ways_to_be_foreign(
    site: Site, address: Address, session: Session
) -> Iterator[tuple[dict[str, int], dict[str, int]]]:
    """(with a foreign number, with an unknown number in its place), for each number of the address alone and all."""
    connection = session.connection()
    own = walk.numbers(connection, address, site.home_id)
    foreign = walk.numbers(connection, address, site.other_id)
    tenants = [name for name in address.ids if walk.is_tenants(name)]
    for names in [[name] for name in tenants] + ([tenants] if len(tenants) > 1 else []):
        yield (
            own | {name: foreign[name] for name in names},
            own | {name: walk.UNKNOWN + at for at, name in enumerate(names)},
        )


@pytest.mark.parametrize("role", Role)
def test_another_citys_number_answers_like_an_unknown_one(site: Site, session: Session, role: Role) -> None:
    client = site.sign_in(role)
    client.get("/account")
    before = walk.fingerprint(session.connection())
    for address in walk.addresses(site.app):
        for foreign, unknown in ways_to_be_foreign(site, address, session):
            numbers = [*foreign.values(), *unknown.values()]
            answers = [alike(ask(client, address, address.at(values)), *numbers) for values in (foreign, unknown)]
            assert answers[0] == answers[1], f"{role}: {address} tells a foreign number from an unknown one"
            may = address.open_to_everyone or (isinstance(address.needs, Permission) and address.needs in GRANTS[role])
            expected = 404 if may else 403
            assert answers[0][0] == expected, f"{role}: {address} answers {answers[0][0]} to a foreign number"
    assert walk.changed(before, walk.fingerprint(session.connection())) == []


def ask(client: Client, address: Address, path: str) -> TestResponse:
    return client.glance(path) if address.method == "GET" else client.post(path)


@pytest.fixture
def marked(site: Site, session: Session) -> Session:
    """Every text that the other municipality typed holds the mark, also in the form it is found by."""
    connection = session.connection()
    for table in walk.tenant_tables():
        for column in walk.free_texts(table):
            text = literal(f"{MARK} ") + column if column.type.length is None else literal(MARK)
            try:
                with connection.begin_nested():
                    connection.execute(
                        update(table).where(table.c.municipality_id == site.other_id).values({column: text})
                    )
            except IntegrityError:  # a text that must be one of its kind, or of a certain form
                continue
    return session


def shown(answer: TestResponse) -> str:
    """The text of an answer; of a workbook or an office paper, all that is in its parts."""
    if answer.data[:4] == b"%PDF":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    if answer.data[:2] != b"PK":
        return answer.data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        parts = [name for name in book.namelist() if name.startswith(("xl/", "word/")) and name.endswith(".xml")]
        return "".join(book.read(name).decode() for name in parts)


@pytest.mark.parametrize("role", Role)
def test_no_page_list_file_or_lookup_shows_another_citys_words(site: Site, marked: Session, role: Role) -> None:
    client = site.sign_in(role)
    for address in walk.addresses(site.app):
        may = address.open_to_everyone or address.needs in GRANTS[role]
        if address.method != "GET" or not may or str(address) in OF_THE_WORLD:
            continue
        path = address.at(walk.numbers(marked.connection(), address, site.home_id))
        for query in ("", f"?q={MARK[:4]}", "?archived=yes"):
            text = shown(client.glance(path + query))
            assert MARK not in text.replace(f'value="{MARK[:4]}"', ""), (
                f"{role}: {path}{query} shows another city's words"
            )


def test_the_other_city_sees_its_own_words(site: Site, marked: Session) -> None:
    """The mark would be seen if it were there: the test above can fail."""
    from sqlalchemy import select

    from tests.client import Client
    from tracker.accounts.models import User
    from tracker.kernel.tenancy import everywhere

    with everywhere("the other city's manager"):
        manager = marked.scalars(
            select(User).where(User.municipality_id == site.other_id, User.role == Role.MANAGER)
        ).first()
        assert manager is not None
        client = Client(site.app).signed_in_as(manager)
    assert MARK in client.get("/partners").text


FILTERS = ("partner", "owner", "responsible", "organisation", "contact", "negotiation", "stage", "area")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.OBSERVER])
def test_a_foreign_number_in_a_filter_is_an_unknown_one(site: Site, session: Session, role: Role) -> None:
    client = site.sign_in(role)
    for address in walk.addresses(site.app):
        if address.method != "GET" or not address.takes_nothing or address.needs not in GRANTS[role]:
            continue
        if str(address) in OF_THE_WORLD or address.rule.endswith(OFFICE):
            continue
        for word in FILTERS:
            numbers = foreign_number(site, session, word), walk.UNKNOWN
            answers = [alike(client.glance(f"{address.rule}?{word}={number}"), *numbers) for number in numbers]
            assert answers[0] == answers[1], f"{role}: {address}?{word}= tells a foreign number from an unknown one"


def foreign_number(site: Site, session: Session, word: str) -> int:
    table = {"owner": "user_id", "responsible": "user_id"}.get(word, f"{word}_id")
    found = walk.table_of(table)
    query = found.select().where(found.c.municipality_id == site.other_id).order_by(found.c.id).limit(1)
    row = session.connection().execute(query).mappings().one()
    return int(row["id"])
