"""Pictures that come with the form of a record, for slices that lie below the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.kernel.errors import RuleBroken
from tracker.kernel.subjects import Subject, subject_of
from tracker.web.uploads import FilesField

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.datastructures import FileStorage

    from tracker.accounts.models import User
    from tracker.web.fields import RecordForm

    Attach = Callable[[FileStorage, str, Subject, User], object]

_attach: list[Attach] = []


def attach_by(attach: Attach) -> None:
    """Who keeps the pictures: (file, kind of document, record it belongs to, by whom)."""
    _attach[:] = [attach]


class PictureField(FilesField):
    """One picture that becomes a document of this kind, attached to the record of the form."""

    def __init__(self, label: Any = None, *, kind: str, **options: Any) -> None:
        super().__init__(label, accept="image/*", many=False, **options)
        self.kind = kind


def without_pictures(form: RecordForm, answers: dict[str, Any]) -> dict[str, Any]:
    """What the record itself takes of the answers."""
    return {name: value for name, value in answers.items() if not isinstance(form[name], PictureField)}


def attach_pictures(form: RecordForm, record: Any, *, by: User) -> None:
    """Keep the pictures sent with the form. Raises RuleBroken beside the field of one that is not taken."""
    for field in form:
        for sent in field.data if isinstance(field, PictureField) else ():
            try:
                _attach[0](sent, field.kind, subject_of(record), by)
            except RuleBroken as broken:
                raise RuleBroken(broken.message, field.name, **broken.values) from broken
