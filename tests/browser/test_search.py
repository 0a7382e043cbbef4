"""The box by keyboard alone: as people look for a person, type in the wrong layout, and give commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.timeout(120)
OFFICIAL = "official@dzerzhinsk.example"
LIST = "#seek-list"


def test_a_person_is_found_and_opened_by_keyboard(new_page: Callable[..., Page]) -> None:
    page = new_page(OFFICIAL)
    page.keyboard.press("/")
    expect(page.locator(f"{LIST} [role=group]").first).to_be_visible()
    page.keyboard.type("каминск")
    first = page.locator(f"{LIST} [role=option]").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(first.locator("mark").first).to_have_text("Каминск")
    with page.expect_response(re.compile("/search/opened")):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/contacts/\d+$"))
    # what was looked at comes first, before anything is typed
    page.keyboard.press("Control+k")
    expect(page.locator(f"{LIST} [role=option]").first).to_contain_text("Каминский")
    page.keyboard.press("Escape")
    expect(page.locator(LIST)).to_be_hidden()


def test_the_other_layout_and_a_command(new_page: Callable[..., Page]) -> None:
    page = new_page(OFFICIAL)
    page.keyboard.press("Control+k")
    page.keyboard.type("Uhjlyj")
    expect(page.locator(LIST)).to_contain_text("гродно")
    expect(page.locator(f"{LIST} [role=option]").first).to_contain_text("Гродно")
    page.locator("[data-seek] input").fill("english")
    expect(page.locator(f"{LIST} button[role=option]")).to_have_text("English")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_enter_on_nothing_chosen_opens_the_page_of_all_finds(new_page: Callable[..., Page]) -> None:
    page = new_page(OFFICIAL)
    page.keyboard.press("/")
    page.keyboard.type("школ")
    expect(page.locator(f"{LIST} mark").first).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q="))
    expect(page.locator("main .hits a").first).to_be_visible()
