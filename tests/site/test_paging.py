"""Every list goes on behind its first page, and back again, in whatever order it is sorted."""

from __future__ import annotations

import html
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


@pytest.mark.parametrize("spoilt", ["x", "W10", "WyIyMDI2LTExLTIyVDA5OjAwOjAwIiwgMV0", "WyJ6enoiLCAxXQ", "WzUsIDFd"])
def test_a_spoilt_place_is_no_fault(site: Site, session: Session, spoilt: str) -> None:
    """Nonsense, a list of nothing, a moment without a zone, a word where a moment should stand, a number there."""
    client = site.sign_in(Role.ADMIN)
    for address in ("/interactions", "/agreements?sort=until", "/events"):
        client.get(f"{address}{'&' if '?' in address else '?'}after={spoilt}")
