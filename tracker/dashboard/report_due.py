"""The yearly report to the region: by when it has to be sent, from some weeks before that day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.dashboard.section import Line
from tracker.web import formats
from tracker.yearly_reports import queries
from tracker.yearly_reports.wording import due_label

if TYPE_CHECKING:
    from datetime import date

    from tracker.yearly_reports.queries import Standing

DAYS_AHEAD = 60
SOON = 14


def find_next() -> Line | None:
    """The earliest report that is not sent and is due, or will be soon."""
    today = formats.today()
    standings = queries.standings(today, with_drafts=True, years=(today.year - 1, today.year))
    for one in standings:
        if one.due_on is not None and one.first_sent_on is None and (one.due_on - today).days <= DAYS_AHEAD:
            return _told(one, one.due_on, (one.due_on - today).days)
    return None


def _told(one: Standing, due_on: date, days: int) -> Line:
    left = ngettext("%(num)d day left", "%(num)d days left", days)
    late = ngettext("%(num)d day overdue", "%(num)d days overdue", -days)
    here = url_for("yearly_reports.show", yearly_report_id=one.report_id) if one.report_id else None
    return Line(
        title=_("Report about %(year)s", year=one.year),
        url=here or url_for("yearly_reports.index"),
        sub=f"{due_label(one.state)}, {late if days < 0 else left}",
        end=formats.short_day(due_on),
        kind="bad" if days < 0 else ("warn" if days <= SOON else ""),
    )
