"""Picking a record of any kind by its words: the kinds are looked up where they are registered, not imported.

Tokens are `interaction:7`, `agreement:3`. Kinds that are not there, or that the person may not read, are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from sqlalchemy import select

from tracker.kernel.db import Archivable, db
from tracker.kernel.find import Findable, matches
from tracker.kernel.subjects import Subject, subject_kind, titles
from tracker.kernel.text import number_of
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.lookups import Group, LookupField, Option
from tracker.web.signed_in import found_profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.kernel.subjects import SubjectKind

FOUND_OF_A_KIND = 5


class Records:
    """The records of some kinds, as one field picks among them."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def _kinds(self) -> Iterator[SubjectKind]:
        for name in self.names:
            kind = subject_kind(name)
            if kind is not None and _may_read(kind) and kind.takes_attachments and issubclass(kind.model, Findable):
                yield kind

    def groups(self, typed: str) -> Sequence[Group]:
        """Records under the typed words, kind by kind; one query a kind."""
        if not typed.strip():
            return ()
        return [Group(formats.words(kind.label), _found(kind, typed)) for kind in self._kinds()]

    def found(self, typed: str) -> Sequence[Option]:
        return [option for group in self.groups(typed) for option in group.options]

    def named(self, tokens: Sequence[str]) -> Sequence[Option]:
        """The options of tokens; unknown ones, and those one may not read, are left out."""
        allowed = {kind.name: kind for kind in self._kinds()}
        asked = [subject for token in tokens if (subject := subject_of(token)) and subject.kind in allowed]
        return [
            Option(token_of(subject), title, formats.words(allowed[subject.kind].label))
            for subject, title in titles(asked, formats.language()).items()
        ]

    def picked(self, token: str | None) -> tuple[Subject, str] | None:
        """The record and its title, if the token names one."""
        options, subject = self.named([token]) if token else (), subject_of(token)
        return (subject, options[0].label) if options and subject is not None else None

    def field(self, label: Any, *, source: str, **options: Any) -> LookupField:
        """A field that picks one; `source`: the endpoint that answers with `groups`."""
        return LookupField(label, source=source, named=self.named, found=self.found, **options)


def _may_read(kind: SubjectKind) -> bool:
    profile = found_profile()
    return profile is not None and bool(kind.needs) and profile.may(Permission(kind.needs))


def _found(kind: SubjectKind, typed: str) -> Sequence[Option]:
    model, label, language = kind.model, formats.words(kind.label), formats.language()
    statement = select(model).where(matches(model, typed))
    if issubclass(model, Archivable):
        statement = statement.where(model.archived_at.is_(None))
    rows = db.session.scalars(statement.order_by(model.sort_name, model.id).limit(FOUND_OF_A_KIND))
    if kind.title is None:
        return ()
    return [Option(f"{kind.name}:{one.id}", kind.title(one, language), label) for one in rows]


def token_of(subject: Subject) -> str:
    return f"{subject.kind}:{subject.id}"


def subject_of(token: str | None) -> Subject | None:
    kind, _colon, number = (token or "").partition(":")
    there = number_of(number)
    return Subject(kind, there) if there is not None else None


def url_of(name: str | None, number: int | None) -> str:
    """The address of a record, for those who may read it; empty for others."""
    kind = subject_kind(name or "")
    if kind is None or number is None or not _may_read(kind):
        return ""
    words: dict[str, Any] = {kind.id_name: number}
    return url_for(kind.endpoint, **words)
