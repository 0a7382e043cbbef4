"""Greetings that are due: whom, for what, what was written a year ago, and whether this year's is on its way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from tracker.calendar import queries, rules
from tracker.calendar.kinds import Kind
from tracker.calendar.registry import Ask, Entry, Greeted, entries
from tracker.regulations import queries as regulations
from tracker.regulations.calendar import working_days
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.accounts.models import User

OCCASIONS = (Kind.CITY_DAY, Kind.NATIONAL_DAY, Kind.ANNIVERSARY, Kind.BIRTHDAY)
SEPARATOR = "~"


@dataclass(frozen=True)
class Due:
    """One greeting. `word` names it in a form; `last_year`: the letter of then; `row`: what was decided."""

    entry: Entry
    whom: Greeted
    send_by: date
    last_year: Any = None
    sent: Any = None
    row: Any = None

    @property
    def word(self) -> str:
        return SEPARATOR.join((self.entry.key, self.whom.subject.kind, str(self.whom.subject.id)))

    @property
    def task_id(self) -> int | None:
        return self.row.task_id if self.row is not None else None

    @property
    def is_dismissed(self) -> bool:
        return self.row is not None and self.row.dismissed_at is not None

    @property
    def is_sent(self) -> bool:
        return self.sent is not None or (self.row is not None and bool(self.row.is_done))


def due(user: User, today: date) -> list[Due]:
    """The greetings of the next days, the soonest first; those that were dismissed are left out."""
    ask = Ask(since=today, until=today + rules.GREET_AHEAD, user=user, language=formats.language(), today=today)
    found = [(entry, whom) for entry in entries(ask, OCCASIONS) for whom in entry.greets]
    if not found:
        return []
    working = working_days(regulations.regulation(on=today))
    decided = queries.greetings({entry.key for entry, _whom in found})
    partner_ids = {whom.partner_id for _entry, whom in found if whom.partner_id is not None}
    letters = defaultdict(list)
    for row in queries.letters_out(partner_ids, {entry.on for entry, _whom in found}):
        letters[row.partnership_id].append(row)
    told = []
    for entry, whom in found:
        one = Due(
            entry,
            whom,
            rules.send_by(entry.on, working, today),
            last_year=_letter(letters.get(whom.partner_id, ()), entry.on - rules.LAST_YEAR, any_subject=True),
            sent=_letter(letters.get(whom.partner_id, ()), entry.on, any_subject=False),
            row=decided.get((entry.key, whom.subject.kind, whom.subject.id)),
        )
        told.append(one)
    return [one for one in told if not one.is_dismissed]


def _letter(letters: Sequence[Any], on: date, *, any_subject: bool) -> Any:
    """Of the letters to them, the one around the day: that reads as a greeting, else (`any_subject`) the nearest."""
    begin, end = rules.span_of_letter(on)
    near = [row for row in letters if begin <= row.registered_on <= end]
    near.sort(key=lambda row: (not rules.reads_as_greeting(row.subject), abs((row.registered_on - on).days)))
    if not near or not (any_subject or rules.reads_as_greeting(near[0].subject)):
        return None
    return near[0]


def find_due(word: str, user: User, today: date) -> Due | None:
    """The greeting of this word, if it is due."""
    return next((one for one in due(user, today) if one.word == word), None)


def task_of(one: Due) -> dict[str, Any]:
    """The answers for the task: in the person's language, with the letter of last year at hand."""
    note = _("For %(day)s.", day=formats.long_day(one.entry.on))
    if one.last_year is not None:
        letter = one.last_year
        note += "\n" + _(
            "Last year's letter: No. %(number)s of %(day)s, “%(subject)s”, %(url)s",
            number=letter.number,
            day=formats.day(letter.registered_on),
            subject=letter.subject,
            url=url_for("letters.show", letter_id=letter.id),
        )
    title = _("Send greetings to %(whom)s: %(occasion)s", whom=one.whom.name, occasion=one.entry.title)
    return {"title": title[:500], "note": note, "due_on": one.send_by}
