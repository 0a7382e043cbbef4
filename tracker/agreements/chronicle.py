"""The history of an agreement by days: steps of its life, what was said about it, what was rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.agreements import wording
from tracker.agreements.kinds import Action
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from tracker.agreements.models import StatusChange

ICONS = {
    Action.SIGN: "writing-sign",
    Action.SUBMIT: "arrow-right",
    Action.RETURN: "arrow-back-up",
    Action.RECORD_REFUSAL: "arrow-back-up",
    Action.REOPEN: "pencil",
    Action.SEND_TO_REGION: "building-bank",
    Action.RECORD_CONSENT: "building-bank",
    Action.SUSPEND: "player-pause",
    Action.PROLONG: "refresh",
    Action.RENEW: "refresh",
    Action.KEEP_RENEWAL: "refresh",
    Action.SUPERSEDE: "replace",
    Action.CANCEL: "x",
    Action.TERMINATE: "x",
    Action.LAPSE: "clock",
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline; `at` sorts within the day."""

    day: date
    at: datetime
    icon: str
    title: str
    text: str = ""
    quote: str = ""
    meta: str = ""
    time: str = ""
    url: str | None = None
    kind: str = ""


@dataclass(frozen=True)
class Day:
    day: str
    entries: Sequence[Entry]


def of_change(change: StatusChange, *, with_people: bool) -> Entry:
    """A step of its life. Without people: neither who did it nor what was written about it."""
    person = (change.by.name if change.by else _("by itself")) if with_people else ""
    return Entry(
        day=change.on,
        at=change.at,
        icon=ICONS.get(change.action, "circle-check") if change.action else "file-text",
        title=wording.change_title(change),
        text=wording.change_details(change),
        quote=(change.reason or "") if with_people else "",
        meta=person,
        time=formats.time_of(change.at) if formats.day_of(change.at) == change.on else "",
        kind="move",
    )


def by_days(entries: Iterable[Entry]) -> list[Day]:
    """The latest first."""
    ordered = sorted(entries, key=lambda entry: (entry.day, entry.at), reverse=True)
    return [
        Day(f"{formats.long_day(day)}, {formats.week_day(day)}", list(of_day))
        for day, of_day in groupby(ordered, key=lambda entry: entry.day)
    ]


def told(changes: Sequence[StatusChange], others: Iterable[Any] = (), *, with_people: bool) -> list[Day]:
    return by_days([*(of_change(change, with_people=with_people) for change in changes), *others])
