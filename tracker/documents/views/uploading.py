"""Attaching files to a record, and newer versions of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.documents import actions, forms, queries, telling
from tracker.documents.kinds import Kind
from tracker.documents.receiving import MEGABYTE, largest
from tracker.documents.views import lookups
from tracker.documents.views.area import documents
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission
from tracker.web.editing import answer_form
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.datastructures import FileStorage

    from tracker.documents.models import Document


def largest_megabytes() -> int:
    return largest() // MEGABYTE


@documents.form("/new", needs=Permission.DOCUMENTS_EDIT, takes_files=True)
def new() -> ResponseReturnValue:
    """All files or none; several become a document each."""
    form: Any = forms.upload_form(lookups.named, lookups.found)(_prefilled())

    def save() -> list[Document]:
        subject = lookups.subject_of(form.subject.token)
        if subject is None:
            raise RuleBroken(N_("This record is not there any more. Choose another one."), "subject")
        alone = len(form.files.data) == 1
        return [
            actions.attach(
                _upload(one, language=form.language.data, note=form.note.data),
                kind=Kind(form.kind.data),
                subject=subject,
                by=signed_in_user(),
                title=(form.title.data or "") if alone else "",
                only_new=True,
            )
            for one in form.files.data
        ]

    count = len(form.files.data)
    return answer_form(
        form,
        save=save,
        saved_to=_record_page,
        saved_text=ngettext("The file is attached.", "%(num)d files are attached.", count),
        template="documents/new.html",
        most=largest_megabytes(),
        cancel=_cancelled_to(form.subject.token),
    )


def _upload(sent: FileStorage, *, language: str | None, note: str | None) -> actions.Upload:
    return actions.Upload(
        content=sent.stream, name=sent.filename or "", declared=sent.mimetype or "", language=language, note=note or ""
    )


def _prefilled() -> dict[str, Any]:
    """What the address asks for: the record, and what it is."""
    asked = request.args.get("subject", "")
    kind = request.args.get("kind", "")
    return {
        "subject": asked if lookups.subject_of(asked) and lookups.named([asked]) else None,
        "kind": kind if kind in set(Kind) else Kind.DRAFT.value,
    }


def _cancelled_to(token: str | None) -> str:
    subject = lookups.subject_of(token)
    return telling.subject_url(subject.kind, subject.id) if subject else url_for("documents.index")


def _record_page(made: list[Document]) -> str:
    """Back on the page of the record they belong to, where the section of documents stands."""
    return telling.subject_url(made[0].of_kind, made[0].of_id) + "#documents"


@documents.form("/<int:document_id>/versions", needs=Permission.DOCUMENTS_EDIT, takes_files=True)
def versions(document_id: int) -> ResponseReturnValue:
    document = queries.get_document(document_id, user=signed_in_user())
    form = forms.VersionForm()

    def save() -> None:
        file = _upload(form.files.data[0], language=document.language, note=form.note.data)
        actions.add_version(document, file, by=signed_in_user())

    here = url_for("documents.show", document_id=document_id)
    return answer_form(
        form,
        save=save,
        saved_to=lambda _none: here,
        saved_text=_("The new version is there."),
        template="documents/versions.html",
        document=document,
        most=largest_megabytes(),
    )
