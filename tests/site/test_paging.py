"""Every list goes on behind its first page, and back again, in whatever order it is sorted."""

from __future__ import annotations

import base64
import html
import json
import re
from typing import TYPE_CHECKING

import pytest
from flask import url_for

from tests import databases
from tracker.permissions import Role
from tracker.web import lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from tests.client import Client
    from tests.site.conftest import Site

pytestmark = pytest.mark.xdist_group("site")
AT_ONCE = 5


@pytest.fixture
def session(site: Site) -> Iterator[Session]:
    with databases.undone(site.app) as session:
        yield session


def link(page: str, word: str) -> str:
    found = re.search(rf'href="([^"]*[?&](?:amp;)?{word}=[^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def rows_of(page: str) -> list[str]:
    """The rows, without what is new each time: the tokens of their forms."""
    body = re.sub(r'value="[^"]*"', "", page.partition("<tbody")[2])
    return re.findall(r"<tr.*?</tr>", body, re.DOTALL)


def sorts(site: Site, client: Client) -> Iterator[tuple[str, str, str]]:
    """Each list, its address and a column its head can be sorted by, one downwards and the next upwards."""
    for name in sorted(lists.LISTS):
        with site.app.test_request_context():
            address = url_for(f"{name}.index")
        head = client.get(address).text.partition("<thead")[2].partition("</thead")[0]
        for at, column in enumerate(dict.fromkeys(re.findall(r"[?;&]sort=-?([a-z_]+)", head))):
            yield name, address, f"{'-' * (at % 2)}{column}"


def test_a_list_goes_on_and_back_in_every_order(site: Site, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "SIZES", (AT_ONCE,))
    client: Client = site.sign_in(Role.ADMIN)
    gone_on = set()
    for name, address, sort in sorts(site, client):
        first = client.get(f"{address}?sort={sort}").text
        if not (forwards := link(first, "after")):
            continue
        gone_on.add(name)
        second = client.get(forwards).text
        assert rows_of(second), (name, sort)
        assert not set(rows_of(first)) & set(rows_of(second)), (name, sort)
        assert rows_of(client.get(link(second, "before") or f"{address}?sort={sort}").text) == rows_of(first)
    assert {"interactions", "events", "documents", "agreements"} <= gone_on


def place(*said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def test_a_forged_place_is_no_fault(site: Site, session: Session) -> None:
    """What no database takes: numbers beyond its columns, half a letter, a NUL, nesting without end."""
    client = site.sign_in(Role.ADMIN)
    numbers = (10**300, -(10**300), 2**40, float("inf"), float("nan"))
    forged = [place(value, 5) for value in (*numbers, "\ud800", "\0", True)]
    forged += [place("x", 2**40), place("x", 2**62), base64.urlsafe_b64encode(b"[" * 850).decode()]
    forged += [
        place("2026-11-24", "2026-11-24T00:00:00", 1, 2**40),
        place("9999-12-31", "9999-12-31T23:59:59-23:59", 1, 2),
    ]
    for address in ("/admin/audit", "/contacts", "/documents?sort=size", "/agreements?sort=until", "/partners/1"):
        for word in forged:
            address_of_page = f"{address}{'&' if '?' in address else '?'}after={word}&before={word}"
            assert client.glance(address_of_page).status_code == 200, (address, word)
            assert client.glance(address_of_page.replace("&before=", "&x=")).status_code == 200, (address, word)


@pytest.mark.parametrize("spoilt", ["x", "W10", "WyIyMDI2LTExLTIyVDA5OjAwOjAwIiwgMV0", "WyJ6enoiLCAxXQ", "WzUsIDFd"])
def test_a_spoilt_place_is_no_fault(site: Site, session: Session, spoilt: str) -> None:
    """Nonsense, a list of nothing, a moment without a zone, a word where a moment should stand, a number there."""
    client = site.sign_in(Role.ADMIN)
    for address in ("/interactions", "/agreements?sort=until", "/events"):
        client.get(f"{address}{'&' if '?' in address else '?'}after={spoilt}")
