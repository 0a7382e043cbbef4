"""What two records and their merge say, in the user's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from tracker.audit.telling import kind_words
from tracker.contacts import languages
from tracker.contacts.models import BASIS_LABELS, SOURCE_LABELS
from tracker.merging import fields
from tracker.organisations.models import KIND_LABELS as ORGANISATION_KINDS
from tracker.partners.kinds import KIND_LABELS as PARTNER_KINDS
from tracker.partners.kinds import STATUS_LABELS
from tracker.search.sources import BY_KIND, Source
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.merging.fields import Field
    from tracker.search.sources import Line


@dataclass(frozen=True)
class Row:
    """A field in which the two differ: both values as they are shown, and which is offered."""

    name: str
    label: str
    kept: str
    gone: str
    offered: str


@dataclass(frozen=True)
class Told:
    """A record by its name and the line under it."""

    id: int
    title: str
    line: str
    flag: str
    url: str
    version: int


def rows(kind: str, kept: Any, gone: Any) -> list[Row]:
    return [
        Row(
            field.name,
            formats.words(field.label),
            _shown(kind, field, kept),
            _shown(kind, field, gone),
            fields.better(field, kept, gone),
        )
        for field in fields.differing(kind, kept, gone)
    ]


def told(kind: str, records: Sequence[Any]) -> list[Told]:
    """The records with their lines, in the order given; one statement."""
    source = BY_KIND[kind]
    lines = source.lines([record.id for record in records])
    return [_told(source, record, lines.get(record.id)) for record in records]


def _told(source: Source, record: Any, line: Line | None) -> Told:
    name = source.subject.title
    title = name(record, formats.language()) if name is not None else ""
    text, flag = (line.text, line.flag.lower()) if line is not None else ("", "")
    return Told(record.id, title, text, flag, source.url(record.id), record.version)


def moving(counted: dict[str, int]) -> list[tuple[str, int]]:
    """What goes over: the kind of rows, and how many."""
    return sorted((formats.words(kind_words(table)), number) for table, number in counted.items())


def page_of(kind: str) -> str:
    return url_for(BY_KIND[kind].subject.endpoint.replace(".show", ".index"))


def _shown(kind: str, field: Field, record: Any) -> str:
    teller = _TELLERS.get((kind, field.shown))
    if teller is not None:
        return teller(record)
    value = getattr(record, field.name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "isoformat"):
        return formats.day(value)
    return str(value or "")


def _label(labels: Any, value: Any) -> str:
    return formats.words(labels[value]) if value is not None else ""


def _place(record: Any) -> str:
    parts = (record.country, record.city)
    return ", ".join(part.name_in(formats.language()) for part in parts if part is not None)


_TELLERS: dict[tuple[str, str], Callable[[Any], str]] = {
    ("contact", "languages"): lambda record: languages.told(record.languages, formats.language()),
    ("contact", "basis"): lambda record: _label(BASIS_LABELS, record.basis),
    ("contact", "source"): lambda record: _label(SOURCE_LABELS, record.source),
    ("organisation", "kind"): lambda record: _label(ORGANISATION_KINDS, record.kind),
    ("organisation", "place"): _place,
    ("partner", "kind"): lambda record: _label(PARTNER_KINDS, record.kind),
    ("partner", "status"): lambda record: _label(STATUS_LABELS, record.status),
    ("partner", "responsible"): lambda record: record.responsible.name if record.responsible else "",
}
