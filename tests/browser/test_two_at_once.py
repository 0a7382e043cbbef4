"""Forms in many hands: two people at one record, an impatient one, one who writes many lines; nothing is lost or doubled."""

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
OFFICIAL, MANAGER = "official@dzerzhinsk.example", "manager@dzerzhinsk.example"


def open_partner(page: Page, typed: str) -> str:
    """Its form of editing; the address of its page."""
    page.goto(f"/partners?q={typed}")
    page.locator("[data-row] a").first.click()
    page.wait_for_url(re.compile(r"/partners/\d+$"))
    address = page.url
    page.goto(f"{address}/edit")
    return address


@pytest.mark.parametrize(("language", "typed"), [("ru", "Павлодар"), ("en", "Hefei")])
def test_the_second_sees_both_versions_and_chooses(new_page: Callable[..., Page], language: str, typed: str) -> None:
    said = said_in(language)
    first, second = new_page(OFFICIAL, language=language), new_page(MANAGER, language=language)
    address = open_partner(first, typed)
    open_partner(second, typed)
    first.locator("#note").fill("Встречаются в мае")
    first.locator("#languages").fill("казахский")
    first.get_by_role("button", name=said("Save"), exact=True).last.click()
    first.wait_for_url(address)

    second.locator("#note").fill("Встречаются в июне")
    second.locator("#introduced_by").fill("посольство")
    second.get_by_role("button", name=said("Save"), exact=True).last.click()
    both = second.locator(".three")
    expect(both).to_contain_text("Встречаются в мае")
    expect(both).to_contain_text("Встречаются в июне")
    expect(both).to_contain_text("казахский")
    expect(both).to_contain_text("посольство")
    second.locator("input[name='keep.note'][value=theirs]").check()
    second.get_by_role("button", name=said("Save what is chosen")).click()
    second.wait_for_url(address)
    second.goto(f"{address}/edit")
    expect(second.locator("#note")).to_have_value("Встречаются в мае")
    expect(second.locator("#languages")).to_have_value("казахский")
    expect(second.locator("#introduced_by")).to_have_value("посольство")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_on_save_makes_one_record(new_page: Callable[..., Page], *, scripts: bool) -> None:
    page = new_page(OFFICIAL, java_script_enabled=scripts)
    name = f"Союз садоводов {'один' if scripts else 'два'}"
    page.goto("/organisations/new")
    page.locator("#name_ru").fill(name)
    page.locator("#kind").select_option(index=1)
    page.locator("form.form").get_by_role("button", name=said_in("ru")("Create"), exact=True).last.dblclick()
    expect(page).to_have_url(re.compile(r"/organisations/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.goto(f"/organisations?q={name}")
    expect(page.locator("[data-row]")).to_have_count(1)


def test_lines_of_a_form_come_and_go_by_keyboard(new_page: Callable[..., Page]) -> None:
    """Nothing is loaded for it, the focus goes along, and what is left is saved."""
    said = said_in("ru")
    page = new_page(OFFICIAL)
    page.goto("/events?q=Химия без границ")
    address = f"{page.locator('[data-row] a').first.get_attribute('href')}/programme"
    page.goto(address)
    lines = page.locator("[data-entry]")
    before = lines.count()
    more = page.get_by_role("button", name=said("One more line"))
    more.press("Enter")
    more.press("Enter")
    expect(lines).to_have_count(before + 2)
    first, last = lines.nth(before), lines.last
    expect(last.locator("[name$=starts_time]")).to_be_focused()  # the day is that of the line before
    last.locator("[name$=starts_time]").fill("18:00")
    last.locator("[name$=what]").fill("Прощание у Оки")
    first.get_by_role("button", name=said("Take this line off")).press("Space")
    expect(lines).to_have_count(before + 1)
    expect(last.locator("[name=less]")).to_be_focused()
    assert page.url.endswith(address), "no page was loaded"
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Прощание у Оки")).to_be_visible()
