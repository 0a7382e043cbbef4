"""Reading documents."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker.accounts.models import User
from tracker.documents import rules
from tracker.documents.file_types import PICTURES
from tracker.documents.kinds import AGREEMENT, OPEN_TO_THE_REGION, Kind
from tracker.documents.models import Document, DocumentVersion
from tracker.kernel.db import db
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tracker.kernel.subjects import Subject

SHOWN_ON_A_PAGE = 6


@functools.cache
def _uploader() -> Any:
    """Made when it is asked for: an alias wants every model that users are joined to."""
    return aliased(User, name="uploader")


def get_document(document_id: int, *, user: User) -> Document:
    """The document with its versions, if the person may read it. Raises NoResultFound."""
    return db.session.scalars(
        select(Document)
        .where(Document.id == document_id, readable(user))
        .options(
            selectinload(Document.versions).joinedload(DocumentVersion.uploaded_by), joinedload(Document.responsible)
        )
    ).one()


def find_readable(document_id: int, *, user: User) -> Document | None:
    """The document without its versions, if the person may read it."""
    return db.session.scalar(select(Document).where(Document.id == document_id, readable(user)))


def get_version(document_id: int, version_id: int, *, user: User) -> DocumentVersion:
    """One version of a document that the person may read. Raises NoResultFound."""
    return db.session.scalars(
        select(DocumentVersion)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(DocumentVersion.id == version_id, Document.id == document_id, readable(user))
    ).one()


def get_open_version(document_id: int) -> DocumentVersion:
    """The newest version of an agreement's text or letter of consent. Raises NoResultFound."""
    return db.session.scalars(
        select(DocumentVersion).join(Document, _is_latest()).where(Document.id == document_id, _open_to_the_region())
    ).one()


def readable(user: User) -> ColumnElement[bool]:
    """What `rules.can_read` says of one, said of all."""
    kinds = Document.of_kind.in_(rules.readable_kinds(user))
    if user.may(Permission.DOCUMENTS_ARCHIVE):
        return kinds
    in_use = Document.archived_at.is_(None)
    if user.may(Permission.ARCHIVE_OWN):
        return and_(kinds, or_(in_use, Document.responsible_id == user.id))
    return and_(kinds, in_use)


def uploader_name() -> Any:
    """The column of `rows` that names who uploaded."""
    return _uploader().name


def _is_latest() -> ColumnElement[bool]:
    return and_(DocumentVersion.document_id == Document.id, DocumentVersion.number == Document.latest)


def _open_to_the_region() -> ColumnElement[bool]:
    return and_(Document.of_kind == AGREEMENT, Document.kind.in_(OPEN_TO_THE_REGION), Document.archived_at.is_(None))


def rows(user: User) -> Select[Any]:
    """Documents that the person may read, as rows with their newest version and who uploaded it."""
    return (
        select(  # type: ignore[return-value]  # columns by name
            Document.id,
            Document.title,
            Document.kind,
            Document.language,
            Document.of_kind,
            Document.of_id,
            Document.subject_ru,
            Document.subject_en,
            Document.latest,
            Document.updated_at,
            DocumentVersion.id.label("version_id"),
            DocumentVersion.name,
            DocumentVersion.size,
            DocumentVersion.type,
            DocumentVersion.uploaded_at,
            DocumentVersion.uploaded_on,
            DocumentVersion.uploaded_by_id,
            _uploader().name.label("uploaded_by"),
        )
        .join(DocumentVersion, _is_latest())
        .join(_uploader(), _uploader().id == DocumentVersion.uploaded_by_id)
        .where(readable(user))
    )


def of_subject(subject: Subject, *, kinds: Collection[Kind] = (), limit: int = SHOWN_ON_A_PAGE) -> Sequence[Any]:
    """Rows of what is attached to a record, the newest first; each knows how many there are (`in_all`).

    Whoever asks has the right to read the record.
    """
    statement = (
        select(  # columns by name
            Document.id,
            Document.title,
            Document.kind,
            Document.language,
            Document.latest,
            DocumentVersion.id.label("version_id"),
            DocumentVersion.name,
            DocumentVersion.size,
            DocumentVersion.type,
            DocumentVersion.uploaded_at,
            DocumentVersion.uploaded_on,
            func.count().over().label("in_all"),
        )
        .join(DocumentVersion, _is_latest())
        .where(Document.of_kind == subject.kind, Document.of_id == subject.id, Document.archived_at.is_(None))
        .order_by(DocumentVersion.uploaded_at.desc(), Document.id.desc())
        .limit(limit)
    )
    if kinds:
        statement = statement.where(Document.kind.in_(kinds))
    return db.session.execute(statement).all()


def uploads_to(kind: str, subject_id: int) -> Select[Any]:
    """Rows of every version uploaded to a record, for its history."""
    return (
        select(
            Document.id,
            Document.title,
            DocumentVersion.number,
            DocumentVersion.size,
            DocumentVersion.type,
            DocumentVersion.note,
            DocumentVersion.uploaded_at,
            DocumentVersion.uploaded_on,
            _uploader().name.label("uploaded_by"),
        )
        .join(Document, Document.id == DocumentVersion.document_id)
        .join(_uploader(), _uploader().id == DocumentVersion.uploaded_by_id)
        .where(Document.of_kind == kind, Document.of_id == subject_id, Document.archived_at.is_(None))
    )


def pictures_of(of_kind: str, ids: Collection[int], kinds: Collection[Kind]) -> dict[tuple[int, Kind], Any]:
    """(number of the record, kind) → row of its newest document of that kind. Whoever asks may read the records."""
    rows = db.session.execute(
        select(
            Document.id,
            Document.of_id,
            Document.kind,
            DocumentVersion.name,
            DocumentVersion.type,
            DocumentVersion.storage_key,
            DocumentVersion.type.in_(PICTURES).label("is_picture"),
        )
        .join(DocumentVersion, _is_latest())
        .where(
            Document.of_kind == of_kind,
            Document.of_id.in_(ids),
            Document.kind.in_(kinds),
            Document.archived_at.is_(None),
        )
        .order_by(DocumentVersion.uploaded_at, Document.id)
    )
    return {(row.of_id, row.kind): row for row in rows}


def has(subject: Subject, kind: Kind) -> bool:
    """Whether a document of this kind is attached to the record."""
    return bool(of_subject(subject, kinds=[kind], limit=1))


def title_of_same(subject: Subject, kind: Kind, sha256: str) -> str | None:
    """What a document of the record is called whose newest version has this content, if there is one."""
    return db.session.scalar(
        select(Document.title)
        .join(DocumentVersion, _is_latest())
        .where(
            Document.of_kind == subject.kind,
            Document.of_id == subject.id,
            Document.kind == kind,
            Document.archived_at.is_(None),
            DocumentVersion.sha256 == sha256,
        )
        .limit(1)
    )


def storage_keys() -> Sequence[tuple[str, int, int]]:
    """(key, document, size) of every version within the scope."""
    found = db.session.execute(
        select(DocumentVersion.storage_key, DocumentVersion.document_id, DocumentVersion.size).order_by(
            DocumentVersion.id
        )
    )
    return [(row.storage_key, row.document_id, row.size) for row in found]
