"""Reading what the calendar itself keeps: city days, links of subscribers, greetings and the letters to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from tracker.accounts import queries as accounts
from tracker.calendar import rules
from tracker.calendar.models import CalendarLink, CityDay, Greeting
from tracker.interactions.kinds import Direction
from tracker.interactions.models import Interaction
from tracker.kernel.db import db
from tracker.letters.models import Letter
from tracker.partners.models import Partnership
from tracker.tasks.models import State, Task

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from tracker.accounts.models import User


# a task that was dropped or put away leaves room for another
STANDS = and_(Task.state != State.DROPPED, Task.archived_at.is_(None))


def get_city_day(city_day_id: int) -> CityDay:
    """Raises NoResultFound."""
    return db.session.scalars(
        select(CityDay).where(CityDay.id == city_day_id).options(joinedload(CityDay.partnership))
    ).one()


def days_of(partnership_id: int | None) -> Sequence[CityDay]:
    """The days of a partner, or of the home city."""
    whose = CityDay.partnership_id.is_(None) if partnership_id is None else CityDay.partnership_id == partnership_id
    return db.session.scalars(
        select(CityDay).where(whose, CityDay.archived_at.is_(None)).order_by(CityDay.month, CityDay.id)
    ).all()


def partners() -> Sequence[Any]:
    """Rows of the partners to choose from."""
    return db.session.execute(
        select(Partnership.id, Partnership.title_ru, Partnership.title_en)
        .where(Partnership.archived_at.is_(None))
        .order_by(Partnership.sort_name, Partnership.id)
    ).all()


# subscriptions


def link_of(user: User) -> CalendarLink | None:
    return db.session.scalar(select(CalendarLink).where(CalendarLink.user_id == user.id))


def find_link(token: str) -> CalendarLink | None:
    """The link with this token and the person whose it is."""
    return db.session.scalar(
        select(CalendarLink)
        .where(CalendarLink.token_hash == accounts.token_hash(token))
        .options(joinedload(CalendarLink.user))
    )


# greetings


def get_greeting(greeting_id: int) -> Greeting:
    """Raises NoResultFound."""
    return db.session.scalars(select(Greeting).where(Greeting.id == greeting_id)).one()


def find_greeting(occasion: str, kind: str, number: int) -> Greeting | None:
    return db.session.scalar(
        select(Greeting).where(Greeting.occasion == occasion, Greeting.about_kind == kind, Greeting.about_id == number)
    )


def greetings(occasions: Collection[str]) -> Mapping[tuple[str, str, int], Any]:
    """What was decided about these occasions: rows by occasion and whom it greets, with the state of the task."""
    rows = db.session.execute(
        select(
            Greeting.id,
            Greeting.occasion,
            Greeting.about_kind,
            Greeting.about_id,
            Task.id.label("task_id"),
            Greeting.dismissed_at,
            (Task.state == State.DONE).label("is_done"),
        )
        .outerjoin(Task, and_(Task.id == Greeting.task_id, STANDS))
        .where(Greeting.occasion.in_(occasions))
    )
    return {(row.occasion, row.about_kind, row.about_id): row for row in rows}


def has_task(greeting: Greeting) -> bool:
    """Whether somebody has been asked to write it, and it was not dropped."""
    return db.session.scalar(select(Task.id).where(Task.id == greeting.task_id, STANDS)) is not None


def letters_out(partner_ids: Collection[int], days: Collection[date]) -> Sequence[Any]:
    """Rows of what was written to these partners around these days, and around them a year before, the latest first."""
    if not partner_ids:
        return []
    begin, end = rules.span_of_letter(min(days))[0], rules.span_of_letter(max(days))[1]
    return db.session.execute(
        select(Letter.id, Letter.number, Letter.registered_on, Interaction.subject, Interaction.partnership_id)
        .join(Interaction, Interaction.id == Letter.interaction_id)
        .where(
            Letter.direction == Direction.OUTGOING,
            Interaction.archived_at.is_(None),
            Interaction.partnership_id.in_(partner_ids),
            or_(
                Letter.registered_on.between(begin, end),
                Letter.registered_on.between(begin - rules.LAST_YEAR, end - rules.LAST_YEAR),
            ),
        )
        .order_by(Letter.registered_on.desc(), Letter.id.desc())
    ).all()
