"""What people do with views: keep, change, put away, pin, subscribe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.audit import actions as audit
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile
from tracker.saved_views import queries, rules
from tracker.saved_views.models import Layout, SavedView, ViewPin, ViewSubscription

if TYPE_CHECKING:
    from datetime import date

    from tracker.accounts.models import User
    from tracker.permissions import Role


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is kept: of which list, in which layout, and the words of its address."""

    list_name: str
    layout: Layout
    words: str


def keep(look: Look, *, by: User, name: str, shared: bool = False) -> SavedView:
    rules.check_sharing(by, shared=shared, default_role=None)
    view = SavedView(
        name=name,
        list_name=look.list_name,
        layout=look.layout,
        words=rules.check_words(look.words),
        owner_id=by.id,
        shared=shared,
    )
    db.session.add(view)
    audit.record("create", view, by=by)
    return view


def edit(view: SavedView, *, by: User, version: int | None, name: str, shared: bool, default_role: Role | None) -> None:
    rules.check_change(view, by)
    if view.version != version:
        raise EditedMeanwhile(view)
    if (shared, default_role) != (view.shared, view.default_role):
        rules.check_sharing(by, shared=shared, default_role=default_role)
    if default_role is not None and default_role is not view.default_role:
        _make_room(view, default_role)
    view.name, view.shared, view.default_role = name, shared, default_role
    audit.record("edit", view, by=by)


def _make_room(view: SavedView, role: Role) -> None:
    """A list has one first view for a role: the former one becomes an ordinary one."""
    former = queries.find_default(view.list_name, view.layout, role)
    if former is not None and former.id != view.id:
        former.default_role = None
        db.session.flush()


def look_anew(view: SavedView, *, by: User, words: str) -> None:
    """Let the view show what its owner sees now."""
    rules.check_change(view, by)
    view.words = rules.check_words(words)
    audit.record("edit", view, by=by)


def archive(view: SavedView, *, by: User) -> None:
    rules.check_change(view, by)
    view.archived_at, view.default_role = clock.now(), None
    audit.record("archive", view, by=by)


def restore(view: SavedView, *, by: User) -> None:
    rules.check_change(view, by)
    view.archived_at = None
    audit.record("restore", view, by=by)


def pin(view: SavedView, *, by: User) -> None:
    if queries.find_pin(view.id, by.id) is None:
        db.session.add(ViewPin(user_id=by.id, view_id=view.id))
        db.session.flush()


def unpin(view: SavedView, *, by: User) -> None:
    if (held := queries.find_pin(view.id, by.id)) is not None:
        db.session.delete(held)


def subscribe(view: SavedView, *, by: User, today: date) -> None:
    """From next Monday on."""
    if queries.find_subscription(view.id, by.id) is None:
        db.session.add(ViewSubscription(user_id=by.id, view_id=view.id, sent_on=rules.monday_of(today)))
        db.session.flush()


def unsubscribe(view: SavedView, *, by: User) -> None:
    if (held := queries.find_subscription(view.id, by.id)) is not None:
        db.session.delete(held)


def end_mail(subscription: ViewSubscription) -> None:
    db.session.delete(subscription)


def note_mailed(subscription: ViewSubscription, *, monday: date) -> None:
    subscription.sent_on = monday
    db.session.flush()
