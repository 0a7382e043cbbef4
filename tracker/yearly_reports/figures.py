"""The figures of a year, counted by queries over what was recorded. All days are days in the municipality's zone.

Figures are plain values by plain names, so that they can be kept with a report as they were.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from tracker.agreements.kinds import PartyKind
from tracker.agreements.register.entries import Asked, entries
from tracker.agreements.register.queries import area_names
from tracker.interactions.kinds import Kind
from tracker.interactions.models import Interaction
from tracker.interests import queries as interests
from tracker.interests.kinds import State
from tracker.kernel.db import db
from tracker.negotiations.models import Negotiation
from tracker.partners.models import Partnership
from tracker.places.models import Country
from tracker.yearly_reports import visits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tracker.agreements.register.entries import Entry
    from tracker.yearly_reports.visits import Visits

Figures = dict[str, Any]
EVENTS = (Kind.MEETING, Kind.VISIT)


def of_year(year: int, *, today: date) -> Figures:
    """The figures about a year, up to its end or to today."""
    until = min(date(year, 12, 31), today)
    listed = list(entries(Asked(until, year)))
    counts = _interactions(year)
    travelled = visits.of_year(year, until)
    names = _partners([*counts, *travelled.by_partner])
    told = _told_partners(counts, names, listed, travelled)
    for partner, events in zip(told, _events(year, [one["id"] for one in told]), strict=True):
        partner["events"] = events
    return {
        "interactions": _summed(counts.values()),
        "delegations": travelled.all,
        "costs": visits.costs(year, until),
        "organisations": _organisations(listed),
        "amounts": _amounts(year, until),
        "negotiations": _negotiations(year, until),
        "agreements": _agreements(listed),
        "countries": _countries(counts, names, listed),
        "areas": _areas(listed),
        "partners": told,
        "nothing_changed": not any(entry.concluded or entry.lapsed for entry in listed),
    }


def _in(year: int, column: Any) -> ColumnElement[bool]:
    between: ColumnElement[bool] = column.between(date(year, 1, 1), date(year, 12, 31))
    return between


def _interactions(year: int) -> dict[int | None, dict[str, int]]:
    """How many interactions of each kind there were with each partner (None: with nobody's)."""
    statement = (
        select(Interaction.partnership_id, Interaction.kind, func.count())
        .where(_in(year, Interaction.happened_on), Interaction.archived_at.is_(None))
        .group_by(Interaction.partnership_id, Interaction.kind)
    )
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    for partnership_id, kind, count in db.session.execute(statement):
        found[partnership_id][kind.value] = count
    return found


def _summed(parts: Any) -> dict[str, int]:
    total: dict[str, int] = {}
    for kinds in parts:
        for kind, count in kinds.items():
            total[kind] = total.get(kind, 0) + count
    return total


def _partners(with_whom: Iterable[int | None]) -> dict[int, Any]:
    """The partners that are there, and those gone that there was something with in the year."""
    spoken = [one for one in with_whom if one is not None]
    columns: list[Any] = [
        Partnership.id,
        Partnership.title_ru,
        Partnership.title_en,
        Country.code,
        Country.name_ru,
        Country.name_en,
    ]
    statement = (
        select(*columns)
        .join(Country, Country.id == Partnership.country_id)
        .where(or_(Partnership.archived_at.is_(None), Partnership.id.in_(spoken)))
        .order_by(Country.name_ru, Partnership.sort_name, Partnership.id)
    )
    return {row.id: row for row in db.session.execute(statement)}


def _negotiations(year: int, until: date) -> dict[str, int]:
    """Talks that began and ended in the year, and those under way at its end."""
    talks = Negotiation
    under_way = and_(talks.started_on <= until, or_(talks.outcome_on.is_(None), talks.outcome_on > until))
    counted = [
        select(func.count()).select_from(talks).where(talks.archived_at.is_(None), condition).scalar_subquery()
        for condition in (_in(year, talks.started_on), _in(year, talks.outcome_on), under_way)
    ]
    begun, ended, open_ = db.session.execute(select(*counted)).one()
    return {"begun": begun, "ended": ended, "under_way": open_}


def _agreements(listed: Sequence[Entry]) -> dict[str, Any]:
    valid = [entry for entry in listed if not entry.standing.is_over]
    return {
        "concluded": sum(entry.concluded for entry in listed),
        "lapsed": sum(entry.lapsed for entry in listed),
        "valid": len(valid),
        "kinds": _counted(entry.row.kind.value for entry in valid),
    }


def _counted(words: Any) -> dict[str, int]:
    return _summed({word: 1} for word in words)


def _countries(
    counts: Mapping[int | None, dict[str, int]], names: Mapping[int, Any], listed: Sequence[Entry]
) -> list[dict[str, Any]]:
    """By country: partners with whom there was something, interactions, valid agreements; the busiest first."""
    found: dict[str, dict[str, Any]] = {}

    def of(code: str, ru: str, en: str) -> dict[str, Any]:
        return found.setdefault(
            code, {"code": code, "ru": ru, "en": en, "partners": 0, "interactions": 0, "agreements": 0}
        )

    for number, row in names.items():
        if number in counts:
            country = of(row.code, row.name_ru, row.name_en)
            country["partners"] += 1
            country["interactions"] += sum(counts[number].values())
    for entry in listed:
        if not entry.standing.is_over:
            abroad = {p.country_code: p for p in entry.parties if p.is_foreign}
            for code, party in abroad.items():
                of(code, party.country_ru or code, party.country_en or code)["agreements"] += 1
    return sorted(found.values(), key=lambda one: (-one["interactions"], -one["agreements"], one["code"]))


def _amounts(year: int, until: date) -> list[dict[str, Any]]:
    """What the interests voiced in the year, and not dropped, come to; in hundredths of each currency."""
    found: dict[str, int] = defaultdict(int)
    for row in interests.sums_by_currency(date(year, 1, 1), until):
        if row.state is not State.DROPPED:
            found[row.currency] += int(row.value)
    return [{"currency": currency, "value": value} for currency, value in sorted(found.items())]


def _organisations(listed: Sequence[Entry]) -> list[dict[str, Any]]:
    """The organisations, not cities, that joined an agreement concluded in the year; with the agreements."""
    found: dict[str, dict[str, Any]] = {}
    for entry in listed:
        for party in entry.parties if entry.concluded else ():
            if party.kind is PartyKind.ORGANISATION:
                told = found.setdefault(party.name_ru, {"ru": party.name_ru, "en": party.name_en, "agreements": []})
                told["agreements"].append(entry.row.number or entry.row.title)
    return sorted(found.values(), key=lambda one: str(one["ru"]))


def _areas(listed: Sequence[Entry]) -> list[dict[str, Any]]:
    """Valid agreements by field of cooperation; one may have several."""
    names = area_names()
    found: dict[str, dict[str, Any]] = {}
    for entry in listed:
        if entry.standing.is_over:
            continue
        for code in entry.row.area_codes.split():
            known = names.get((entry.row.municipality_id, code))
            ru, en = (known.name_ru, known.name_en) if known is not None else (code, code)
            found.setdefault(code, {"code": code, "ru": ru, "en": en, "agreements": 0})["agreements"] += 1
    return sorted(found.values(), key=lambda one: (-one["agreements"], one["code"]))


def _told_partners(
    counts: Mapping[int | None, dict[str, int]],
    names: Mapping[int, Any],
    listed: Sequence[Entry],
    travelled: Visits,
) -> list[dict[str, Any]]:
    """The partners with whom there was something in the year: contacts, visits, or an agreement in the list."""
    documents = _documents(listed)
    told = []
    for number, row in names.items():
        kinds = counts.get(number, {})
        grounds = documents.get(number, [])
        if kinds or grounds or number in travelled.by_partner:
            told.append(
                {
                    "id": number,
                    "ru": row.title_ru,
                    "en": row.title_en,
                    "country_ru": row.name_ru,
                    "country_en": row.name_en,
                    "agreements": grounds,
                    "interactions": kinds,
                    "delegations": travelled.by_partner.get(number),
                }
            )
    return told


def _events(year: int, partners: Sequence[int]) -> list[list[list[str]]]:
    """The meetings and visits of each partner: day, kind, subject and place, the first first."""
    statement = (
        select(
            Interaction.partnership_id,
            Interaction.happened_on,
            Interaction.kind,
            Interaction.subject,
            Interaction.place,
        )
        .where(
            _in(year, Interaction.happened_on),
            Interaction.archived_at.is_(None),
            Interaction.kind.in_(EVENTS),
            Interaction.partnership_id.is_not(None),
        )
        .order_by(Interaction.happened_on, Interaction.id)
    )
    found: dict[int | None, list[list[str]]] = defaultdict(list)
    for number, day, kind, subject, place in db.session.execute(statement):
        found[number].append([day.isoformat(), kind.value, subject, place or ""])
    return [found.get(number, []) for number in partners]


def _documents(listed: Sequence[Entry]) -> dict[int, list[str]]:
    """The numbers, or titles, of the listed agreements with each partner."""
    found: dict[int, list[str]] = defaultdict(list)
    for entry in listed:
        if entry.row.partnership_id is not None:
            found[entry.row.partnership_id].append(entry.row.number or entry.row.title)
    return found
