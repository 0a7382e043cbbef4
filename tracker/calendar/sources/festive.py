"""Days that come every year: of cities and countries, of what was signed or begun, of people."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, and_, extract, or_, select

from tracker.agreements import conditions
from tracker.agreements.kinds import LIVING
from tracker.agreements.models import Agreement
from tracker.calendar.days import TWIN_DAY, YearlyDay, is_round, months_of, of_date
from tracker.calendar.kinds import Kind
from tracker.calendar.models import CityDay
from tracker.calendar.national_days import NATIONAL_DAYS
from tracker.calendar.registry import Ask, CalendarSource, Entry, Greeted, register_calendar_source
from tracker.calendar.sources.work import PARTNER, with_partner
from tracker.contacts.models import Contact
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.partners.kinds import ORDINARY
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.places.models import Country

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

NAMED = 3
A_YEAR = 365  # days
HUNDRED, LEAP_DAY = 100, 229


def comes_round(column: Any, since: date, until: date) -> ColumnElement[bool]:
    """Whether a day of the past has its anniversary within the span: by its month, then by its day.

    The 29th of February is kept on the 28th in a common year.
    """
    by_month = or_(*(extract("month", column) == month for month in sorted(months_of(since, until))))
    if (until - since).days >= A_YEAR:
        return by_month
    first, last = since.month * HUNDRED + since.day, until.month * HUNDRED + until.day
    on = extract("month", column) * HUNDRED + extract("day", column)
    within = on.between(first, last) if first <= last else or_(on >= first, on <= last)
    return and_(by_month, or_(within, on == LEAP_DAY))


def _partner(row: Any, ask: Ask) -> tuple[Greeted, ...]:
    if row.partnership_id is None:
        return ()
    return (Greeted(Subject("partner", row.partnership_id), ask.name(row, "partner"), row.partnership_id),)


def _partner_page(row: Any) -> Callable[[], str] | None:
    if row.partnership_id is None:
        return None
    return partial(url_for, "partners.show", partnership_id=row.partnership_id)


def _city_days(ask: Ask) -> Iterator[Entry]:
    d = CityDay
    chosen = select(
        d.id, d.partnership_id, d.name, d.month, d.day, d.week, d.weekday, d.version, d.updated_at, *PARTNER
    )
    wanted = with_partner(chosen, d.partnership_id).where(
        d.archived_at.is_(None), d.month.in_(months_of(ask.since, ask.until)), Partnership.archived_at.is_(None)
    )
    home = ask.user.municipality
    wanted = ask.narrowed(wanted, responsible=Partnership.responsible_id, partner=d.partnership_id).order_by(d.id)
    for row in db.session.execute(wanted):
        whose = ask.name(row, "partner") or (home.name_in(ask.language) if home is not None else "")
        for on in YearlyDay(row.month, row.day, row.week, row.weekday).between(ask.since, ask.until):
            yield Entry(
                kind=Kind.CITY_DAY,
                key=f"city-day-{row.id}-{on.year}",
                on=on,
                name=f"{row.name or _('City day')}: {whose}",
                page=_partner_page(row),
                flag=row.country_code or "",
                version=row.version,
                changed_at=row.updated_at,
                greets=_partner(row, ask),
            )


def _national_days(ask: Ask) -> Iterator[Entry]:
    coming = {code: days for code, rule in NATIONAL_DAYS.items() if (days := list(rule.between(ask.since, ask.until)))}
    wanted = (
        select(
            Partnership.id.label("partnership_id"),
            Partnership.country_id,
            Country.code,
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            Partnership.title_ru.label("partner_ru"),
            Partnership.title_en.label("partner_en"),
        )
        .join(Country, Country.id == Partnership.country_id)
        .where(Partnership.archived_at.is_(None), Partnership.status.in_(ORDINARY), Country.code.in_(coming))
    )
    wanted = ask.narrowed(wanted, responsible=Partnership.responsible_id, partner=Partnership.id)
    by_country: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(wanted.order_by(Country.code, Partnership.id)):
        by_country[row.code].append(row)
    for code, rows in by_country.items():
        names = [ask.name(row, "partner") for row in rows]
        for on in coming[code]:
            yield Entry(
                kind=Kind.NATIONAL_DAY,
                key=f"national-day-{code}-{on.year}",
                on=on,
                name=_("National day: %(country)s", country=ask.name(rows[0], "country")),
                page=partial(url_for, "partners.index", country=rows[0].country_id),
                partner=", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else ""),
                flag=code,
                greets=tuple(greeted for row in rows for greeted in _partner(row, ask)),
            )


def _twin_day(ask: Ask) -> Iterator[Entry]:
    if ask.partner_id is not None:
        return
    for on in TWIN_DAY.between(ask.since, ask.until):
        yield Entry(kind=Kind.TWIN_DAY, key=f"twin-day-{on.year}", on=on, name=_("World Day of twinned cities"))


def _years(begin: date, on: date) -> dict[str, Any]:
    """Round ones are marked."""
    years = on.year - begin.year
    return {"tone": "warn", "word": _("jubilee")} if is_round(years) else {}


def _since_signing(years: int, title: str) -> str:
    return ngettext("%(num)d year since signing: %(title)s", "%(num)d years since signing: %(title)s",
                    years, title=title)  # fmt: skip


def _of_partnership(years: int, partner: str) -> str:
    return ngettext("%(num)d year of partnership: %(partner)s", "%(num)d years of partnership: %(partner)s",
                    years, partner=partner)  # fmt: skip


def _of_agreements(ask: Ask) -> Iterator[Entry]:
    a = Agreement
    chosen = select(a.id, a.title, a.signed_on, a.partnership_id, a.version, a.updated_at, *PARTNER)
    wanted = with_partner(chosen, a.partnership_id).where(
        a.archived_at.is_(None),
        conditions.stands(LIVING, ask.today),
        a.signed_on < ask.until,
        comes_round(a.signed_on, ask.since, ask.until),
    )
    wanted = ask.narrowed(wanted, responsible=a.responsible_id, partner=a.partnership_id).order_by(a.id)
    for row in db.session.execute(wanted):
        for on in of_date(row.signed_on).between(ask.since, ask.until):
            if on.year > row.signed_on.year:
                yield Entry(
                    kind=Kind.ANNIVERSARY,
                    key=f"signed-{row.id}-{on.year}",
                    on=on,
                    name=row.title,
                    tell=partial(_since_signing, on.year - row.signed_on.year),
                    page=partial(url_for, "agreements.show", agreement_id=row.id),
                    partner=ask.name(row, "partner"),
                    flag=row.country_code or "",
                    version=row.version,
                    changed_at=row.updated_at,
                    greets=_partner(row, ask),
                    **_years(row.signed_on, on),
                )


def _of_partnerships(ask: Ask) -> Iterator[Entry]:
    p = Partnership
    chosen = select(p.id.label("partnership_id"), p.since_on, p.version, p.updated_at, *PARTNER)
    wanted = chosen.join(Country, Country.id == p.country_id).where(
        p.archived_at.is_(None),
        p.status.in_(ORDINARY),
        p.since_is_year.is_(False),
        p.since_on < ask.until,
        comes_round(p.since_on, ask.since, ask.until),
    )
    wanted = ask.narrowed(wanted, responsible=p.responsible_id, partner=p.id).order_by(p.id)
    for row in db.session.execute(wanted):
        for on in of_date(row.since_on).between(ask.since, ask.until):
            if on.year > row.since_on.year:
                yield Entry(
                    kind=Kind.ANNIVERSARY,
                    key=f"partner-{row.partnership_id}-{on.year}",
                    on=on,
                    name=ask.name(row, "partner"),
                    tell=partial(_of_partnership, on.year - row.since_on.year),
                    page=_partner_page(row),
                    flag=row.country_code or "",
                    version=row.version,
                    changed_at=row.updated_at,
                    greets=_partner(row, ask),
                    **_years(row.since_on, on),
                )


def _birthdays(ask: Ask) -> Iterator[Entry]:
    """A person is nobody's own and of no one partner: left out where the calendar is narrowed."""
    if ask.mine or ask.partner_id is not None:
        return
    c = Contact
    chosen = select(c.id, c.name_ru, c.name_en, c.birthday, c.version, c.updated_at).where(
        c.archived_at.is_(None), c.birthday.is_not(None), comes_round(c.birthday, ask.since, ask.until)
    )
    wanted = ask.narrowed(chosen, responsible=None, partner=None).order_by(c.id)
    for row in db.session.execute(wanted):
        for on in of_date(row.birthday).between(ask.since, ask.until):
            name = ask.name(row, "name")
            yield Entry(
                kind=Kind.BIRTHDAY,
                key=f"birthday-{row.id}-{on.year}",
                on=on,
                name=_("Birthday: %(name)s", name=name),
                page=partial(url_for, "contacts.show", contact_id=row.id),
                version=row.version,
                changed_at=row.updated_at,
                greets=(Greeted(Subject("contact", row.id), name),),
                **_years(row.birthday, on),
            )


for _name, _kind, _needs, _find in (
    ("city-days", Kind.CITY_DAY, Permission.PARTNERS_READ, _city_days),
    ("national-days", Kind.NATIONAL_DAY, Permission.PARTNERS_READ, _national_days),
    ("twin-day", Kind.TWIN_DAY, Permission.CALENDAR_READ, _twin_day),
    ("anniversaries-of-agreements", Kind.ANNIVERSARY, Permission.AGREEMENTS_READ, _of_agreements),
    ("anniversaries-of-partners", Kind.ANNIVERSARY, Permission.PARTNERS_READ, _of_partnerships),
    ("birthdays", Kind.BIRTHDAY, Permission.CONTACTS_READ, _birthdays),
):
    register_calendar_source(_name, CalendarSource(_kind, _needs, _find))
