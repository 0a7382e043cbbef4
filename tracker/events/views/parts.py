"""The parts of an event: programme, costs, delegations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.contacts import queries as contact_queries
from tracker.events import actions, forms, hosts, queries
from tracker.events.views.area import events
from tracker.events.views.keeping import page_of
from tracker.kernel.text import number_of
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from tracker.events.models import Event, EventDelegation, EventItem, EventMember

OF_ITEM = ("id", "happens_on", "starts_time", "ends_time", "what", "place", "responsible_id")
OF_COST = ("id", "what", "currency", "planned", "actual")
OF_DELEGATION = ("arrives_on", "arrives_time", "departs_on", "departs_time", "travel", "note")
OF_MEMBER = ("id", "post", "note", "is_head", "is_interpreter")


def _values(record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _answer(event: Event, form: Any, template: str, save: Callable[[], Any], **more: Any) -> ResponseReturnValue:
    """A form of rows: the buttons for a row more or less show it again."""
    context = {"event": event, "title": event.title_in(formats.language()), **more}
    if form.is_submitted() and form.asks_for_rows:
        return render_template(template, form=form, **context), 422
    record = context.pop("record", event)
    return answer_form(
        form,
        save=save,
        saved_to=lambda _saved: page_of(event),
        saved_text=_("Saved."),
        template=template,
        record=record,
        back_to=page_of(event),
        **context,
    )


@events.form("/<int:event_id>/programme", needs=Permission.EVENTS_EDIT)
def programme(event_id: int) -> ResponseReturnValue:
    event = queries.get_told(event_id)
    rows = [_values(item, OF_ITEM) for item in event.programme] or [{"happens_on": event.starts_on}]
    form: Any = forms.programme_form(_officials(event.programme))({"programme": rows}, version=event.version)
    return _answer(
        event,
        form,
        "events/programme.html",
        lambda: actions.put_programme(event, by=signed_in_user(), version=form.opened_version(), items=form.items()),
    )


def _officials(items: list[EventItem]) -> list[tuple[int, str]]:
    """Who can be responsible; whoever is so now stays on offer."""
    offered = dict(account_queries.officials())
    held = {one.responsible_id: one.responsible.name for one in items if one.responsible_id and one.responsible}
    return list((held | offered).items())


@events.form("/<int:event_id>/costs", needs=Permission.EVENTS_EDIT)
def costs(event_id: int) -> ResponseReturnValue:
    event = queries.get_told(event_id)
    form = forms.CostsForm({"costs": [_values(cost, OF_COST) for cost in event.costs]}, version=event.version)
    return _answer(
        event,
        form,
        "events/costs.html",
        lambda: actions.put_costs(event, by=signed_in_user(), version=form.opened_version(), costs=form.items()),
    )


@events.form("/<int:event_id>/delegations/new", needs=Permission.EVENTS_EDIT)
def add_delegation(event_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    form = forms.DelegationForm({"arrives_on": None})
    return _answer(
        event,
        form,
        "events/add_delegation.html",
        lambda: actions.add_delegation(event, by=signed_in_user(), answers=form.answers(), members=_members(form)),
    )


@events.form("/<int:event_id>/delegations/<int:event_delegation_id>", needs=Permission.EVENTS_EDIT)
def edit_delegation(event_id: int, event_delegation_id: int) -> ResponseReturnValue:
    event = queries.get_event(event_id)
    delegation = queries.get_delegation(event_id, event_delegation_id)
    form = forms.DelegationForm(_opened(delegation), version=delegation.version)
    return _answer(
        event,
        form,
        "events/edit_delegation.html",
        lambda: actions.edit_delegation(
            delegation,
            by=signed_in_user(),
            version=form.opened_version(),
            answers=form.answers(),
            members=_members(form),
        ),
        record=delegation,
        delegation=delegation,
    )


def _opened(delegation: EventDelegation) -> dict[str, Any]:
    return {
        **_values(delegation, OF_DELEGATION),
        "of": hosts.token_of(delegation),
        "members": [_opened_member(member) for member in delegation.members],
    }


def _opened_member(member: EventMember) -> dict[str, Any]:
    return {**_values(member, OF_MEMBER), "who": hosts.token_of_member(member)}


def _members(form: forms.DelegationForm) -> list[dict[str, Any]]:
    """The rows of the form as the actions take them."""
    members = []
    for row in form.people():
        ids = hosts.numbers(row.who.tokens)
        contact = contact_queries.get_contact(ids["contact"][0]) if "contact" in ids else None
        members.append(
            {
                "id": number_of(row.id.data),
                "contact": contact,
                "user_id": ids["user"][0] if "user" in ids else None,
                "name": row.who.new_name(),
                "post": row.post.data or "",
                "note": row.note.data or "",
                "is_head": row.is_head.data,
                "is_interpreter": row.is_interpreter.data,
            }
        )
    return members


@events.action("/<int:event_id>/delegations/<int:event_delegation_id>/remove", needs=Permission.EVENTS_EDIT)
def remove_delegation(event_id: int, event_delegation_id: int) -> ResponseReturnValue:
    queries.get_event(event_id)
    delegation = queries.get_delegation(event_id, event_delegation_id)
    actions.remove_delegation(delegation, by=signed_in_user())
    flash(_("The delegation is taken off the event."), "ok")
    return redirect(url_for("events.show", event_id=event_id), 303)
