"""What the calendar's address asks for, and the addresses beside it: the look, the day, the filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import format_date
from flask_babel import gettext as _

from tracker.calendar.days import MONTHS
from tracker.calendar.kinds import KIND_ICONS, KIND_LABELS, LOOK_ICONS, LOOK_LABELS, Kind, Look
from tracker.calendar.registry import Ask, kinds_for
from tracker.web import formats

if TYPE_CHECKING:
    from tracker.accounts.models import User

A_WEEK = timedelta(days=7)
AGENDA_DAYS = timedelta(days=30)
ONE_DAY = timedelta(days=1)
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
LONGEST_NUMBER = 9


@dataclass(frozen=True)
class Looking:
    """What is shown. `on`: a day of it; `kinds`: those chosen, none for all."""

    look: Look
    on: date
    kinds: tuple[Kind, ...]
    mine: bool
    partner_id: int | None

    @property
    def since(self) -> date:
        if self.look is Look.AGENDA:
            return self.on
        first = self.on.replace(day=1) if self.look is Look.MONTH else self.on
        return first - timedelta(days=first.weekday())

    @property
    def until(self) -> date:
        if self.look is Look.AGENDA:
            return self.on + AGENDA_DAYS - ONE_DAY
        if self.look is Look.WEEK:
            return self.since + A_WEEK - ONE_DAY
        last = _month_later(self.on, 1) - ONE_DAY
        return last + timedelta(days=6 - last.weekday())

    @property
    def title(self) -> str:
        if self.look is Look.MONTH:
            told = str(format_date(self.on, "LLLL yyyy"))
            return told[:1].upper() + told[1:]
        return f"{formats.short_day(self.since)} – {formats.long_day(self.until)}"

    def ask(self, user: User) -> Ask:
        return Ask(
            since=self.since,
            until=self.until,
            user=user,
            language=formats.language(),
            today=formats.today(),
            mine=self.mine,
            partner_id=self.partner_id,
        )

    def moved(self, step: int) -> date:
        """A day of what comes before (-1) or after (1)."""
        if self.look is Look.MONTH:
            day = _month_later(self.on, step)
        else:
            day = self.on + step * (A_WEEK if self.look is Look.WEEK else AGENDA_DAYS)
        return min(max(day, EARLIEST), LATEST)

    def address(self, **other: Any) -> str:
        """The address of this look, or of another one."""
        words: dict[str, Any] = {
            "view": self.look.value,
            "on": self.on.isoformat(),
            "kind": [kind.value for kind in self.kinds],
            "whose": "mine" if self.mine else None,
            "partner": self.partner_id,
            **other,
        }
        if words["view"] == Look.MONTH.value:
            words["view"] = None
        return url_for("calendar.index", **words)

    def switches(self) -> list[dict[str, Any]]:
        return [
            {
                "text": formats.words(LOOK_LABELS[look]),
                "url": self.address(view=look.value),
                "icon": LOOK_ICONS[look],
                "current": look is self.look,
            }
            for look in Look
        ]

    def whose(self) -> list[dict[str, Any]]:
        return [
            {"text": _("All"), "url": self.address(whose=None), "current": not self.mine},
            {"text": _("Mine"), "url": self.address(whose="mine"), "current": self.mine},
        ]

    def kind_links(self, user: User) -> list[dict[str, Any]]:
        """Each kind with the address that shows it alone, or adds it to the chosen, or takes it away again."""
        links = []
        for kind in kinds_for(user.may):
            chosen = [one for one in self.kinds if one is not kind] if kind in self.kinds else [*self.kinds, kind]
            links.append(
                {
                    "text": formats.words(KIND_LABELS[kind]),
                    "icon": KIND_ICONS[kind],
                    "url": self.address(kind=[one.value for one in chosen]),
                    "current": kind in self.kinds,
                }
            )
        return links


def _month_later(day: date, count: int) -> date:
    year, month = divmod(day.year * MONTHS + day.month - 1 + count, MONTHS)
    return date(year, month + 1, 1)


def asked() -> Looking:
    """What the address asks for; what it says wrongly is left out."""
    words = request.args
    look, partner = words.get("view", ""), words.get("partner", "")
    kinds = [Kind(word) for word in dict.fromkeys(words.getlist("kind")) if word in set(Kind)]
    is_number = partner.isascii() and partner.isdigit() and len(partner) <= LONGEST_NUMBER
    return Looking(
        look=Look(look) if look in set(Look) else Look.MONTH,
        on=_day(words.get("on", "")),
        kinds=tuple(kinds),
        mine=words.get("whose") == "mine",
        partner_id=int(partner) if is_number else None,
    )


def _day(word: str) -> date:
    try:
        day = date.fromisoformat(word)
    except ValueError:
        return formats.today()
    return min(max(day, EARLIEST), LATEST)
