"""What people do with events: plan, edit, fill the parts, cancel, say what came of it, record the report, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.audit import actions as audit
from tracker.events import queries, rules
from tracker.events.kinds import Kind, Level, Side
from tracker.events.models import Event, EventCost, EventDelegation, EventItem, EventLink, EventMember
from tracker.kernel import clock
from tracker.kernel.db import db, touch
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import N_
from tracker.organisations import queries as organisation_queries
from tracker.partners import queries as partner_queries
from tracker.places import queries as place_queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from tracker.accounts.models import User
    from tracker.contacts.models import Contact

NEGOTIATION, AGREEMENT = "negotiation", "agreement"
PLAIN = ("place", "starts_time", "ends_time", "note")
OF_DELEGATION = ("arrives_on", "arrives_time", "departs_on", "departs_time", "travel", "note")


def plan(*, by: User, answers: dict[str, Any]) -> Event:
    """A new event. `answers`: kind, title_ru or title_en, starts_on, and as far as known the rest of the form."""
    event = Event(responsible_id=by.id)
    _fill(event, answers, by=by)
    db.session.add(event)
    audit.record("create", event, by=by)
    return event


def edit(event: Event, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    _check_version(event, version)
    with db.session.no_autoflush:
        _fill(event, answers, by=by)
        rules.check_programme(event, [_as_answers(item) for item in event.programme])
    audit.record("edit", event, by=by)


def _check_version(event: Event, version: int | None) -> None:
    if version is not None and event.version != version:
        raise EditedMeanwhile(event)


def _fill(event: Event, answers: dict[str, Any], *, by: User) -> None:
    title = answers.get("title_ru") or answers.get("title_en")
    if not title:
        raise RuleBroken(N_("Write the title in at least one language."), "title_ru")
    event.title_ru, event.title_en = answers.get("title_ru") or title, answers.get("title_en") or title
    event.kind = Kind(answers["kind"])
    event.level = Level(answers["level"]) if answers.get("level") else None
    event.responsible_id = answers.get("responsible_id") or event.responsible_id
    for name in PLAIN:
        setattr(event, name, answers.get(name))
    _put_place(event, answers.get("city_id"), by=by)
    _put_host(event, answers)
    starts_on = answers["starts_on"]
    span = rules.Span(starts_on, event.starts_time, answers.get("ends_on") or starts_on, event.ends_time)
    rules.check_span(span)
    event.starts_on, event.ends_on = span.starts_on, span.ends_on
    event.starts_at, event.ends_at = span.moments(event.zone)
    needs_report = answers.get("needs_report", True) or event.reported_on is not None
    event.report_due_on = rules.report_due(event.ends_on) if needs_report else None


def _put_place(event: Event, city_id: int | None, *, by: User) -> None:
    """The zone is the city's; without a city our own."""
    event.city = place_queries.get_city(city_id) if city_id else None
    event.city_id = city_id or None
    home = by.municipality
    if home is None:
        raise RuleBroken(N_("Only the staff of a municipality keeps events."))
    event.zone = event.city.timezone if event.city is not None else home.timezone


def _put_host(event: Event, answers: dict[str, Any]) -> None:
    partner, organisation = answers.get("host_partnership_id"), answers.get("host_organisation_id")
    event.host_partnership = partner_queries.get_partnership(partner) if partner else None
    event.host_partnership_id = partner
    event.host_organisation = organisation_queries.get_organisation(organisation) if organisation else None
    event.host_organisation_id = organisation


def _as_answers(item: EventItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("happens_on", "starts_time", "ends_time", "what")}


def _changed(event: Event, verb: str, *, by: User) -> None:
    """A new version also where only a part of it changed."""
    touch(event)
    audit.record(verb, event, by=by)


# programme, costs, delegations


def put_programme(event: Event, *, by: User, version: int | None, items: Sequence[dict[str, Any]]) -> None:
    """The whole programme: rows with an `id` stay, those without are new, missing ones go."""
    _check_version(event, version)
    rules.check_programme(event, items)
    event.programme = _kept(event.programme, items, EventItem)
    _changed(event, "edit", by=by)


def put_costs(event: Event, *, by: User, version: int | None, costs: Sequence[dict[str, Any]]) -> None:
    """All costs, as `put_programme` takes its rows."""
    _check_version(event, version)
    rules.check_costs(costs)
    event.costs = _kept(event.costs, costs, EventCost)
    _changed(event, "edit", by=by)


def _kept(held: Sequence[Any], given: Sequence[dict[str, Any]], model: type[Any]) -> list[Any]:
    """Rows by their numbers, so that the journal tells only what changed."""
    by_id = {row.id: row for row in held}
    rows = []
    for one in given:
        values = dict(one)
        row = by_id.pop(values.pop("id", None) or 0, None) or model()
        for name, value in values.items():
            setattr(row, name, value)
        rows.append(row)
    return rows


