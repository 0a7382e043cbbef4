"""Handing out files. Always as a download in a sandbox: nothing uploaded is ever a page of this site.

Pictures and PDF are shown by the page of the document, which draws what it gets from these addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from tracker.documents import queries
from tracker.documents.file_types import TYPES
from tracker.documents.views.area import documents
from tracker.kernel import storage
from tracker.kernel.storage import CannotStore
from tracker.permissions import Permission
from tracker.web.files import file_answer
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.documents.models import DocumentVersion

OPAQUE = "application/octet-stream"
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@documents.page("/<int:document_id>/versions/<int:document_version_id>", needs=Permission.DOCUMENTS_READ)
def download(document_id: int, document_version_id: int) -> ResponseReturnValue:
    return handed_out(queries.get_version(document_id, document_version_id, user=signed_in_user()))


@documents.page("/<int:document_id>/paper", needs=Permission.AGREEMENTS_READ)
def paper(document_id: int) -> ResponseReturnValue:
    """The newest signed text, publication or letter of consent of an agreement, for all who read agreements."""
    return handed_out(queries.get_open_version(document_id))


def handed_out(version: DocumentVersion) -> ResponseReturnValue:
    """The content under its own name. Its true type is told only where a page draws it."""
    kind = TYPES[version.type]
    try:
        pieces = storage.in_use().pieces(version.storage_key)
    except CannotStore:
        abort(503)
    answer = file_answer(version.name, pieces, kind.media_type if kind.shown else OPAQUE)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.content_length = version.size
    return answer
