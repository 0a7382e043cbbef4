"""Every address answers every role as the table of permissions says, and a refusal changes nothing."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from flask import template_rendered

from tests import databases
from tests.client import Client
from tests.site import walk
from tracker.kernel.db import db
from tracker.permissions import GRANTS, Permission, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from tests.site.conftest import Site
    from tests.site.walk import Address

# files with personal data: that they were taken is written into the journal, and nothing else is
HANDED_OUT = {
    "GET /contacts.csv",
    "GET /contacts.xlsx",
    "GET /contacts.vcf",
    "GET /contacts/<int:contact_id>/card.vcf",
    "GET /partners/<int:partnership_id>/dossier.docx",
    "GET /partners/<int:partnership_id>/dossier.pdf",
}
# without the token of its address there is nothing there, whoever is signed in
OPENED_BY_A_TOKEN = {"GET /calendar.ics"}


@pytest.fixture
def session(site: Site) -> Iterator[Session]:
    with databases.undone(site.app) as session:
        yield session


def ask(client: Client, address: Address, path: str, **options: Any) -> TestResponse:
    if address.method == "GET":
        return client.get(path, status=None)
    return client.post(path, **options)


def split(site: Site, role: Role) -> tuple[list[Address], list[Address]]:
    """The addresses that are closed to the role, and those that are open."""
    every = walk.addresses(site.app)
    open_ones = [one for one in every if one.open_to_everyone or one.needs in GRANTS[role]]
    return [one for one in every if one not in open_ones], open_ones


@contextmanager
def broken_rules(app: Flask) -> Iterator[list[str]]:
    """Messages of refusals that come from a rule of the product, not from the guard."""
    told: list[str] = []

    def note(_app: Flask, template: Any, context: dict[str, Any], **_more: Any) -> None:
        if template.name == "errors/error.html":
            told.append(context["message"])

    with template_rendered.connected_to(note, app):
        yield told


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_not_do_is_refused_and_changes_nothing(site: Site, session: Session, role: Role) -> None:
    connection = session.connection()
    client = site.sign_in(role)
    client.get("/account")
    closed, _open = split(site, role)
    before = walk.fingerprint(connection)
    for address in closed:
        path = address.at(walk.numbers(connection, address, site.home_id))
        answer = ask(client, address, path)
        assert answer.status_code == 403, f"{role}: {address} answers {answer.status_code}"
    after = walk.fingerprint(connection)
    assert walk.changed(before, after) == [], f"{role}: a refused address wrote"


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_read_opens_and_reading_writes_nothing(site: Site, session: Session, role: Role) -> None:
    connection = session.connection()
    client = site.sign_in(role)
    _closed, open_ones = split(site, role)
    for handing_out in (False, True):
        before = walk.fingerprint(connection)
        for address in open_ones:
            if address.method != "GET" or (str(address) in HANDED_OUT) is not handing_out:
                continue
            answer = client.get(address.at(walk.numbers(connection, address, site.home_id)), status=None)
            wanted = {404} if str(address) in OPENED_BY_A_TOKEN else {200, 302, 303}
            assert answer.status_code in wanted, f"{role}: {address} answers {answer.status_code}"
        wrote = walk.changed(before, walk.fingerprint(connection))
        assert set(wrote) <= ({"audit_entry"} if handing_out else set()), f"{role}: reading wrote {wrote}"


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_do_is_not_refused_by_the_guard(site: Site, session: Session, role: Role) -> None:
    connection = session.connection()
    client = site.sign_in(role)
    client.get("/account")
    _closed, open_ones = split(site, role)
    for address in open_ones:
        if address.method == "GET":
            continue
        path = address.at(walk.numbers(connection, address, site.home_id))
        step = connection.begin_nested()
        with broken_rules(site.app) as told:
            answer = ask(client, address, path)
        step.rollback()
        assert answer.status_code < 500, f"{role}: {address} breaks on an empty form"
        assert answer.status_code != 403 or told == [told[0]] != [""], f"{role}: {address} is refused without a rule"


def test_a_stranger_is_led_to_the_sign_in_page_and_changes_nothing(site: Site, session: Session) -> None:
    connection = session.connection()
    client = Client(site.app)
    client.get("/sign-in")
    before = walk.fingerprint(connection)
    for address in walk.addresses(site.app):
        if address.open_to_everyone:
            continue
        answer = ask(client, address, address.at(walk.numbers(connection, address, site.home_id)))
        assert answer.status_code == 302, f"{address} answers a stranger {answer.status_code}"
        assert answer.headers["Location"].partition("?")[0] == "/sign-in", address
    assert walk.changed(before, walk.fingerprint(connection)) == []


def test_a_form_without_its_token_is_refused_and_changes_nothing(site: Site, session: Session) -> None:
    connection = session.connection()
    client = site.sign_in(Role.ADMIN)
    before = walk.fingerprint(connection)
    for address in walk.addresses(site.app):
        if address.method == "POST":
            path = address.at(walk.numbers(connection, address, site.home_id))
            client.post(path, csrf=False, status=400)
    assert walk.changed(before, walk.fingerprint(connection)) == []


def test_a_form_without_its_one_time_key_is_refused(site: Site, session: Session) -> None:
    connection = session.connection()
    client = site.sign_in(Role.ADMIN)
    before = walk.fingerprint(connection)
    for address in walk.addresses(site.app):
        if address.method == "POST" and not address.open_to_everyone:
            path = address.at(walk.numbers(connection, address, site.home_id))
            client.post(path, {"form_key": ""}, status=400)
    assert walk.changed(before, walk.fingerprint(connection)) == []


def test_an_address_that_acts_does_not_open(site: Site, session: Session) -> None:
    client = site.sign_in(Role.ADMIN)
    every = walk.addresses(site.app)
    readable = {address.rule for address in every if address.method == "GET"}
    for address in every:
        if address.rule not in readable:
            client.get(address.at(walk.numbers(session.connection(), address, site.home_id)), status=405)


@pytest.mark.parametrize("role", Role)
def test_the_menu_shows_what_may_be_opened(site: Site, session: Session, role: Role) -> None:
    """Everything with a place in the menu is there within two steps: from the first page, and where it unfolds."""
    client, areas = site.sign_in(role), site.app.extensions["areas"]
    page = client.get("/account").text
    shown = set(re.findall(r'href="([^"?]*)"', page.partition('<nav class="phonebar"')[2].partition("</nav>")[0]))
    side = set(re.findall(r'href="([^"?]*)"', page.partition('<nav class="nav"')[2].partition("</nav>")[0]))
    for area in areas:
        if area.order is not None and area.needs is not None:
            place, may = area.path or "/", area.needs in GRANTS[role]
            assert (place in shown) == may, f"{role}: {area.name} in the menu of a phone"
            assert may or place not in side, f"{role}: {area.name} in the sidebar"
            if may and not area.under:
                assert place in side, f"{role}: {area.name} in the sidebar"


def test_a_blocked_person_is_out_at_the_next_request(site: Site, session: Session) -> None:
    from tracker.accounts import actions
    from tracker.accounts.models import User
    from tracker.kernel.tenancy import everywhere

    client = site.sign_in(Role.OFFICIAL)
    client.get("/account")
    with everywhere("blocking for a test"):
        actions.shut(db.session.get_one(User, site.user_ids[Role.OFFICIAL]))
        db.session.commit()
    client.get("/account", status=302)


def test_an_observer_reads_only_agreements_partners_places_and_reports() -> None:
    areas = {permission.value.partition(":")[0] for permission in GRANTS[Role.OBSERVER]}
    assert areas == {"home", "account", "partners", "agreements", "places", "yearly-reports", "region-reports"}
    verbs = {p.value.partition(":")[2] for p in GRANTS[Role.OBSERVER] if p is not Permission.ACCOUNT_EDIT}
    assert verbs == {"read"}
