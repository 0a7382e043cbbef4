"""Conditions on agreements as SQL: the status as of a day, the terms, who is waited for.

Whoever lists or counts agreements, here or in another slice, says with these which ones; `standing` tells the same of
one record.
"""

from __future__ import annotations

import functools
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    type_coerce,
    union_all,
)

from tracker.accounts.models import User
from tracker.agreements.kinds import LIVING, Status
from tracker.agreements.models import FOREVER, Agreement, AgreementArea, Party, StatusChange
from tracker.partners.queries import lineage
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection

A = Agreement

VALID_UNTIL = func.coalesce(A.ends_on, FOREVER)
ACT_UNTIL = func.coalesce(A.last_day_to_act, FOREVER)
SIGNED_ON = func.coalesce(A.signed_on, FOREVER)

IN_REGISTER = case(
    (A.register_override.is_not(None), A.register_override),
    else_=and_(A.has_foreign_party, A.signed_on.is_not(None), A.status != Status.CANCELLED),
)


# what the day makes of a stored status
BY_THE_DAY = frozenset({Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.TERMINATED})

# the status as of a day; the conditions of a day are built once, for a board asks for them by column

_kept = functools.lru_cache(maxsize=64)


@_kept
def is_over(today: date) -> ColumnElement[bool]:
    return and_(A.ends_on.is_not(None), A.ends_on < today, not_(A.renews))


@_kept
def has_entered(today: date) -> ColumnElement[bool]:
    return and_(A.status == Status.SIGNED, A.enters_on.is_not(None), A.enters_on <= today)


@_kept
def effective_status(today: date) -> ColumnElement[Status]:
    """The status as of the day, as `standing.effective_status` tells it of one record."""
    kind = A.status.type
    living = or_(A.status.in_(LIVING), has_entered(today))
    return type_coerce(
        case(
            (and_(living, is_over(today), A.notice_given_on.is_not(None)), literal(Status.TERMINATED, kind)),
            (and_(living, is_over(today)), literal(Status.EXPIRED, kind)),
            (has_entered(today), literal(Status.IN_FORCE, kind)),
            else_=A.status,
        ),
        kind,
    )


def stands(statuses: Collection[Status], today: date) -> ColumnElement[bool]:
    """Has one of these effective statuses; said so that an index on the status serves it."""
    return _stands(tuple(statuses), today)


@_kept
def _stands(statuses: tuple[Status, ...], today: date) -> ColumnElement[bool]:
    plain = [status for status in statuses if status not in BY_THE_DAY]
    chosen = [part for status in statuses if status in BY_THE_DAY for part in stands_parts(status, today)]
    return or_(A.status.in_(plain), *chosen) if plain or not chosen else or_(*chosen)


@_kept
def stands_parts(status: Status, today: date) -> list[ColumnElement[bool]]:
    """Has this effective status, in parts that exclude one another."""
    living = or_(A.status.in_(LIVING), has_entered(today))
    now = not_(is_over(today))
    return {
        Status.SIGNED: [and_(A.status == Status.SIGNED, not_(has_entered(today)))],
        Status.IN_FORCE: [and_(A.status == Status.IN_FORCE, now), and_(has_entered(today), now)],
        Status.SUSPENDED: [and_(A.status == Status.SUSPENDED, now)],
        Status.EXPIRED: [A.status == Status.EXPIRED, and_(living, is_over(today), A.notice_given_on.is_(None))],
        Status.TERMINATED: [
            A.status == Status.TERMINATED,
            and_(living, is_over(today), A.notice_given_on.is_not(None)),
        ],
    }.get(status, [A.status == status])


def ending(today: date, within: timedelta) -> ColumnElement[bool]:
    """Valid today, and its term ends within so many days; said so that the index of the sort serves it."""
    valid = or_(A.status.in_(LIVING), has_entered(today))
    return and_(valid, VALID_UNTIL.between(today, today + within))


def moved_since(moment: datetime) -> ColumnElement[bool]:
    """Came to its status since the moment."""
    return (
        select(StatusChange.id)
        .where(
            StatusChange.municipality_id == A.municipality_id,
            StatusChange.agreement_id == A.id,
            StatusChange.at >= moment,
        )
        .correlate(A)
        .exists()
    )


def to_act(today: date, within: timedelta) -> ColumnElement[bool]:
    """The last day to object, or to ask for prolongation, comes within so many days."""
    return and_(stands(LIVING, today), ACT_UNTIL.between(today, today + within))


# who and with whom


def waiting_parts(user: User) -> list[ColumnElement[bool]]:
    """What waits for this person, in parts that do not overlap and that an index serves each."""
    parts: list[ColumnElement[bool]] = []
    if user.may(Permission.AGREEMENTS_APPROVE):
        in_review = A.status == Status.IN_REVIEW
        if user.municipality is not None and user.municipality.four_eyes:
            parts += [and_(in_review, A.submitted_by_id < user.id), and_(in_review, A.submitted_by_id > user.id)]
        else:
            parts.append(in_review)
    if user.may(Permission.AGREEMENTS_DECIDE):
        parts += [A.status == Status.APPROVED, A.status == Status.CONSENTED]
    if user.may(Permission.AGREEMENTS_EDIT):
        parts.append(and_(A.status == Status.RETURNED, A.responsible_id == user.id))
    return parts


def waits(user: User) -> ColumnElement[bool]:
    """What this person can do next for an agreement on its way to signing.

    A manager decides what others submitted and carries on what is approved; who drafts takes up what came back.
    """
    return or_(false(), *waiting_parts(user))


def with_partner(partnership_id: int) -> ColumnElement[bool]:
    """With a partner, or with a city that merged into it."""
    # one set of numbers, for 'or' keeps PostgreSQL from the index of partners
    return A.partnership_id.in_(union_all(select(literal(partnership_id)), lineage(partnership_id)))


def with_country(codes: Collection[str] | Select[Any]) -> ColumnElement[bool]:
    """One of its parties is of one of these countries."""
    return A.id.in_(select(Party.agreement_id).where(Party.country_code.in_(codes)))


def with_area(area_ids: Collection[int] | Select[Any]) -> ColumnElement[bool]:
    return A.id.in_(select(AgreementArea.agreement_id).where(AgreementArea.area_id.in_(area_ids)))
