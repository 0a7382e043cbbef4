"""What agreements tell on timelines: the steps of their life, on their own page, their partner's and their talks'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from tracker.agreements import conditions, queries, wording
from tracker.agreements.kinds import VISAS, Action, Status
from tracker.agreements.models import Agreement, StatusChange
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.signed_in import found_profile
from tracker.web.timeline import Source, TimelineEntry, register_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, Select


def returned_because() -> ColumnElement[str]:
    """A column for lists: why an agreement was returned the last time."""
    returned = select(StatusChange.reason).where(
        StatusChange.municipality_id == Agreement.municipality_id,
        StatusChange.agreement_id == Agreement.id,
        StatusChange.to_status == Status.RETURNED,
        StatusChange.reason.is_not(None),
    )
    return returned.order_by(StatusChange.id.desc()).limit(1).correlate(Agreement).scalar_subquery()


ICONS = {
    Action.SIGN: "writing-sign",
    Action.SUBMIT: "arrow-right",
    Action.RETURN: "arrow-back-up",
    Action.RECORD_REFUSAL: "arrow-back-up",
    Action.REOPEN: "pencil",
    Action.SEND_TO_REGION: "building-bank",
    Action.RECORD_CONSENT: "building-bank",
    Action.ASK_APPROVAL: "building-bank",
    Action.REFUSE_APPROVAL: "arrow-back-up",
    Action.PUBLISH: "message",
    Action.AMEND: "refresh",
    Action.SUSPEND: "player-pause",
    Action.PROLONG: "refresh",
    Action.RENEW: "refresh",
    Action.KEEP_RENEWAL: "refresh",
    Action.SUPERSEDE: "replace",
    Action.CANCEL: "x",
    Action.TERMINATE: "x",
    Action.LAPSE: "clock",
    Action.TAKE_BACK: "arrow-back-up",
}


def told(row: Any) -> TimelineEntry:
    """A step on the agreement's own page."""
    return _entry(row, text=wording.step_papers(row))


def told_elsewhere(row: Any) -> TimelineEntry:
    """A step on the page of a partner or of talks: with the agreement's title."""
    url = url_for("agreements.show", agreement_id=row.agreement_id)
    return _entry(row, text=row.title, url=url)


def _entry(row: Any, *, text: str, url: str = "") -> TimelineEntry:
    """The observer of the region sees neither who did it nor what was written about it."""
    with_people = _is_inside()
    return TimelineEntry(
        on=row.on,
        at=row.at,
        icon=ICONS.get(row.action, "circle-check") if row.action else "file-text",
        title=wording.step_title(row),
        text=text,
        quote=(row.reason or "") if with_people else "",
        meta=(row.by_name or _("by itself")) if with_people else "",
        time=formats.time_of(row.at) if formats.day_of(row.at) == row.on else "",
        url=url,
        kind="move",
    )


def _is_inside() -> bool:
    profile = found_profile()
    return profile is not None and profile.may(Permission.INTERACTIONS_READ)


def _steps() -> Select[Any]:
    """The visas of the house are its own: the observer is told only of the region's and the council's approvals."""
    seen = or_(StatusChange.approval.is_(None), StatusChange.approval.not_in(VISAS))
    return queries.step_rows() if _is_inside() else queries.step_rows().where(seen)


def _source(statement: Callable[[int], Select[Any]], entry: Callable[[Any], TimelineEntry]) -> Source:
    return Source(
        name="agreement-steps",
        label=_l("Steps of agreements"),
        needs=Permission.AGREEMENTS_READ,
        statement=statement,
        on=StatusChange.on,
        at=StatusChange.at,
        key=StatusChange.id,
        entry=entry,
    )


def _of_agreement(agreement_id: int) -> Select[Any]:
    return _steps().where(StatusChange.agreement_id == agreement_id)


def _of_partner(partnership_id: int) -> Select[Any]:
    return _steps().where(conditions.with_partner(partnership_id))


register_source("agreement", _source(_of_agreement, told))
register_source("partner", _source(_of_partner, told_elsewhere))
