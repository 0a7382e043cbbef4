"""Every read of the register: rows for lists and parts of other pages, a letter for its page, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from tracker.accounts.models import User
from tracker.interactions import queries as interaction_queries
from tracker.interactions.kinds import Direction, Kind
from tracker.interactions.models import Interaction, InteractionParticipant
from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.letters import rules
from tracker.letters.models import Letter
from tracker.partners.models import Partnership
from tracker.places.models import Country
from tracker.tasks.models import Task

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, timedelta

L = Letter
P = InteractionParticipant
SHOWN_BESIDE = 5
FOUND_AT_ONCE = 8
NUMBERS_READ = 500
IN_LETTERS = (Kind.LETTER_IN, Kind.LETTER_OUT)

WAITS = and_(L.answer_due_on.is_not(None), L.answered_on.is_(None))


def is_overdue(today: date) -> ColumnElement[bool]:
    return and_(WAITS, L.answer_due_on < today)


def is_due(today: date, within: timedelta) -> ColumnElement[bool]:
    return and_(WAITS, L.answer_due_on.between(today, today + within))


# lists


def rows(language: str) -> Select[Any]:
    """Rows with what the interaction says: subject, partner, with whom; and who is responsible."""
    columns: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [
        L.id,
        L.version,
        L.interaction_id,
        L.direction,
        L.year,
        L.number,
        L.registered_on,
        L.their_number,
        L.written_on,
        L.language,
        L.translation,
        L.translator,
        L.delivery,
        L.reply_to_id,
        L.answer_due_on,
        L.answered_on,
        L.answer_note,
        L.responsible_id,
        Interaction.subject,
        Interaction.happened_at,
        Interaction.partnership_id,
        Interaction.archived_at,
        Partnership.title_ru.label("partner_ru"),
        Partnership.title_en.label("partner_en"),
        Country.code.label("country_code"),
        User.name.label("responsible"),
        interaction_queries.with_whom(language).label("with_whom"),
    ]
    return (
        select(*columns)
        .join(Interaction, Interaction.id == L.interaction_id)
        .outerjoin(Partnership, Partnership.id == Interaction.partnership_id)
        .outerjoin(Country, Country.id == Partnership.country_id)
        .outerjoin(User, User.id == L.responsible_id)
    )


def overdue(language: str, today: date) -> Select[Any]:
    """Rows of letters whose answer is late, the longest first: for reminders, with `responsible_id`."""
    return rows(language).where(Interaction.archived_at.is_(None), is_overdue(today)).order_by(L.answer_due_on, L.id)


def due_soon(language: str, today: date, within: timedelta) -> Select[Any]:
    """The same of answers that are due from today on."""
    soon = is_due(today, within)
    return rows(language).where(Interaction.archived_at.is_(None), soon).order_by(L.answer_due_on, L.id)


def tab_counts(user: User, today: date) -> dict[str, int]:
    """How many letters wait for an answer, are late, and are this person's to answer; one query."""
    counted = (
        select(
            func.count().label("waiting"),
            func.count().filter(L.answer_due_on < today).label("overdue"),
            func.count().filter(L.responsible_id == user.id).label("mine"),
        )
        .select_from(L)
        .join(Interaction, Interaction.id == L.interaction_id)
        .where(WAITS, Interaction.archived_at.is_(None))
    )
    return dict(db.session.execute(counted).one()._mapping)  # noqa: SLF001 - the documented way


def years() -> Sequence[int]:
    """Years in which something was registered, the last first."""
    return db.session.scalars(select(L.year).distinct().order_by(L.year.desc())).all()


def languages() -> Sequence[str]:
    """Codes of the languages in which letters were written."""
    return db.session.scalars(select(L.language).distinct().order_by(L.language)).all()


# parts of other pages, each in one statement


def _beside(condition: ColumnElement[bool], language: str, today: date) -> Sequence[Any]:
    """Those that wait for an answer and then the latest, with `all_count`, `waiting_count` and `late_count` on each."""
    counts: Sequence[ColumnElement[Any]] = (
        func.count().over().label("all_count"),
        func.sum(case((WAITS, 1), else_=0)).over().label("waiting_count"),
        func.sum(case((is_overdue(today), 1), else_=0)).over().label("late_count"),
    )
    return db.session.execute(
        rows(language)
        .add_columns(*counts)
        .where(Interaction.archived_at.is_(None), condition)
        .order_by(case((WAITS, 0), else_=1), L.registered_on.desc(), L.id.desc())
        .limit(SHOWN_BESIDE)
    ).all()


def with_partner(partnership_id: int, language: str, today: date) -> Sequence[Any]:
    return _beside(Interaction.partnership_id == partnership_id, language, today)


def about_negotiation(negotiation_id: int, language: str, today: date) -> Sequence[Any]:
    return _beside(Interaction.negotiation_id == negotiation_id, language, today)


