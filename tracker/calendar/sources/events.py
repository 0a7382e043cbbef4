"""Events of several days as bars, those with an hour by the hour; and the reports that are due after them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from tracker.calendar.kinds import Kind
from tracker.calendar.registry import MOST, Ask, CalendarSource, Entry, register_calendar_source
from tracker.calendar.sources.work import late
from tracker.events import queries as events
from tracker.events.models import Event
from tracker.kernel.db import db
from tracker.permissions import Permission
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Iterator


def _chosen(ask: Ask) -> Any:
    wanted = events.kept(events.rows()).add_columns(Event.version, Event.updated_at)
    wanted = wanted.where(Event.cancelled_on.is_(None)).limit(MOST)
    if ask.mine:
        wanted = wanted.where(Event.responsible_id == ask.user.id)
    if ask.partner_id is not None:
        wanted = wanted.where(events.with_partner_in([ask.partner_id]))
    return wanted


def _events(ask: Ask) -> Iterator[Entry]:
    wanted = _chosen(ask).where(Event.starts_on <= ask.until, Event.ends_on >= ask.since)
    for row in db.session.execute(wanted.order_by(Event.starts_at, Event.id)):
        by_the_hour = row.starts_time is not None and row.starts_on == row.ends_on
        where = ", ".join(part for part in (ask.name(row, "city"), row.place) if part)
        yield Entry(
            kind=Kind.EVENT,
            key=f"event-{row.id}",
            on=formats.day_of(row.starts_at) if by_the_hour else row.starts_on,
            until=None if by_the_hour else row.ends_on,
            starts_at=row.starts_at if by_the_hour else None,
            ends_at=row.ends_at if by_the_hour else None,
            name=ask.name(row, "title"),
            page=partial(url_for, "events.show", event_id=row.id),
            partner=ask.name(row, "host_partner") or where,
            flag=row.country_code or "",
            zone=row.zone,
            version=row.version,
            changed_at=row.updated_at,
        )


def _reports(ask: Ask) -> Iterator[Entry]:
    """By when the law wants to be told how an event went."""
    wanted = _chosen(ask).where(Event.report_due_on.between(ask.since, ask.until), Event.reported_on.is_(None))
    for row in db.session.execute(wanted.order_by(Event.report_due_on, Event.id)):
        yield Entry(
            kind=Kind.REPORT,
            key=f"event-{row.id}-report",
            on=row.report_due_on,
            name=_("Report due: %(event)s", event=ask.name(row, "title")),
            page=partial(url_for, "events.show", event_id=row.id),
            partner=ask.name(row, "host_partner"),
            flag=row.country_code or "",
            version=row.version,
            changed_at=row.updated_at,
            **late(row.report_due_on, ask),
        )


register_calendar_source("events", CalendarSource(Kind.EVENT, Permission.EVENTS_READ, _events))
register_calendar_source("event-reports", CalendarSource(Kind.REPORT, Permission.EVENTS_READ, _reports))
