"""The dossier on the screen and as files: whole, short enough, of one's own municipality, in both languages."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from tests import factories
from tracker.audit.models import AuditEntry
from tracker.contacts import actions as contacts
from tracker.documents import actions as documents
from tracker.documents.actions import Upload
from tracker.documents.kinds import Kind
from tracker.dossier import actions, document, queries
from tracker.dossier.models import TalkingPoints
from tracker.gifts import actions as gifts
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.kernel.tenancy import acting_for
from tracker.negotiations import actions as negotiations
from tracker.negotiations.models import Outcome
from tracker.tasks import actions as tasks

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LONG = "Очень длинное название, каких в жизни не бывает, " * 9


@pytest.fixture(autouse=True)
def _standing():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def partner(official):
    return factories.make_partnership(official)


@pytest.fixture
def crowded(official, partner):
    """A partner with more of everything than two pages hold."""
    actions.keep_points(partner, "\n".join(LONG for _ in range(12)), by=official, version=None)
    partner.note, partner.next_step, partner.next_step_on = LONG * 10, LONG[:290], TODAY
    for number in range(14):
        subject = f"{number} {LONG}"[:490]
        factories.make_interaction(official, partner=partner, subject=subject, kind="visit", text=LONG * 3)
        tasks.give(by=official, answers={"title": subject, "subject": Subject("partner", partner.id), "due_on": TODAY})
        gifts.add(
            by=official,
            answers={"way": "given", "what": subject, "passed_on": TODAY - timedelta(number), "occasion": subject},
            theirs=gifts.Theirs(partners=[partner]),
            today=TODAY,
        )
    db.session.flush()
    return partner


def _pages(data):
    return PdfReader(io.BytesIO(data)).pages


def test_the_page_stands_one_click_from_the_partner(sign_in, official, partner):
    official.municipality.latitude, official.municipality.longitude = 56.2376, 43.4633
    factories.make_interaction(official, partner=partner, subject="Договорились о выставке")
    client = sign_in(official)
    address = f"/partners/{partner.id}/dossier"
    assert address in client.get(f"/partners/{partner.id}").text
    page = client.get(address).text
    assert "Договорились о выставке" in page
    assert re.search(r"1,2[78]0 km", page)


def test_the_language_is_chosen_apart_from_that_of_the_interface(sign_in, official, partner):
    client = sign_in(official)
    page = client.get(f"/partners/{partner.id}/dossier?language=ru").text
    assert '<html lang="en"' in page
    assert 'class="paper paper--brief" lang="ru"' in page
    assert "О партнёре" in page
    assert 'class="paper paper--brief" lang="en"' in client.get(f"/partners/{partner.id}/dossier?language=xx").text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_longest_dossier_has_two_pages(sign_in, official, crowded, language):
    client = sign_in(official)
    answer = client.get(f"/partners/{crowded.id}/dossier.pdf?language={language}")
    pages = _pages(answer.data)
    assert len(pages) == 2
    told = "".join(page.extract_text() for page in pages)
    assert ("Gifts exchanged" if language == "en" else "Подарки") in told
    words = client.get(f"/partners/{crowded.id}/dossier.docx?language={language}")
    assert crowded.title_in(language) in "\n".join(one.text for one in Document(io.BytesIO(words.data)).paragraphs)


def test_what_is_left_out_is_counted(crowded, app):
    with app.test_request_context():
        paper = document.of_two_pages(queries.gather(crowded.id, language="en", today=TODAY), "en")
    headings = [part.text for part in paper.parts if type(part).__name__ == "Heading"]
    assert any(re.search(r": \d+ of 1\d", heading) for heading in headings)


def test_the_number_of_queries_does_not_grow(sign_in, official, partner, crowded, counted):
    empty = factories.make_partnership(official, city="Гродно") if partner.city is None else partner
    client = sign_in(official)
    client.get(f"/partners/{empty.id}/dossier")
    count = counted()
    client.get(f"/partners/{crowded.id}/dossier")
    assert len(count) <= 30


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [("viewer", 200, 403), ("official", 200, 200), ("manager", 200, 200), ("admin", 200, 200)],
)
def test_who_may_read_and_write(sign_in, partner, role, reads, writes):
    client = sign_in(role)
    for address in ("dossier", "dossier.pdf", "dossier.docx"):
        client.get(f"/partners/{partner.id}/{address}", status=reads)
    client.get(f"/partners/{partner.id}/dossier/points", status=writes)


def test_another_municipality_finds_nothing(sign_in, make_user, other_city, official, partner):
    actions.keep_points(partner, "Тайное", by=official, version=None)
    stranger = sign_in(make_user("manager", other_city))
    for address in ("dossier", "dossier.pdf", "dossier.docx", "dossier/points"):
        stranger.get(f"/partners/{partner.id}/{address}", status=404)
    with acting_for(other_city.id):
        assert db.session.scalars(select(TalkingPoints)).all() == []


def test_talking_points_are_kept_with_who_and_when(sign_in, official, partner):
    client = sign_in(official)
    address = f"/partners/{partner.id}/dossier/points"
    client.post(address, {"text": "Спросить о хоре\n<b>Каталог</b>"}, status=303)
    page = client.get(f"/partners/{partner.id}/dossier").text
    assert "<li>Спросить о хоре [in Russian]</li>" in page
    assert "&lt;b&gt;Каталог" in page
    assert official.name in page
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.kind == "talking_points")).one()
    assert (entry.subject_kind, entry.subject_id, entry.by_id) == ("partner", partner.id, official.id)
    assert "At most 2000" in client.post(address, {"text": "x" * 2001, "version": "1"}, status=422).text


def test_two_who_write_points_meet(sign_in, official, manager, partner):
    points = actions.keep_points(partner, "Первое", by=official, version=None)
    sent = {"text": "Второе", "version": str(points.version)}
    actions.keep_points(partner, "Иное", by=manager, version=points.version)
    sign_in(official).post(f"/partners/{partner.id}/dossier/points", sent, status=409)


def test_people_have_their_photos_on_the_page_and_in_the_files(sign_in, official, partner):
    silva = contacts.create(by=official, answers={"name_ru": "Жуан Силва", "address_as_ru": "господин Силва"})
    db.session.flush()
    factories.make_interaction(official, partner=partner, subject="Встреча", contacts=[silva])
    held = io.BytesIO()
    Image.new("RGB", (300, 400), (10, 90, 120)).save(held, "JPEG")
    held.seek(0)
    file = Upload(content=held, name="a.jpg")
    photo = documents.attach(file, kind=Kind.PHOTO, subject=Subject("contact", silva.id), by=official)
    db.session.commit()
    client, address = sign_in(official), f"/partners/{partner.id}/dossier"
    page = client.get(f"{address}?language=ru").text
    assert f'src="/documents/{photo.id}/picture?size=face" alt="Жуан Силва"' in page
    assert "господин Силва" in page
    assert len(PdfReader(io.BytesIO(client.get(f"{address}.pdf").data)).pages[0].images) == 1
    with zipfile.ZipFile(io.BytesIO(client.get(f"{address}.docx").data)) as package:
        assert [name for name in package.namelist() if name.startswith("word/media/")]
        assert b"<w:drawing>" in package.read("word/document.xml")


def test_it_says_what_not_to_promise_and_asks_what_it_is_taken_for(sign_in, official, manager, partner):
    talks = {"subject": "Ярмарка", "started_on": TODAY - timedelta(60)}
    ended = negotiations.start(by=official, partnership=partner, answers=talks, today=TODAY)
    db.session.flush()
    client, address = sign_in(official), f"/partners/{partner.id}/dossier?language=ru"
    page = client.get(address).text
    assert "Дату подписания: сначала нужно согласие региона" in page
    factories.make_agreement(official, today=TODAY, foreign=True, title="О школах", partnership_id=partner.id)
    negotiations.end(
        ended,
        Outcome.DECLINED_BY_US,
        by=manager,
        version=None,
        ended_on=TODAY,
        reason="нет места",
        resume_on=None,
        today=TODAY,
    )
    db.session.flush()
    page = client.get(address).text
    assert "Дату подписания «О школах»: ещё нет согласия региона." in page
    assert "Условия «О школах»: текст у нас не согласован (" in page
    assert "«Ярмарка»: переговоры завершены" in page
    assert "сначала нужно согласие региона" not in page
    for named in (
        'name="purpose"',
        '<option selected value="meeting">',
        f'formaction="/partners/{partner.id}/dossier.docx"',
    ):
        assert named in page