def about_agreement(agreement_id: int, language: str, today: date) -> Sequence[Any]:
    return _beside(Interaction.agreement_id == agreement_id, language, today)


def with_contact(contact_id: int, language: str, today: date) -> Sequence[Any]:
    taken_part = select(P.interaction_id).where(P.contact_id == contact_id)
    return _beside(L.interaction_id.in_(taken_part), language, today)


def with_organisation(organisation_id: int, language: str, today: date) -> Sequence[Any]:
    taken_part = select(P.interaction_id).where(P.organisation_id == organisation_id)
    return _beside(L.interaction_id.in_(taken_part), language, today)


def entry_of(interaction_id: int) -> Any:
    """The kind of an interaction, with what the register says of it (empty where it is not registered)."""
    return db.session.execute(
        select(
            Interaction.kind,
            L.id,
            L.direction,
            L.number,
            L.registered_on,
            L.language,
            L.translation,
            L.answer_due_on,
            L.answered_on,
        )
        .outerjoin(L, L.interaction_id == Interaction.id)
        .where(Interaction.id == interaction_id)
    ).one()


def of_agreement_told(agreement_id: int, language: str) -> Select[Any]:
    """Rows about an agreement: for its timeline."""
    return rows(language).where(Interaction.agreement_id == agreement_id, Interaction.archived_at.is_(None))


# one letter


def get_letter(letter_id: int) -> Letter:
    """One letter with what its page tells. Raises NoResultFound."""
    return db.session.scalars(
        select(L)
        .where(L.id == letter_id)
        .options(
            joinedload(L.responsible),
            joinedload(L.reply_to),
            joinedload(L.interaction).joinedload(Interaction.partnership).joinedload(Partnership.country),
            joinedload(L.interaction).joinedload(Interaction.logged_by),
            joinedload(L.interaction).joinedload(Interaction.step).joinedload(Task.assignee),
            joinedload(L.interaction).selectinload(Interaction.participants).joinedload(P.contact),
            joinedload(L.interaction).selectinload(Interaction.participants).joinedload(P.organisation),
            joinedload(L.interaction).selectinload(Interaction.participants).joinedload(P.user),
        )
    ).one()


def find_letter(letter_id: int | None) -> Letter | None:
    return db.session.scalar(select(L).where(L.id == letter_id)) if letter_id else None


def of_interactions(ids: Collection[int]) -> Sequence[Letter]:
    return db.session.scalars(select(L).where(L.interaction_id.in_(ids))).all()


def chain(letter: Letter, language: str) -> Sequence[Any]:
    """Rows of the whole correspondence, the first letter first."""
    root = letter.root_id
    return db.session.execute(
        rows(language)
        .where(or_(L.id == root, L.thread_id == root), Interaction.archived_at.is_(None))
        .order_by(L.registered_on, L.id)
    ).all()


def has_replies(letter: Letter) -> bool:
    return db.session.scalar(select(L.id).where(L.reply_to_id == letter.id).limit(1)) is not None


# numbers


def _latest(direction: Direction, year: int) -> Sequence[str]:
    return db.session.scalars(
        select(L.number)
        .where(L.direction == direction, L.year == year)
        .order_by(L.registered_on.desc(), L.id.desc())
        .limit(NUMBERS_READ)
    ).all()


def free_number(direction: Direction, year: int) -> str:
    """What to suggest as the next number of a book of the register."""
    numbers = _latest(direction, year)
    if numbers:
        return rules.next_number(numbers[0], set(numbers), year)
    before = _latest(direction, year - 1)
    return rules.next_number(rules.first_of_year(before[0] if before else None, year), (), year)


def is_taken(direction: Direction, year: int, number: str, but_id: int | None) -> bool:
    statement = select(L.id).where(L.direction == direction, L.year == year, L.number == number)
    return db.session.scalar(statement.where(L.id != (but_id or 0)).limit(1)) is not None


# look-ups


def option_rows() -> Select[Any]:
    columns: list[Any] = [
        L.id,
        L.direction,
        L.number,
        L.registered_on,
        Interaction.subject,
        Country.code,
    ]
    return (
        select(*columns)
        .join(Interaction, Interaction.id == L.interaction_id)
        .outerjoin(Partnership, Partnership.id == Interaction.partnership_id)
        .outerjoin(Country, Country.id == Partnership.country_id)
    )


def found(typed: str, limit: int = FOUND_AT_ONCE) -> Sequence[Any]:
    """Rows of letters under the typed words, the latest first."""
    return db.session.execute(
        option_rows()
        .where(matches(L, typed), Interaction.archived_at.is_(None))
        .order_by(L.registered_on.desc(), L.id.desc())
        .limit(limit)
    ).all()


def named(ids: Collection[int]) -> Sequence[Any]:
    return db.session.execute(option_rows().where(L.id.in_(ids))).all()
