"""Reading contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import selectinload

from tracker.contacts import languages
from tracker.contacts.models import Contact, ContactPost, ContactWay, WayKind
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.kernel.text import fold
from tracker.organisations.models import Kind, Organisation
from tracker.places.models import Country

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

FOUND_AT_ONCE = 8
MOST_LIKELY = 100
MOST_EMPLOYERS = 100


def get_contact(contact_id: int) -> Contact:
    """The person with ways and posts, in three statements. Raises NoResultFound."""
    return db.session.scalars(
        select(Contact)
        .where(Contact.id == contact_id)
        .options(
            selectinload(Contact.ways),
            selectinload(Contact.posts).joinedload(ContactPost.organisation).joinedload(Organisation.city),
        )
    ).one()


def _standing(today: date) -> ColumnElement[int]:
    """0 a post that is held on the day, 1 one that is to begin, 2 one that is over."""
    return case((ContactPost.until_on < today, 2), (ContactPost.since_on > today, 1), else_=0)


def _main_post(today: date) -> Any:
    """The number of the post a person is shown with: the main one held on the day, else the latest."""
    return (
        select(ContactPost.id)
        .where(ContactPost.contact_id == Contact.id, ContactPost.municipality_id == Contact.municipality_id)
        .order_by(_standing(today), ContactPost.is_main.desc(), ContactPost.id.desc())
        .limit(1)
        .correlate(Contact)
        .scalar_subquery()
    )


def _way(kinds: Sequence[WayKind]) -> Any:
    return (
        select(func.min(ContactWay.value))
        .where(
            ContactWay.contact_id == Contact.id,
            ContactWay.municipality_id == Contact.municipality_id,
            ContactWay.kind.in_(kinds),
        )
        .correlate(Contact)
        .scalar_subquery()
    )


def rows(today: date | None = None) -> Select[Any]:
    """Contacts as rows with their post of the day (default: today, UTC), its organisation and country, a phone and
    an address.
    """
    main_post = _main_post(today or clock.now().date())
    return (
        select(  # type: ignore[return-value]  # columns by name
            Contact.id,
            Contact.name_ru,
            Contact.name_en,
            Contact.name_original,
            Contact.languages,
            Contact.basis,
            Contact.review_on,
            ContactPost.title_ru,
            ContactPost.title_en,
            ContactPost.body,
            ContactPost.organisation_id,
            Organisation.name_ru.label("organisation_ru"),
            Organisation.name_en.label("organisation_en"),
            Organisation.city_id.label("city_id"),
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            _way((WayKind.PHONE, WayKind.MOBILE)).label("phone"),
            _way((WayKind.EMAIL,)).label("email"),
        )
        .join(ContactPost, and_(ContactPost.id == main_post, ContactPost.contact_id == Contact.id), isouter=True)
        .join(Organisation, Organisation.id == ContactPost.organisation_id, isouter=True)
        .join(Country, Country.id == Organisation.country_id, isouter=True)
    )


def found(typed: str, limit: int = FOUND_AT_ONCE) -> Sequence[Any]:
    """Rows of people under the typed words, those whose name begins so first."""
    begins = case((Contact.folded.like(f" {fold(typed)}%"), 0), else_=1)
    return db.session.execute(
        rows()
        .where(Contact.archived_at.is_(None), matches(Contact, typed))
        .order_by(begins, Contact.sort_name, Contact.id)
        .limit(limit)
    ).all()


def named(ids: Sequence[int]) -> Sequence[Any]:
    return db.session.execute(rows().where(Contact.id.in_(ids)).order_by(Contact.id)).all()


def of_organisation(organisation_id: int, today: date | None = None) -> Sequence[Any]:
    """Rows of the posts in an organisation with the people who hold or held them, those of the day first."""
    day = today or clock.now().date()
    return db.session.execute(
        select(
            Contact.id,
            Contact.name_ru,
            Contact.name_en,
            ContactPost.title_ru,
            ContactPost.title_en,
            ContactPost.since_on,
            ContactPost.until_on,
        )
        .join(Contact, Contact.id == ContactPost.contact_id)
        .where(
            ContactPost.organisation_id == organisation_id,
            or_(Contact.archived_at.is_(None), ContactPost.until_on.is_not(None)),
        )
        .order_by(
            _standing(day),
            case((ContactPost.until_on < day, ContactPost.until_on)).desc(),  # of those before, the last one first
            Contact.sort_name,
            ContactPost.id,
        )
        .limit(100)
    ).all()


def of_city(city_id: int, today: date | None = None) -> Sequence[Any]:
    """Rows of people who hold a post in an organisation of the city on the day (default: today, UTC)."""
    day = today or clock.now().date()
    return db.session.execute(
        rows(day)
        .where(Organisation.city_id == city_id, _standing(day) == 0, Contact.archived_at.is_(None))
        .order_by(Contact.sort_name, Contact.id)
        .limit(50)
    ).all()


def countries() -> Sequence[Any]:
    """Rows of the countries people hold posts in."""
    held = select(Organisation.country_id).join(ContactPost, ContactPost.organisation_id == Organisation.id).distinct()
    return db.session.execute(
        select(Country.code, Country.name_ru, Country.name_en)
        .where(Country.id.in_(held))
        .order_by(Country.name_en, Country.id)
    ).all()


def employers(asked: Sequence[int], limit: int = MOST_EMPLOYERS) -> Sequence[Any]:
    """Rows of organisations in which people hold or held posts: those that are asked for, then the first by name."""
    held = select(ContactPost.id).where(
        ContactPost.organisation_id == Organisation.id, ContactPost.municipality_id == Organisation.municipality_id
    )
    names = select(Organisation.id, Organisation.name_ru, Organisation.name_en)
    by_name = names.order_by(Organisation.sort_name, Organisation.id)
    wanted = db.session.execute(by_name.where(Organisation.id.in_(asked))).all() if asked else []
    others = by_name.where(held.exists(), Organisation.id.not_in(asked)) if asked else by_name.where(held.exists())
    return [*wanted, *db.session.execute(others.limit(limit))]


def with_post_in(organisation_ids: Sequence[int]) -> ColumnElement[bool]:
    """People who hold or held a post in one of these organisations."""
    return Contact.id.in_(select(ContactPost.contact_id).where(ContactPost.organisation_id.in_(organisation_ids)))


def who_speaks(codes: Sequence[str]) -> ColumnElement[bool]:
    """People who speak one of these languages."""
    between = languages.BETWEEN
    spoken = between + Contact.languages + between
    return or_(*(spoken.like(f"%{between}{code}{between}%") for code in codes))


FEWEST_ALIKE = 2


def doubles_of(
    names: Sequence[str], ways: Sequence[str], *, but: int | None = None, loosely: bool = False
) -> Sequence[Any]:
    """Rows of people of this name in any script and order of its words, or with one of these folded ways.

    `but`: one who is no double of himself. `loosely`: also where one of the names has a word more, a patronymic or a
    second family name.
    """
    wanted = {_in_order(name) for name in names} - {""}
    reached = select(ContactWay.contact_id).where(ContactWay.folded_value.in_([way for way in ways if way]))
    alike = [matches(Contact, name) for name in names if fold(name)]
    if loosely:
        alike += [
            matches(Contact, " ".join(name.split()[:FEWEST_ALIKE]))
            for name in names
            if len(fold(name).split()) > FEWEST_ALIKE
        ]
    likely = db.session.execute(
        rows()
        .add_columns(Contact.id.in_(reached).label("is_reached_so"))
        .where(Contact.archived_at.is_(None), Contact.id != (but or 0), or_(Contact.id.in_(reached), *alike))
        .order_by(Contact.sort_name, Contact.id)
        .limit(MOST_LIKELY)
    ).all()
    same = [row for row in likely if row.is_reached_so or wanted & _names_in_order(row)]
    near = [row for row in likely if row not in same and loosely and _is_near(wanted, _names_in_order(row))]
    return [*same, *near][:FOUND_AT_ONCE]


def _is_near(names: set[str], others: set[str]) -> bool:
    """Whether all words of one name, two at least, are words of the other."""
    pairs = ((set(name.split()), set(other.split())) for name in names for other in others)
    return any(min(len(one), len(two)) >= FEWEST_ALIKE and (one <= two or two <= one) for one, two in pairs)


def _names_in_order(row: Any) -> set[str]:
    return {_in_order(name) for name in (row.name_ru, row.name_en, row.name_original or "")}


def _in_order(name: str) -> str:
    """The folded words of a name in one order: «Петров Иван» is Ivan Petrov."""
    return " ".join(sorted(fold(name).split()))


def with_all(ids: Sequence[int]) -> Sequence[Contact]:
    """People with ways and posts, by name."""
    return db.session.scalars(
        select(Contact)
        .where(Contact.id.in_(ids))
        .options(selectinload(Contact.ways), selectinload(Contact.posts).joinedload(ContactPost.organisation))
        .order_by(Contact.sort_name, Contact.id)
    ).all()


def holders_on(organisation_ids: Sequence[int], city_ids: Sequence[int], day: date) -> Sequence[Any]:
    """Rows of who held a post on the day in these organisations, or in the administrations of these cities.

    Also of people who were put away since: a former mayor signed all the same.
    """
    there = or_(
        Organisation.id.in_(organisation_ids),
        and_(Organisation.city_id.in_(city_ids), Organisation.kind == Kind.ADMINISTRATION),
    )
    return db.session.execute(
        select(
            Contact.id,
            Contact.name_ru,
            Contact.name_en,
            Contact.name_original,
            ContactPost.title_ru,
            ContactPost.title_en,
            ContactPost.since_on,
            ContactPost.until_on,
            ContactPost.is_main,
            Organisation.id.label("organisation_id"),
            Organisation.city_id,
        )
        .join(ContactPost, ContactPost.contact_id == Contact.id)
        .join(Organisation, Organisation.id == ContactPost.organisation_id)
        .where(there, _standing(day) == 0)
        .order_by(ContactPost.is_main.desc(), ContactPost.id)
        .limit(100)
    ).all()
