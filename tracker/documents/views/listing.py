"""The list of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.documents import queries, rules, telling
from tracker.documents.file_types import TYPES
from tracker.documents.forms import kind_choices
from tracker.documents.models import Document, DocumentVersion
from tracker.documents.views import lookups
from tracker.documents.views.area import documents
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Linked, Person, initials
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select


def columns() -> Sequence[Column]:
    subject = Document.subject_ru if formats.language() == "ru" else Document.subject_en
    me = signed_in_user().id

    def belongs_to(row: Any) -> Any:
        title = row.subject_ru if formats.language() == "ru" else row.subject_en
        return telling.subject_line(row.of_kind, title)

    return (
        Column(
            name="title",
            label=_l("Document"),
            value=lambda row: Linked(row.title, url_for("documents.show", document_id=row.id)),
            sort=Document.sort_name,
            width="wide",
        ),
        Column(name="kind", label=_l("What it is"), value=telling.what, sort=Document.kind),
        Column(name="subject", label=_l("Belongs to"), value=belongs_to, sort=subject, width="wide"),
        Column(
            name="file",
            label=_l("File"),
            value=lambda row: f"{telling.type_label(row.type)}, {telling.size(row.size)}",
            sort=DocumentVersion.size,
        ),
        Column(name="version", label=_l("Version"), value=lambda row: row.latest, sort=Document.latest, end=True),
        Column(
            name="by",
            label=_l("Uploaded by"),
            value=lambda row: Person(row.uploaded_by, initials(row.uploaded_by), me=row.uploaded_by_id == me),
            sort=queries.uploader_name(),
        ),
        Column(name="at", label=_l("Uploaded"), value=lambda row: row.uploaded_on, sort=DocumentVersion.uploaded_at),
        Column(name="name", label=_l("Name of the file"), value=lambda row: row.name, shown=False),
    )


def filters() -> Sequence[Filter]:
    user = signed_in_user()
    kinds = {kind.name: kind.label for kind in rules.subject_kinds() if kind.name in rules.readable_kinds(user)}
    return (
        Filter(name="kind", label=_l("What it is"), choices=kind_choices, narrow=any_of(Document.kind)),
        Filter(
            name="of",
            label=_l("Belongs to"),
            choices=lambda: [(name, formats.words(label)) for name, label in kinds.items()],
            narrow=any_of(Document.of_kind),
        ),
        Filter(name="subject", label=_l("Record"), choices=asked_record, narrow=_of_record, single=True),
        Filter(
            name="type",
            label=_l("File"),
            choices=lambda: [(code, telling.type_label(code)) for code in TYPES],
            narrow=any_of(DocumentVersion.type),
        ),
        Filter(
            name="whose",
            label=_l("Who answers for it"),
            choices=lambda: [(str(user.id), _("I"))],
            narrow=any_number_of(Document.responsible_id),
            single=True,
        ),
        archived_filter(Document),
    )


def asked_record() -> list[tuple[str, str]]:
    """The one record that the address asks for: its page leads here where it does not show all."""
    token = request.args.get("subject")
    return [(one.id, one.label) for one in lookups.named([token])] if token else []


def _of_record(statement: Select[Any], values: list[str]) -> Select[Any]:
    subject = lookups.subject_of(values[0])
    return statement.where(Document.of_kind == subject.kind, Document.of_id == subject.id) if subject else statement


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    me = signed_in_user()
    views: list[tuple[str, dict[str, Any]]] = [(_("All"), {})]
    if me.may(Permission.DOCUMENTS_EDIT):
        views.append((_("Mine"), {"whose": str(me.id)}))
    views += [
        (_("Signed originals"), {"kind": "signed_scan"}),
        (_("Letters of consent"), {"kind": "consent_letter"}),
        (_("Drafts"), {"kind": "draft"}),
    ]
    ignored = {"sort", "cols", "size", "after", "before", "from"}
    asked = {name: value for name, value in request.args.items() if name not in ignored and value}
    return [
        {"text": text, "url": url_for("documents.index", **words), "current": asked == words} for text, words in views
    ]


DOCUMENTS = ListSpec(
    name="documents",
    title=_l("Documents"),
    query=lambda: queries.rows(signed_in_user()),
    key=Document.id,
    columns=columns,
    filters=filters,
    searched=Document,
    sort="-at",
    tabs=tabs,
)
documents.list(DOCUMENTS, needs=Permission.DOCUMENTS_READ)
