"""What a document can belong to, found by a part of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.documents import rules
from tracker.documents.views.area import documents
from tracker.kernel.db import db
from tracker.kernel.find import Findable, matches
from tracker.kernel.subjects import Subject, SubjectKind, titles
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.lookups import Group, Option, lookup_answer, typed_query
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

MOST_OF_A_KIND = 5


@documents.page("/subjects", needs=Permission.DOCUMENTS_EDIT)
def subjects() -> ResponseReturnValue:
    return lookup_answer(groups(typed_query()))


def groups(typed: str) -> list[Group]:
    """Records under the typed words, kind by kind."""
    return [Group(formats.words(kind.label), _of_kind(kind, typed)) for kind in _kinds()]


def found(typed: str) -> list[Option]:
    return [option for group in groups(typed) for option in group.options]


def named(tokens: Sequence[str]) -> list[Option]:
    """The records of these tokens (`agreement:5`), as far as the person may read them."""
    asked = [subject for token in tokens if (subject := subject_of(token)) is not None]
    known = titles(asked, formats.language())
    labels = {kind.name: formats.words(kind.label) for kind in _kinds()}
    return [
        Option(f"{subject.kind}:{subject.id}", known[subject], labels[subject.kind])
        for subject in asked
        if subject in known
    ]


def subject_of(token: str | None) -> Subject | None:
    """What a token names, if documents are attached to such records and the person may read them."""
    kind, _colon, number = (token or "").partition(":")
    if not number.isdecimal() or len(number) > 9 or kind not in {one.name for one in _kinds()}:  # noqa: PLR2004
        return None
    return Subject(kind, int(number))


def _kinds() -> list[SubjectKind]:
    readable = rules.readable_kinds(signed_in_user())
    return [kind for kind in rules.subject_kinds() if kind.name in readable]


def _of_kind(kind: SubjectKind, typed: str) -> list[Option]:
    model: Any = kind.model
    statement = select(model).limit(MOST_OF_A_KIND)
    if issubclass(model, Findable):
        statement = statement.where(matches(model, typed)).order_by(model.sort_name, model.id)
    elif typed:
        return []
    if hasattr(model, "archived_at"):
        statement = statement.where(model.archived_at.is_(None))
    label, language = formats.words(kind.label), formats.language()
    return [
        Option(f"{kind.name}:{record.id}", kind.title(record, language) if kind.title else "", label)
        for record in db.session.scalars(statement)
    ]
