"""How the record of a document is named, kept on the document so that lists and search need no other table.

The names are taken when a document is attached, and follow every change of the record.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from tracker.documents.models import Document
from tracker.documents.rules import OWN_KIND
from tracker.kernel.db import db
from tracker.kernel.find import Findable
from tracker.kernel.subjects import subject_kind

LONGEST = 500


def name_subject(document: Document, record: Any) -> None:
    """Write the record's names into the document."""
    kind = subject_kind(document.of_kind)
    if kind is None or kind.title is None:
        return
    document.subject_ru = kind.title(record, "ru")[:LONGEST]
    document.subject_en = kind.title(record, "en")[:LONGEST]


@event.listens_for(db.session, "before_flush")
def _follow(session: Session, _context: object, _instances: object) -> None:
    with session.no_autoflush:
        for record in list(session.dirty):
            name = getattr(type(record), "subject_kind", None)
            if not isinstance(name, str) or name == OWN_KIND or not _may_be_renamed(record):
                continue
            kind = subject_kind(name)
            if kind is None or not kind.takes_attachments:
                continue
            attached = select(Document).where(Document.of_kind == name, Document.of_id == record.id)
            for document in session.scalars(attached):
                name_subject(document, record)
                document.fold_words()


def _may_be_renamed(record: Any) -> bool:
    """Only then are the documents asked for: a findable record is renamed with its folded words."""
    if isinstance(record, Findable):
        return bool(inspect(record).attrs.folded.history.has_changes())
    return bool(db.session.is_modified(record))
