"""Every page in real Chromium: nothing that axe finds, nothing refused by the policy, nothing wider than the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from tests import databases
from tests.browser.conftest import DESK, PHONE, axe_findings
from tests.site import walk
from tracker.accounts.models import Municipality
from tracker.app import create_app
from tracker.kernel.db import db
from tracker.permissions import GRANTS, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import LiveSite

pytestmark = [pytest.mark.timeout(400)]
FILES = (
    ".csv",
    ".xlsx",
    ".docx",
    ".pdf",
    ".svg",
    ".vcf",
    ".ics",
    ".json",
    "/file",
    "/doubles",
    "/before",
    "/as-typed",
    "/lookup",
    "/healthz",
    "/readyz",
)


def pages(site: LiveSite, role: Role) -> list[str]:
    """The paths of all pages that are open to the role."""
    app = create_app(databases.make_settings(site.database_url))
    with app.app_context(), db.engine.connect() as connection:
        table = Municipality.__table__
        home = connection.scalar(table.select().with_only_columns(table.c.id).where(table.c.slug == "dzerzhinsk"))
        return [
            address.at(walk.numbers(connection, address, home))
            for address in walk.addresses(app)
            if address.method == "GET"
            and (address.open_to_everyone or address.needs in GRANTS[role])
            and not address.rule.endswith(FILES)
        ]


def look_at(page: Page, path: str) -> bool:
    """Whether the address answers with a page."""
    try:
        answer = page.goto(path)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    assert answer is not None
    assert answer.status == 200, f"{path}: {answer.status}"
    return "text/html" in answer.headers["content-type"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    live_site: LiveSite, new_page: Callable[..., Page], language: str
) -> None:
    colours = language == "ru"  # the same in any language, and the longest to look at
    stranger = new_page(language=language)
    found = {"/sign-in": axe_findings(stranger, colours=colours)}
    page = new_page("admin@dzerzhinsk.example", language=language)
    for path in pages(live_site, Role.ADMIN):
        if look_at(page, path):
            found[path] = axe_findings(page, colours=colours) + too_wide(page)
    page.goto("/partners/999999999")
    found["a page that is not there"] = axe_findings(page, colours=colours)
    told = [f"{path}: {finding}" for path, findings in found.items() for finding in findings]
    assert not told, "\n".join(told)


def too_wide(page: Page) -> list[str]:
    found = []
    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{needed} px wide in a window of {width}")
    return found


def test_what_the_observer_sees_has_no_findings_either(live_site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = new_page("observer@nizhny.example", size=PHONE)
    found = {path: axe_findings(page) for path in pages(live_site, Role.OBSERVER) if look_at(page, path)}
    told = [f"{path}: {finding}" for path, findings in found.items() for finding in findings]
    assert not told, "\n".join(told)
