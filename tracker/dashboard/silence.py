"""Partners nobody heard for long, and next steps with partners that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Integer, cast

from tracker.dashboard.section import Line, Section, named
from tracker.dashboard.talks import due_kind
from tracker.partners import queries as partners
from tracker.partners import wording
from tracker.partners.kinds import Silence
from tracker.partners.models import NEXT_STEP_ON, Partnership
from tracker.permissions import Permission
from tracker.places.models import Country
from tracker.web import formats
from tracker.web.glimpse import Glimpse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.accounts.models import User

A_MONTH = 30
PARTNER = {
    "id": Partnership.id,
    "title_ru": Partnership.title_ru,
    "title_en": Partnership.title_en,
    "flag": Country.code,
}


def sections(user: User) -> list[Section]:
    """All silent ones for who hands partners over, else one's own; next steps of who keeps partners."""
    if not user.may(Permission.PARTNERS_EDIT):
        return []
    mine = {"responsible": str(user.id)}
    return [_silent({} if user.may(Permission.RECORDS_REASSIGN) else mine), _steps(mine)]


def _silent(whose: Mapping[str, str]) -> Section:
    very_long = partners.is_silent(formats.today(), wording.silence_months(), Silence.VERY_LONG)

    def line(row: Any) -> Line:
        months = max((formats.today() - (row.on or row.since)).days // A_MONTH, 0)
        return Line(
            title=named(row),
            url=url_for("partners.show", partnership_id=row.id),
            end=ngettext("%(num)d month", "%(num)d months", months) if row.on else _("never"),
            kind="bad" if row.number else "warn",
            flag=row.flag.lower(),
        )

    return Section(
        name="silent",
        title=_("Partners are silent"),
        glimpse=Glimpse("partners", {"silent": Silence.LONG.value, **whose}),
        columns={
            **PARTNER,
            "on": Partnership.last_interaction_on,
            "since": Partnership.entered_on,
            "number": cast(very_long, Integer),
        },
        order=(partners.HEARD_ON, Partnership.id),
        line=line,
        note=_("last contact"),
        words=lambda count: ngettext("partner is silent", "partners are silent", count),
    )


def _steps(mine: Mapping[str, str]) -> Section:
    return Section(
        name="partner_steps",
        title=_("Next steps with my partners"),
        glimpse=Glimpse("partners", {"step": "week", "sort": "due", **mine}),
        columns={**PARTNER, "sub_ru": Partnership.next_step, "on": Partnership.next_step_on},
        order=(NEXT_STEP_ON, Partnership.id),
        line=lambda row: Line(
            title=named(row),
            url=url_for("partners.show", partnership_id=row.id),
            sub=row.sub_ru or "",
            end=formats.short_day(row.on),
            kind=due_kind(row.on),
            flag=row.flag.lower(),
        ),
        note=_("by"),
    )
