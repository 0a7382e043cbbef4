"""The calendar as an iCalendar file (RFC 5545): days as days, moments in UTC, the same name for the same thing.

Everything in the file comes from the entries, so that the same entries give the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from flask import current_app, request
from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event

from tracker.calendar.kinds import KIND_LABELS
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import User
    from tracker.calendar.registry import Entry

MIME = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
IN_THE_MORNING = timedelta(hours=9)
ONE_DAY = timedelta(days=1)


def written(entries: Iterable[Entry], *, name: str, home: str, site: str) -> bytes:
    """`name`: of the calendar; `home`: the word of the municipality in each UID; `site`: what addresses begin with."""
    calendar = Calendar()
    calendar.add("prodid", "-//International relations tracker//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, home=home, site=site))
    return bytes(calendar.to_ical())


def of_user(entries: Iterable[Entry], user: User) -> bytes:
    """The entries as a file for this person, with addresses that lead back here."""
    home = user.municipality
    site = current_app.extensions["settings"].public_url or request.url_root
    title = _("International relations")
    return written(
        entries,
        name=f"{title}: {home.name_in(formats.language())}" if home is not None else title,
        home=home.slug if home is not None else "region",
        site=site.rstrip("/"),
    )


def _event(entry: Entry, *, home: str, site: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{home}.tracker")
    changed = entry.changed_at or datetime.combine(entry.on, time(), UTC)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.version)
    event.add("summary", f"{entry.title} ({entry.word})" if entry.word else entry.title)
    if entry.starts_at is not None:
        event.add("dtstart", entry.starts_at.astimezone(UTC))
        event.add("dtend", (entry.ends_at or entry.starts_at + timedelta(hours=1)).astimezone(UTC))
    else:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.last + ONE_DAY)  # the day after the last one: the end is not part of it
        event.add("transp", "TRANSPARENT")
    event.add("categories", [formats.words(KIND_LABELS[entry.kind])])
    if entry.partner:
        event.add("description", entry.partner)
    if entry.url:
        event.add("url", site + entry.url)
    if entry.has_alarm:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _("To be done today: %(title)s", title=entry.title))
        alarm.add("trigger", IN_THE_MORNING)
        event.add_component(alarm)
    return event
