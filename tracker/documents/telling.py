"""Documents in people's words: sizes, kinds, and their lines in the history of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.contacts import languages
from tracker.documents import queries
from tracker.documents.file_types import PICTURES, label_of
from tracker.documents.kinds import KIND_LABELS, Kind
from tracker.documents.models import DocumentVersion
from tracker.kernel.subjects import subject_kind
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.timeline import Source, TimelineEntry, register_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Select

KILO = 1000
ICONS = {"pdf": "file-text", "eml": "mail", **dict.fromkeys((*PICTURES, "heic"), "photo")}


def size(number: int) -> str:
    """3.1 MB, 214 kB, the user's way."""
    if number < KILO:
        return ngettext("%(num)d byte", "%(num)d bytes", number)
    if number < KILO * KILO:
        return _("%(number)s kB", number=format_decimal(max(1, round(number / KILO))))
    return _("%(number)s MB", number=format_decimal(round(number / KILO / KILO, 1)))


def kind_label(kind: Kind | str) -> str:
    return formats.words(KIND_LABELS[Kind(kind)])


def type_label(code: str) -> str:
    """PDF, DOCX, text."""
    return formats.words(label_of(code))


def language_name(code: str | None) -> str:
    return languages.names(formats.language()).get(code or "", "")


def icon_of(code: str) -> str:
    return ICONS.get(code, "file-text")


def what(row: Any) -> str:
    """What a row is: its kind, and a translation's language."""
    label = kind_label(row.kind)
    return f"{label}: {language_name(row.language)}" if row.language else label


def type_and_size(row: Any) -> str:
    """PDF, 3.1 MB"""
    return f"{type_label(row.type)}, {size(row.size)}"


def file_line(row: Any) -> str:
    """PDF, 3.1 MB · 12.02.2024"""
    return f"{type_and_size(row)} · {formats.day(row.uploaded_on)}"


def kind_of_subject(kind_name: str) -> str:
    kind = subject_kind(kind_name)
    return formats.words(kind.label) if kind else ""


def subject_line(kind_name: str, title: str) -> str:
    kind = subject_kind(kind_name)
    return f"{formats.words(kind.label)}: {title}" if kind else title


def subject_url(kind_name: str, number: int) -> str:
    kind = subject_kind(kind_name)
    values: dict[str, Any] = {kind.id_name: number} if kind else {}
    return url_for(kind.endpoint, **values) if kind else ""


def told(row: Any) -> TimelineEntry:
    newer = _("version %(number)s", number=row.number) if row.number > 1 else ""
    return TimelineEntry(
        on=row.uploaded_on,
        at=row.uploaded_at,
        icon="paperclip",
        title=_("Document: %(title)s", title=row.title),
        text=row.note or "",
        meta=" · ".join(part for part in (newer, type_and_size(row), row.uploaded_by) if part),
        time=formats.time_of(row.uploaded_at),
        url=url_for("documents.show", document_id=row.id),
    )


def tell_of(kind_name: str) -> None:
    """Let the history of such records tell of their documents."""

    def statement(subject_id: int) -> Select[Any]:
        return queries.uploads_to(kind_name, subject_id)

    register_source(kind_name, _source(statement))


def _source(statement: Callable[[int], Select[Any]]) -> Source:
    return Source(
        name="documents",
        label=_l("Documents"),
        needs=Permission.DOCUMENTS_READ,
        statement=statement,
        on=DocumentVersion.uploaded_on,
        at=DocumentVersion.uploaded_at,
        key=DocumentVersion.id,
        entry=told,
    )
