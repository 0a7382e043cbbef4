"""A served site on the demo data, and real Chromium looking at it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

import config
from tests import databases, factories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK, PHONE = (1366, 768), (390, 844)
AXE = config.ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STARTED_WITHIN = 60
PATIENCE = 20_000  # milliseconds: the machine may be busy
expect.set_options(timeout=PATIENCE)


@dataclass
class LiveSite:
    """A site that answers at `address`, on a copy of the demo data of its own."""

    address: str
    database_url: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(address: str, served: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and served.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the site did not start:\n{log.read_text()[-3000:]}")


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[LiveSite]:
    """Served as people serve it, by `tracker serve`, on a copy of the demo data."""
    port = free_port()
    url = databases.with_demo()
    settings = {"TRACKER_DATABASE_URL": url, "TRACKER_SECRET_KEY": "only for tests " * 3, "TRACKER_LOCALE": "ru"}
    settings["TRACKER_STORAGE_URL"] = databases.storage_url()
    environment = {**os.environ, **settings, "HOST": "127.0.0.1", "PORT": str(port)}
    log = folder / "log"
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as out:
        command = [str(Path(sys.executable).parent / "tracker"), "serve"]
        served = subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=config.ROOT)
        try:
            wait_until_it_answers(address, served, log)
            yield LiveSite(address, url)
        finally:
            served.terminate()
            served.wait(10)
    assert "Traceback" not in log.read_text(), f"the server broke:\n{log.read_text()[-3000:]}"


@pytest.fixture(scope="module")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """One site for each module of tests. A module that writes has one for each of its tests (`own_site`)."""
    with serving(tmp_path_factory.mktemp("served")) as site:
        yield site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("Chromium is not installed: `apt-get install chromium`, or run `make test` as root")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Watched:
    """What went wrong in the pages of a test: scripts, refused contents, answers of the server, foreign hosts."""

    address: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self.note_console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self.note_request)
        page.on(
            "response",
            lambda answer: self.faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
        )

    def note_console(self, message: ConsoleMessage) -> None:
        # a refused form answers 4xx, which the console tells too
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"a request elsewhere: {request.url}")


@pytest.fixture
def new_page(chromium: Browser, live_site: LiveSite) -> Iterator[Callable[..., Page]]:
    """A page of a browser of its own: `new_page("manager@dzerzhinsk.example", language="en", theme="dark")`.

    Without an e-mail it stands on the sign-in page. The test fails if anything went wrong in any of its pages.
    """
    watched = Watched(live_site.address)
    contexts = []

    def make(
        email: str = "", *, language: str = "ru", theme: str = "light", size: tuple[int, int] = DESK, **options: Any
    ) -> Page:
        context = chromium.new_context(
            base_url=live_site.address,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            locale={"ru": "ru-RU", "en": "en-GB"}[language],
            reduced_motion="reduce",
            accept_downloads=True,
            **options,
        )
        contexts.append(context)
        context.add_cookies([{"name": "language", "value": language, "url": live_site.address}])
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watched.watch(page)
        page.goto("/sign-in")
        if email:
            sign_in(page, email, language)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not watched.faults, "\n".join(watched.faults)


def sign_in(page: Page, email: str, language: str) -> None:
    """Through the page of it, and on in this language (the account's own is another one perhaps)."""
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", factories.PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    if page.locator("html").get_attribute("lang") != language:
        page.eval_on_selector(f".lang button[value={language}]", "button => button.form.requestSubmit(button)")
        page.wait_for_selector(f"html[lang={language}]")


def axe_findings(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its best practice, in short; with the colours of both themes."""
    page.evaluate(AXE.read_text())
    if not colours:
        return _found_by(page, {"runOnly": RULES, "rules": {"color-contrast": {"enabled": False}}})
    found = _found_by(page, {"runOnly": RULES})
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in _found_by(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})]
    page.emulate_media(color_scheme="light")
    return found


def _found_by(page: Page, options: dict[str, Any]) -> list[str]:
    found = page.evaluate("options => axe.run(document, {...options, resultTypes: ['violations']})", options)
    return [
        f"{one['id']}: {one['help']}\n    "
        + "\n    ".join(json.dumps(node["target"]) + " " + node["html"][:160] for node in one["nodes"][:5])
        for one in found["violations"]
    ]
