"""What can be found: one line a kind. The kind's model, permission, address and name come from `kernel.subjects`.

`lines` tells what stands under a record's name: ids → id → (line, country code); it sends one statement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.agreements import queries as agreement_queries
from tracker.contacts import queries as contact_queries
from tracker.contacts.models import Contact, ContactPost
from tracker.documents import queries as document_queries
from tracker.documents import rules as document_rules
from tracker.documents import telling as document_telling
from tracker.documents.models import Document
from tracker.events import queries as event_queries
from tracker.events import telling as event_telling
from tracker.events.models import Event
from tracker.gifts import queries as gift_queries
from tracker.gifts.models import Gift
from tracker.interactions import queries as interaction_queries
from tracker.interactions.models import Interaction
from tracker.interests import queries as interest_queries
from tracker.interests import telling as interest_telling
from tracker.interests.models import Interest
from tracker.kernel.db import db
from tracker.kernel.subjects import SubjectKind, subject_kind
from tracker.kernel.text import N_
from tracker.letters import queries as letter_queries
from tracker.letters.models import Letter
from tracker.negotiations import queries as negotiation_queries
from tracker.obligations import queries as obligation_queries
from tracker.obligations.models import Obligation
from tracker.organisations import queries as organisation_queries
from tracker.organisations.models import KIND_LABELS as ORGANISATION_KINDS
from tracker.partners import queries as partner_queries
from tracker.partners.kinds import STATUS_LABELS
from tracker.permissions import Permission
from tracker.tasks import queries as task_queries
from tracker.tasks.models import Task
from tracker.web import formats
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import ColumnElement

    from tracker.web.signed_in import Profile

    Lines = Callable[[Sequence[int]], Mapping[int, "Line"]]


@dataclass(frozen=True)
class Line:
    """What stands under the name, and the country whose flag stands before it (ISO code or empty)."""

    text: str = ""
    flag: str = ""


@dataclass(frozen=True)
class Source:
    """A kind of records that the box finds. `label`: of the group, marked with N_; `loads`: what its words need.

    `only`: which of the records the person reads, where the permission for the kind does not say it all. Others are
    never shown.
    """

    kind: str
    label: str
    icon: str
    lines: Lines = field(default=lambda _ids: {})
    loads: tuple[Any, ...] = ()
    only: Callable[[], ColumnElement[bool]] | None = None

    @property
    def subject(self) -> SubjectKind:
        known = subject_kind(self.kind)
        if known is None:
            raise LookupError(f"the kind {self.kind} is not registered")
        return known

    def url(self, record_id: int) -> str:
        values: dict[str, Any] = {self.subject.id_name: record_id}
        return url_for(self.subject.endpoint, **values)

    def records(self, ids: Sequence[int], *conditions: ColumnElement[bool]) -> dict[int, Any]:
        model = self.subject.model
        wanted = select(model).where(model.id.in_(ids), *conditions).options(*self.loads)
        return {record.id: record for record in db.session.scalars(wanted)}

    def readable_records(self, ids: Sequence[int]) -> dict[int, Any]:
        """Those that the person signed in reads."""
        return self.records(ids, *([self.only()] if self.only is not None else []))


def _named(row: Any, what: str) -> str:
    first, second = ("ru", "en") if formats.language() == "ru" else ("en", "ru")
    return str(getattr(row, f"{what}_{first}") or getattr(row, f"{what}_{second}") or "")


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _partners(ids: Sequence[int]) -> dict[int, Line]:
    return {
        row.id: Line(
            _joined(_named(row, "country"), formats.words(STATUS_LABELS[row.status]).lower()), row.country_code
        )
        for row in partner_queries.named(ids)
    }


def _contacts(ids: Sequence[int]) -> dict[int, Line]:
    return {
        row.id: Line(_joined(_named(row, "title"), _named(row, "organisation") or row.body), row.country_code or "")
        for row in contact_queries.named(ids)
    }


def _organisations(ids: Sequence[int]) -> dict[int, Line]:
    return {
        row.id: Line(
            _joined(formats.words(ORGANISATION_KINDS[row.kind]), _named(row, "city") or _named(row, "country")),
            row.country_code,
        )
        for row in organisation_queries.named(ids)
    }


def _negotiations(ids: Sequence[int]) -> dict[int, Line]:
    return {
        row.id: Line(_joined(_named(row, "partner"), _named(row, "stage")), row.country_code)
        for row in negotiation_queries.named(ids)
    }


def _agreements(ids: Sequence[int]) -> dict[int, Line]:
    return {
        row.id: Line(_joined(f"№ {row.number}" if row.number else "", _named(row, "counterparts")))
        for row in agreement_queries.named(ids)
    }


def _interactions(ids: Sequence[int]) -> dict[int, Line]:
    rows = db.session.execute(interaction_queries.rows(formats.language()).where(Interaction.id.in_(ids)))
    kinds = interaction_queries.KIND_LABELS
    return {
        row.id: Line(
            _joined(
                formats.words(kinds[row.kind]), formats.day(row.happened_on), _named(row, "partner"), row.with_whom
            ),
            row.country_code or "",
        )
        for row in rows
    }


def _letters(ids: Sequence[int]) -> dict[int, Line]:
    rows = db.session.execute(letter_queries.rows(formats.language()).where(Letter.id.in_(ids)))
    return {
        row.id: Line(
            _joined(formats.day(row.registered_on), _named(row, "partner"), row.with_whom), row.country_code or ""
        )
        for row in rows
    }


def _obligations(ids: Sequence[int]) -> dict[int, Line]:
    rows = db.session.execute(obligation_queries.rows().where(Obligation.id.in_(ids)))
    return {row.id: Line(_joined(_named(row, "party"), formats.day(row.due_on))) for row in rows}


def _tasks(ids: Sequence[int]) -> dict[int, Line]:
    rows = db.session.execute(task_queries.rows().where(Task.id.in_(ids)))
    return {
        row.id: Line(
            _joined(row.assignee, formats.day(row.due_on) if row.due_on else "", _named(row, "partner")),
            row.country_code or "",
        )
        for row in rows
    }


def _gifts(ids: Sequence[int]) -> dict[int, Line]:
    rows = db.session.execute(gift_queries.rows().where(Gift.id.in_(ids)))
    return {
        row.id: Line(
            _joined(
                formats.day(row.passed_on),
                _named(row, "contact") or _named(row, "organisation") or _named(row, "partner"),
            ),
            row.country_code or "",
        )
        for row in rows
    }


def _events(ids: Sequence[int]) -> dict[int, Line]:
    return {
        row.id: Line(
            _joined(
                event_telling.kind_label(row.kind),
                formats.long_days(row.starts_on, row.ends_on),
                event_telling.where(row),
            ),
            row.country_code or "",
        )
        for row in db.session.execute(event_queries.rows().where(Event.id.in_(ids)))
    }


def _interests(ids: Sequence[int]) -> dict[int, Line]:
    rows = db.session.execute(interest_queries.rows(formats.language()).where(Interest.id.in_(ids)))
    return {
        row.id: Line(_joined(interest_telling.direction_label(row), interest_telling.who(row)), row.country_code or "")
        for row in rows
    }


def _documents(ids: Sequence[int]) -> dict[int, Line]:
    rows = db.session.execute(document_queries.rows(signed_in_user()).where(Document.id.in_(ids)))
    return {
        row.id: Line(
            _joined(
                document_telling.kind_label(row.kind),
                document_telling.subject_line(row.of_kind, _named(row, "subject")),
                row.name,
            )
        )
        for row in rows
    }


def _readable_documents() -> ColumnElement[bool]:
    """Those whose record the person may read."""
    return Document.of_kind.in_(document_rules.readable_kinds(signed_in_user()))


SOURCES: tuple[Source, ...] = (
    Source("partner", N_("Partner cities"), "map-pin", _partners),
    Source(
        "contact",
        N_("Contacts"),
        "user",
        _contacts,
        (selectinload(Contact.ways), selectinload(Contact.posts).joinedload(ContactPost.organisation)),
    ),
    Source("organisation", N_("Organisations"), "building-factory-2", _organisations),
    Source("negotiation", N_("Negotiations"), "messages", _negotiations),
    Source("agreement", N_("Agreements"), "file-certificate", _agreements),
    Source("interaction", N_("Interactions"), "message", _interactions, (joinedload(Interaction.partnership),)),
    Source("event", N_("Events"), "calendar-event", _events),
    Source(
        "interest",
        N_("Interests"),
        "bulb",
        _interests,
        (joinedload(Interest.partnership), joinedload(Interest.organisation), joinedload(Interest.contact)),
    ),
    Source("letter", N_("Letters"), "mail", _letters, (joinedload(Letter.interaction),)),
    Source("task", N_("Tasks"), "checkbox", _tasks),
    Source(
        "gift",
        N_("Gifts"),
        "tag",
        _gifts,
        (joinedload(Gift.partnership), joinedload(Gift.contact), joinedload(Gift.organisation)),
    ),
    Source("obligation", N_("Obligations"), "checkbox", _obligations, (joinedload(Obligation.agreement),)),
    Source(
        "document",
        N_("Documents"),
        "paperclip",
        _documents,
        (selectinload(Document.versions),),
        _readable_documents,
    ),
)
BY_KIND = {source.kind: source for source in SOURCES}


def readable(profile: Profile) -> dict[str, Source]:
    """The sources of what this person may read, by kind."""
    return {source.kind: source for source in SOURCES if profile.may(Permission(source.subject.needs))}
