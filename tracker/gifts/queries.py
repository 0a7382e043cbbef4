"""Every read of gifts: rows for lists, dossiers and reports; what was given before; a gift for its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from tracker.accounts.models import User
from tracker.contacts.models import Contact
from tracker.gifts.kinds import Way
from tracker.gifts.models import Gift
from tracker.kernel.db import db
from tracker.organisations.models import Organisation
from tracker.partners.models import Partnership
from tracker.places.models import Country

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

G = Gift
SHOWN_BESIDE = 6
LOOKED_THROUGH = 200
TO_NOTIFY = and_(G.notice_due_on.is_not(None), G.notified_on.is_(None))
TO_HAND_OVER = and_(G.is_dear, G.handed_over_on.is_(None))


def is_overdue(today: date) -> ColumnElement[bool]:
    """Received, and not reported in time."""
    return and_(TO_NOTIFY, G.notice_due_on < today)


def rows() -> Select[Any]:
    """Rows with partner, person, organisation and who of us gave or received it."""
    columns: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [
        G.id,
        G.version,
        G.way,
        G.what,
        G.passed_on,
        G.occasion,
        G.hundredths,
        G.currency,
        G.notice_due_on,
        G.notified_on,
        G.is_dear,
        G.handed_over_on,
        G.document,
        G.note,
        G.user_id,
        G.partnership_id,
        Partnership.title_ru.label("partner_ru"),
        Partnership.title_en.label("partner_en"),
        Country.code.label("country_code"),
        Contact.name_ru.label("contact_ru"),
        Contact.name_en.label("contact_en"),
        Organisation.name_ru.label("organisation_ru"),
        Organisation.name_en.label("organisation_en"),
        User.name.label("user"),
    ]
    return (
        select(*columns)
        .outerjoin(Partnership, Partnership.id == G.partnership_id)
        .outerjoin(Country, Country.id == Partnership.country_id)
        .outerjoin(Contact, Contact.id == G.contact_id)
        .outerjoin(Organisation, Organisation.id == G.organisation_id)
        .outerjoin(User, User.id == G.user_id)
    )


def _latest(condition: ColumnElement[bool], limit: int) -> Sequence[Any]:
    return db.session.execute(
        rows()
        .add_columns(func.count().over().label("all_count"))
        .where(G.archived_at.is_(None), condition)
        .order_by(G.passed_on.desc(), G.id.desc())
        .limit(limit)
    ).all()


def with_partner(partnership_id: int, limit: int = SHOWN_BESIDE) -> Sequence[Any]:
    """The latest gifts exchanged with a partner, with `all_count` on each: also for its dossier."""
    return _latest(G.partnership_id == partnership_id, limit)


def with_contact(contact_id: int, limit: int = SHOWN_BESIDE) -> Sequence[Any]:
    return _latest(G.contact_id == contact_id, limit)


def with_organisation(organisation_id: int, limit: int = SHOWN_BESIDE) -> Sequence[Any]:
    return _latest(G.organisation_id == organisation_id, limit)


def given_before(
    partner_ids: Collection[int],
    contact_ids: Collection[int],
    organisation_ids: Collection[int],
    but_id: int | None = None,
) -> Sequence[Any]:
    """What any of these was given so far, the latest first."""
    if not partner_ids and not contact_ids and not organisation_ids:
        return ()
    theirs = or_(
        false(),
        G.partnership_id.in_(partner_ids),
        G.contact_id.in_(contact_ids),
        G.organisation_id.in_(organisation_ids),
    )
    return _latest(and_(G.way == Way.GIVEN, theirs, G.id != (but_id or 0)), LOOKED_THROUGH)


def exchanged(since: date, until: date) -> Select[Any]:
    """Rows of the gifts of a period, the first first: for reports."""
    return rows().where(G.archived_at.is_(None), G.passed_on.between(since, until)).order_by(G.passed_on, G.id)


def unreported(today: date) -> Select[Any]:
    """Rows of received gifts that should have been reported, the longest overdue first; with `user_id`."""
    return rows().where(G.archived_at.is_(None), is_overdue(today)).order_by(G.notice_due_on, G.id)


def get_gift(gift_id: int) -> Gift:
    """One gift with what its page tells. Raises NoResultFound."""
    return db.session.scalars(
        select(G)
        .where(G.id == gift_id)
        .options(
            joinedload(G.partnership).joinedload(Partnership.country),
            joinedload(G.contact),
            joinedload(G.organisation),
            joinedload(G.user),
        )
    ).one()


def partners() -> Sequence[Any]:
    """Rows of the partners with whom gifts were exchanged."""
    exchanged_with = select(G.partnership_id).where(G.partnership_id.is_not(None))
    return db.session.execute(
        select(Partnership.id, Partnership.title_ru, Partnership.title_en)
        .where(Partnership.id.in_(exchanged_with))
        .order_by(Partnership.sort_name, Partnership.id)
    ).all()
