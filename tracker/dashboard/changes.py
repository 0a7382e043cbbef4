"""What others did of late with the talks, agreements and partners of this person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from tracker.accounts.models import User
from tracker.agreements.kinds import Status
from tracker.agreements.models import Agreement, StatusChange
from tracker.agreements.wording import status_label
from tracker.dashboard import queries
from tracker.dashboard.section import Line, named
from tracker.interactions.models import Interaction
from tracker.kernel import clock
from tracker.negotiations.models import Negotiation, StageChange
from tracker.partners.models import Partnership
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

LATELY = timedelta(days=14)
SHOWN = 6


def wanted(user: User) -> list[queries.Wanted]:
    """What to read for it: moves of talks, steps of agreements, entries about partners."""
    since = clock.now() - LATELY
    return [
        (
            queries.moves_by_others(user.id, since),
            {
                "id": Negotiation.id,
                "title_ru": Negotiation.subject,
                "sub_ru": StageChange.to_ru,
                "sub_en": StageChange.to_en,
                "who": User.name,
                "on": StageChange.moved_on,
            },
            (StageChange.at.desc(), StageChange.id.desc()),
            SHOWN,
        ),
        (
            queries.steps_by_others(user.id, since),
            {
                "id": Agreement.id,
                "title_ru": Agreement.title,
                "code": StatusChange.to_status,
                "who": User.name,
                "on": StatusChange.on,
            },
            (StatusChange.at.desc(), StatusChange.id.desc()),
            SHOWN,
        ),
        (
            queries.entries_by_others(user.id, since),
            {
                "id": Interaction.id,
                "title_ru": Interaction.subject,
                "sub_ru": Partnership.title_ru,
                "sub_en": Partnership.title_en,
                "who": User.name,
                "on": Interaction.happened_on,
            },
            (Interaction.happened_at.desc(), Interaction.id.desc()),
            SHOWN,
        ),
    ]


def told(moves: Sequence[Any], steps: Sequence[Any], entries: Sequence[Any]) -> list[Line]:
    """The latest of all of them."""
    rows = [
        *((row, url_for("negotiations.show", negotiation_id=row.id), named(row, "sub")) for row in moves),
        *((row, url_for("agreements.show", agreement_id=row.id), status_label(Status(row.code))) for row in steps),
        *((row, url_for("interactions.show", interaction_id=row.id), named(row, "sub")) for row in entries),
    ]
    rows.sort(key=lambda one: one[0].on, reverse=True)
    return [
        Line(
            title=row.title_ru,
            url=url,
            sub=_("%(what)s, by %(who)s", what=what, who=row.who) if what else row.who,
            end=formats.short_day(row.on),
        )
        for row, url, what in rows[:SHOWN]
    ]
