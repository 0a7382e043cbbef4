"""The dictionary of areas of cooperation: what the administrator does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tracker.audit import actions as audit
from tracker.kernel import clock, ordered
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import N_
from tracker.partners import queries
from tracker.partners.models import CooperationArea

if TYPE_CHECKING:
    from tracker.accounts.models import User


def add_area(*, by: User, answers: dict[str, Any]) -> CooperationArea:
    """A new area at the end of the order. `answers`: both names. Raises RuleBroken for a name that is there."""
    _check_names(answers)
    last = db.session.scalar(select(func.max(CooperationArea.position))) or 0
    area = CooperationArea(position=last + 1, code=f"area-{clock.now():%y%m%d%H%M%S}-{last + 1}", **answers)
    db.session.add(area)
    audit.record("create", area, by=by)
    return area


def edit_area(area: CooperationArea, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    """Rename it, everywhere at once. Raises EditedMeanwhile, RuleBroken."""
    if area.version != version:
        raise EditedMeanwhile(area)
    _check_names(answers, but=area)
    for name, value in answers.items():
        setattr(area, name, value)
    audit.record("edit", area, by=by)


def shift_area(area: CooperationArea, *, by: User, up: bool) -> None:
    """Change places with the neighbour in the order."""
    if ordered.shift(area, queries.areas(), up=up):
        audit.record("reorder", area, by=by)


def retire_area(area: CooperationArea, *, by: User) -> None:
    """Not offered for new records any more; those that name it keep it. Raises RuleBroken for the last one."""
    if list(queries.areas()) == [area]:
        raise RuleBroken(N_("One area has to stay."))
    area.retired_at = clock.now()
    audit.record("retire", area, by=by)


def reinstate_area(area: CooperationArea, *, by: User) -> None:
    area.retired_at = None
    audit.record("reinstate", area, by=by)


def _check_names(answers: dict[str, Any], *, but: CooperationArea | None = None) -> None:
    others = [area for area in queries.areas(with_retired=True) if area is not but]
    ordered.check_names(answers, others, N_("There is an area of this name already."))
