"""The main job from end to end, as people do it with mouse and keyboard, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.browser.words import said_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Demo, LiveSite

pytestmark = [pytest.mark.timeout(120), pytest.mark.parametrize("language", ["ru", "en"])]

OFFICIAL, MANAGER, STRANGER = "official@dzerzhinsk.example", "manager@dzerzhinsk.example", "manager@bor.example"
SAO_PAULO = "Продукция химического комплекса"
TYPED = {"ru": "сан-паулу", "en": "sao paulo"}
COLUMNS = {
    "contact": {"ru": "Первичный контакт", "en": "First contact"},
    "interest": {"ru": "Изучение интересов", "en": "Exploring interests"},
    "notice": {"ru": "Уведомление региона", "en": "Region notified"},
    "intent": {"ru": "Протокол о намерениях", "en": "Letter of intent"},
    "drafting": {"ru": "Подготовка проекта", "en": "Drafting"},
}


@pytest.fixture
def live_site(demo_database: Demo, tmp_path: Path) -> Iterator[LiveSite]:
    """Each of these tests writes, so each has a site of its own."""
    with serving(demo_database, tmp_path) as site:
        yield site


class Hand:
    """A person's hand. Each click, each field filled in and each key pressed is one action."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def write(self, where: Locator, text: str) -> None:
        self.actions += 1
        where.press_sequentially(text)

    def press(self, key: str) -> None:
        self.actions += 1
        self.page.keyboard.press(key)


def column(page: Page, code: str, language: str) -> Locator:
    return page.get_by_role("region", name=COLUMNS[code][language], exact=True)


def card(within: Page | Locator, title: str) -> Locator:
    return within.locator("[data-card]").filter(has_text=title)


def open_talks(page: Page, subject: str, typed: str) -> None:
    """By the search of the list of talks."""
    page.goto("/negotiations")
    page.get_by_role("searchbox").press_sequentially(typed)
    expect(page.locator("[data-row]")).to_have_count(2)
    page.get_by_role("link", name=subject, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)


def test_a_meeting_is_logged_in_under_ten_actions(new_page: Callable[..., Page], language: str) -> None:
    said = said_in(language)
    page = new_page(OFFICIAL, language=language)
    open_talks(page, SAO_PAULO, TYPED[language])
    talks = page.url
    hand = Hand(page)
    hand.click(page.locator("main a[data-drawer]").filter(has_text=said("Log")).first)
    form = page.locator("#drawer form")
    hand.write(form.get_by_role("combobox", name=said("With whom")), "Карлус Пиментел")
    made = page.get_by_role("option").filter(has_text="Карлус Пиментел")
    expect(made).to_have_count(1)
    hand.click(made)
    hand.write(form.get_by_role("textbox", name=said("The main thing in one line")), "Договорились о пробной партии")
    hand.click(form.get_by_role("button", name=said("Save"), exact=True).last)
    expect(page.locator("#drawer")).to_be_hidden()
    assert hand.actions < 10, hand.actions
    entry = page.locator(".line__i", has_text="Договорились о пробной партии")
    expect(entry).to_be_visible()
    expect(entry).to_contain_text("Карлус Пиментел")
    page.locator(".crumbs a").last.click()
    expect(page.locator(".line__i", has_text="Договорились о пробной партии")).to_be_visible()
    page.goto("/contacts?q=Пиментел")
    expect(page.locator("[data-row]")).to_have_count(1)

    other = new_page(STRANGER, language=language)
    for path in ("/interactions?q=пробной", "/contacts?q=Пиментел", f"/negotiations?q={TYPED[language]}"):
        other.goto(path)
        expect(other.locator("[data-row]")).to_have_count(0)
    answer = other.goto(talks)
    assert answer is not None
    assert answer.status == 404
