"""What things are called when one thing is attached to, or told about, any other: (kind, id).

Each slice registers its records under the product's word, with the address that shows one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Subject:
    """A record named by the word of its kind (`agreement`) and its number."""

    kind: str
    id: int


@dataclass(frozen=True)
class SubjectKind:
    """`label` is an English text marked with `N_`; `endpoint` shows one record, `<endpoint>_id` by `id_name`."""

    name: str
    model: type[Any]
    label: str
    endpoint: str
    id_name: str


_kinds: dict[str, SubjectKind] = {}


def register_subject(name: str, model: type[Any], *, label: str, endpoint: str, id_name: str) -> None:
    _kinds[name] = SubjectKind(name, model, label, endpoint, id_name)
    model.subject_kind = name


def subject_kind(name: str) -> SubjectKind | None:
    return _kinds.get(name)


def subject_of(record: Any) -> Subject:
    """The subject a change of this record is told under: itself, or the record it is a part of."""
    told_under = getattr(record, "told_under", None)
    if told_under is not None:
        return Subject(*told_under())
    return Subject(getattr(type(record), "subject_kind", None) or type(record).__tablename__, record.id)
