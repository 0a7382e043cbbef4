"""Reading organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import joinedload

from tracker.kernel import spelling
from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.kernel.text import fold
from tracker.organisations.models import Organisation
from tracker.places.models import City, Country

if TYPE_CHECKING:
    from collections.abc import Sequence

FOUND_AT_ONCE = 8
MOST_LIKELY = 100
SHORTEST_NUMBER, DIGITS_OF_A_NUMBER = 6, 10


def get_organisation(organisation_id: int) -> Organisation:
    """Raises NoResultFound."""
    return db.session.scalars(
        select(Organisation).where(Organisation.id == organisation_id).options(joinedload(Organisation.city))
    ).one()


def rows() -> Select[Any]:
    """Organisations as rows with country and city."""
    return (
        select(  # type: ignore[return-value]  # columns by name
            Organisation.id,
            Organisation.name_ru,
            Organisation.name_en,
            Organisation.name_original,
            Organisation.short_name,
            Organisation.kind,
            Organisation.website,
            Organisation.email,
            Organisation.phone,
            Organisation.country_id,
            Organisation.city_id,
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            City.name_ru.label("city_ru"),
            City.name_en.label("city_en"),
        )
        .join(Country, Country.id == Organisation.country_id)
        .join(City, City.id == Organisation.city_id, isouter=True)
    )


def found(typed: str, limit: int = FOUND_AT_ONCE) -> Sequence[Any]:
    """Rows of organisations under the typed words, those that begin so first."""
    statement = rows().where(Organisation.archived_at.is_(None), matches(Organisation, typed))
    begins = case((Organisation.folded.like(f" {fold(typed)}%"), 0), else_=1)
    return db.session.execute(statement.order_by(begins, Organisation.sort_name, Organisation.id).limit(limit)).all()


def named(ids: Sequence[int]) -> Sequence[Any]:
    return db.session.execute(rows().where(Organisation.id.in_(ids)).order_by(Organisation.id)).all()


def countries() -> Sequence[Any]:
    """Rows of the countries that organisations are in."""
    return db.session.execute(
        select(Country.code, Country.name_ru, Country.name_en)
        .where(Country.id.in_(select(Organisation.country_id).distinct()))
        .order_by(Country.name_en, Country.id)
    ).all()


def doubles_of(
    names: Sequence[str], *, but: int | None = None, email: str = "", phone: str = "", loosely: bool = False
) -> Sequence[Any]:
    """Rows of organisations that are called so, in any script, or are reached by this address or phone.

    `but`: one that is no double of itself. `loosely`: also of those called almost so, a letter or an ending apart.
    """
    wanted = {folded for name in names if (folded := fold(name))}
    alike = [_holds_pieces(name) if loosely else matches(Organisation, name) for name in names if fold(name)]
    reached = [*_of_email(email), *_of_phone(phone)]
    if not alike and not reached:
        return []
    is_reached = or_(*reached) if reached else false()
    likely = db.session.execute(
        rows()
        .add_columns(is_reached.label("is_reached_so"))
        .where(Organisation.archived_at.is_(None), Organisation.id != (but or 0), or_(is_reached, *alike))
        .order_by(func.length(Organisation.folded), Organisation.id)
        .limit(MOST_LIKELY)
    ).all()
    same = [row for row in likely if row.is_reached_so or wanted & _names_folded(row)]
    near = [row for row in likely if row not in same and loosely and _is_near(wanted, _names_folded(row))]
    return [*same, *near][:FOUND_AT_ONCE]


def _holds_pieces(name: str) -> ColumnElement[bool]:
    """Of each word of the name a part that stays whole where a letter is wrong."""
    pieces = (term.pieces or (term.word,) for term in spelling.terms(name))
    return and_(*(or_(*(Organisation.folded.like(f"%{piece}%") for piece in some)) for some in pieces))


def _is_near(names: set[str], others: set[str]) -> bool:
    """Whether two names have the same number of words, each like one of the other: the order may be another one."""
    pairs = ((spelling.terms(name), spelling.terms(other)) for name in names for other in others)
    return any(
        len(ones) == len(twos) and all(any(spelling.alike(one, two) for two in twos) for one in ones)
        for ones, twos in pairs
    )


def _of_email(email: str) -> list[ColumnElement[bool]]:
    return [func.lower(Organisation.email) == email.lower()] if "@" in email else []


def _of_phone(phone: str) -> list[ColumnElement[bool]]:
    """The same digits at the end, however they are written."""
    digits = "".join(sign for sign in phone if sign.isascii() and sign.isdigit())[-DIGITS_OF_A_NUMBER:]
    if len(digits) < SHORTEST_NUMBER:
        return []
    held: Any = Organisation.phone
    for sign in " ()-+.":
        held = func.replace(held, sign, "")
    return [held.like(f"%{digits}")]


def _names_folded(row: Any) -> set[str]:
    return {fold(name) for name in (row.name_ru, row.name_en, row.name_original or "", row.short_name or "")}
