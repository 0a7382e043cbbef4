"""Pictures of people on their pages: the face beside the name, the business card in the column; taking them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, g, redirect, render_template, request, url_for

from tracker.documents import actions, pictures, queries
from tracker.documents.kinds import Kind
from tracker.documents.views.area import documents
from tracker.documents.views.handing_out import SANDBOX
from tracker.kernel.storage import CannotStore
from tracker.permissions import Permission
from tracker.web.attaching import attach_by
from tracker.web.files import file_answer
from tracker.web.parts import SIDE, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.datastructures import FileStorage

    from tracker.accounts.models import User
    from tracker.documents.models import Document
    from tracker.kernel.subjects import Subject

LEAD = "lead"


@documents.page("/<int:document_id>/picture", needs=Permission.DOCUMENTS_READ)
def picture(document_id: int) -> ResponseReturnValue:
    """The newest version made small, for who may read the record it belongs to; what is no picture has its page."""
    version = queries.get_document(document_id, user=signed_in_user()).versions[0]
    size = pictures.FACE if request.args.get("size") == pictures.FACE else pictures.CARD
    try:
        made = pictures.small(version.type, version.storage_key, size)
    except CannotStore:
        abort(503)
    if made is None:
        return redirect(url_for("documents.show", document_id=document_id))
    answer = file_answer(f"{document_id}.jpg", made, "image/jpeg")
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _take(sent: FileStorage, kind: str, subject: Subject, by: User) -> Document:
    file = actions.Upload(content=sent.stream, name=sent.filename or "", declared=sent.mimetype or "")
    return actions.attach(file, kind=Kind(kind), subject=subject, by=by)


attach_by(_take)


def _drawn(template: str, subject: Subject, kind: Kind) -> str:
    """Both are asked for once a page."""
    asked: dict[Any, Any] = g.setdefault("pictures_of_people", {})
    if subject not in asked:
        asked[subject] = queries.pictures_of(subject.kind, [subject.id], [Kind.PHOTO, Kind.BUSINESS_CARD])
    found = asked[subject].get((subject.id, kind))
    return render_template(template, document=found) if found is not None else ""


register_part(
    ["contact"],
    Part(
        name="photo",
        place=LEAD,
        order=10,
        needs=Permission.DOCUMENTS_READ,
        render=lambda subject: _drawn("documents/_face.html", subject, Kind.PHOTO),
    ),
)
register_part(
    ["contact"],
    Part(
        name="business-card",
        place=SIDE,
        order=5,
        needs=Permission.DOCUMENTS_READ,
        render=lambda subject: _drawn("documents/_card.html", subject, Kind.BUSINESS_CARD),
    ),
)
