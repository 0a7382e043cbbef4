"""Reading the profile and the legal bases: what holds on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, or_, select

from tracker.kernel.db import db
from tracker.regulations.models import LegalBasis, Regulation
from tracker.regulations.reference import NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Sequence


def _holds(model: type[Regulation | LegalBasis], on: date) -> ColumnElement[bool]:
    return or_(model.valid_from.is_(None), model.valid_from <= on) & or_(
        model.valid_until.is_(None), model.valid_until >= on
    )


def regulation(*, on: date, municipality_id: int | None = None) -> Regulation:
    """The profile that holds on the day; the neutral one where a municipality has none.

    `municipality_id` is needed only where several are in scope. The neutral profile is not part of the session.
    """
    statement = select(Regulation).where(_holds(Regulation, on)).order_by(Regulation.id.desc()).limit(1)
    if municipality_id is not None:
        statement = statement.where(Regulation.municipality_id == municipality_id)
    return db.session.scalar(statement) or Regulation(**NEUTRAL)


def regulations_on(on: date) -> dict[int, Regulation]:
    """The profiles that hold on the day, of all municipalities in scope, by municipality; the reader falls back."""
    found = db.session.scalars(select(Regulation).where(_holds(Regulation, on)).order_by(Regulation.id))
    return {one.municipality_id: one for one in found}


def legal_basis(code: str, *, on: date, municipality_id: int | None = None) -> LegalBasis | None:
    """The article that is the ground of something on the day (`Basis`); that of the region first."""
    return next(iter(legal_bases_of(code, on=on, municipality_id=municipality_id)), None)


def legal_bases_of(code: str, *, on: date, municipality_id: int | None = None) -> Sequence[LegalBasis]:
    """Every article that is the ground of something on the day, those of the region first."""
    statement = select(LegalBasis).where(LegalBasis.code == str(code), _holds(LegalBasis, on))
    if municipality_id is not None:
        statement = statement.where(LegalBasis.municipality_id == municipality_id)
    return db.session.scalars(statement.order_by(LegalBasis.region_code.is_(None), LegalBasis.id)).all()


def regulations() -> Sequence[Regulation]:
    """All profiles, the latest first."""
    begin = func.coalesce(Regulation.valid_from, date.min)
    return db.session.scalars(select(Regulation).order_by(begin.desc(), Regulation.id.desc())).all()


def legal_bases() -> Sequence[LegalBasis]:
    """The whole dictionary, by code and time."""
    begin = func.coalesce(LegalBasis.valid_from, date.min)
    return db.session.scalars(select(LegalBasis).order_by(LegalBasis.code, begin, LegalBasis.id)).all()


def get_regulation(regulation_id: int) -> Regulation:
    """Raises NoResultFound."""
    return db.session.scalars(select(Regulation).where(Regulation.id == regulation_id)).one()


def get_legal_basis(legal_basis_id: int) -> LegalBasis:
    """Raises NoResultFound."""
    return db.session.scalars(select(LegalBasis).where(LegalBasis.id == legal_basis_id)).one()


def others_of_code(code: str, region_code: str | None, but_id: int | None) -> Sequence[LegalBasis]:
    """The entries of the same code and the same lawmaker."""
    same = select(LegalBasis).where(LegalBasis.code == code, LegalBasis.region_code.is_not_distinct_from(region_code))
    return db.session.scalars(same.where(LegalBasis.id != but_id) if but_id else same).all()
