"""What a manager marks, a stranger reads, in either language and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.words import said_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.timeout(60)


def test_a_partner_comes_to_the_public_page(new_page: Callable[..., Page]) -> None:
    said = said_in("ru")
    manager = new_page("manager@dzerzhinsk.example")
    manager.goto("/partners?q=Тебриз")
    manager.get_by_role("link", name="Тебриз", exact=True).click()
    manager.get_by_role("link", name=said("Show…"), exact=True).click()
    manager.get_by_label(said("Show it on the public page")).check()
    manager.get_by_label(said("In a few words, in English")).fill("A fair of chemistry")
    manager.locator("form.form [data-main]").click()
    expect(manager.get_by_text(said("Everybody may read it there, on the public page of the city."))).to_be_visible()

    stranger = new_page(java_script_enabled=False)
    stranger.context.clear_cookies()
    stranger.goto("/public/dzerzhinsk?lang=ru")
    expect(stranger.locator("#partners")).to_contain_text("Тебриз")
    stranger.get_by_role("link", name="English").click()
    expect(stranger.locator("#partners")).to_contain_text("A fair of chemistry")
    told = stranger.request.get("/public/dzerzhinsk/partners.csv").text()
    assert "A fair of chemistry" in told
    assert stranger.context.cookies() == [], "no session is opened"


def test_the_map_is_kept_as_a_picture(new_page: Callable[..., Page]) -> None:
    page = new_page("manager@dzerzhinsk.example")
    page.goto("/partners/map?group=brics")
    with page.expect_download() as kept:
        page.locator("[data-png]").click()
    content = kept.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) > 3000, "wide enough for a slide"
