"""Every write to profiles and legal bases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.audit import actions as audit
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile
from tracker.regulations import queries, rules
from tracker.regulations.models import LegalBasis, Regulation
from tracker.regulations.reference import BASES_OF_REGION, FEDERAL_BASES, PROFILES, RUSSIA

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tracker.accounts.models import Municipality, User


# called after the rules changed, by slices above that keep what follows from them
_followers: list[Callable[[date], object]] = []


def follow(follower: Callable[[date], object]) -> None:
    """Have this called, with today, whenever the rules of the municipality in scope have changed."""
    _followers.append(follower)


def _tell_followers(today: date) -> None:
    db.session.flush()
    for follower in _followers:
        follower(today)


def create_defaults(municipality: Municipality) -> None:
    """The profile and the articles a municipality begins with: its region's, else neutral ones, if it has none."""
    region, in_russia = municipality.region_code, municipality.country_code == RUSSIA
    if db.session.scalar(select(Regulation.id).limit(1)) is None:
        db.session.add(Regulation(**PROFILES.get(region, PROFILES[RUSSIA if in_russia else ""])))
    if db.session.scalar(select(LegalBasis.id).limit(1)) is None:
        federal = FEDERAL_BASES if in_russia else ()
        db.session.add_all(LegalBasis(**values) for values in (*federal, *BASES_OF_REGION.get(region, ())))
    db.session.flush()


def add_regulation(values: dict[str, Any], *, by: User, today: date) -> Regulation:
    """A new profile. The one that held without an end ends on the day before."""
    rules.check_regulation(values)
    others = list(queries.regulations())
    begins = values["valid_from"]
    for other in others:
        if begins is not None and other.valid_until is None and (other.valid_from is None or other.valid_from < begins):
            other.valid_until = begins - timedelta(days=1)
            audit.record("edit", other, by=by)
    rules.check_alone(others, begins, values["valid_until"])
    regulation = Regulation(**values)
    db.session.add(regulation)
    audit.record("create", regulation, by=by)
    _tell_followers(today)
    return regulation


def edit_regulation(
    regulation: Regulation, values: dict[str, Any], *, by: User, version: int | None, today: date
) -> None:
    if regulation.version != version:
        raise EditedMeanwhile(regulation)
    rules.check_regulation(values)
    others = [one for one in queries.regulations() if one.id != regulation.id]
    rules.check_alone(others, values["valid_from"], values["valid_until"])
    _put(regulation, values)
    audit.record("edit", regulation, by=by)
    _tell_followers(today)


def add_basis(values: dict[str, Any], *, by: User) -> LegalBasis:
    """A new entry of the dictionary. The one of the same lawmaker without an end ends on the day before."""
    rules.check_span(values["valid_from"], values["valid_until"])
    others = queries.others_of_code(values["code"], values["region_code"], None)
    begins = values["valid_from"]
    for other in others:
        if begins is not None and other.valid_until is None and (other.valid_from is None or other.valid_from < begins):
            other.valid_until = begins - timedelta(days=1)
            audit.record("edit", other, by=by)
    rules.check_alone(others, begins, values["valid_until"])
    basis = LegalBasis(**values)
    db.session.add(basis)
    audit.record("create", basis, by=by)
    return basis


def edit_basis(basis: LegalBasis, values: dict[str, Any], *, by: User, version: int | None) -> None:
    if basis.version != version:
        raise EditedMeanwhile(basis)
    rules.check_span(values["valid_from"], values["valid_until"])
    others = queries.others_of_code(values["code"], values["region_code"], basis.id)
    rules.check_alone(others, values["valid_from"], values["valid_until"])
    _put(basis, values)
    audit.record("edit", basis, by=by)


def _put(record: Regulation | LegalBasis, values: dict[str, Any]) -> None:
    with db.session.no_autoflush:
        for name, value in values.items():
            setattr(record, name, value)
