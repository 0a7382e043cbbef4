"""The page of one document, its description, the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.documents import actions, forms, queries, rules, telling
from tracker.documents.file_types import PICTURES, TYPES
from tracker.documents.views.area import documents
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.documents.models import Document

PICTURE, PAGES = "picture", "pages"


@documents.page("/<int:document_id>", needs=Permission.DOCUMENTS_READ)
def show(document_id: int) -> ResponseReturnValue:
    user = signed_in_user()
    document = queries.get_document(document_id, user=user)
    latest = document.versions[0]
    return render_template(
        "documents/show.html",
        document=document,
        latest=latest,
        preview=preview_of(latest.type),
        telling=telling,
        subject=document.subject_ru if formats.language() == "ru" else document.subject_en,
        may_edit=user.may(Permission.DOCUMENTS_EDIT) and document.archived_at is None,
        may_archive=rules.can_archive(document, user),
    )


def preview_of(type_code: str) -> str:
    """How the page draws the file: as a picture, page by page (PDF, by script), or not at all."""
    if type_code in PICTURES:
        return PICTURE
    return PAGES if TYPES[type_code].shown else ""


@documents.form("/<int:document_id>/edit", needs=Permission.DOCUMENTS_EDIT)
def edit(document_id: int) -> ResponseReturnValue:
    document = queries.get_document(document_id, user=signed_in_user())
    form = forms.DocumentForm(_opened_with(document), version=document.version)
    form.offer(account_queries.officials())
    here = url_for("documents.show", document_id=document_id)
    return answer_form(
        form,
        save=lambda: actions.describe(
            document, by=signed_in_user(), version=form.opened_version(), answers=form.answers()
        ),
        saved_to=lambda _none: here,
        saved_text=_("Saved."),
        template="documents/edit.html",
        record=document,
        back_to=here,
        document=document,
    )


def _opened_with(document: Document) -> dict[str, object]:
    return {
        "title": document.title,
        "kind": document.kind.value,
        "language": document.language,
        "responsible_id": document.responsible_id,
    }


@documents.action("/<int:document_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(document_id: int) -> ResponseReturnValue:
    document = queries.get_document(document_id, user=signed_in_user())
    actions.archive(document, by=signed_in_user())
    flash_undo(_("The document is archived."), url_for("documents.restore", document_id=document_id))
    return redirect(telling.subject_url(document.of_kind, document.of_id), 303)


@documents.action("/<int:document_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(document_id: int) -> ResponseReturnValue:
    actions.restore(queries.get_document(document_id, user=signed_in_user()), by=signed_in_user())
    flash(_("The document is back."), "ok")
    return redirect(url_for("documents.show", document_id=document_id), 303)
