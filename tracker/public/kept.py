"""What the office keeps of its public page: for the forms. What strangers read stands in `queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.agreements.models import Agreement
from tracker.documents.models import Document, DocumentVersion
from tracker.events.models import Event
from tracker.kernel.db import db
from tracker.partners.models import Partnership
from tracker.public.models import Publication, PublicPage
from tracker.public.rules import TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

LINKS: dict[str, Any] = {
    "partner": Publication.partnership_id,
    "agreement": Publication.agreement_id,
    "event": Publication.event_id,
}


def find_page() -> PublicPage | None:
    """The page of the municipality in scope."""
    return db.session.scalar(select(PublicPage))


def find_publication(kind: str, record_id: int) -> Publication | None:
    return db.session.scalar(select(Publication).where(LINKS[kind] == record_id))


def texts_of(agreement_id: int) -> Sequence[Any]:
    """Files of an agreement that may be shown: id, title and name, the newest first."""
    return db.session.execute(
        select(DocumentVersion.id, Document.title, DocumentVersion.name)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(
            Document.of_kind == "agreement",
            Document.of_id == agreement_id,
            Document.kind.in_(TEXTS),
            Document.archived_at.is_(None),
        )
        .order_by(DocumentVersion.uploaded_at.desc(), DocumentVersion.id.desc())
    ).all()


def shown() -> Sequence[Any]:
    """What is on the page: kind by its link, id and the office's own title."""
    return db.session.execute(
        select(
            Publication.id,
            Publication.partnership_id,
            Publication.agreement_id,
            Publication.event_id,
            Partnership.title_ru.label("partner_ru"),
            Partnership.title_en.label("partner_en"),
            Agreement.title.label("agreement"),
            Event.title_ru.label("event_ru"),
            Event.title_en.label("event_en"),
        )
        .outerjoin(Partnership, Partnership.id == Publication.partnership_id)
        .outerjoin(Agreement, Agreement.id == Publication.agreement_id)
        .outerjoin(Event, Event.id == Publication.event_id)
        .where(Publication.is_shown)
        .order_by(
            Publication.event_id.is_not(None),
            Publication.agreement_id.is_not(None),
            Partnership.sort_name,
            Agreement.sort_name,
            Event.starts_at,
            Publication.id,
        )
    ).all()
