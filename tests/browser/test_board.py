"""A manager's morning at the board: cut it, look, move many with one reason, see why some stay, take it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.words import said_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.timeout(120)]

MANAGER, OFFICIAL = "manager@dzerzhinsk.example", "official@dzerzhinsk.example"


def open_board(page: Page, words: str = "") -> None:
    page.goto(f"/negotiations/board{words}")
    page.wait_for_load_state("networkidle")  # its script comes by itself


def cards(within: Page | Locator) -> Locator:
    return within.locator("[data-card]")


def test_many_cards_move_by_keyboard_alone_and_come_back(new_page: Callable[..., Page]) -> None:
    said = said_in("en")
    page = new_page(MANAGER, language="en")
    open_board(page, "?lanes=country")
    brazil = page.locator("[data-lane='BR']")
    expect(brazil.locator("summary")).to_contain_text(re.compile(r"\d"))
    brazil.locator("summary").press("Enter")
    expect(cards(brazil).first).to_be_hidden()

    open_board(page)
    column = page.locator("[data-column]").first
    titles = column.locator("a.card__t").all_inner_texts()[:2]
    column.locator("a.card__t").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".peek")).to_be_visible()
    expect(page.locator("#drawer-title")).to_have_text(titles[0])
    page.keyboard.press("Escape")
    expect(column.locator("a.card__t").first).to_be_focused()

    page.keyboard.press("KeyX")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+KeyX")
    expect(page.locator("[data-ticked]")).to_have_text("2")
    page.locator("#bulk button[value=move]").press("Enter")
    page.get_by_label(said("To which stage")).select_option(index=3)
    page.get_by_label(said("Reason")).fill("Decided at the meeting")
    page.get_by_role("button", name=said("Show what changes")).press("Enter")
    expect(page.locator("main")).to_contain_text(said("Name the document: number and date."))
    page.get_by_label(said("Document")).fill("№ 7")
    page.get_by_role("button", name=said("Show what changes")).press("Enter")
    page.get_by_role("button", name=re.compile("^Change 2")).press("Enter")
    page.wait_for_url(re.compile("/negotiations/board"))
    third = page.locator("[data-column]").nth(2)
    for title in titles:
        expect(third.locator("a.card__t", has_text=title)).to_be_visible()
    page.locator(".toast").get_by_role("button", name=said("Undo")).press("Enter")
    page.wait_for_url(re.compile("/negotiations/board"))
    for title in titles:
        expect(page.locator("[data-column]").first.locator("a.card__t", has_text=title)).to_be_visible()


def test_what_a_colleague_changed_is_marked_until_one_looks(new_page: Callable[..., Page]) -> None:
    manager, official = new_page(MANAGER, language="en"), new_page(OFFICIAL, language="en")
    with official.expect_response(re.compile("/board-visits/open")):
        open_board(official)
    open_board(manager)
    moved = manager.locator("[data-column]").first.locator("a.card__t").last
    title = moved.inner_text()
    moved.focus()
    manager.keyboard.press("KeyM")
    manager.locator(".board__menu button").first.press("Enter")
    second = manager.locator("[data-column]").nth(1)
    expect(second.locator("[data-card]:not([aria-busy])", has_text=title)).to_be_visible()

    open_board(official)
    marked = official.locator(".card.is-changed", has_text=title)
    expect(marked).to_be_visible()
    with official.expect_response(re.compile("/board-visits/look")):
        marked.locator(".card__f").click()
        expect(official.locator(".peek")).to_be_visible()
    official.keyboard.press("Escape")
    open_board(official)
    expect(official.locator("[data-card]", has_text=title)).to_be_visible()
    expect(official.locator(".card.is-changed", has_text=title)).to_have_count(0)
