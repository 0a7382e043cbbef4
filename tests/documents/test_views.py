"""The pages of documents: upload, list, download, and who sees what."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest

from tests import factories
from tests.documents.conftest import JPEG, PDF, PNG
from tracker.documents import actions, queries, receiving
from tracker.documents.models import Document
from tracker.kernel import storage
from tracker.kernel.db import db
from tracker.kernel.subjects import attachable_kinds
from tracker.web import parts
from tracker.web.security import LARGEST_BODY

TODAY = date(2026, 11, 23)


def upload(client, address, *files, status=303, **form):
    sent = {"kind": "draft", **form, "files": [(io.BytesIO(content), name, kind) for content, name, kind in files]}
    return client.post(address, sent, status=status, content_type="multipart/form-data")


def address_of(document):
    return f"/documents/{document.id}/versions/{document.versions[0].id}"


@pytest.fixture
def client_of(sign_in, official):
    return sign_in(official)


def test_several_files_become_a_document_each_on_the_page_of_their_record(client_of, partner):
    answer = upload(
        client_of,
        f"/documents/new?subject=partner:{partner.id}",
        (PDF, "план.pdf", "application/pdf"),
        (PNG, "фото.png", "image/png"),
        subject=f"partner:{partner.id}",
        title="не для двух",
    )
    assert answer.headers["Location"] == f"/partners/{partner.id}#documents"
    page = client_of.get(f"/partners/{partner.id}").text
    assert "план" in page
    assert "фото" in page
    assert "не для двух" not in page
    assert "PDF, 1" in page or "PDF, " in page


def test_without_a_record_one_is_found_by_its_name(client_of, partner):
    upload(client_of, "/documents/new", (PDF, "a.pdf", "application/pdf"), **{"subject-text": "Гродно"})
    found = db.session.scalars(db.select(Document)).one()
    assert (found.of_kind, found.of_id) == ("partner", partner.id)


def test_a_refused_file_brings_the_form_back_as_it_was(client_of, partner, storage_of_the_test):
    answer = upload(
        client_of,
        "/documents/new",
        (PDF, "good.pdf", "application/pdf"),
        (b"<svg/>", "bad.svg", "image/svg+xml"),
        status=422,
        subject=f"partner:{partner.id}",
        note="с печатью",
        kind="letter",
    )
    assert "bad.svg" in answer.text
    assert 'value="с печатью"' in answer.text
    assert re.search(r'value="letter"[^>]*selected|selected[^>]*value="letter"', answer.text)
    assert db.session.scalars(db.select(Document)).all() == []


def test_a_form_sent_twice_attaches_once(client_of, partner):
    for _time in range(2):
        upload(
            client_of,
            "/documents/new",
            (PDF, "a.pdf", "application/pdf"),
            subject=f"partner:{partner.id}",
            form_key="once-only-please",
        )
    assert len(db.session.scalars(db.select(Document)).all()) == 1


def test_only_upload_addresses_take_a_large_body(client_of, partner):
    large = PDF + bytes(LARGEST_BODY + 1)
    answer = upload(client_of, f"/partners/{partner.id}/edit", (large, "a.pdf", "application/pdf"), status=413)
    assert "At most 2 MB at once, and no files here." in answer.get_data(as_text=True)
    upload(client_of, "/documents/new", (large, "a.pdf", "application/pdf"), subject=f"partner:{partner.id}")


def test_a_stranger_sends_nothing_large(client):
    client.get("/sign-in")
    upload(client, "/documents/new", (PDF + bytes(LARGEST_BODY + 1), "a.pdf", "application/pdf"), status=413)


def test_the_body_of_an_upload_has_a_limit_too(client_of, partner, app):
    megabytes = app.extensions["settings"].largest_file
    most = megabytes * 1024 * 1024 + LARGEST_BODY
    answer = upload(client_of, "/documents/new", (bytes(most + 1), "a.pdf", "application/pdf"), status=413)
    assert f"At most {megabytes} MB of files at once." in answer.get_data(as_text=True)


def test_a_larger_file_than_the_setting_is_told_in_words(client_of, partner, monkeypatch):
    monkeypatch.setattr(receiving, "_limit", [1024 * 1024])
    answer = upload(
        client_of,
        "/documents/new",
        (PDF + bytes(1024 * 1024), "a.pdf", "application/pdf"),
        status=422,
        subject=f"partner:{partner.id}",
    )
    assert "larger than 1 MB" in answer.text


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (PDF, "скан «1».pdf", "application/pdf"),
        (JPEG, "a.jpg", "image/jpeg"),
        (b"a;b\n", "a.csv", "application/octet-stream"),
    ],
)
def test_a_download_is_whole_sandboxed_and_never_a_page(client_of, attach, content, name, media_type):
    answer = client_of.get(address_of(attach(content, name)))
    assert answer.data == content
    assert answer.headers["Content-Length"] == str(len(content))
    assert answer.mimetype == media_type
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name", ['a";x="\r\nSet-Cookie: a=b.pdf', "\u202efdp.pdf", "a" * 300 + ".pdf", "файл.pdf", ".pdf"]
)
def test_no_name_breaks_the_header(client_of, attach, name):
    answer = client_of.get(address_of(attach(PDF, name)))
    said = answer.headers["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=\"[A-Za-z0-9._-]+\"; filename\*=UTF-8''[A-Za-z0-9._~%-]+", said), said
    assert "Set-Cookie" not in answer.headers or "a=b" not in answer.headers["Set-Cookie"]


def test_a_content_that_is_gone_says_so(client_of, attach):
    document = attach()
    storage.in_use().remove(document.versions[0].storage_key)
    client_of.get(address_of(document), status=503)


def test_the_page_shows_pictures_and_pdf_and_no_other_kind(client_of, attach):
    assert "data-pages=" in client_of.get(f"/documents/{attach().id}").text
    assert '<img class="sight__picture"' in client_of.get(f"/documents/{attach(PNG, 'a.png').id}").text
    assert "not shown here" in client_of.get(f"/documents/{attach(b'a', 'a.txt').id}").text


def test_a_new_version_is_uploaded_and_told(client_of, attach, partner):
    document = attach()
    upload(client_of, f"/documents/{document.id}/versions", (PNG, "новее.png", "image/png"), note="с подписью")
    page = client_of.get(f"/documents/{document.id}").text
    assert "новее.png" in page
    assert "с подписью" in page
    assert "version 2" in client_of.get(f"/partners/{partner.id}").text


def test_the_archive_hides_it_from_all_who_cannot_bring_it_back(client_of, sign_in, attach, official):
    document = attach(title="Тайный проект")
    viewer = sign_in("viewer")
    viewer.get(address_of(document))
    client_of.post(f"/documents/{document.id}/archive", status=303)
    for address in (f"/documents/{document.id}", address_of(document)):
        viewer.get(address, status=404)
        client_of.get(address, status=200)
    assert "Тайный" not in viewer.get("/documents?archived=yes").text
    assert "Тайный" in client_of.get("/documents?archived=yes").text
    client_of.post(f"/documents/{document.id}/restore", status=303)
    viewer.get(address_of(document))


def test_the_list_is_found_by_the_record_and_by_the_file(client_of, attach):
    attach(title="План", name="plan-2026.pdf")
    for typed in ("Гродно", "plan-2026", "план"):
        assert ">План<" in client_of.get(f"/documents?q={typed}").text
    assert ">План<" not in client_of.get("/documents?q=Минск").text
    assert ">План<" in client_of.get("/documents?of=partner&kind=draft&type=pdf").text
    assert ">План<" not in client_of.get("/documents?of=agreement").text


def test_a_line_of_the_list_needs_the_right_to_its_record(client_of, attach, official, make_user, monkeypatch):
    from tracker.permissions import GRANTS, Permission, Role

    document = attach(title="План")
    viewer = make_user(Role.VIEWER)
    monkeypatch.setitem(GRANTS, Role.VIEWER, GRANTS[Role.VIEWER] - {Permission.PARTNERS_READ})
    assert queries.find_readable(document.id, user=viewer) is None
    assert queries.find_readable(document.id, user=official) is document


@pytest.fixture
def region(sign_in, city):
    return sign_in("observer")


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("signed_scan", 200),
        ("publication", 200),
        ("consent_letter", 200),
        ("draft", 404),
        ("letter", 404),
        ("evidence", 404),
    ],
)
def test_the_observer_reads_text_and_consent_of_an_agreement_only(region, attach, official, kind, status):
    agreement = factories.make_agreement(official, today=TODAY)
    document = attach(to=agreement, kind=kind, title="Бумага")
    region.get(f"/documents/{document.id}/paper", status=status)
    region.get(address_of(document), status=403)
    region.get("/documents", status=403)
    assert ("Бумага" in region.get(f"/agreements/{agreement.id}").text) == (status == 200)


def test_the_observer_reads_no_papers_of_a_partner(region, attach):
    document = attach(kind="signed_scan")
    region.get(f"/documents/{document.id}/paper", status=404)


def test_an_archived_paper_is_closed_to_the_region_at_once(region, attach, official):
    agreement = factories.make_agreement(official, today=TODAY)
    document = attach(to=agreement, kind="signed_scan")
    region.get(f"/documents/{document.id}/paper")
    actions.archive(document, by=official)
    db.session.commit()
    region.get(f"/documents/{document.id}/paper", status=404)


def test_every_record_that_takes_attachments_has_the_section(app):
    kinds = {kind.name for kind in attachable_kinds()} - {"document"}
    assert kinds >= {"agreement", "negotiation", "partner", "interaction", "organisation", "contact"}
    assert all("documents" in parts._parts[kind] for kind in kinds)


def test_the_section_costs_one_statement(client_of, attach, partner, counted):
    client_of.get(f"/partners/{partner.id}")
    few = counted()
    client_of.get(f"/partners/{partner.id}")
    before = len(few)
    for number in range(5):
        attach(name=f"{number}.pdf")
    db.session.commit()
    many = counted()
    client_of.get(f"/partners/{partner.id}")
    assert len(many) == before


def test_the_same_file_is_not_attached_to_a_record_twice(client_of, partner, attach):
    held = attach(PDF, "план.pdf", title="План")
    here = {"subject": f"partner:{partner.id}", "note": "ещё раз"}
    refused = upload(client_of, "/documents/new", (PDF, "другой.pdf", "application/pdf"), status=422, **here)
    assert "“другой.pdf” is attached here already: “План”." in refused.text
    assert "ещё раз" in refused.text
    upload(client_of, "/documents/new", (PDF, "a.pdf", "application/pdf"), **{**here, "kind": "evidence"})
    again = f"/documents/{held.id}/versions"
    refused = upload(client_of, again, (PDF, "план-2.pdf", "application/pdf"), status=422)
    assert "“план-2.pdf” is the same file" in refused.text
    upload(client_of, again, (PDF + b"\n", "план-2.pdf", "application/pdf"))


def test_the_page_of_a_record_leads_to_all_its_documents(client_of, official, partner, attach):
    elsewhere = attach(title="Чужое", to=factories.make_partnership(official, country="Belarus"))
    for number in range(queries.SHOWN_ON_A_PAGE + 1):
        attach(PDF + bytes(number), title=f"Лист {number}")
    address = f"/documents?subject=partner:{partner.id}"
    assert f'href="{address}"' in client_of.get(f"/partners/{partner.id}").text
    page = client_of.get(address).text
    assert "Лист 0" in page
    assert elsewhere.title not in page
    assert elsewhere.title in client_of.get("/documents?subject=partner:999999").text
