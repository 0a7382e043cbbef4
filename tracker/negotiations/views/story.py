"""How far talks have come and what happened in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.interactions.queries import telling
from tracker.negotiations.models import OUTCOME_LABELS
from tracker.web.formats import day, language, words
from tracker.web.timeline import TimelineEntry, by_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.negotiations.models import Negotiation, Stage, StageChange


def path_of(negotiation: Negotiation, stages: Sequence[Stage], changes: Sequence[StageChange]) -> list[dict[str, str]]:
    """The stages as steps, with the day each one was reached; skipped ones are struck."""
    reached = {change.to_stage_id: change.moved_on for change in changes if change.to_stage_id}
    steps = []
    for stage in stages:
        note = day(reached[stage.id]) if stage.id in reached else ""
        if stage.id == negotiation.stage_id:
            state = "now"
        elif stage.position < negotiation.stage.position:
            state = "done" if stage.id in reached else "skipped"
        else:
            state, note = "todo", ""
        steps.append({"name": stage.name_in(language()), "state": state, "note": note})
    return steps


def story_of(changes: Sequence[StageChange], interactions: Sequence[Any]) -> list[dict[str, Any]]:
    entries = [move_entry(change, change.by.name) for change in changes]
    return by_day([*entries, *(telling.entry(row) for row in interactions)])


def move_entry(change: Any, by_name: str, subject: str = "") -> TimelineEntry:
    """A move, an end or a new beginning as a line of a timeline. `change`: a StageChange or a row of one."""
    russian = language() == "ru"
    left, came = (change.from_ru, change.to_ru) if russian else (change.from_en, change.to_en)
    if change.outcome:
        title = _("Outcome: %(outcome)s", outcome=words(OUTCOME_LABELS[change.outcome]))
    elif left:
        title = _("Stage: %(left)s → %(came)s", left=left, came=came)
    else:
        title = _("Talks go on: %(stage)s", stage=came) if change.reason else _("Talks begun: %(stage)s", stage=came)
    told = [by_name]
    if change.document:
        told.append(_("document: %(document)s", document=change.document))
    if getattr(change, "skipped", 0):
        told.append(ngettext("%(num)d stage skipped", "%(num)d stages skipped", change.skipped))
    return TimelineEntry(
        on=change.moved_on,
        at=change.at,
        icon="arrow-right",
        title=title,
        text=subject,
        quote=change.reason,
        meta=" · ".join(told),
        url=url_for("negotiations.show", negotiation_id=change.negotiation_id) if subject else "",
        kind="move",
    )
