"""One run over all municipalities: notices, a mail to each who has not read them, views by mail. Each step is committed
by itself, so that a run that ends early is continued by the next, and a broken source silences no other.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from flask import g

from tracker.accounts import queries as accounts
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.notices.digest import post_digest
from tracker.notices.reminding import reminder_sources
from tracker.reminders import actions
from tracker.saved_views import mailing as views_by_mail

log = logging.getLogger(__name__)


@dataclass
class Run:
    """What one run did; `broken`: sources that failed."""

    notices: int = 0
    mails: int = 0
    broken: list[str] = field(default_factory=list)


def remind() -> Run:
    """Tell everybody what is due, by the day in their municipality's zone."""
    run = Run()
    with everywhere("which municipalities there are"):
        homes = [(home.id, home.timezone) for home in accounts.municipalities()]
        db.session.commit()
    for home_id, zone in homes:
        g.zone = zone
        today = clock.today(zone)
        with acting_for(home_id):
            for source in reminder_sources():
                try:
                    run.notices += actions.tell_due(source, today=today)
                    db.session.commit()
                except Exception:
                    db.session.rollback()
                    log.exception("reminders: %s", source.kind)
                    run.broken.append(source.kind)
            for user_id in [user.id for user in accounts.staff()]:
                run.mails += post_digest(accounts.get_user(user_id), today=today)
                db.session.commit()
            for subscription in views_by_mail.due(today):
                run.mails += views_by_mail.post(subscription, today=today)
                db.session.commit()
    return run
