"""What things are called when one thing is attached to, or told about, any other: (kind, id).

Each slice registers its records under the product's word, with the address that shows one, the permission to read
one, and how one is named.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Subject:
    """A record named by the word of its kind (`agreement`) and its number."""

    kind: str
    id: int


@dataclass(frozen=True)
class SubjectKind:
    """`label` is an English text marked with `N_`; `endpoint` shows one record, `<endpoint>_id` by `id_name`.

    `needs`: the permission to read one, as a word (`agreements:read`); `title`: (record, language) → its name. Things
    can be attached only to kinds that have both.
    """

    name: str
    model: type[Any]
    label: str
    endpoint: str
    id_name: str
    needs: str = ""
    title: Callable[[Any, str], str] | None = None

    @property
    def takes_attachments(self) -> bool:
        return bool(self.needs) and self.title is not None


_kinds: dict[str, SubjectKind] = {}


def register_subject(
    name: str,
    model: type[Any],
    *,
    label: str,
    endpoint: str,
    id_name: str,
    needs: str = "",
    title: Callable[[Any, str], str] | None = None,
) -> None:
    _kinds[name] = SubjectKind(name, model, label, endpoint, id_name, needs, title)
    model.subject_kind = name


def register_page(name: str, *, label: str, endpoint: str, id_name: str) -> None:
    """What people are told about without there being a record: the page `endpoint` at a number (a year)."""
    _kinds[name] = SubjectKind(name, object, label, endpoint, id_name)


def subject_kind(name: str) -> SubjectKind | None:
    return _kinds.get(name)


def attachable_kinds() -> list[SubjectKind]:
    """The kinds of records that documents, tasks and the like can be attached to."""
    return [kind for kind in _kinds.values() if kind.takes_attachments]


def subject_of(record: Any) -> Subject:
    """The subject a change of this record is told under: itself, or the record it is a part of."""
    told_under = getattr(record, "told_under", None)
    if told_under is not None:
        return Subject(*told_under())
    return Subject(getattr(type(record), "subject_kind", None) or type(record).__tablename__, record.id)


def find_record(subject: Subject) -> Any | None:
    """The record itself, if the kind takes attachments and the scope knows it."""
    kind = _kinds.get(subject.kind)
    if kind is None or not kind.takes_attachments:
        return None
    return db.session.scalar(select(kind.model).where(kind.model.id == subject.id))


def titles(subjects: Iterable[Subject], language: str) -> dict[Subject, str]:
    """How the records are named, of those that the scope knows; one query a kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for subject in subjects:
        by_kind[subject.kind].add(subject.id)
    named: dict[Subject, str] = {}
    for name, ids in by_kind.items():
        kind = _kinds.get(name)
        if kind is None or kind.title is None:
            continue
        for record in db.session.scalars(select(kind.model).where(kind.model.id.in_(ids))):
            named[Subject(name, record.id)] = kind.title(record, language)
    return named
