"""A messy sheet is imported with corrections, and taken back; a long one while one looks on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe_findings, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import LiveSite

pytestmark = [pytest.mark.timeout(600)]
OFFICIAL = "official@dzerzhinsk.example"
SHEET = """partnergemeinde;land;country;seit;form
Santos;Brasilien;Brazilia;1987;f
Poznań;Polen;Poland;12 мая 2001 г.;zz
Kleinkleckersdorf;BRD;Germany;1999;k
"""


@pytest.fixture(scope="module")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with serving(tmp_path_factory.mktemp("import")) as site:
        yield site


def upload(page: Page, path: Path) -> None:
    page.goto("/import?kind=partners")
    page.set_input_files("input[type=file]", path)
    page.locator("form.form [data-main]").click()
    page.wait_for_url("**/columns")
    page.locator("form.form [data-main]").click()


def tally(page: Page) -> list[str]:
    expect(page.locator(".tally")).to_be_visible(timeout=60_000)
    return page.locator(".tally dd").all_inner_texts()


def test_a_messy_sheet_with_corrections_and_undo(new_page: Callable[..., Page], tmp_path: Path) -> None:
    path = tmp_path / "побратимы.csv"
    path.write_bytes(SHEET.encode("utf-16"))
    page = new_page(OFFICIAL)
    upload(page, path)
    assert tally(page) == ["0", "0", "0", "3", "3"]
    assert axe_findings(page) == []
    page.fill("#r2 input[name=cell-2]", "Brazil")
    page.locator("#r2 button[name=correct]").click()
    expect(page.locator("#r2 input[name=cell-2]")).to_have_count(0)
    page.fill("#r3 input[name=cell-4]", "p")
    page.press("#r3 input[name=cell-4]", "Enter")
    expect(page.locator("#r3 input[name=cell-4]")).to_have_count(0)
    assert tally(page) == ["2", "0", "0", "1", "3"]
    page.locator("main section .btn--primary").click()
    expect(page.locator("a[href$='refused.csv']")).to_be_visible()
    with page.expect_download() as refused:
        page.click("a[href$='refused.csv']")
    assert "Kleinkleckersdorf" in refused.value.path().read_text("utf-8-sig")
    page.locator(".head__do button").click()
    expect(page.locator(".note--ok")).to_be_visible()
    page.goto("/partners?q=Santos")
    expect(page.locator("tbody tr")).to_have_count(0)


def test_a_long_sheet_shows_how_far_it_is(new_page: Callable[..., Page], tmp_path: Path) -> None:
    """Long enough to be done beside the requests: the page looks after it and shows the result by itself."""
    rows = "".join(f"Nowhere {number};Brasilien;Brazil;1999;p\n" for number in range(400))
    path = tmp_path / "long.csv"
    path.write_text("partnergemeinde;land;country;seit;form\n" + rows)
    page = new_page(OFFICIAL)
    upload(page, path)
    assert tally(page)[3:] == ["400", "400"]
