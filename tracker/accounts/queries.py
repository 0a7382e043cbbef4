"""Reading users, sessions and municipalities."""

from __future__ import annotations

import functools
import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from tracker.accounts.models import Municipality, SignedInSession, SignInAttempt, User
from tracker.kernel.db import db
from tracker.kernel.tenancy import scope
from tracker.kernel.text import numbers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

FOUND_AT_ONCE = 8


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


_counted: dict[str, Callable[[], ScalarSelect[int]]] = {}


def count_with_session(name: str, statement: Callable[[], ScalarSelect[int]]) -> None:
    """Count something of the person (correlated to User) whenever their session is looked up: the frame of the page
    shows it, and it costs no query of its own.
    """
    _counted[name] = statement


@functools.cache
def _session_statement(counted: tuple[str, ...]) -> Select[Any]:
    """Built once: every request sends it."""
    columns: list[Any] = [SignedInSession, *(_counted[name]().label(f"count_{name}") for name in counted)]
    return (
        select(*columns)
        .join(SignedInSession.user)
        .where(SignedInSession.token_hash == bindparam("token_hash"))
        .options(contains_eager(SignedInSession.user).joinedload(User.municipality))
    )


def find_session(token: str) -> SignedInSession | None:
    """The session of a cookie's token with its user, municipality and counts, in one query."""
    row = db.session.execute(_session_statement(tuple(_counted)), {"token_hash": token_hash(token)}).one_or_none()
    if row is None:
        return None
    found: SignedInSession = row[0]
    found.counts = dict(zip(_counted, row[1:], strict=True))
    return found


def sessions_of(user: User) -> Sequence[SignedInSession]:
    """Where the person is signed in, the latest first."""
    return db.session.scalars(
        select(SignedInSession)
        .where(SignedInSession.user_id == user.id)
        .order_by(SignedInSession.last_seen_at.desc(), SignedInSession.token_hash)
    ).all()


def find_user_by_email(email: str) -> User | None:
    return db.session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


def find_user(user_id: int) -> User | None:
    return db.session.scalar(select(User).where(User.id == user_id))


def failures_since(since: datetime, *, account: str, address: str) -> tuple[int, int, int]:
    """Failed attempts: by the pair, by the network address, by the account."""
    here, named = SignInAttempt.address == address, SignInAttempt.account == account
    row = db.session.execute(
        select(
            func.count().filter(here, named),
            func.count().filter(here),
            func.count().filter(named),
        ).where(SignInAttempt.at > since, or_(here, named))
    ).one()
    return row[0], row[1], row[2]


def visible_municipality_ids(user: User) -> tuple[int, ...]:
    """Whose rows the person may see: the own municipality, or those of the observer's region."""
    if user.municipality_id is not None:
        return (user.municipality_id,)
    return tuple(
        db.session.scalars(
            select(Municipality.id).where(Municipality.region_code == user.region_code).order_by(Municipality.id)
        )
    )


def get_user(user_id: int) -> User:
    """A colleague, within the scope. Raises NoResultFound."""
    return db.session.scalars(select(User).where(User.id == user_id)).one()


def colleagues() -> Select[Any]:
    """Rows of the users within the scope, for the list."""
    return select(  # type: ignore[return-value]  # columns by name
        User.id,
        User.name,
        User.email,
        User.post,
        User.department,
        User.role,
        User.blocked_at,
        User.signed_in_at,
        User.version,
    )


def is_official() -> ColumnElement[bool]:
    """Active, and may edit."""
    return and_(User.blocked_at.is_(None), User.role.in_(["official", "manager", "admin"]))


def officials() -> Sequence[tuple[int, str]]:
    """(id, name) of those who can answer for a record, by name: everybody active who may edit."""
    rows = db.session.execute(select(User.id, User.name).where(is_official()).order_by(User.name, User.id))
    return [(row.id, row.name) for row in rows]


def names_of(ids: Collection[str]) -> Sequence[tuple[str, str]]:
    """(number, name) of these people, whoever they are by now, by name."""
    numbers = numbers_of(ids)
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(numbers)).order_by(User.name, User.id))
    return [(str(row.id), row.name) for row in rows]


def colleagues_found(typed: str, limit: int = FOUND_AT_ONCE) -> Sequence[Any]:
    """Rows of colleagues who may sign in, by a part of their name."""
    matching = [
        or_(User.name.icontains(word, autoescape=True), User.name.contains(word.title(), autoescape=True))
        for word in typed.split()[:4]
    ]
    return db.session.execute(
        select(User.id, User.name, User.post)
        .where(User.blocked_at.is_(None), *matching)
        .order_by(User.name, User.id)
        .limit(limit)
    ).all()


def colleagues_named(ids: Collection[int]) -> Sequence[Any]:
    """Rows of these colleagues, also of blocked ones."""
    return db.session.execute(
        select(User.id, User.name, User.post).where(User.id.in_(ids)).order_by(User.name, User.id)
    ).all()


def managers() -> Sequence[User]:
    """Who is told when nobody answers: the active managers, else the administrators."""
    found = db.session.scalars(
        select(User).where(User.blocked_at.is_(None), User.role.in_(["manager", "admin"])).order_by(User.name, User.id)
    ).all()
    return [user for user in found if user.role == "manager"] or found


def staff() -> Sequence[User]:
    """Everybody active within the scope, by name."""
    return db.session.scalars(
        select(User)
        .where(User.blocked_at.is_(None))
        .options(joinedload(User.municipality))
        .order_by(User.name, User.id)
    ).all()


def departments() -> Sequence[str]:
    """The departments people are in, by name."""
    named = select(User.department).where(User.department.is_not(None)).distinct().order_by(User.department)
    return [name for name in db.session.scalars(named) if name]


def find_municipality(slug: str) -> Municipality | None:
    return db.session.scalar(select(Municipality).where(Municipality.slug == slug))


def homes() -> Sequence[Municipality]:
    """The municipalities whose rows are visible now, by name."""
    return db.session.scalars(
        select(Municipality)
        .where(Municipality.id.in_(scope().municipality_ids))
        .order_by(Municipality.name_ru, Municipality.id)
    ).all()


def municipalities() -> Sequence[Municipality]:
    return db.session.scalars(select(Municipality).order_by(Municipality.slug)).all()
