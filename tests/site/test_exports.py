"""A file of some columns of a list holds the same as the file of all of them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests import databases
from tracker.permissions import Role

if TYPE_CHECKING:
    from tests.client import Client
    from tests.site.conftest import Site

NAMES = {
    "agreements": "number title parties status until act responsible kind areas country signed consent_asked consent_due"
    " consent published register",
    "interactions": "when kind subject partner with next due whose logged number place direction text",
}


def lines(client: Client, name: str, columns: list[str]) -> list[list[str]]:
    told = client.get(f"/{name}.csv?cols={','.join(columns)}").get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(told, newline=""), delimiter=";"))


@pytest.mark.parametrize("name", NAMES)
def test_a_column_alone_reads_all_that_it_tells(site: Site, name: str) -> None:
    """A long list's file selects only what its columns say they read."""
    names = NAMES[name].split()
    with databases.undone(site.app):
        client = site.sign_in(Role.ADMIN)
        whole = lines(client, name, names)
        assert len(whole) > 5
        for at, one in enumerate(names):
            assert [row[0] for row in lines(client, name, [one])] == [row[at] for row in whole], one
