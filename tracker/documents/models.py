"""Documents and their versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.documents.kinds import Kind
from tracker.kernel import clock
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable
from tracker.kernel.kinds import Code, Name, Title, enum_column
from tracker.kernel.subjects import Subject, register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import User


class Document(TenantOwned, Record, Archivable, Findable, Model):
    """A paper attached to a record of any kind (`of_kind`, `of_id`); what it says stands in its versions.

    `subject_ru` and `subject_en` repeat how that record is named (see `subject_titles`), `latest` the number of the
    newest version: a list reads rows and no more.
    """

    __tablename__ = "document"
    __table_args__ = (
        tenant_identity(),
        tenant_key("responsible_id", "user"),
        CheckConstraint("latest >= 1", name="has_a_version"),
        Index("ix_document_of", "municipality_id", "of_kind", "of_id", "id"),
        Index("ix_document_sort_name", "municipality_id", "sort_name", "id"),
        index_of_present("document"),
        Index("ix_document_kind", "municipality_id", "kind", "id"),
        Index("ix_document_responsible", "municipality_id", "responsible_id", "id"),
    )
    untold = frozenset({"subject_ru", "subject_en"})

    title: Mapped[Title]
    kind: Mapped[Kind] = enum_column(Kind)
    language: Mapped[str | None] = mapped_column(String(10))
    of_kind: Mapped[Code]
    of_id: Mapped[int]
    subject_ru: Mapped[Title] = mapped_column(default="")
    subject_en: Mapped[Title] = mapped_column(default="")
    responsible_id: Mapped[int | None]
    latest: Mapped[int] = mapped_column(default=1)

    versions: Mapped[list[DocumentVersion]] = relationship(
        back_populates="document",
        primaryjoin="Document.id == foreign(DocumentVersion.document_id)",
        order_by="DocumentVersion.number.desc()",
    )
    responsible: Mapped[User | None] = relationship(
        "User", primaryjoin="foreign(Document.responsible_id) == User.id", viewonly=True
    )

    @property
    def subject(self) -> Subject:
        return Subject(self.of_kind, self.of_id)

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.title, self.subject_ru, self.subject_en)
        for version in self.versions:
            yield version.name

    def name_to_sort(self) -> str:
        return self.title


class DocumentVersion(TenantOwned, Record, Model):
    """One file as it was uploaded. The content lies in the storage under `storage_key` and never changes.

    `uploaded_on` is the day of `uploaded_at` in the municipality's zone.
    """

    __tablename__ = "document_version"
    __table_args__ = (
        tenant_identity(),
        tenant_key("document_id", "document"),
        tenant_key("uploaded_by_id", "user"),
        UniqueConstraint("municipality_id", "document_id", "number"),
        UniqueConstraint("storage_key"),
        Index("ix_document_version_uploaded", "municipality_id", "uploaded_at", "document_id"),
        CheckConstraint("number >= 1 AND size >= 0", name="numbers_make_sense"),
    )
    untold = frozenset({"storage_key", "uploaded_on"})

    document_id: Mapped[int]
    number: Mapped[int]
    name: Mapped[Name]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    type: Mapped[Code]
    storage_key: Mapped[str] = mapped_column(String(32))
    language: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[Title | None]
    uploaded_by_id: Mapped[int]
    uploaded_at: Mapped[datetime] = mapped_column(default=clock.now)
    uploaded_on: Mapped[date]

    document: Mapped[Document] = relationship(
        back_populates="versions", primaryjoin="foreign(DocumentVersion.document_id) == Document.id"
    )
    uploaded_by: Mapped[User] = relationship(
        "User", primaryjoin="foreign(DocumentVersion.uploaded_by_id) == User.id", viewonly=True
    )

    @property
    def title_told(self) -> str:
        return self.name

    def told_under(self) -> tuple[str, int]:
        return "document", self.document_id


register_subject(
    "document",
    Document,
    label=N_("Document"),
    endpoint="documents.show",
    id_name="document_id",
    needs="documents:read",
    title=lambda record, _language: record.title,
)
