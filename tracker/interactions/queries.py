"""Reading interactions: rows for lists and timelines, one entry for its page, next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker.accounts.models import User
from tracker.contacts.models import Contact
from tracker.interactions.kinds import KIND_LABELS, Side
from tracker.interactions.models import Interaction, InteractionParticipant
from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.kernel.subjects import subject_kind
from tracker.organisations.models import Organisation
from tracker.partners.models import Partnership, PartnershipArea
from tracker.places.models import Country
from tracker.tasks.models import State, Task

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

__all__ = ["KIND_LABELS"]  # a partner's page offers the kinds, and may know nothing of this slice but its queries

MOST_AT_ONCE = 50
LATELY = 200  # entries
P = InteractionParticipant
Step = aliased(User)

FOLLOWS_UP = and_(
    Task.municipality_id == Interaction.municipality_id,
    Task.about_id == Interaction.id,
    Task.about_kind == "interaction",
    Task.is_follow_up,
)
IS_OPEN = and_(Task.state == State.OPEN, Task.archived_at.is_(None))


# one entry


def get_interaction(interaction_id: int) -> Interaction:
    """One entry with partner, people and participants. Raises NoResultFound."""
    return db.session.scalars(
        select(Interaction)
        .where(Interaction.id == interaction_id)
        .options(
            joinedload(Interaction.partnership).joinedload(Partnership.country),
            joinedload(Interaction.logged_by),
            joinedload(Interaction.step).options(joinedload(Task.assignee), joinedload(Task.closed_by)),
            selectinload(Interaction.participants).joinedload(P.contact),
            selectinload(Interaction.participants).joinedload(P.organisation),
            selectinload(Interaction.participants).joinedload(P.user),
        )
    ).one()


def find_linked(kind: str, number: int | None) -> Any:
    """The talks or the agreement an entry is about, of slices above this one; None when there are none such."""
    known = subject_kind(kind)
    if known is None or number is None:
        return None
    return db.session.scalar(select(known.model).where(known.model.id == number))


# rows


def with_whom(language: str) -> ScalarSelect[str]:
    """The names of those who took part on their side."""
    russian = language == "ru"
    name = func.coalesce(
        Contact.name_ru if russian else Contact.name_en,
        Organisation.name_ru if russian else Organisation.name_en,
        P.name,
    )
    return (
        select(func.aggregate_strings(name, ", "))
        .select_from(P)
        .join(Contact, Contact.id == P.contact_id, isouter=True)
        .join(Organisation, Organisation.id == P.organisation_id, isouter=True)
        .where(
            P.municipality_id == Interaction.municipality_id,
            P.interaction_id == Interaction.id,
            P.side == Side.THEIRS,
        )
        .correlate(Interaction)
        .scalar_subquery()
    )


def rows(language: str) -> Select[*tuple[Any, ...]]:
    """Entries as rows: with partner, country, who logged it and whose the next step is."""
    return (
        select(
            Interaction.id,
            Interaction.version,
            Interaction.kind,
            Interaction.direction,
            Interaction.subject,
            Interaction.text,
            Interaction.place,
            Interaction.happened_at,
            Interaction.happened_on,
            Interaction.has_time,
            Interaction.registry_number,
            Interaction.partnership_id,
            Interaction.negotiation_id,
            Interaction.agreement_id,
            Interaction.event_id,
            Interaction.logged_by_id,
            Task.id.label("task_id"),
            Task.title.label("next_step"),
            Task.due_on.label("next_step_on"),
            Task.assignee_id.label("next_step_by_id"),
            Task.closed_at.label("next_step_done_at"),
            Interaction.archived_at,
            Partnership.title_ru.label("partner_ru"),
            Partnership.title_en.label("partner_en"),
            Country.code.label("country_code"),
            User.name.label("logged_by"),
            Step.name.label("next_step_by"),
            with_whom(language).label("with_whom"),
        )
        # outer joins all of them: a count that needs none of these tables is then made without them
        .join(User, User.id == Interaction.logged_by_id, isouter=True)
        .join(Partnership, Partnership.id == Interaction.partnership_id, isouter=True)
        .join(Country, Country.id == Partnership.country_id, isouter=True)
        .join(Task, FOLLOWS_UP, isouter=True)
        .join(Step, Step.id == Task.assignee_id, isouter=True)
    )


def _latest(statement: Select[*tuple[Any, ...]], limit: int) -> Sequence[Any]:
    return db.session.execute(
        statement.where(Interaction.archived_at.is_(None))
        .order_by(Interaction.happened_on.desc(), Interaction.happened_at.desc(), Interaction.id.desc())
        .limit(limit)
    ).all()


def with_partner(partnership_id: int, language: str) -> Select[*tuple[Any, ...]]:
    """Rows of what was logged with a partner: for its timeline."""
    return rows(language).where(Interaction.partnership_id == partnership_id, Interaction.archived_at.is_(None))


def of_negotiation(negotiation_id: int, language: str = "ru", limit: int = MOST_AT_ONCE) -> Sequence[Any]:
    """The latest entries about these talks."""
    return _latest(rows(language).where(Interaction.negotiation_id == negotiation_id), limit)


def of_agreement(agreement_id: int, language: str = "ru", limit: int = MOST_AT_ONCE) -> Sequence[Any]:
    """The latest entries about this agreement."""
    return _latest(rows(language).where(Interaction.agreement_id == agreement_id), limit)


def of_contact(contact_id: int, language: str = "ru", limit: int = MOST_AT_ONCE) -> Sequence[Any]:
    """The latest entries in which a person took part."""
    return _latest(rows(language).where(Interaction.id.in_(_taken_part(P.contact_id == contact_id))), limit)


def of_organisation(organisation_id: int, language: str = "ru", limit: int = MOST_AT_ONCE) -> Sequence[Any]:
    """The latest entries in which an organisation took part."""
    return _latest(rows(language).where(Interaction.id.in_(_taken_part(P.organisation_id == organisation_id))), limit)


def of_event(event_id: int, language: str = "ru", limit: int = MOST_AT_ONCE) -> Sequence[Any]:
    """The latest entries of an event, each with how many there are in all."""
    counted = rows(language).add_columns(func.count().over().label("of_event"))
    return _latest(counted.where(Interaction.event_id == event_id), limit)


def latest(language: str, limit: int = 10) -> Sequence[Any]:
    """What was logged last."""
    statement = rows(language).where(Interaction.archived_at.is_(None))
    return db.session.execute(
        statement.order_by(Interaction.happened_at.desc(), Interaction.id.desc()).limit(limit)
    ).all()


def _taken_part(criterion: ColumnElement[bool]) -> Select[int]:
    return select(P.interaction_id).where(criterion)


def people_of_partner(partnership_id: int, limit: int = MOST_AT_ONCE) -> Sequence[int]:
    """Ids of the contacts that took part in what was logged with a partner of late, those met last first."""
    lately = (
        select(Interaction.id, Interaction.happened_at)
        .where(Interaction.partnership_id == partnership_id, Interaction.archived_at.is_(None))
        .order_by(Interaction.happened_on.desc(), Interaction.happened_at.desc(), Interaction.id.desc())
        .limit(LATELY)
        .subquery()
    )
    met = (
        select(P.contact_id)
        .join(lately, lately.c.id == P.interaction_id)
        .where(P.contact_id.is_not(None))
        .group_by(P.contact_id)
        .order_by(func.max(lately.c.happened_at).desc(), P.contact_id)
    )
    return [number for number in db.session.scalars(met.limit(limit)) if number is not None]


def found(typed: str, language: str, limit: int = 8) -> Sequence[Any]:
    """The latest entries under the typed words."""
    return _latest(rows(language).where(matches(Interaction, typed)), limit)


def named(ids: Collection[int], language: str) -> Sequence[Any]:
    return db.session.execute(rows(language).where(Interaction.id.in_(ids)).order_by(Interaction.id)).all()


# next steps


def open_steps(language: str) -> Select[*tuple[Any, ...]]:
    """Rows of entries with a step that is not done, the soonest due first, those without a day last."""
    return (
        rows(language)
        .where(Interaction.archived_at.is_(None), IS_OPEN)
        .order_by(Task.due_on.is_(None), Task.due_on, Interaction.id)
    )


def next_steps_of(user: User, language: str = "ru") -> Select[*tuple[Any, ...]]:
    """The same, of one person."""
    return open_steps(language).where(Task.assignee_id == user.id)


def is_overdue(today: date) -> ColumnElement[bool]:
    return and_(IS_OPEN, Task.due_on < today)


# the last day, kept by partners and talks


def last_day(criterion: ColumnElement[bool]) -> date | None:
    """The day of the last entry that is not archived."""
    return db.session.scalar(
        select(Interaction.happened_on)
        .where(criterion, Interaction.archived_at.is_(None))
        .order_by(Interaction.happened_on.desc(), Interaction.happened_at.desc(), Interaction.id.desc())
        .limit(1)
    )


# filters


def partners() -> Sequence[Any]:
    """Rows of the partners with whom something was logged: one look into an index for each, however much that is."""
    logged = exists().where(
        Interaction.municipality_id == Partnership.municipality_id, Interaction.partnership_id == Partnership.id
    )
    return db.session.execute(
        select(Partnership.id, Partnership.title_ru, Partnership.title_en)
        .where(logged)
        .order_by(Partnership.sort_name, Partnership.id)
    ).all()


def of_areas(area_ids: Sequence[int]) -> ColumnElement[bool]:
    """With a partner that works in one of these areas."""
    partners = select(PartnershipArea.partnership_id).where(PartnershipArea.area_id.in_(area_ids))
    return Interaction.partnership_id.in_(partners)


def who_logged() -> Sequence[Any]:
    """Rows of the people who logged something."""
    logged = exists().where(Interaction.municipality_id == User.municipality_id, Interaction.logged_by_id == User.id)
    return db.session.execute(select(User.id, User.name).where(logged).order_by(User.name, User.id)).all()


def names_of_participants(ids: Collection[int]) -> Sequence[Any]:
    """Rows of participants of whom only the name is known."""
    return db.session.execute(select(P.id, P.name).where(P.id.in_(ids), P.name.is_not(None)).order_by(P.id)).all()
