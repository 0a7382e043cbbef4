"""Planning and keeping events: new, edit, cancel, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.events import actions, forms, hosts, queries
from tracker.events.views import lookups
from tracker.events.views.area import events
from tracker.kernel import clock
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.events.models import Event

PLAIN = (
    "title_ru", "title_en", "starts_on", "starts_time", "ends_on", "ends_time", "place", "responsible_id", "note",
)  # fmt: skip


def page_of(event: Event) -> str:
    return url_for("events.show", event_id=event.id)


def _form(opened_with: dict[str, Any], event: Event | None = None) -> Any:
    officials = list(account_queries.officials())
    if event is not None and event.responsible_id not in dict(officials):
        officials.append((event.responsible_id, event.responsible.name))
    made = forms.event_form(lookups.cities_named, lookups.cities_found, officials)
    return made(opened_with, version=event.version if event is not None else None)


@events.form("/new", needs=Permission.EVENTS_EDIT)
def new() -> ResponseReturnValue:
    by = signed_in_user()
    asked = hosts.named([f"partner:{request.args['partner']}"] if request.args.get("partner", "").isdigit() else [])
    form = _form(
        {"responsible_id": by.id, "needs_report": True, "host": asked[0].id if asked else None, "starts_on": None}
    )
    return answer_form(
        form,
        save=lambda: actions.plan(by=by, answers=form.answers()),
        saved_to=page_of,
        saved_text=_("The event is planned."),
        template="events/new.html",
    )


@events.form("/<int:event_id>/edit", needs=Permission.EVENTS_EDIT)
def edit(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    form = _form(_opened(event), event)
    return answer_form(
        form,
        save=lambda: actions.edit(event, by=signed_in_user(), version=form.opened_version(), answers=form.answers()),
        saved_to=lambda _none: page_of(event),
        saved_text=_("Saved."),
        template="events/edit.html",
        record=event,
        back_to=page_of(event),
        event=event,
        title=event.title_in(formats.language()),
    )


def _opened(event: Event) -> dict[str, Any]:
    return {
        **{name: getattr(event, name) for name in PLAIN},
        "kind": event.kind.value,
        "level": event.level.value if event.level else None,
        "city_id": str(event.city_id) if event.city_id else None,
        "host": hosts.token_of_host(event),
        "needs_report": event.report_due_on is not None,
    }


@events.form("/<int:event_id>/cancel", needs=Permission.EVENTS_EDIT)
def cancel(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    form = forms.CancelForm()
    return answer_form(
        form,
        save=lambda: actions.cancel(
            event, by=signed_in_user(), reason=form.reason.data, now=clock.now(), today=formats.today()
        ),
        saved_to=lambda _none: page_of(event),
        saved_text=_("The event is cancelled."),
        template="events/cancel.html",
        event=event,
        title=event.title_in(formats.language()),
    )


@events.action("/<int:event_id>/reinstate", needs=Permission.EVENTS_EDIT)
def reinstate(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    actions.reinstate(event, by=signed_in_user())
    flash(_("The event is held after all."), "ok")
    return redirect(page_of(event), 303)


@events.action("/<int:event_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(event_id: int) -> ResponseReturnValue:
    actions.archive(queries.get_event(event_id), by=signed_in_user())
    flash_undo(_("The event is archived."), url_for("events.restore", event_id=event_id))
    return redirect(url_for("events.index"), 303)


@events.action("/<int:event_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    actions.restore(event, by=signed_in_user())
    flash(_("The event is back."), "ok")
    return redirect(page_of(event), 303)
