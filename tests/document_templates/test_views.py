"""Keeping templates, and drafts on the pages of records."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from docx import Document as Opened
from sqlalchemy import select

from tests import factories
from tests.document_templates.test_templates import texts, written
from tracker.document_templates.models import DocumentTemplate
from tracker.document_templates.shipped import shipped
from tracker.documents.models import Document
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.negotiations import actions as negotiations

TODAY = date(2026, 11, 23)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def admin(sign_in, city):
    return sign_in("admin")


@pytest.fixture
def client_of(sign_in, official):
    return sign_in(official)


@pytest.fixture
def agreement(official):
    partner = factories.make_partnership(official)
    return factories.make_agreement(official, today=TODAY, foreign=True, title="О дружбе", partnership_id=partner.id)


def send(client, content, *, file_name="a.docx", status=303, address="/admin/templates/new", **form):
    sent = {"name": "Наше письмо", "kind": "letter", "language": "ru", **form}
    if content is not None:
        sent["files"] = (io.BytesIO(content), file_name, DOCX)
    return client.post(address, sent, status=status, content_type="multipart/form-data")


def make(client, template, subject, status=303):
    return client.post("/drafts/new", {"template": template, "subject": subject}, status=status)


def test_an_admin_keeps_a_template_and_the_list_shows_the_fields(admin):
    send(admin, written("{{ partner.name }}"))
    page = admin.get("/admin/templates").text
    assert "Наше письмо" in page
    assert "{{ agreement.title }}" in page
    made = db.session.scalars(select(DocumentTemplate)).one()
    assert admin.get(f"/admin/templates/{made.id}/file").data[:2] == b"PK"


def test_a_refused_template_says_where_and_keeps_what_was_typed(admin):
    answer = send(admin, written("Да", "{{ secret.key }}"), status=422)
    assert "paragraph 2" in answer.text
    assert "{{ secret.key }}" in answer.text
    assert 'value="Наше письмо"' in answer.text
    assert db.session.scalars(select(DocumentTemplate)).all() == []


@pytest.mark.parametrize(
    ("content", "name"), [(b"%PDF-1.7 x", "a.pdf"), (b"PK\x03\x04 broken", "a.docx"), (b"", "a.docx")]
)
def test_what_is_no_docx_is_refused(admin, content, name):
    sent = {
        "name": "x",
        "kind": "letter",
        "language": "ru",
        "files": (io.BytesIO(content), name, "application/octet-stream"),
    }
    admin.post("/admin/templates/new", sent, status=422, content_type="multipart/form-data")


def test_a_template_is_changed_with_and_without_a_file(admin):
    send(admin, written("{{ agreement.number }}"))
    made = db.session.scalars(select(DocumentTemplate)).one()
    address = f"/admin/templates/{made.id}/edit"
    send(admin, None, address=address, name="Другое имя", version=str(made.version))
    db.session.refresh(made)
    assert made.name == "Другое имя"
    send(admin, None, address=address, kind="minutes", version=str(made.version), status=422)
    send(admin, written("{{ interaction.text }}"), address=address, kind="minutes", version=str(made.version))
    db.session.refresh(made)
    assert made.kind == "minutes"


def test_a_draft_is_attached_downloaded_and_becomes_versions(client_of, agreement):
    for number in (1, 2):
        agreement.copies = number + 1
        db.session.commit()
        for _twice in range(2):
            answer = make(client_of, "agreement-ru", f"agreement:{agreement.id}")
        file = client_of.get(answer.headers["Location"])
        db.session.expire_all()
        document = db.session.scalars(select(Document)).one()
        assert document.latest == number
        assert document.kind == "draft"
        filled = texts(file.data)
        assert "О дружбе" in filled
        assert any("Гродно" in one for one in filled)
        assert not any("{{" in one for one in filled)


def test_the_article_is_that_of_the_day_and_says_when_nobody_confirmed_it(sign_in, official, agreement):
    for on, act in ((TODAY, "131-ФЗ"), (date(2027, 1, 12), "33-ФЗ")):
        with clock.standing_at(datetime(on.year, on.month, on.day, 12, tzinfo=UTC)):
            client = sign_in(official)
            answer = make(client, "consent-request-ru", f"agreement:{agreement.id}")
            filled = " ".join(texts(client.get(answer.headers["Location"]).data))
        assert act in filled
        assert "подлежит проверке правовым отделом" in filled
        assert "Пояснительная записка" in filled


def test_minutes_and_notices_are_made_where_they_belong(client_of, official):
    partner = factories.make_partnership(official)
    met = factories.make_interaction(official, partner=partner, subject="Встреча по экологии", text="Обсудили воздух")
    talks = negotiations.start(
        by=official,
        partnership=partner,
        answers={"subject": "Экология", "started_on": TODAY - timedelta(3)},
        today=TODAY,
    )
    filled = texts(client_of.get(make(client_of, "minutes-en", f"interaction:{met.id}").headers["Location"]).data)
    assert "Meeting: Встреча по экологии [in Russian: to be translated]" in filled
    assert "Date: 20\xa0November\xa02026" in filled
    filled = " ".join(
        texts(client_of.get(make(client_of, "notice-ru", f"negotiation:{talks.id}").headers["Location"]).data)
    )
    assert "Экология" in filled
    assert "20\xa0ноября\xa02026\xa0года" in filled
    make(client_of, "minutes-ru", f"negotiation:{talks.id}", status=409)


def test_both_languages_stand_side_by_side(client_of, agreement):
    answer = make(client_of, "agreement-bilingual", f"agreement:{agreement.id}")
    grid = Opened(io.BytesIO(client_of.get(answer.headers["Location"]).data)).tables[0]
    left, right = ([cell.text for cell in column.cells] for column in grid.columns)
    assert left[0] == "СОГЛАШЕНИЕ"
    assert right[0] == "AGREEMENT"
    assert "Гродно" in left[3]
    assert "1. Subject" in right


def test_unknown_words_and_foreign_records_answer_alike(client_of, agreement, make_user, other_city):
    from tracker.kernel.tenancy import acting_for

    with acting_for(other_city.id):
        theirs = factories.make_agreement(make_user("official", other_city), today=TODAY)
    for template, subject in (
        ("agreement-ru", f"agreement:{theirs.id}"),
        ("agreement-ru", "agreement:999999"),
        ("own:999", f"agreement:{agreement.id}"),
        ("../x", f"agreement:{agreement.id}"),
        ("agreement-ru", "stage:1"),
        ("agreement-ru", ""),
    ):
        make(client_of, template, subject, status=404)
    assert db.session.scalars(select(Document)).all() == []


def test_own_templates_come_first_and_leave_with_the_archive(admin, client_of, agreement):
    send(admin, shipped()["letter-en"].content, file_name="our.docx")
    page = client_of.get(f"/agreements/{agreement.id}").text
    assert page.index("Наше письмо") < page.index("Letter to a partner")
    made = db.session.scalars(select(DocumentTemplate)).one()
    make(client_of, f"own:{made.id}", f"agreement:{agreement.id}")
    admin.post(f"/admin/templates/{made.id}/archive", status=303)
    make(client_of, f"own:{made.id}", f"agreement:{agreement.id}", status=404)


def test_a_viewer_makes_no_draft(sign_in, agreement):
    viewer = sign_in("viewer")
    assert "Make the draft" not in viewer.get(f"/agreements/{agreement.id}").text
    make(viewer, "agreement-ru", f"agreement:{agreement.id}", status=403)
