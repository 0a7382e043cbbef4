"""The first page after sign-in, and the picture for the head of the city. Every number leads to the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, url_for
from flask_babel import lazy_gettext as _l

from tracker.dashboard import care, changes, day, decisions, people, picture, queries, report_due, silence, talks, terms
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.area import Area
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.dashboard.section import Section

dashboard = Area("dashboard", __name__, label=_l("Home"), icon="home", order=0, needs=Permission.HOME_READ, path="")
dashboard.add_look("picture", _l("The picture"))


@dataclass(frozen=True)
class Places:
    """Where sections stand, by name: the wide column, pairs in it, the side."""

    main: Sequence[str]
    halves: Sequence[str]
    side: Sequence[str]


TERMS = ("overdue", "acting", "expiring", "publishing")
OF_WHO_DECIDES = Places(
    main=("waiting",),
    halves=("still", "silent", "resume", "letters", "duties", "steps", "partner_steps"),
    side=("tasks", *TERMS, "events", "mail", "newcomers"),
)
OF_WHO_DRAFTS = Places(
    main=("tasks", "waiting"),
    halves=("steps", "partner_steps", "letters", "duties", "still", "silent", "resume"),
    side=("events", *TERMS),
)


@dashboard.page("/", needs=Permission.HOME_READ)
def index() -> ResponseReturnValue:
    """Their own work for those who have some, the picture for those who read, the region for its observer."""
    user = signed_in_user()
    if user.may(Permission.REGION_REPORTS_READ):
        return redirect(url_for("region.index"))
    if not user.may(Permission.TASKS_EDIT):
        return render_template("dashboard/index.html", now=formats.today(), **_picture(user))
    return render_template("dashboard/index.html", now=formats.today(), **_work(user))


@dashboard.page("/picture", needs=Permission.REPORTS_READ, endpoint="picture")
def show_picture() -> ResponseReturnValue:
    """The same for everybody who reads: on one page, to be printed before a meeting."""
    return render_template("dashboard/picture.html", now=formats.today(), **_picture(signed_in_user()))


def _work(user: User) -> dict[str, Any]:
    drafts = terms.is_drafter(user)
    found = _filled(
        [
            *decisions.sections(user),
            *day.sections(user),
            *terms.sections(user),
            *talks.sections(user),
            *silence.sections(user),
            *care.sections(user),
        ],
        changes.wanted(user) if drafts else [],
    )
    latest = day.latest()
    funnel = [] if drafts else talks.funnel()
    return {
        **found,
        "seen": None,
        "places": OF_WHO_DRAFTS if drafts else OF_WHO_DECIDES,
        "changes": changes.told(*found["beside"]) if drafts else [],
        "people": people.open_work() if user.may(Permission.RECORDS_REASSIGN) else [],
        "report": report_due.find_next() if user.may(Permission.YEARLY_REPORTS_SEND) else None,
        "funnel": funnel,
        "stamp": None if drafts else picture.stamp(user),
        "latest": latest,
        "is_new": not latest and not any(found["counts"].values()) and not any(one["open"] for one in funnel),
    }


def _picture(user: User) -> dict[str, Any]:
    found = _filled([*picture.sections(user), *terms.sections(user)], [])
    rows = found["sections"]["meetings"].lines if "meetings" in found["sections"] else []
    return {**found, "seen": picture.told(user), "meetings": picture.meetings(rows, user)}


def _filled(sections: Sequence[Section], beside: Sequence[queries.Wanted]) -> dict[str, Any]:
    """The sections with their counts and lines, by two statements; `beside`: more lines to read with them."""
    counts = queries.counts({one.name: one.glimpse.keys(queries.COUNTED) for one in sections})
    shown = [one for one in sections if counts[one.name] and one.most]
    read = queries.lines([*(one.wanted for one in shown), *beside])
    for section, rows in zip(shown, read, strict=False):
        section.lines.extend(section.line(row) for row in rows)
    return {
        "sections": {one.name: one for one in sections},
        "counts": counts,
        "counted": queries.COUNTED,
        "summary": [one for one in sections if one.words is not None and counts[one.name]],
        "beside": read[len(shown) :],
    }
