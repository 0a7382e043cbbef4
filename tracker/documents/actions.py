"""What people do with documents: attach, add a version, describe, archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tracker.audit import actions as audit
from tracker.documents import queries, rules, subject_titles
from tracker.documents.kinds import Kind
from tracker.documents.models import Document, DocumentVersion
from tracker.documents.receiving import Stream, receive, title_of
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.subjects import Subject, find_record
from tracker.kernel.text import N_, clean

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that comes in. `content` has `read(size)`; `name` is the file's own, `declared` the media type that its
    sender named, `at` the moment (default: now).
    """

    content: Stream
    name: str
    declared: str = ""
    language: str | None = None
    note: str = ""
    at: datetime | None = None


def attach(
    file: Upload, *, kind: Kind, subject: Subject, by: User, title: str = "", only_new: bool = False
) -> Document:
    """Attach a file to a record, as the first version of a new document; without a title it is called after the file.

    `only_new`: not one that the record has already as the same. A step of an agreement may enclose a file again.
    Raises RuleBroken for a record that is not there, or a file that is not taken.
    """
    rules.check_may_attach(subject.kind, by)
    rules.check_language(kind, file.language)
    record = find_record(subject)
    if record is None:
        raise RuleBroken(N_("This record is not there any more. Choose another one."), "subject")
    version = _received(file, 1, by=by, only=rules.types_of(kind, subject.kind))
    if only_new:
        rules.check_is_new(version.name, queries.title_of_same(subject, kind, version.sha256))
    document = Document(
        title=clean(title) or title_of(file.name),
        kind=kind,
        language=file.language,
        of_kind=subject.kind,
        of_id=subject.id,
        responsible_id=by.id,
        latest=1,
        versions=[version],
    )
    subject_titles.name_subject(document, record)
    db.session.add(document)
    audit.record("attach", document, by=by)
    return document


def add_version(document: Document, file: Upload, *, by: User) -> DocumentVersion:
    """A newer file of the same document. Of two that come at once both stay, one after the other."""
    rules.check_may_attach(document.of_kind, by)
    rules.check_in_use(document)
    version = _received(file, 0, by=by, only=rules.types_of(document.kind, document.of_kind))
    rules.check_is_newer(version, document.versions[0])
    db.session.refresh(document, ["latest", "version"], with_for_update=True)
    version.number = document.latest = document.latest + 1
    version.document = document
    db.session.add(version)
    audit.record("add-version", document, by=by)
    return version


def _received(file: Upload, number: int, *, by: User, only: tuple[str, ...]) -> DocumentVersion:
    """The row of a file that the storage holds now."""
    if by.municipality is None:
        raise NotAllowed(N_("You may not attach documents to this."), "subject")
    received = receive(file.content, name=file.name, declared=file.declared, only=only)
    moment = file.at or clock.now()
    return DocumentVersion(
        number=number,
        name=received.name,
        size=received.size,
        sha256=received.sha256,
        type=received.type,
        storage_key=received.key,
        language=file.language,
        note=clean(file.note) or None,
        uploaded_by_id=by.id,
        uploaded_at=moment,
        uploaded_on=moment.astimezone(ZoneInfo(by.municipality.timezone)).date(),
    )


def describe(document: Document, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    """Correct what is said of a document. `answers`: title, kind, language, responsible_id."""
    if version is not None and document.version != version:
        raise EditedMeanwhile(document)
    rules.check_may_attach(document.of_kind, by)
    rules.check_in_use(document)
    rules.check_language(Kind(answers["kind"]), answers.get("language"))
    rules.check_type(Kind(answers["kind"]), document.of_kind, document.versions[0].type)
    document.title = answers["title"]
    document.kind = Kind(answers["kind"])
    document.language = answers.get("language")
    document.responsible_id = answers.get("responsible_id")
    audit.record("edit", document, by=by)


def assign(document: Document, to: User, *, by: User) -> None:
    """Somebody else answers for the document."""
    rules.check_in_use(document)
    rules.check_responsible(to)
    document.responsible_id = to.id
    audit.record("assign", document, by=by)


def archive(document: Document, *, by: User) -> None:
    """Put it away. From now on only those who may bring it back read it."""
    rules.check_archive(document, by)
    document.archived_at = document.archived_at or clock.now()
    audit.record("archive", document, by=by)


def restore(document: Document, *, by: User) -> None:
    rules.check_archive(document, by)
    document.archived_at = None
    audit.record("restore", document, by=by)
