"""Twenty cards after a forum, counted; the line cut and the server killed in the middle: nothing lost or doubled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, text

import config
from tests import databases
from tests.browser import conftest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import LiveSite

MOST_KEYS, MOST_SECONDS = 25, 1.0
OFFICIAL = "official@dzerzhinsk.example"
# name, post, organisation and what is typed of it, phone or mail, what they want
CARDS = [
    (f"{first} {last}", ("мэр", "директор", "советник", "инженер")[at % 4], ("Вадодара", "Навои", "Джермистон", "Новополоцк")[at // 5 % 4],
     ("a.b@c.example" if at % 5 == 0 else ""), ("реагенты", "полимеры", "обмен", "")[at % 4])
    for at, (first, last) in enumerate(
        [(f"Гость{'абвгд'[n]}", f"Форумов{'клмн'[m]}") for n in range(5) for m in range(4)]
    )
]  # fmt: skip


@pytest.fixture
def live_site(tmp_path: Path) -> Iterator[LiveSite]:
    """A site for each of these tests: they count what is in it."""
    with conftest.serving(tmp_path) as site:
        yield site


class Keys:
    """Presses keys and counts them apart: those of names, and all others."""

    def __init__(self, page: Page) -> None:
        self.page, self.names, self.others = page, 0, 0

    def name(self, typed: str) -> None:
        self.page.keyboard.type(typed)
        self.names += len(typed)

    def type(self, typed: str) -> None:
        self.page.keyboard.type(typed)
        self.others += len(typed)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.others += 1


def event_on(site: LiveSite) -> int:
    return int(rows(site, "SELECT id FROM event WHERE title_en LIKE 'Business days%' ORDER BY id LIMIT 1")[0][0])


def rows(site: LiveSite, query: str, **values: int) -> list[Any]:
    url = site.database_url.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    with engine.connect() as connection:
        found = list(connection.execute(text(query), values))
    engine.dispose()
    return found


TAKEN = """SELECT p.interaction_id FROM interaction_participant p JOIN contact c ON c.id = p.contact_id
    WHERE c.name_ru LIKE 'Гость%'"""


def counts(site: LiveSite, event_id: int) -> dict[str, int]:
    """How many of the cards of this test stand in the database, as people, entries and interests."""
    queries = {
        "people": "SELECT count(*) FROM contact WHERE name_ru LIKE 'Гость%'",
        "names": "SELECT count(DISTINCT name_ru) FROM contact WHERE name_ru LIKE 'Гость%'",
        "entries": f"SELECT count(*) FROM interaction WHERE event_id = :event AND id IN ({TAKEN})",  # noqa: S608 - words of this file
        "interests": f"SELECT count(*) FROM interest WHERE event_id = :event AND interaction_id IN ({TAKEN})",  # noqa: S608 - words of this file
    }
    return {
        name: int(rows(site, query, **({"event": event_id} if ":event" in query else {}))[0][0])
        for name, query in queries.items()
    }


WANTED = {"people": 20, "names": 20, "entries": 20, "interests": 15}


def take(page: Page, keys: Keys, card: tuple[str, str, str, str, str]) -> None:
    """Types one card by keys alone, until the next can be typed."""
    name, post, organisation, way, wish = card
    keys.name(name)
    keys.press("Enter")
    keys.type(post)
    keys.press("Enter")
    keys.type(organisation[:2])  # the rest is completed
    keys.press("Enter")
    keys.type(way)
    keys.press("Enter")
    keys.type(wish)
    keys.press("Enter")
    keys.press("Enter")
    page.wait_for_function("document.activeElement.name === 'name' && document.activeElement.value === ''")


# from the key that saves to the moment the next name can be typed, by the clock of the page
WATCH = """() => {
  window.waited = 0;
  let pressed = 0;
  addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.type === "radio") pressed = performance.now(); }, true);
  addEventListener("focusin", (event) => { if (event.target.name === "name" && pressed) { window.waited += performance.now() - pressed; pressed = 0; } });
}"""


def test_twenty_contacts_after_a_forum(new_page: Callable[..., Page], live_site: LiveSite) -> None:
    event_id = event_on(live_site)
    page = new_page(OFFICIAL, size=conftest.PHONE)
    page.goto(f"/event-mode/{event_id}")
    expect(page.locator("form [data-kept]")).to_contain_text("отправлено")
    keys = Keys(page)
    page.evaluate(WATCH)
    for card in CARDS:
        take(page, keys, card)
    waited = page.evaluate("window.waited") / 1000
    expect(page.locator("form [data-kept]")).to_contain_text("Всё отправлено")
    assert counts(live_site, event_id) == WANTED
    assert keys.others / len(CARDS) <= MOST_KEYS, f"{keys.others / len(CARDS)} keys beside the names"
    assert waited < MOST_SECONDS, f"{waited:.2f} s of waiting"
    print(f"{keys.others / len(CARDS):.1f} keys a card beside the names, {waited:.2f} s of waiting in all")  # noqa: T201


def test_the_line_is_cut_in_the_middle(new_page: Callable[..., Page], live_site: LiveSite) -> None:
    event_id = event_on(live_site)
    page = new_page(OFFICIAL, size=conftest.PHONE)
    page.goto(f"/event-mode/{event_id}")
    expect(page.locator("form [data-kept]")).to_contain_text("отправлено")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.open('event-mode').then(kept => kept.keys()).then(keys => keys.length > 3)")
    keys = Keys(page)
    for card in CARDS[:7]:
        take(page, keys, card)
    page.context.set_offline(True)
    for card in CARDS[7:15]:
        take(page, keys, card)
    expect(page.locator("form [data-kept]")).to_contain_text("Ещё не отправлено")
    page.reload()  # the page itself opens again without a line, and what waits is there
    expect(page.locator("form [data-kept]")).to_contain_text("Ещё не отправлено")
    for card in CARDS[15:]:
        take(page, keys, card)
    assert counts(live_site, event_id)["people"] < 20
    page.context.set_offline(False)
    expect(page.locator("form [data-kept]")).to_contain_text("Всё отправлено")
    assert counts(live_site, event_id) == WANTED


def test_the_session_ends_while_there_is_no_line(new_page: Callable[..., Page], live_site: LiveSite) -> None:
    event_id = event_on(live_site)
    page = new_page(OFFICIAL, size=conftest.PHONE)
    page.goto(f"/event-mode/{event_id}")
    expect(page.locator("form [data-kept]")).to_contain_text("отправлено")
    page.evaluate("navigator.serviceWorker.ready")
    keys = Keys(page)
    page.context.set_offline(True)
    for card in CARDS:
        take(page, keys, card)
    page.context.clear_cookies()
    page.context.set_offline(False)
    link = page.locator("form [data-kept] a")
    link.wait_for()
    link.click()
    conftest.sign_in(page, OFFICIAL, "ru")
    page.goto(f"/event-mode/{event_id}")
    expect(page.locator("form [data-kept]")).to_contain_text("Всё отправлено")
    assert counts(live_site, event_id) == WANTED


def test_a_refused_card_comes_back_to_be_mended(new_page: Callable[..., Page], live_site: LiveSite) -> None:
    event_id = event_on(live_site)
    page = new_page(OFFICIAL, size=conftest.PHONE)
    page.goto(f"/event-mode/{event_id}")
    take(page, Keys(page), ("Гостья Правдина", "мэр", "Навои", "письмо@", "обмен"))
    page.locator("[data-cards] button").click()
    expect(page.locator("input[name=name]")).to_have_value("Гостья Правдина")
    page.fill("input[name=way]", "pravda@c.example")
    page.click("[data-main]")
    expect(page.locator("form [data-kept]")).to_contain_text("Всё отправлено")
    assert rows(live_site, "SELECT count(*) FROM contact WHERE name_ru = 'Гостья Правдина'")[0][0] == 1


class Killed:
    """A server of its own that is killed without warning, and started again on the same port and database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = conftest.free_port()
        self.url = databases.with_demo()
        self.address = f"http://127.0.0.1:{self.port}"
        self.served: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        settings = {
            "TRACKER_DATABASE_URL": self.url,
            "TRACKER_SECRET_KEY": "only for tests " * 3,
            "TRACKER_LOCALE": "ru",
        }
        environment = {**os.environ, **settings, "HOST": "127.0.0.1", "PORT": str(self.port)}
        log = self.folder / "log"
        with log.open("ab") as out:
            command = [str(Path(sys.executable).parent / "tracker"), "serve"]
            self.served = subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=config.ROOT)
        conftest.wait_until_it_answers(self.address, self.served, log)

    def kill(self) -> None:
        if self.served is not None:
            self.served.kill()
            self.served.wait(10)


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[Killed]:
    server = Killed(tmp_path)
    server.start()
    yield server
    server.kill()


def test_the_server_is_killed_in_the_middle(chromium: Any, killed: Killed) -> None:
    site = conftest.LiveSite(killed.address, killed.url)
    event_id = event_on(site)
    context = chromium.new_context(base_url=killed.address, locale="ru-RU", viewport={"width": 390, "height": 844})
    context.set_default_timeout(conftest.PATIENCE)
    page = context.new_page()
    page.goto("/sign-in")
    conftest.sign_in(page, OFFICIAL, "ru")
    page.goto(f"/event-mode/{event_id}")
    keys = Keys(page)
    for at, card in enumerate(CARDS):
        take(page, keys, card)
        if at in {5, 11}:
            killed.kill()  # cards are under way: carried out or not, nobody has heard
        if at in {8, 14}:
            killed.start()
    expect(page.locator("form [data-kept]")).to_contain_text("Всё отправлено", timeout=90_000)
    assert counts(site, event_id) == WANTED
    context.close()
