"""Files with personal data are written into the journal: who, when, what, what for; pages and other files are not."""

from __future__ import annotations

from sqlalchemy import select

from tests import factories
from tracker.audit.models import AuditEntry
from tracker.contacts import actions as contacts
from tracker.kernel.db import db


def entries():
    return db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "hand-out").order_by(AuditEntry.id)).all()


def test_who_took_what_and_what_for(sign_in, official, manager):
    partner = factories.make_partnership(official)
    person = contacts.create(by=official, answers={"name_ru": "Жуан Силва"})
    db.session.commit()
    who, person_id, partner_id = official.id, person.id, partner.id
    client, dossier, card = sign_in(official), f"/partners/{partner_id}/dossier", f"/contacts/{person_id}/card.vcf"
    for address in ("/contacts", f"/contacts/{person_id}", dossier, "/partners.csv"):
        client.get(address)
    assert entries() == []
    for address in (f"{dossier}.pdf", f"{dossier}.docx?purpose=report", "/contacts.csv?q=силва", "/contacts.xlsx"):
        client.get(address)
    for address in ("/contacts.vcf", f"{card}?purpose=nonsense"):
        client.get(address)
    client.get("/contacts/999999/card.vcf", status=404)
    meeting, report, letters = "To prepare a meeting", "For a report to the head", "For correspondence and calls"
    assert [(one.subject_kind, one.subject_id, one.reason, one.changes["file"][1]) for one in entries()] == [
        ("partner", partner_id, meeting, "pdf"),
        ("partner", partner_id, report, "docx"),
        ("contacts-list", 0, letters, "csv"),
        ("contacts-list", 0, letters, "xlsx"),
        ("contacts-list", 0, letters, "vcf"),
        ("contact", person_id, letters, "vcf"),
    ]
    assert {one.by_id for one in entries()} == {who}
    page = sign_in(manager).get("/admin/audit").text
    assert "taken as a file" in page
    assert meeting in page
