"""Events of the demo data: forums of the past, a delegation to come, and one event that is on today."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tracker.demo import facts
from tracker.demo.happenings import EVENTS, FOR_BOTH, Happening
from tracker.events import actions as events
from tracker.interactions import actions as interactions
from tracker.interactions.rules import When
from tracker.kernel import clock
from tracker.kernel.db import acting_as, db
from tracker.kernel.money import HUNDRED
from tracker.places import queries as places

if TYPE_CHECKING:
    from tracker.demo.story import Story
    from tracker.events.models import Event

ZONE = ZoneInfo("Europe/Moscow")
MORNING = timedelta(hours=9)  # of an event whose hours are not told
FIRST_TALK, BETWEEN_TALKS = timedelta(hours=2), timedelta(minutes=25)
OUR_CITY = {"dzerzhinsk": "Dzerzhinsk", "bor": "Bor"}


def tell_events(story: Story, *, whole: bool) -> dict[str, Event]:
    """All events, or the few that another municipality has; each by its key."""
    return {one.key: _event(story, one) for one in EVENTS if whole or one.key in FOR_BOTH}


def _city_id(story: Story, name: str) -> int:
    wanted = OUR_CITY[story.home.slug] if name == "ours" else name
    rows = [row for row in places.cities_found(wanted, 20) if row.country_code == "RU" or name != "ours"]
    return int(max((row for row in rows if row.name_en == wanted), key=lambda row: row.population or 0).id)


def _days(story: Story, told: Happening) -> tuple[date, date]:
    if told.on:
        first = date.fromisoformat(told.on)
    elif told.last_year:
        first = date.fromisoformat(f"{story.today.year - 1}-{told.last_year}")
    elif told.city_day:
        first = last_city_day(story.today)
    else:
        first = story.day(told.ago)
    return first, first + timedelta(days=told.lasts - 1)


def last_city_day(today: date) -> date:
    """The last Saturday of May that is past."""
    for year in (today.year, today.year - 1):
        day = date(year, 5, 31)
        day -= timedelta(days=(day.weekday() - 5) % 7)
        if day < today:
            break
    return day


def _event(story: Story, told: Happening) -> Event:
    by = story.staff[told.who]
    first, last = _days(story, told)
    planned_at = datetime.combine(min(first - timedelta(days=30), story.day(1)), time(10), ZONE).astimezone(UTC)
    answers: dict[str, Any] = {
        "kind": told.kind,
        "title_ru": told.ru,
        "title_en": told.en,
        "starts_on": first,
        "starts_time": told.hours[0] or None,
        "ends_on": last,
        "ends_time": told.hours[1] or None,
        "city_id": _city_id(story, told.city),
        "place": told.place or None,
        "level": told.level or None,
        "responsible_id": by.id,
        "host_organisation_id": story.organisations[told.host].id if told.host in story.organisations else None,
        "host_partnership_id": story.partners[told.host].id if told.host in story.partners else None,
        "needs_report": told.kind != "city_day",
        "note": told.note or None,
    }
    with clock.standing_at(min(planned_at, clock.now())), acting_as(by.id):
        made = events.plan(by=by, answers=answers)
        for sender in told.delegations:
            if sender in story.partners or sender == "ours":
                _delegation(story, made, sender, first, last)
        _programme(story, made, told, first)
        costs = [
            {"what": what, "currency": currency, "planned": planned * HUNDRED, "actual": actual and actual * HUNDRED}
            for what, currency, planned, actual in told.costs
        ]
        events.put_costs(made, by=by, version=None, costs=costs)
    _after(story, made, told, last)
    return made


def _people(story: Story, partner: str) -> list[Any]:
    prefix = "sp" if partner == "saopaulo" else partner
    return [one for key, people in story.people.items() if key.split("_")[0] == prefix for one in people]


def _delegation(story: Story, made: Event, sender: str, first: date, last: date) -> None:
    by = story.staff["official"]
    answers: dict[str, Any] = {"arrives_on": first, "departs_on": last, "arrives_time": "09:40"}
    if sender == "ours":
        members: list[dict[str, Any]] = [
            {"user_id": story.staff["viewer"].id, "post": story.staff["viewer"].post or "", "is_head": True},
            {"user_id": by.id, "post": by.post or ""},
        ]
    else:
        answers["partnership_id"] = story.partners[sender].id
        people = _people(story, sender)[:4]
        members = [
            {
                "contact": person,
                "is_head": place == 0,
                "is_interpreter": any("interpreter" in post.title_en for post in person.posts),
            }
            for place, person in enumerate(people)
        ]
    events.add_delegation(made, by=by, answers=answers, members=members)


def _programme(story: Story, made: Event, told: Happening, first: date) -> None:
    items = [
        {
            "happens_on": first + timedelta(days=day),
            "starts_time": starts,
            "ends_time": ends or None,
            "what": what,
            "place": place or None,
            "responsible_id": story.staff["official"].id if place else None,
        }
        for day, starts, ends, what, place in told.programme
    ]
    events.put_programme(made, by=story.staff[told.who], version=None, items=items)


def _after(story: Story, made: Event, told: Happening, last: date) -> None:
    by = story.staff[told.who]
    after = datetime.combine(last + timedelta(days=2), time(15), ZONE).astimezone(UTC)
    if told.cancelled:
        with clock.standing_at(made.starts_at - timedelta(days=9)), acting_as(by.id):
            events.cancel(made, by=by, reason=told.cancelled, now=clock.now(), today=made.starts_on - timedelta(days=9))
        return
    if told.outcome and after <= clock.now():
        links = [
            ("negotiation", talks.id)
            for (partner, subject), talks in story.talks.items()
            if (partner, subject) in told.links
        ]
        with clock.standing_at(after), acting_as(by.id):
            answers = {"outcome": told.outcome, "results": told.results or None}
            events.record_outcome(made, by=by, version=None, answers=answers, links=links)
            if told.report:
                events.record_report(
                    made,
                    by=by,
                    reported_on=last + timedelta(days=2),
                    document=told.report,
                    now=clock.now(),
                    today=last + timedelta(days=2),
                )
    for number, (partner, kind, subject) in enumerate(told.logged):
        if partner in story.partners:
            _logged(story, made, partner, kind, subject, after=FIRST_TALK + number * BETWEEN_TALKS)
    db.session.flush()


def _logged(story: Story, made: Event, partner: str, kind: str, subject: str, *, after: timedelta) -> None:
    by = story.staff[facts.PARTNERS[partner]["who"]]
    opens = made.starts_at if made.starts_time else made.starts_at + MORNING
    when = min(max(opens + after, story.moment(1094)), clock.now())
    here = when.astimezone(ZONE)
    company = interactions.Company(partners=[story.partners[partner]], contacts=_people(story, partner)[:1], ours=[by])
    answers = {
        "kind": kind,
        "when": When(here.date(), here.time().replace(second=0)),
        "subject": subject,
        "place": made.place,
        "event_id": made.id,
    }
    with clock.standing_at(when), acting_as(by.id):
        interactions.log(by=by, answers=answers, company=company, now=when)
