"""A document's way in a browser: picked, photographed or dropped, sent, looked at in the page, handed out, made."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas

from tests.browser.conftest import PHONE, axe_findings, serving
from tests.browser.words import said_in
from tests.document_templates.test_templates import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import LiveSite

pytestmark = [pytest.mark.timeout(120)]
OFFICIAL = "official@dzerzhinsk.example"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RED_IS_DRAWN = """() => {
  const canvas = document.querySelector('[data-shown] canvas');
  if (!canvas?.width) return false;
  const shown = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  for (let at = 0; at < shown.length; at += 4)
    if (shown[at] > 180 && shown[at + 1] < 60 && shown[at + 3] > 0) return true;
  return false;
}"""
DROP = """([name, text, type]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name, {type}));
  document.querySelector('form.form [data-drop]').dispatchEvent(
    new DragEvent('drop', {dataTransfer: held, bubbles: true, cancelable: true}));
}"""
ru = said_in("ru")


@pytest.fixture(scope="module")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with serving(tmp_path_factory.mktemp("documents")) as site:
        yield site


def red_pages(number: int) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held)
    for _page in range(number):
        canvas.setFillColorRGB(0.8, 0, 0)
        canvas.rect(100, 600, 300, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def file(name: str, content: bytes, kind: str = "application/pdf") -> Any:
    return {"name": name, "mimeType": kind, "buffer": content}


def send(page: Page) -> None:
    page.locator("form.form [data-main]").click()


def test_a_file_is_sent_looked_at_and_handed_out(new_page: Callable[..., Page]) -> None:
    page = new_page(OFFICIAL)
    page.goto("/documents/new?subject=agreement:1")
    # that is for long work: its page is asked for every second
    expect(page.locator("[data-progress]")).to_have_count(0)
    chosen = page.locator("[data-chosen] li")
    page.set_input_files(".drop__in", [file("план.pdf", red_pages(2)), file("bad.svg", b"<svg/>", "image/svg+xml")])
    expect(chosen).to_have_count(2)
    send(page)
    expect(page.locator(".field.is-wrong")).to_contain_text("bad.svg")
    expect(chosen).to_have_count(2)
    chosen.filter(has_text="bad.svg").get_by_role("button").click()
    page.evaluate(DROP, ["list.csv", "a;b\n", "text/csv"])
    expect(chosen).to_have_count(2)
    send(page)
    page.wait_for_url("**/agreements/1#documents")
    expect(page.locator("#documents")).to_contain_text("list")
    page.locator("#documents a", has_text="план").click()
    page.wait_for_function(RED_IS_DRAWN)
    expect(page.locator("[data-shown='2'] canvas")).to_have_count(2)
    assert axe_findings(page, colours=False) == []  # its colours are those of every page
    with page.expect_download() as downloaded:
        page.get_by_role("link", name=ru("Download")).first.click()
    assert downloaded.value.suggested_filename == "план.pdf"

    page.get_by_role("link", name=ru("New version")).click()
    page.set_input_files(".drop__in", file("план-2.pdf", red_pages(1)))
    send(page)
    expect(page.locator("[data-shown='1'] canvas")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("план-2.pdf")


def test_a_phone_takes_a_photo_and_a_template_makes_a_draft(new_page: Callable[..., Page]) -> None:
    page = new_page(OFFICIAL, size=PHONE, has_touch=True, is_mobile=True)
    page.goto("/documents/new?subject=agreement:2")
    camera = page.locator(".drop__photo input")
    expect(page.locator(".drop__photo")).to_be_visible()
    expect(camera).to_have_attribute("capture", "environment")
    camera.set_input_files(file("снимок.pdf", red_pages(1)))
    expect(page.locator("[data-chosen] li")).to_contain_text("снимок.pdf")
    send(page)
    page.wait_for_url("**/agreements/2#documents")
    expect(page.locator("#documents")).to_contain_text("снимок")
    page.locator("summary", has_text=ru("Make the draft")).click()
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Соглашение на двух языках").click()
    assert downloaded.value.suggested_filename.endswith(".docx")


def test_an_admin_is_told_what_to_mend_in_a_template(new_page: Callable[..., Page]) -> None:
    page = new_page("admin@dzerzhinsk.example")
    page.goto("/admin/templates/new")
    page.set_input_files(".drop__in", file("a.docx", written("{{ secret }}"), DOCX))
    page.fill("#name", "Бланк")
    send(page)
    expect(page.locator(".faults li")).to_contain_text("{{ secret }}")
    assert axe_findings(page) == []


def test_a_step_refused_for_its_file_is_mended_where_it_stands(new_page: Callable[..., Page]) -> None:
    page = new_page("manager@dzerzhinsk.example")
    page.goto("/agreements?q=Навои&status=at_region")
    page.locator("[data-row] a").first.click()
    page.locator("#approvals").get_by_role("link", name=f"{ru('Record refusal')}…").click()
    page.fill("form.stepform [name=number]", "204-17")
    page.fill("form.stepform [name=reason]", "Уточните п. 3")
    page.set_input_files("form.stepform .drop__in", file("отказ.pdf", b""))
    page.locator("form.stepform button.btn--primary").click()
    expect(page.locator("form.stepform .field__error")).to_contain_text("отказ.pdf")
    expect(page.locator("form.stepform [name=number]")).to_have_value("204-17")
    page.set_input_files("form.stepform .drop__in", file("отказ.pdf", red_pages(1)))
    page.locator("form.stepform button.btn--primary").click()
    expect(page.locator(".titler")).to_contain_text(ru("Returned"))
    expect(page.locator("#documents")).to_contain_text("отказ")
