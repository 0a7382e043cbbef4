"""What shows that something was done: any record that tells what happened. Tokens are `interaction:7`, `document:3`.

Kinds that are not there, or that the person may not read, are left out; so a new kind of record needs no change here
but its word in `KINDS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from sqlalchemy import select

from tracker.kernel.db import Archivable, db
from tracker.kernel.find import Findable, matches
from tracker.kernel.subjects import Subject, subject_kind, titles
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.lookups import Group, Option
from tracker.web.signed_in import found_profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.kernel.subjects import SubjectKind

KINDS = ("interaction", "event", "letter", "document")
FOUND_OF_A_KIND = 5


def _may_read(kind: SubjectKind | None) -> bool:
    profile = found_profile()
    return kind is not None and profile is not None and bool(kind.needs) and profile.may(Permission(kind.needs))


def _kinds() -> Iterator[SubjectKind]:
    for name in KINDS:
        kind = subject_kind(name)
        if kind is not None and _may_read(kind) and kind.takes_attachments and issubclass(kind.model, Findable):
            yield kind


def _found(kind: SubjectKind, typed: str) -> Sequence[Any]:
    model = kind.model
    statement = select(model).where(matches(model, typed))
    if issubclass(model, Archivable):
        statement = statement.where(model.archived_at.is_(None))
    return db.session.scalars(statement.order_by(model.sort_name, model.id).limit(FOUND_OF_A_KIND)).all()


def groups(typed: str) -> Sequence[Group]:
    """Records under the typed words, kind by kind."""
    if not typed.strip():
        return ()
    language = formats.language()
    return [
        Group(
            formats.words(kind.label),
            [
                Option(f"{kind.name}:{one.id}", kind.title(one, language), formats.words(kind.label))
                for one in _found(kind, typed)
                if kind.title is not None
            ],
        )
        for kind in _kinds()
    ]


def found(typed: str) -> Sequence[Option]:
    return [option for group in groups(typed) for option in group.options]


def subject_of(token: str | None) -> Subject | None:
    kind, _colon, number = (token or "").partition(":")
    return Subject(kind, int(number)) if number.isascii() and number.isdigit() else None


def named(tokens: Sequence[str]) -> Sequence[Option]:
    """The options of tokens; unknown ones, and those one may not read, are left out."""
    allowed = {kind.name: kind for kind in _kinds()}
    asked = [subject for token in tokens if (subject := subject_of(token)) and subject.kind in allowed]
    told = titles(asked, formats.language())
    return [
        Option(f"{subject.kind}:{subject.id}", title, formats.words(allowed[subject.kind].label))
        for subject, title in told.items()
    ]


def picked(token: str | None) -> tuple[Subject, str] | None:
    """The record and its title, as the action takes them."""
    options, subject = named([token]) if token else (), subject_of(token)
    return (subject, options[0].label) if options and subject is not None else None


def url_of(name: str | None, number: int | None) -> str:
    """The address of a piece of evidence, for those who may read it."""
    kind = subject_kind(name or "")
    if kind is None or number is None or not _may_read(kind):
        return ""
    words: dict[str, Any] = {kind.id_name: number}
    return url_for(kind.endpoint, **words)
