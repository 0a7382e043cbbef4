"""The administrator's page about mail: what waits, what was sent, what could not be delivered and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.kernel import clock
from tracker.outbox import actions, queries
from tracker.outbox.letters import can_mail
from tracker.outbox.models import STATE_LABELS, OutgoingMail, State
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.area import Area
from tracker.web.cells import Linked, StatusMark
from tracker.web.lists import Column, Filter, ListSpec, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

outbox = Area(
    "outbox",
    __name__,
    label=_l("Mail"),
    icon="mail",
    order=125,
    under="administration",
    needs=Permission.SETTINGS_MANAGE,
    path="/admin/outbox",
)
DRAWN = {
    State.WAITING: "draft",
    State.SENDING: "in-review",
    State.SENT: "in-force",
    State.FAILED: "terminated",
    State.DROPPED: "cancelled",
}


def _columns() -> Sequence[Column]:
    return (
        Column(name="queued", label=_l("Written"), value=lambda row: row.queued_at, sort=OutgoingMail.queued_at),
        Column(name="to", label=_l("Recipient"), value=lambda row: row.to_name),
        Column(name="address", label=_l("Address"), value=lambda row: row.to_address),
        Column(
            name="subject",
            label=_l("Subject of the letter"),
            value=lambda row: Linked(row.subject, url_for("outbox.show", outgoing_mail_id=row.id)),
        ),
        Column(
            name="state",
            label=_l("State"),
            value=lambda row: StatusMark(DRAWN[row.state], formats.words(STATE_LABELS[row.state])),
        ),
        Column(name="attempts", label=_l("Attempts"), value=lambda row: row.attempts, end=True),
        Column(name="error", label=_l("What the server said"), value=lambda row: row.error),
        Column(name="sent", label=_l("Sent at"), value=lambda row: row.sent_at, shown=False),
    )


def _filters() -> Sequence[Filter]:
    return (
        Filter(
            name="state",
            label=_l("State"),
            choices=lambda: [(state.value, formats.words(label)) for state, label in STATE_LABELS.items()],
            narrow=any_of(OutgoingMail.state),
        ),
    )


def _context() -> dict[str, Any]:
    counts = queries.counts()
    return {"failed": counts.get(State.FAILED, 0), "can_mail": can_mail()}


OUTBOX = ListSpec(
    name="outbox",
    title=_l("Mail"),
    query=queries.rows,
    key=OutgoingMail.id,
    columns=_columns,
    filters=_filters,
    sort="-queued",
)
outbox.list(OUTBOX, needs=Permission.SETTINGS_MANAGE, context=_context)


@outbox.page("/<int:outgoing_mail_id>", needs=Permission.SETTINGS_MANAGE)
def show(outgoing_mail_id: int) -> ResponseReturnValue:
    """One mail: to whom, about what, what became of it. Its words are not shown: they are another person's."""
    mail = queries.get_mail(outgoing_mail_id)
    facts: list[tuple[str, Any]] = [
        (_("Recipient"), f"{mail.to_name} <{mail.to_address}>"),
        (_("State"), formats.words(STATE_LABELS[mail.state])),
        (_("Written"), formats.moment(mail.queued_at)),
        (_("Attempts"), str(mail.attempts)),
        (_("Sent at"), formats.moment(mail.sent_at)),
        (_("What the server said"), mail.error),
    ]
    return render_template("outbox/show.html", mail=mail, facts=facts, failed=mail.state is State.FAILED)


@outbox.action("/<int:outgoing_mail_id>/again", needs=Permission.SETTINGS_MANAGE)
def again(outgoing_mail_id: int) -> ResponseReturnValue:
    actions.send_again(queries.get_mail(outgoing_mail_id), now=clock.now())
    flash(_("The mail is tried again."), "ok")
    return redirect(url_for("outbox.show", outgoing_mail_id=outgoing_mail_id), 303)


@outbox.action("/<int:outgoing_mail_id>/drop", needs=Permission.SETTINGS_MANAGE)
def drop(outgoing_mail_id: int) -> ResponseReturnValue:
    actions.drop(queries.get_mail(outgoing_mail_id))
    flash(_("The mail is given up."), "ok")
    return redirect(url_for("outbox.index"), 303)
