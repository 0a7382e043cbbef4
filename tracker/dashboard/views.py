"""The first page after sign-in. Every number leads to the list behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.agreements import consents
from tracker.agreements import queries as agreements
from tracker.agreements.kinds import Status
from tracker.agreements.standing import PUBLISH_SOON
from tracker.dashboard import queries
from tracker.interactions import queries as interactions
from tracker.negotiations import queries as negotiations
from tracker.negotiations import rules as negotiation_rules
from tracker.partners import queries as partners
from tracker.permissions import Permission
from tracker.regulations.kinds import APPROVAL_LABELS
from tracker.tasks import queries as tasks
from tracker.web import formats
from tracker.web.area import Area
from tracker.web.cells import initials
from tracker.web.formats import language, today
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask.typing import ResponseReturnValue
    from sqlalchemy import Select

    from tracker.accounts.models import User

dashboard = Area("dashboard", __name__, label=_l("Home"), icon="home", order=0, needs=Permission.HOME_READ, path="")
SOON = timedelta(days=180)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section of the page: its rows, how many there are in all, and the list behind it."""

    name: str
    title: str
    url: str
    statement: Select[Any]
    row: Callable[[Any], dict[str, Any]]
    note: str = ""
    words: Callable[[int], str] | None = None
    hot: bool = False
    rows: list[dict[str, Any]] = field(default_factory=list)


@dashboard.page("/", needs=Permission.HOME_READ)
def index() -> ResponseReturnValue:
    user = signed_in_user()
    parts = _parts(user)
    counts = queries.counts({part.name: part.statement for part in parts})
    for part in parts:
        if counts[part.name]:
            part.rows.extend(part.row(row) for row in queries.first(part.statement))
    return render_template(
        "dashboard/index.html",
        parts={part.name: part for part in parts},
        counts=counts,
        summary=[part for part in parts if part.words is not None and counts[part.name]],
        funnel=_funnel() if user.may(Permission.NEGOTIATIONS_READ) else [],
        latest=_latest() if user.may(Permission.INTERACTIONS_READ) else [],
        now=today(),
        counted=queries.COUNTED,
    )


def _parts(user: User) -> list[Part]:
    parts = [_overdue(), _to_publish(), _expiring(), _to_act_on()]
    if user.may(Permission.AGREEMENTS_EDIT):
        parts.insert(0, _waiting(user))
    if user.may(Permission.TASKS_EDIT):
        parts.insert(0, _tasks(user))
    if user.may(Permission.NEGOTIATIONS_READ):
        parts += [_standing_still(), _to_resume()]
    if user.may(Permission.CONTACTS_READ) and user.municipality is not None:
        parts.append(_silent(user.municipality.silent_after_months))
    return parts


def _named(row: Any, what: str) -> str:
    return str(getattr(row, f"{what}_ru" if language() == "ru" else f"{what}_en") or "")


def _waiting(user: User) -> Part:
    may_approve = user.may(Permission.AGREEMENTS_APPROVE)

    def row(one: Any) -> dict[str, Any]:
        here = {"agreement_id": one.id}
        days = max((today() - one.status_since).days, 0)
        waits = ngettext("waits %(num)d day", "waits %(num)d days", days)
        facts: list[Any] = [_named(one, "counterparts"), one.responsible or "", (waits, "warn" if days > 2 else "")]  # noqa: PLR2004
        decides = may_approve and one.status is Status.IN_REVIEW and not one.lacks_visa
        carried = {"version": one.version}
        return {
            "title": one.title,
            "url": url_for("agreements.show", **here),
            "status": one.status.value,
            "facts": [fact for fact in facts if fact],
            "approve": {"url": url_for("agreements.approve", **here), "text": _("Approve"), "fields": carried}
            if decides
            else None,
            "back": {
                "url": url_for("agreements.return_", **here),
                "text": _("Return"),
                "label": _("What to mend"),
                "hint": one.responsible or "",
                "submit": _("Return for mending"),
                "fields": carried,
            }
            if decides
            else None,
        }

    return Part(
        name="waiting",
        title=_("Waiting for me"),
        url=url_for("agreements.index", waiting="yes"),
        statement=agreements.waiting_for(user, today()).add_columns(consents.lacks_visa().label("lacks_visa")),
        row=row,
        words=lambda count: ngettext("waits for you", "wait for you", count),
        hot=True,
    )


def _tasks(user: User) -> Part:
    def row(one: Any) -> dict[str, Any]:
        late = one.due_on is not None and one.due_on < today()
        end = formats.short_day(one.due_on) if one.due_on else ""
        if one.due_on == today():
            end = _("today")
        return {
            "id": one.id,
            "title": one.title,
            "url": url_for("tasks.show", task_id=one.id),
            "sub": _named(one, "partner"),
            "end": end,
            "kind": "bad" if late else ("warn" if one.due_on == today() else ""),
        }

    return Part(
        name="steps",
        title=_("My tasks"),
        url=url_for("tasks.index", whose="mine"),
        statement=tasks.open_of(user),
        row=row,
        words=lambda count: ngettext("task of yours", "tasks of yours", count),
    )


