"""Talks: those that stand still, paused ones to take up, next steps that are due, and how many stand at each stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.dashboard.section import SHOWN, Line, Section, named
from tracker.negotiations import queries as negotiations
from tracker.negotiations.models import Negotiation, Stage
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.places.models import Country
from tracker.web import formats
from tracker.web.glimpse import Glimpse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.accounts.models import User

RINGS = 9
TALKS = {
    "id": Negotiation.id,
    "title_ru": Partnership.title_ru,
    "title_en": Partnership.title_en,
    "text": Negotiation.subject,
    "flag": Country.code,
}


def sections(user: User) -> list[Section]:
    """All that stand still for who moves any talks, else one's own; next steps of who has talks."""
    if not user.may(Permission.NEGOTIATIONS_EDIT):
        return []
    mine = {"responsible": str(user.id)}
    whose = {} if user.may(Permission.NEGOTIATIONS_MOVE) else mine
    return [_steps(mine), _standing_still(whose, user.id if whose else None), _to_resume(whose)]


def _line(row: Any, *, sub: str, end: str, kind: str) -> Line:
    return Line(
        title=f"{named(row)}: {row.text}",
        url=url_for("negotiations.show", negotiation_id=row.id),
        sub=sub,
        end=end,
        kind=kind,
        flag=row.flag.lower(),
    )


def _steps(mine: Mapping[str, str]) -> Section:
    return Section(
        name="steps",
        title=_("Next steps of my talks"),
        glimpse=Glimpse("negotiations", {"step": "week", **mine}),
        columns={**TALKS, "sub_ru": Negotiation.next_step, "on": Negotiation.next_step_on},
        order=(Negotiation.next_step_on, Negotiation.id),
        line=lambda row: _line(row, sub=row.sub_ru or "", end=formats.short_day(row.on), kind=due_kind(row.on)),
        note=_("by"),
        words=lambda count: ngettext("next step of talks", "next steps of talks", count),
    )


def due_kind(on: Any) -> str:
    today = formats.today()
    return "bad" if on < today else ("warn" if on == today else "")


def _standing_still(whose: Mapping[str, str], of: int | None) -> Section:
    since = negotiations.last_event()
    return Section(
        name="still",
        title=_("Talks stand still"),
        glimpse=Glimpse("negotiations", {"still": "yes", **whose}),
        columns={
            **TALKS,
            "sub_ru": Stage.name_ru,
            "sub_en": Stage.name_en,
            "since": since,
            "number": Stage.stale_after_days,
        },
        order=(since, Negotiation.id),
        line=lambda row: _line(
            row,
            sub=named(row, "sub"),
            end=_("%(days)s of %(limit)s", days=(formats.today() - row.since).days, limit=row.number),
            kind="bad",
        ),
        note=_("days without change"),
        first=negotiations.longest_still(formats.today(), SHOWN, of),
        words=lambda count: ngettext("line of talks stands still", "lines of talks stand still", count),
    )


def _to_resume(whose: Mapping[str, str]) -> Section:
    return Section(
        name="resume",
        title=_("Paused talks to take up"),
        glimpse=Glimpse("negotiations", {"state": "over", "resume": "due", **whose}),
        columns={**TALKS, "on": Negotiation.resume_on},
        order=(Negotiation.resume_on, Negotiation.id),
        line=lambda row: _line(row, sub="", end=formats.short_day(row.on), kind="warn"),
        note=_("go on from"),
    )


def funnel() -> list[dict[str, Any]]:
    """Open talks by stage, with the days they have stood there on average."""
    rows = negotiations.per_stage(formats.today())
    most = max((row.open for row in rows), default=0) or 1
    return [
        {
            "name": row.name_ru if formats.language() == "ru" else row.name_en,
            "place": place,
            "ring": min(max(round(RINGS * place / len(rows)), 1), RINGS),
            "open": row.open,
            "percent": round(100 * row.open / most),
            "days": ngettext("%(num)d day", "%(num)d days", round(row.days)) if row.days is not None else "",
            "url": url_for("negotiations.index", stage=row.id),
        }
        for place, row in enumerate(rows, start=1)
    ]