def add_delegation(
    event: Event, *, by: User, answers: dict[str, Any], members: Sequence[dict[str, Any]]
) -> EventDelegation:
    """`answers`: one of partnership_id, organisation_id, country_id, or none for our own; days and travel.

    `members` in order of rank: contact (a Contact), user_id or name; post, is_head, is_interpreter, note.
    """
    delegation = EventDelegation()
    with db.session.no_autoflush:
        event.delegations.append(delegation)
        _fill_delegation(event, delegation, answers, members)
    _changed(event, "edit", by=by)
    return delegation


def edit_delegation(
    delegation: EventDelegation,
    *,
    by: User,
    version: int | None,
    answers: dict[str, Any],
    members: Sequence[dict[str, Any]],
) -> None:
    if version is not None and delegation.version != version:
        raise EditedMeanwhile(delegation)
    with db.session.no_autoflush:
        _fill_delegation(delegation.event, delegation, answers, members)
        touch(delegation)
    _changed(delegation.event, "edit", by=by)


def remove_delegation(delegation: EventDelegation, *, by: User) -> None:
    event = delegation.event
    event.delegations.remove(delegation)
    db.session.delete(delegation)
    _changed(event, "edit", by=by)


def _fill_delegation(
    event: Event, delegation: EventDelegation, answers: dict[str, Any], members: Sequence[dict[str, Any]]
) -> None:
    people = [{**one, "contact_id": one["contact"].id if one.get("contact") else None} for one in members]
    rules.check_delegation(answers, people)
    of = {name: answers.get(name) for name in ("partnership_id", "organisation_id", "country_id")}
    delegation.side = Side.THEIRS if any(of.values()) else Side.OURS
    for name, value in [*of.items(), *((name, answers.get(name)) for name in OF_DELEGATION)]:
        setattr(delegation, name, value)
    rows = []
    for position, one in enumerate(people, start=1):
        contact = one.pop("contact", None)
        post = one.get("post") or post_on(contact, event.starts_on)
        rows.append({**one, "event_id": event.id, "post": post, "position": position})
    delegation.members = _kept(delegation.members, rows, EventMember)


def post_on(contact: Contact | None, day: date) -> str:
    """The post a person held on the day, as it is written home: what stands on the list of a delegation."""
    if contact is None:
        return ""
    held = [post for post in contact.posts if post.is_held_on(day)]
    best = next((post for post in held if post.is_main), held[0] if held else None)
    if best is None:
        return ""
    where = best.organisation.name_ru if best.organisation is not None else best.body
    return ", ".join(part for part in (best.title_in("ru"), where) if part)[:300]


# what comes after


def cancel(event: Event, *, by: User, reason: str | None, now: datetime, today: date) -> None:
    rules.check_cancelling(event, reason, now)
    event.cancelled_on, event.cancelled_reason = today, reason
    audit.record("cancel", event, by=by, reason=reason or "")


def reinstate(event: Event, *, by: User) -> None:
    """The event is held after all."""
    if event.cancelled_on is None:
        raise RuleBroken(N_("This event is not cancelled."))
    event.cancelled_on = event.cancelled_reason = None
    audit.record("reinstate", event, by=by)


def record_outcome(
    event: Event, *, by: User, version: int | None, answers: dict[str, Any], links: Sequence[tuple[str, int]]
) -> None:
    """What came of it. `links`: (negotiation or agreement, number)."""
    _check_version(event, version)
    event.outcome, event.results = answers.get("outcome"), answers.get("results")
    for kind, number in links:
        if queries.find_linked(kind, number) is None:
            raise RuleBroken(N_("This record is not there any more. Choose another one."), "links")
    held = {(link.negotiation_id, link.agreement_id): link for link in event.links}
    wanted = [
        (number if kind == NEGOTIATION else None, number if kind == AGREEMENT else None) for kind, number in links
    ]
    event.links = [held.get(ids) or EventLink(negotiation_id=ids[0], agreement_id=ids[1]) for ids in wanted]
    _changed(event, "edit", by=by)


def record_report(
    event: Event, *, by: User, reported_on: date, document: str | None, now: datetime, today: date
) -> None:
    """The report on the event is made."""
    rules.check_report(event, reported_on, now, today)
    event.report_due_on = event.report_due_on or rules.report_due(event.ends_on)
    event.reported_on, event.report_document = reported_on, document
    audit.record("report", event, by=by)


def assign(event: Event, to: User, *, by: User) -> None:
    """Somebody else answers for the event."""
    rules.check_responsible(to)
    event.responsible_id = to.id
    audit.record("assign", event, by=by)


def assign_item(item: EventItem, to: User, *, by: User) -> None:
    """Somebody else answers for a point of the programme."""
    rules.check_responsible(to)
    item.responsible_id = to.id
    _changed(item.event, "assign", by=by)


def archive(event: Event, *, by: User) -> None:
    rules.check_archive(event, by)
    event.archived_at = event.archived_at or clock.now()
    audit.record("archive", event, by=by)


def restore(event: Event, *, by: User) -> None:
    rules.check_archive(event, by)
    event.archived_at = None
    audit.record("restore", event, by=by)
