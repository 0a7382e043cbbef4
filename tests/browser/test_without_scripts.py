"""The main job in a browser that runs no scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.words import said_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.timeout(120)
OFFICIAL = "official@dzerzhinsk.example"


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page(OFFICIAL, java_script_enabled=False)


def log(page: Page, with_whom: str, subject: str) -> None:
    page.goto("/interactions/new")
    page.locator("[name=with_whom-text]").fill(with_whom)
    page.locator("#subject").fill(subject)
    page.locator("form.form [data-main]").click()


def test_an_entry_is_logged_with_a_new_name(page: Page) -> None:
    log(page, "Сяо Юй", "Передали приветствие")
    expect(page.locator("#toasts")).to_contain_text(said_in("ru")("Logged."))
    page.goto("/interactions?q=приветствие")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.goto("/contacts?q=Сяо")
    expect(page.locator("[data-row]")).to_have_count(1)


def test_a_name_that_several_bear_is_chosen(page: Page) -> None:
    log(page, "Павло", "Сверили списки")
    offered = page.locator(".offered input")
    assert offered.count() > 1
    offered.last.check()
    page.locator("form.form [data-main]").click()
    expect(page.locator("#toasts")).to_contain_text(said_in("ru")("Logged."))
    page.goto("/interactions?q=Сверили")
    expect(page.locator("[data-row]")).to_have_count(1)


def test_talks_move_by_the_form(page: Page) -> None:
    said, subject = said_in("ru"), "Программа 2027–2029"
    page.goto("/negotiations/board")
    page.locator(f"a[data-grip][aria-label$='{subject}']").click()
    page.wait_for_url(re.compile("/move$"))
    page.locator("#stage").select_option(label="Подготовка проекта")
    page.get_by_role("button", name=said("Move"), exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    expect(page.locator(".titler")).to_contain_text("Подготовка проекта")


def test_a_list_is_searched_and_filtered(page: Page) -> None:
    page.goto("/agreements")
    everything = page.locator("[data-row]").count()
    page.locator(".find summary").click()
    page.locator("input[name=expires][value='180']").check()
    page.get_by_role("button", name=said_in("ru")("Show"), exact=True).first.click()
    page.wait_for_url(re.compile("expires=180"))
    assert 0 < page.locator("[data-row]").count() < everything
    page.goto("/negotiations")
    page.locator("main").get_by_role("searchbox").fill("сан-паулу")
    page.locator("main").get_by_role("searchbox").press("Enter")
    expect(page.locator("[data-row]")).to_have_count(2)


def test_the_language_is_changed(page: Page) -> None:
    page.goto("/partners")
    page.locator(".lang button[value=en]").click()
    expect(page.locator("html[lang=en]")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Partners")
    expect(page).to_have_url(re.compile("/partners$"))
