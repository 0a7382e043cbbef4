"""What slices are reminded of: each registers where its dates come from, `tracker remind` asks them all.

A source finds things that are due, up to a day ahead; the ladder says when that is told: so many days before the
due day (negative: after it). Of the rungs that were missed only the latest is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.notices.rules import register_notice_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from tracker.kernel.subjects import Subject


@dataclass(frozen=True, kw_only=True)
class Due:
    """A thing that has to be done by a day. `thing` tells apart several things of one record."""

    about: Subject
    on: date
    responsible_id: int | None
    details: dict[str, Any] = field(default_factory=dict)
    thing: str = ""


@dataclass(frozen=True, kw_only=True)
class ReminderSource:
    """`find`: (today, last day) → what is due by then and still not done, however long ago it was due.

    `ahead`, `today` and `late` are English texts marked with `N_`; `%(title)s` and `%(due_on)s` are always there if
    `details` has a title. From `escalates` days late on the managers are told too (None: never).
    """

    kind: str
    label: str
    icon: str
    ladder: tuple[int, ...]
    find: Callable[[date, date], Iterable[Due]]
    ahead: str
    today: str
    late: str
    escalates: int | None = 7


_sources: dict[str, ReminderSource] = {}


def register_reminder(source: ReminderSource) -> None:
    _sources[source.kind] = source
    register_notice_kind(source.kind, source.label, source.icon)


def reminder_sources() -> list[ReminderSource]:
    return sorted(_sources.values(), key=lambda source: source.kind)


def rung(ladder: Iterable[int], due_on: date, today: date) -> int | None:
    """The latest rung that is reached: days before the due day (negative: after); None while it is early."""
    left = (due_on - today).days
    return min((step for step in ladder if step >= left), default=None)
