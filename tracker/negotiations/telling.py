"""How far talks have come, and how their moves are told in timelines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import Select

from tracker.interactions import queries as interaction_queries
from tracker.interactions import telling as interaction_telling
from tracker.interactions.models import Interaction
from tracker.negotiations import queries
from tracker.negotiations.models import OUTCOME_LABELS, StageChange
from tracker.permissions import Permission
from tracker.web.formats import day, language, words
from tracker.web.timeline import Source, TimelineEntry, register_source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.negotiations.models import Negotiation, Stage


def path_of(negotiation: Negotiation, stages: Sequence[Stage], changes: Sequence[Any]) -> list[dict[str, str]]:
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


def _title(change: Any) -> str:
    left, came = (change.from_ru, change.to_ru) if language() == "ru" else (change.from_en, change.to_en)
    if change.outcome:
        return _("Outcome: %(outcome)s", outcome=words(OUTCOME_LABELS[change.outcome]))
    if change.undoes_id:
        return _("Move taken back: %(left)s → %(came)s", left=left, came=came)
    if left:
        return _("Stage: %(left)s → %(came)s", left=left, came=came)
    if change.reason:
        return _("Talks go on: %(stage)s", stage=came)
    return _("Talks begun: %(stage)s", stage=came)


def told(change: Any) -> TimelineEntry:
    """A move, an end or a new beginning, on the page of the talks themselves."""
    more = [change.by_name]
    if change.document:
        more.append(_("document: %(document)s", document=change.document))
    if change.skipped:
        more.append(ngettext("%(num)d stage skipped", "%(num)d stages skipped", change.skipped))
    return TimelineEntry(
        on=change.moved_on,
        at=change.at,
        icon="arrow-right",
        title=_title(change),
        quote=change.reason,
        meta=" · ".join(more),
        kind="move",
    )


def told_elsewhere(change: Any) -> TimelineEntry:
    """The same on the partner's page, with the talks it belongs to."""
    entry = told(change)
    return TimelineEntry(
        on=entry.on,
        at=entry.at,
        icon=entry.icon,
        title=entry.title,
        text=change.subject,
        quote=entry.quote,
        meta=entry.meta,
        url=url_for("negotiations.show", negotiation_id=change.negotiation_id),
        kind=entry.kind,
    )


def _moves(statement: Callable[[int], Select[Any]], entry: Callable[[Any], TimelineEntry]) -> Source:
    return Source(
        name="stage-moves",
        label=_l("Stages"),
        needs=Permission.NEGOTIATIONS_READ,
        statement=statement,
        on=StageChange.moved_on,
        at=StageChange.at,
        key=StageChange.id,
        entry=entry,
    )


def _talked(negotiation_id: int) -> Select[Any]:
    return interaction_queries.rows(language()).where(
        Interaction.negotiation_id == negotiation_id, Interaction.archived_at.is_(None)
    )


register_source("negotiation", _moves(queries.moves_of, told))
register_source("partner", _moves(queries.moves_of_partner, told_elsewhere))
register_source(
    "negotiation",
    Source(
        name="talk",
        label=_l("Meetings and letters"),
        needs=Permission.INTERACTIONS_READ,
        statement=_talked,
        on=Interaction.happened_on,
        at=Interaction.happened_at,
        key=Interaction.id,
        entry=interaction_telling.entry,
    ),
)
