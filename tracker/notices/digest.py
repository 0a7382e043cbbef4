"""One mail a day with what a person has not read yet, in their language; none at the week-end or while away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import g
from flask_babel import force_locale

from tracker.accounts import rules as account_rules
from tracker.kernel import clock
from tracker.notices import actions, queries, refusing, wording
from tracker.outbox import letters

if TYPE_CHECKING:
    from datetime import date

    from tracker.accounts.models import User

KIND = "digest"
LOOKS_BACK = timedelta(days=14)
SATURDAY = 5


def post_digest(user: User, *, today: date) -> bool:
    """Queue today's mail for the person, if there is something to tell and none was written today."""
    if today.weekday() >= SATURDAY or account_rules.is_away(user, today) or not user.is_active:
        return False
    waiting = queries.to_mail(user, clock.now() - LOOKS_BACK)
    refused = queries.refused_by(user)
    told = [notice for notice in waiting if notice.kind not in refused]
    if not told or not letters.can_mail():
        return False
    if user.municipality is not None:
        g.zone = user.municipality.timezone
    with force_locale(str(user.language)):
        lines = [{"text": wording.told(one), "url": letters.public(wording.path(one))} for one in told]
        by_kind = {one.kind: wording.kind_label(one.kind) for one in told}
    kinds = [{"label": label, "url": refusing.refuse_url(user, kind)} for kind, label in sorted(by_kind.items())]
    letter = letters.write(
        user,
        KIND,
        "digest",
        refuse_url=refusing.refuse_url(user, refusing.ALL),
        lines=lines,
        kinds=kinds,
        settings_url=letters.link("accounts.show"),
    )
    queued = letters.send(user, letter, key=f"{KIND}:{user.id}:{today.isoformat()}")
    if queued:
        actions.mark_mailed(waiting)
    return queued
