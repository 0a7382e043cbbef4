"""What waits for this person: agreements to decide on, with the buttons in the row, and what came back for mending."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Integer, cast

from tracker.accounts.models import User
from tracker.agreements import consents
from tracker.agreements.chronicle import returned_because
from tracker.agreements.kinds import Status
from tracker.agreements.models import Agreement
from tracker.dashboard.section import Section, named
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.glimpse import Glimpse

LONG = 2


def sections(user: User) -> list[Section]:
    return [_waiting(user)] if user.may(Permission.AGREEMENTS_EDIT) else []


def _waiting(user: User) -> Section:
    decides = user.may(Permission.AGREEMENTS_APPROVE)
    return Section(
        name="waiting",
        title=_("Waiting for me") if decides else _("Returned to me"),
        glimpse=Glimpse("agreements", {"waiting": "yes"}),
        columns={
            "id": Agreement.id,
            "version": Agreement.version,
            "title_ru": Agreement.title,
            "sub_ru": Agreement.counterparts_ru,
            "sub_en": Agreement.counterparts_en,
            "who": User.name,
            "code": Agreement.status,
            "text": returned_because(),
            "since": Agreement.status_since,
            "number": cast(consents.lacks_visa(), Integer),
        },
        order=(Agreement.status_since, Agreement.id),
        line=lambda row: _line(row, decides=decides),
        words=lambda count: ngettext("waits for you", "wait for you", count),
        empty=_("Nothing waits for your decision.") if decides else _("Nothing came back to you."),
        most=8,
    )


def _line(row: Any, *, decides: bool) -> dict[str, Any]:
    here: dict[str, Any] = {"agreement_id": row.id}
    status = Status(row.code)
    days = max((formats.today() - row.since).days, 0)
    waits = ngettext("waits %(num)d day", "waits %(num)d days", days) if days else _("since today")
    in_review = decides and status is Status.IN_REVIEW
    facts: list[Any] = [
        named(row, "sub"),
        row.who or "",
        (waits, "warn" if days > LONG else ""),
        _("an approval is missing") if in_review and row.number else "",
        _("mend: %(reason)s", reason=row.text) if status is Status.RETURNED and row.text else "",
    ]
    return {
        "title": row.title_ru,
        "url": url_for("agreements.show", **here),
        "status": status.value,
        "facts": [fact for fact in facts if fact],
        "approve": {"url": url_for("agreements.approve", **here), "text": _("Approve"), "fields": _carried(row)}
        if in_review and not row.number
        else None,
        "back": {
            "url": url_for("agreements.return_", **here),
            "text": _("Return"),
            "label": _("What to mend"),
            "hint": row.who or "",
            "submit": _("Return for mending"),
            "fields": _carried(row),
        }
        if in_review
        else None,
        "link": (url_for("agreements.show", **here), _("Approvals…") if in_review else _next(status)),
    }


def _carried(row: Any) -> dict[str, Any]:
    """What the forms of the row send along: which version was seen, and the way back here."""
    return {"version": row.version, "next": url_for("dashboard.index")}


def _next(status: Status) -> str:
    return {
        Status.APPROVED: _("Carry on…"),
        Status.CONSENTED: _("Sign…"),
        Status.RETURNED: _("Mend…"),
    }.get(status, _("Open"))
