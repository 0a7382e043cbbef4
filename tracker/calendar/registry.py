"""Where the calendar gets its entries: sources that slices register, each asked once for a span of days."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tracker.calendar.kinds import Kind
from tracker.kernel.subjects import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date, datetime

    from tracker.accounts.models import User
    from tracker.permissions import Permission

MOST = 500


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What is wanted: both days included. `mine`: only what this person answers for; `partner_id`: only of one."""

    since: date
    until: date
    user: User
    language: str
    today: date
    mine: bool = False
    partner_id: int | None = None

    def narrowed(self, statement: Any, *, responsible: Any, partner: Any) -> Any:
        """The statement within what is asked for, and never more rows than a calendar can show."""
        if self.mine:
            statement = statement.where(responsible == self.user.id)
        if self.partner_id is not None:
            statement = statement.where(partner == self.partner_id)
        return statement.limit(MOST)

    def name(self, row: Any, what: str) -> str:
        """The name in the person's language, of columns `<what>_ru` and `<what>_en`."""
        return str(getattr(row, f"{what}_{self.language}") or "")


@dataclass(frozen=True)
class Greeted:
    """Whom a day is an occasion to greet; `partner_id` where letters to it are kept."""

    subject: Subject
    name: str
    partner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing on the calendar: a day, several (`until` is the last), or a moment.

    `key` names it for good, with the year of what comes every year. `name` is told as it stands, or by `tell` as a
    sentence: a month has hundreds of entries and shows some of them, so sentence and address are made when asked for.
    `tone`: `bad` or `warn`, with `word` saying why.
    `zone`: of the partner, where the hour matters. `version` and `changed_at` tell a subscriber that it is another
    one now.
    """

    kind: Kind
    key: str
    on: date
    name: str
    tell: Callable[[str], str] | None = None
    until: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    page: Callable[[], str] | None = None
    partner: str = ""
    flag: str = ""
    word: str = ""
    tone: str = ""
    zone: str = ""
    has_alarm: bool = False
    version: int = 0
    changed_at: datetime | None = None
    greets: tuple[Greeted, ...] = field(default=())

    @cached_property
    def title(self) -> str:
        return self.tell(self.name) if self.tell is not None else self.name

    @cached_property
    def url(self) -> str:
        return self.page() if self.page is not None else ""

    @property
    def last(self) -> date:
        return self.until or self.on


@dataclass(frozen=True)
class CalendarSource:
    """What one slice puts on the calendar. `find` sends one query, whatever the span."""

    kind: Kind
    needs: Permission
    find: Callable[[Ask], Iterable[Entry]]


_sources: dict[str, CalendarSource] = {}


def register_calendar_source(name: str, source: CalendarSource) -> None:
    _sources[name] = source


def kinds_for(may: Callable[[Permission], bool]) -> list[Kind]:
    """The kinds that this person may see, in the order of the calendar."""
    seen = {source.kind for source in _sources.values() if may(source.needs)}
    return [kind for kind in Kind if kind in seen]


def entries(ask: Ask, kinds: Collection[Kind] = ()) -> list[Entry]:
    """What falls into the span and may be seen by the person, by day; what lasts longer stands first."""
    found: list[Entry] = []
    for source in _sources.values():
        if ask.user.may(source.needs) and (not kinds or source.kind in kinds):
            found += [one for one in source.find(ask) if one.on <= ask.until and one.last >= ask.since]
    order = list(Kind)
    return sorted(
        found,
        key=lambda one: (
            one.on,
            one.on - one.last,
            one.starts_at.isoformat() if one.starts_at else "",
            order.index(one.kind),
            one.name,
        ),
    )
