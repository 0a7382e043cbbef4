"""The first page of each role, on the demo data: every number leads to exactly the rows it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import databases
from tests.dashboard.reading import numbers, rows_behind
from tracker.permissions import Role

if TYPE_CHECKING:
    from tests.site.conftest import Site

pytestmark = pytest.mark.xdist_group("site")
# how many numbers each role's page has at least, so that an empty page does not pass
FEWEST = {Role.VIEWER: 25, Role.OFFICIAL: 20, Role.MANAGER: 35, Role.ADMIN: 35}


@pytest.mark.parametrize("role", FEWEST)
def test_every_number_of_the_first_page_counts_the_rows_behind_its_link(site: Site, role: Role) -> None:
    with databases.undone(site.app):
        client = site.sign_in(role)
        told = [*numbers(client.get("/").text), *numbers(client.get("/picture").text)]
        seen = {address: rows_behind(client, address) for _number, address in told}
        assert [(number, address) for number, address in told if seen[address] != number] == []
        assert len(told) >= FEWEST[role]


def test_the_observer_begins_with_the_region(site: Site) -> None:
    with databases.undone(site.app):
        client = site.sign_in(Role.OBSERVER)
        assert client.get("/", status=302).headers["Location"].endswith("/region")
        client.get("/picture", status=403)
