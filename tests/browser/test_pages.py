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
LOOKS = [("ru", "light"), ("ru", "dark"), ("en", "light"), ("en", "dark")]


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


@pytest.mark.parametrize(("language", "theme"), LOOKS, ids=["-".join(look) for look in LOOKS])
def test_axe_finds_nothing(live_site: LiveSite, new_page: Callable[..., Page], language: str, theme: str) -> None:
    stranger = new_page(language=language, theme=theme)
    found = {"/sign-in": axe_findings(stranger)}
    page = new_page("admin@dzerzhinsk.example", language=language, theme=theme)
    for path in pages(live_site, Role.ADMIN):
        if look_at(page, path):
            found[path] = axe_findings(page)
    page.goto("/partners/999999999")
    found["a page that is not there"] = axe_findings(page)
    told = [f"{path}: {finding}" for path, findings in found.items() for finding in findings]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_is_wider_than_the_window(
    live_site: LiveSite, new_page: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = new_page("admin@dzerzhinsk.example", size=size)
    wide = []
    for path in pages(live_site, Role.ADMIN):
        if look_at(page, path):
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > size[0]:
                wide.append(f"{path}: {width} px")
    assert not wide, f"wider than {size[0]} px: {wide}"


def test_what_the_observer_sees_has_no_findings_either(live_site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = new_page("observer@nizhny.example", size=PHONE, theme="dark")
    found = {path: axe_findings(page) for path in pages(live_site, Role.OBSERVER) if look_at(page, path)}
    told = [f"{path}: {finding}" for path, findings in found.items() for finding in findings]
    assert not told, "\n".join(told)
