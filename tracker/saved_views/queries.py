"""Reading saved views: each person's own, and those that are shared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import joinedload

from tracker.accounts.models import User
from tracker.accounts.queries import count_with_session
from tracker.kernel.db import db
from tracker.saved_views.models import Layout, SavedView, ViewPin, ViewSubscription

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.permissions import Role

MOST_SHOWN = 60


def pins_of_session() -> ScalarSelect[int]:
    return select(func.count()).where(ViewPin.user_id == User.id).correlate(User).scalar_subquery()


count_with_session("pinned", pins_of_session)


def _seen_by(user_id: int) -> ColumnElement[bool]:
    return or_(SavedView.owner_id == user_id, SavedView.shared)


def get_view(view_id: int, user: User) -> SavedView:
    """A view this person may see, also an archived one. Raises NoResultFound."""
    return db.session.scalars(select(SavedView).where(SavedView.id == view_id, _seen_by(user.id))).one()


def of_list(list_name: str, layout: Layout, user_id: int) -> Sequence[SavedView]:
    """The views of a list or board that this person sees, by name."""
    return db.session.scalars(
        select(SavedView)
        .where(
            SavedView.list_name == list_name,
            SavedView.layout == layout,
            SavedView.archived_at.is_(None),
            _seen_by(user_id),
        )
        .order_by(SavedView.name, SavedView.id)
        .limit(MOST_SHOWN)
    ).all()


def find_default(list_name: str, layout: Layout, role: Role) -> SavedView | None:
    return db.session.scalar(
        select(SavedView).where(
            SavedView.list_name == list_name,
            SavedView.layout == layout,
            SavedView.default_role == role,
            SavedView.archived_at.is_(None),
        )
    )


def all_seen(user: User) -> Sequence[SavedView]:
    """Every view this person sees, by list and name."""
    return db.session.scalars(
        select(SavedView)
        .where(SavedView.archived_at.is_(None), _seen_by(user.id))
        .options(joinedload(SavedView.owner))
        .order_by(SavedView.list_name, SavedView.layout, SavedView.name, SavedView.id)
    ).all()


def grouped(user: User) -> Sequence[SavedView]:
    """The views that group and total their list: they stand among the reports."""
    return [view for view in all_seen(user) if "grouped=" in view.words]


def pinned(user_id: int) -> Sequence[Any]:
    """(id, name, list_name, layout) of what stands in this person's sidebar, in the order of pinning."""
    return db.session.execute(
        select(SavedView.id, SavedView.name, SavedView.list_name, SavedView.layout)
        .join(ViewPin, ViewPin.view_id == SavedView.id)
        .where(ViewPin.user_id == user_id, SavedView.archived_at.is_(None), _seen_by(user_id))
        .order_by(ViewPin.id)
        .limit(MOST_SHOWN)
    ).all()


def find_pin(view_id: int, user_id: int) -> ViewPin | None:
    return db.session.scalar(select(ViewPin).where(ViewPin.view_id == view_id, ViewPin.user_id == user_id))


def find_subscription(view_id: int, user_id: int) -> ViewSubscription | None:
    return db.session.scalar(
        select(ViewSubscription).where(ViewSubscription.view_id == view_id, ViewSubscription.user_id == user_id)
    )


def mine(user_id: int) -> tuple[set[int], set[int]]:
    """Ids of the views this person has in the sidebar, and gets by mail."""
    pins = db.session.scalars(select(ViewPin.view_id).where(ViewPin.user_id == user_id))
    mails = db.session.scalars(select(ViewSubscription.view_id).where(ViewSubscription.user_id == user_id))
    return set(pins), set(mails)


def _still_seen() -> ColumnElement[bool]:
    """The view of a subscription is there, and its reader still sees it."""
    return and_(SavedView.archived_at.is_(None), or_(SavedView.owner_id == ViewSubscription.user_id, SavedView.shared))


def mailed_to(user_id: int) -> Sequence[ViewSubscription]:
    """What this person gets by mail every week, by name."""
    return db.session.scalars(
        select(ViewSubscription)
        .join(SavedView, SavedView.id == ViewSubscription.view_id)
        .where(ViewSubscription.user_id == user_id, _still_seen())
        .options(joinedload(ViewSubscription.view))
        .order_by(SavedView.name, SavedView.id)
    ).all()


def find_mailed(subscription_id: int, user_id: int) -> ViewSubscription | None:
    """The subscription of a person, if its view is still theirs to see."""
    return db.session.scalar(
        select(ViewSubscription)
        .join(SavedView, SavedView.id == ViewSubscription.view_id)
        .where(ViewSubscription.id == subscription_id, ViewSubscription.user_id == user_id, _still_seen())
        .options(joinedload(ViewSubscription.view))
    )


def unsent(monday: date) -> Sequence[ViewSubscription]:
    """Subscriptions whose mail of this week has not been written, of active people and views they still see."""
    found = db.session.scalars(
        select(ViewSubscription)
        .join(SavedView, SavedView.id == ViewSubscription.view_id)
        .where(
            or_(ViewSubscription.sent_on.is_(None), ViewSubscription.sent_on < monday),
            _still_seen(),
        )
        .options(joinedload(ViewSubscription.view), joinedload(ViewSubscription.user))
        .order_by(ViewSubscription.id)
    )
    return [one for one in found if one.user.is_active]
