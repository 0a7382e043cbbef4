"""The main job from end to end, as people do it with mouse and keyboard, in both languages."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe_findings, serving
from tests.browser.words import said_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import LiveSite

pytestmark = [pytest.mark.timeout(120)]

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


LANGUAGES = ("ru", "en")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def live_site(language: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """One site for each language; each test there writes to records of its own."""
    with serving(tmp_path_factory.mktemp(language)) as site:
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
    page.locator("main").get_by_role("searchbox").press_sequentially(typed)
    expect(page.locator("[data-row]")).to_have_count(2)
    page.get_by_role("link", name=subject, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)


def open_board(page: Page) -> None:
    page.goto("/negotiations/board")
    page.wait_for_load_state("networkidle")  # its script comes by itself


def expect_landed(moved: Locator) -> None:
    """The card stands there, and the server has agreed."""
    expect(moved).to_be_visible()
    expect(moved).not_to_have_attribute("aria-busy", "true")
    expect(moved).not_to_have_class(re.compile("is-refused"))


def test_a_meeting_is_logged_in_under_ten_actions(new_page: Callable[..., Page], language: str) -> None:
    said = said_in(language)
    page = new_page(OFFICIAL, language=language)
    open_talks(page, SAO_PAULO, TYPED[language])
    talks = page.url
    hand = Hand(page)
    hand.click(page.locator("main a[data-drawer]").filter(has_text=said("Log")).first)
    form = page.locator("#drawer form")
    event = form.locator("[data-only-for]")
    expect(event).to_be_visible()
    form.locator("label", has_text=said("Call")).first.click()
    expect(event).to_be_hidden()
    expect(event.locator("input[name=event_id]")).to_be_disabled()
    form.locator("label", has_text=said("Meeting")).first.click()
    expect(event).to_be_visible()
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


def test_the_official_moves_talks_by_keyboard_and_by_mouse(new_page: Callable[..., Page], language: str) -> None:
    page = new_page(OFFICIAL, language=language)
    open_board(page)
    by_key = card(column(page, "intent", language), "Программа 2027–2029")
    by_key.get_by_role("link").first.focus()
    page.keyboard.press("KeyM")
    expect(page.locator(".board__menu")).to_be_visible()
    page.locator(".board__menu button", has_text=COLUMNS["drafting"][language]).focus()
    page.keyboard.press("Enter")
    expect_landed(card(column(page, "drafting", language), "Программа 2027–2029"))

    dragged = card(column(page, "interest", language), SAO_PAULO)
    dragged.drag_to(column(page, "notice", language).locator("[data-cards]"))
    asked = card(column(page, "interest", language), SAO_PAULO).locator("form.why")
    expect(asked).to_be_visible()
    asked.locator("[name=document]").fill("№ 01-27/318 от 20.11.2026")
    page.keyboard.press("Enter")
    expect_landed(card(column(page, "notice", language), SAO_PAULO))
    page.reload()
    expect(card(column(page, "drafting", language), "Программа 2027–2029")).to_be_visible()
    card(column(page, "notice", language), SAO_PAULO).get_by_role("link", name=SAO_PAULO, exact=True).click()
    expect(page.locator(".line__i", has_text="01-27/318")).to_be_visible()


def test_a_stage_that_needs_a_manager_is_refused_to_an_official(new_page: Callable[..., Page], language: str) -> None:
    said, subject = said_in(language), "Азот и экология города"
    page = new_page(OFFICIAL, language=language)
    open_board(page)
    first, second = column(page, "contact", language), column(page, "interest", language)
    before = first.locator("[data-count]").inner_text()
    card(first, subject).drag_to(second.locator("[data-cards]"))
    refused = card(first, subject)
    expect(refused).to_contain_text(said("Into this stage a manager moves talks."))
    expect(card(second, subject)).to_have_count(0)
    expect(first.locator("[data-count]")).to_have_text(before)

    page = new_page(MANAGER, language=language)
    open_board(page)
    target = column(page, "interest", language).locator("[data-cards]")
    card(column(page, "contact", language), subject).drag_to(target, target_position={"x": 40, "y": 12})
    moved = card(column(page, "interest", language), subject)
    expect_landed(moved)
    page.reload()
    expect(moved).to_be_visible()


def test_two_pairs_of_eyes_see_an_agreement(new_page: Callable[..., Page], language: str) -> None:
    """What the official submitted is before the manager, and she never decides on what she submitted herself."""
    said = said_in(language)
    official = new_page(OFFICIAL, language=language)
    official.goto("/agreements?q=городской")
    official.get_by_role("link", name="О качестве городской среды").click()
    official.get_by_role("button", name=said("Back to drafting")).click()
    official.get_by_role("button", name=said("Submit for review")).click()
    expect(official.locator(".titler")).to_contain_text(said("In review"))
    submitted = official.url

    manager = new_page(MANAGER, language=language)
    manager.goto(submitted)
    expect(manager.locator(".titler")).to_contain_text(said("In review"))
    approvals = manager.locator("#approvals")
    approvals.get_by_role("link", name=f"{said('Record an approval')}…").first.click()
    approvals.get_by_role("button", name=said("Record an approval")).click()
    expect(approvals.get_by_text(said("given"), exact=True).first).to_be_visible()
    manager.get_by_role("button", name=said("Approve"), exact=True).click()
    expect(manager.locator(".titler")).to_contain_text(said("Approved"))

    manager.goto("/agreements?q=химических")
    manager.get_by_role("link", name="О химических парках").click()
    manager.get_by_role("button", name=said("Submit for review")).click()
    expect(manager.locator(".titler")).to_contain_text(said("In review"))
    expect(manager.get_by_role("button", name=said("Approve"), exact=True)).to_have_count(0)
    manager.goto("/")
    expect(manager.locator(".asks > li", has_text="О химических парках")).to_have_count(0)


def rows_of(page: Page) -> list[list[str]]:
    """The texts of the cells, as they are read."""
    found = page.locator("[data-row]").evaluate_all(
        "rows => rows.map(row => [...row.cells].filter(cell => !cell.matches('.c-check')).map(cell => (cell.querySelector('[title]') ?? cell)"
        ".getAttribute('title') ?? cell.innerText.trim()))"
    )
    return [[str(cell) for cell in row] for row in found]


def test_the_file_holds_what_the_screen_shows(new_page: Callable[..., Page], language: str) -> None:
    said = said_in(language)
    page = new_page(MANAGER, language=language)
    page.goto("/agreements")
    everything = page.locator("[data-row]").count()
    page.locator(".find summary").click()
    page.locator("input[name=expires][value='180']").check()
    expect(page).to_have_url(re.compile("expires=180"))
    expect(page.locator("[data-row]")).not_to_have_count(everything)
    page.keyboard.press("Escape")
    page.get_by_role("link", name=said("Valid until")).click()
    expect(page).to_have_url(re.compile("sort="))
    shown = rows_of(page)
    assert 0 < len(shown) < everything
    page.locator("summary", has_text=said("Export")).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=said("CSV, for any program")).click()
    kept = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(kept), delimiter=";" if language == "ru" else ",")
    assert heads[:2] == [said("Number"), said("Title")]
    texts = [heads.index(said(head)) for head in ("Number", "Title", "Status", "Responsible")]
    assert [[row[at] for at in texts] for row in rows] == [[row[at] for at in texts] for row in shown]

    other = new_page(STRANGER, language=language)
    other.goto("/agreements?expires=180")
    assert not {row[1] for row in shown} & {row[1] for row in rows_of(other) if row[0] != "01-27/26-2"}


def test_the_day_is_done_from_the_first_page(new_page: Callable[..., Page], language: str) -> None:
    """A manager approves and returns in the row, an official ticks off; axe finds nothing on the way."""
    said = said_in(language)
    manager = new_page(MANAGER, language=language)
    manager.goto("/")
    approved = manager.locator(".asks > li", has_text="О дружественных связях с городом Павлодаром")
    approved.get_by_role("button", name=said("Approve"), exact=True).click()
    expect(approved.get_by_role("link", name=said("Carry on…"))).to_be_visible()
    returned = manager.locator(".asks > li", has_text="О сотрудничестве школ")
    returned.locator("summary").click()
    assert axe_findings(manager) == []
    returned.locator("[name=reason]").fill("П. 3.2: срок уведомления — 60 дней")
    manager.keyboard.press("Enter")
    expect(returned).to_have_count(0)
    assert manager.url.endswith("/")

    official = new_page(OFFICIAL, language=language)
    official.goto("/")
    task = official.locator(".ticks > li", has_text="Отправить каталог")
    assert axe_findings(official) == []
    task.get_by_role("button").click()
    expect(task).to_have_count(0)
    expect(official.locator(".toast")).to_contain_text("Отправить каталог")
