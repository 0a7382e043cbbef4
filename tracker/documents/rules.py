"""Who may do what with documents. No session, no request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.documents.contents import FIELD
from tracker.documents.file_types import PICTURES
from tracker.documents.kinds import AGREEMENT, OPEN_TO_THE_REGION, Kind
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.subjects import SubjectKind, attachable_kinds, subject_kind
from tracker.kernel.text import N_
from tracker.permissions import Permission

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.documents.models import Document, DocumentVersion

OWN_KIND, PERSON = "document", "contact"
CARD_TYPES = (*PICTURES, "heic", "pdf")


def subject_kinds() -> list[SubjectKind]:
    """The kinds of records that documents are attached to: all that take attachments but documents themselves."""
    return [kind for kind in attachable_kinds() if kind.name != OWN_KIND]


def readable_kinds(user: User) -> list[str]:
    """The kinds of subjects whose documents the person may read: who may read a record may read its papers."""
    if not user.may(Permission.DOCUMENTS_READ):
        return []
    return [kind.name for kind in subject_kinds() if user.may(Permission(kind.needs))]


def is_open_to_the_region(document: Document) -> bool:
    """Text and letter of consent of an agreement, which the region's body reads."""
    return document.of_kind == AGREEMENT and document.kind in OPEN_TO_THE_REGION and document.archived_at is None


def can_read(document: Document, user: User) -> bool:
    """The right to the record it is attached to; of an archived one, only whoever may bring it back."""
    if document.of_kind not in readable_kinds(user):
        return False
    return document.archived_at is None or can_archive(document, user)


def check_responsible(user: User) -> None:
    if not (user.is_active and user.may(Permission.DOCUMENTS_EDIT)):
        raise RuleBroken(N_("This person cannot answer for it."), "responsible_id")


def can_archive(document: Document, user: User) -> bool:
    """A manager any document, an official those he or she answers for."""
    own = user.may(Permission.ARCHIVE_OWN) and document.responsible_id == user.id
    return own or user.may(Permission.DOCUMENTS_ARCHIVE)


def check_archive(document: Document, user: User) -> None:
    if not can_archive(document, user):
        raise NotAllowed(N_("You may archive only documents that you answer for."))


def check_may_attach(kind_name: str, user: User) -> None:
    """Whoever may edit documents attaches them to records that he or she may read."""
    kind = subject_kind(kind_name)
    if kind is None or kind.name not in {one.name for one in subject_kinds()}:
        raise RuleBroken(N_("Documents cannot be attached to this."), "subject")
    if not (user.may(Permission.DOCUMENTS_EDIT) and user.may(Permission(kind.needs))):
        raise NotAllowed(N_("You may not attach documents to this."), "subject")


def check_language(kind: Kind, language: str | None) -> None:
    if kind is Kind.TRANSLATION and not language:
        raise RuleBroken(N_("Say into which language it is translated."), "language")


def types_of(kind: Kind, of_kind: str) -> tuple[str, ...]:
    """The types of files that may be this; none where any may. A person's photo is drawn beside the name."""
    if kind is Kind.PHOTO and of_kind == PERSON:
        return PICTURES
    return CARD_TYPES if kind is Kind.BUSINESS_CARD else ()


def check_type(kind: Kind, of_kind: str, type_code: str) -> None:
    if (allowed := types_of(kind, of_kind)) and type_code not in allowed:
        raise RuleBroken(N_("This has to be a picture: JPEG, PNG or WEBP."), "kind")


def check_is_new(name: str, same: str | None) -> None:
    """`same`: the title of a document of the record with the same content, of the same kind."""
    if same is not None:
        raise RuleBroken(N_("“%(name)s” is attached here already: “%(title)s”."), FIELD, name=name, title=same)


def check_is_newer(version: DocumentVersion, latest: DocumentVersion) -> None:
    if version.sha256 == latest.sha256:
        raise RuleBroken(N_("“%(name)s” is the same file as the version that is there."), FIELD, name=version.name)


def check_in_use(document: Document) -> None:
    if document.archived_at is not None:
        raise RuleBroken(N_("The document is in the archive. Bring it back first."))
