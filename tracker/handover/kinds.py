"""What a person can answer for, and who may take it over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.agreements import actions as agreements
from tracker.agreements.models import Agreement
from tracker.documents import actions as documents
from tracker.documents.models import Document
from tracker.events import actions as events
from tracker.events.models import Event, EventItem
from tracker.interactions.models import Interaction
from tracker.interests import actions as interests
from tracker.interests.kinds import LIVE
from tracker.interests.models import Interest
from tracker.kernel import clock
from tracker.kernel.subjects import Subject, subject_kind
from tracker.kernel.text import N_
from tracker.letters import actions as letters
from tracker.letters.models import Letter
from tracker.letters.queries import WAITS
from tracker.negotiations import actions as negotiations
from tracker.negotiations.models import Negotiation, Outcome
from tracker.obligations import actions as obligations
from tracker.obligations.kinds import State
from tracker.obligations.models import Obligation
from tracker.partners import actions as partners
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.tasks import actions as tasks
from tracker.tasks.models import Task
from tracker.tasks.queries import IS_OPEN

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Kind:
    """`name` is that of the subject, or of a part of one (then `part_of` and `title` say which and how it is called);
    `whose`: the column that says who answers; `open`: which records are handed over.
    `needs`: what whoever takes it over must be allowed to do; `assign`: (record, to, by) gives it away.
    """

    name: str
    label: str
    model: Any
    whose: InstrumentedAttribute[Any]
    open: ColumnElement[bool]
    needs: Permission
    assign: Callable[[Any, Any, Any], None]
    part_of: Callable[[Any], Subject] | None = None
    title: Callable[[Any, str], str] | None = None

    def title_of(self, record: Any, language: str) -> str:
        title = self.title or getattr(subject_kind(self.name), "title", None)
        return title(record, language) if title is not None else ""

    def subject_of(self, record: Any) -> Subject:
        """The record to look at."""
        return self.part_of(record) if self.part_of is not None else Subject(self.name, record.id)


def _subject(document: Document, language: str) -> str:
    return document.subject_ru if language == "ru" else document.subject_en


NOW = bindparam("now", callable_=clock.now, type_=Event.ends_at.type)
TO_COME = and_(Event.archived_at.is_(None), Event.cancelled_on.is_(None), Event.ends_at >= NOW)
REPORT_OWED = and_(
    Event.archived_at.is_(None),
    Event.cancelled_on.is_(None),
    Event.report_due_on.is_not(None),
    Event.reported_on.is_(None),
)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "partner", N_("Partners"), Partnership, Partnership.responsible_id, Partnership.archived_at.is_(None),
            Permission.PARTNERS_EDIT, lambda record, to, by: partners.assign(record, to, by=by, version=None),
        ),
        Kind(
            "negotiation", N_("Negotiations"), Negotiation, Negotiation.responsible_id,
            and_(
                Negotiation.archived_at.is_(None),
                or_(Negotiation.outcome.is_(None), Negotiation.outcome == Outcome.PAUSED),
            ),
            Permission.NEGOTIATIONS_MOVE_OWN, lambda record, to, by: negotiations.assign(record, to, by=by),
        ),
        Kind(
            "agreement", N_("Agreements"), Agreement, Agreement.responsible_id, Agreement.archived_at.is_(None),
            Permission.AGREEMENTS_EDIT, lambda record, to, by: agreements.assign(record, to, by=by),
        ),
        Kind(
            "obligation", N_("Obligations"), Obligation, Obligation.responsible_id,
            and_(Obligation.archived_at.is_(None), Obligation.state == State.OPEN),
            Permission.OBLIGATIONS_EDIT, lambda record, to, by: obligations.assign(record, to, by=by),
        ),
        Kind(
            "task", N_("Tasks"), Task, Task.assignee_id, IS_OPEN,
            Permission.TASKS_EDIT, lambda record, to, by: tasks.assign(record, to, by=by),
        ),
        Kind(
            "letter", N_("Letters awaiting an answer"), Letter, Letter.responsible_id,
            and_(
                WAITS,
                Letter.interaction_id.in_(select(Interaction.id).where(Interaction.archived_at.is_(None))),
            ),
            Permission.LETTERS_EDIT, lambda record, to, by: letters.assign(record, to, by=by),
        ),
        Kind(
            "event", N_("Events to come, or without a report"), Event, Event.responsible_id,
            or_(TO_COME, REPORT_OWED),
            Permission.EVENTS_EDIT, lambda record, to, by: events.assign(record, to, by=by),
        ),
        Kind(
            "event_item", N_("Points of programmes to come"), EventItem, EventItem.responsible_id,
            EventItem.event_id.in_(select(Event.id).where(TO_COME)),
            Permission.EVENTS_EDIT, lambda record, to, by: events.assign_item(record, to, by=by),
            part_of=lambda record: Subject("event", record.event_id),
            title=lambda record, language: f"{record.what} ({record.event.title_in(language)})",
        ),
        Kind(
            "interest", N_("Interests"), Interest, Interest.responsible_id,
            and_(Interest.archived_at.is_(None), Interest.state.in_(LIVE)),
            Permission.INTERESTS_EDIT, lambda record, to, by: interests.assign(record, to, by=by),
        ),
        Kind(
            "document", N_("Documents"), Document, Document.responsible_id, Document.archived_at.is_(None),
            Permission.DOCUMENTS_EDIT, lambda record, to, by: documents.assign(record, to, by=by),
            title=lambda record, language: f"{record.title} ({_subject(record, language)})",
        ),
    )
}  # fmt: skip