def _agreement_row(one: Any, on: Any, kind: str = "") -> dict[str, Any]:
    return {
        "title": one.title,
        "url": url_for("agreements.show", agreement_id=one.id),
        "sub": _named(one, "counterparts"),
        "end": formats.short_day(on),
        "kind": kind,
    }


def _overdue() -> Part:
    def row(one: Any) -> dict[str, Any]:
        days = (today() - one.due_on).days
        told = _agreement_row(one, one.due_on, "bad")
        late = ngettext("%(num)d day overdue", "%(num)d days overdue", days)
        return {**told, "sub": f"{formats.words(APPROVAL_LABELS[one.approval])}: {late}"}

    return Part(
        name="overdue",
        title=_("Approvals are overdue"),
        url=url_for("agreements.index", consent="overdue"),
        statement=consents.overdue_rows(today()),
        row=row,
        note=_("answer due"),
        words=lambda count: ngettext("approval is overdue", "approvals are overdue", count),
    )


def _to_publish() -> Part:
    def row(one: Any) -> dict[str, Any]:
        return _agreement_row(one, one.publication_due_on, "bad" if one.publication_due_on < today() else "warn")

    return Part(
        name="publishing",
        title=_("To be published"),
        url=url_for("agreements.index", publication="due"),
        statement=consents.to_publish_rows(today(), PUBLISH_SOON),
        row=row,
        note=_("publish by"),
        words=lambda count: ngettext("agreement is to be published", "agreements are to be published", count),
    )


def _expiring() -> Part:
    return Part(
        name="expiring",
        title=_("Expiring"),
        url=url_for("agreements.index", expires="180", sort="until"),
        statement=agreements.expiring(today(), SOON),
        row=lambda one: _agreement_row(
            one,
            one.ends_on,
            "warn" if (one.ends_on - today()).days <= 90 else "",  # noqa: PLR2004
        ),
        note=_("valid until"),
        words=lambda count: ngettext("agreement expires within 180 days", "agreements expire within 180 days", count),
    )


def _to_act_on() -> Part:
    return Part(
        name="acting",
        title=_("Decide whether to prolong"),
        url=url_for("agreements.index", sort="act"),
        statement=agreements.to_act_on(today(), SOON),
        row=lambda one: _agreement_row(one, one.last_day_to_act, "warn"),
        note=_("decide by"),
    )


def _standing_still() -> Part:
    def row(one: Any) -> dict[str, Any]:
        since = negotiation_rules.standing_since(one.stage_since_on, one.last_interaction_on)
        return {
            "title": f"{_named(one, 'partner')}: {one.subject}",
            "url": url_for("negotiations.show", negotiation_id=one.id),
            "flag": one.country_code.lower(),
            "sub": _named(one, "stage"),
            "end": str((today() - since).days),
            "kind": "bad",
        }

    return Part(
        name="still",
        title=_("Talks stand still"),
        url=url_for("negotiations.index", still="yes"),
        statement=negotiations.standing_still(today()),
        row=row,
        note=_("days without change"),
        words=lambda count: ngettext("line of talks stands still", "lines of talks stand still", count),
    )


def _to_resume() -> Part:
    return Part(
        name="resume",
        title=_("Paused talks to take up"),
        url=url_for("negotiations.index", state="over"),
        statement=negotiations.to_resume(today()),
        row=lambda one: {
            "title": f"{_named(one, 'partner')}: {one.subject}",
            "url": url_for("negotiations.show", negotiation_id=one.id),
            "flag": one.country_code.lower(),
            "end": formats.short_day(one.resume_on),
            "kind": "warn",
        },
        note=_("go on from"),
    )


def _silent(after_months: int) -> Part:
    def row(one: Any) -> dict[str, Any]:
        heard = one.last_interaction_on
        months = max((today() - (heard or one.entered_on)).days // 30, 0)
        return {
            "title": _named(one, "title"),
            "url": url_for("partners.show", partnership_id=one.id),
            "flag": one.country_code.lower(),
            "end": ngettext("%(num)d month", "%(num)d months", months) if heard else _("never"),
            "kind": "bad" if months > 2 * after_months else "warn",
        }

    return Part(
        name="silent",
        title=_("Partners are silent"),
        url=url_for("partners.index", silent="long"),
        statement=partners.silent(today(), after_months),
        row=row,
        note=_("last contact"),
        words=lambda count: ngettext("partner is silent", "partners are silent", count),
    )


def _funnel() -> list[dict[str, Any]]:
    """Open talks by stage, with the days they have stood there on average."""
    rows = negotiations.per_stage(today())
    most = max((row.open for row in rows), default=0) or 1
    return [
        {
            "name": _named(row, "name"),
            "place": place,
            "of": len(rows),
            "open": row.open,
            "percent": round(100 * row.open / most),
            "days": ngettext("%(num)d day", "%(num)d days", round(row.days)) if row.days is not None else "",
            "url": url_for("negotiations.index", stage=row.id),
        }
        for place, row in enumerate(rows, start=1)
    ]


def _latest() -> Sequence[dict[str, Any]]:
    return [
        {
            "title": row.subject,
            "url": url_for("interactions.show", interaction_id=row.id),
            "sub": row.with_whom or "",
            "initials": initials(row.logged_by),
            "end": formats.short_day(row.happened_on),
        }
        for row in interactions.latest(language(), 6)
    ]
