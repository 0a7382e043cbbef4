"""Saved views, who has them in the sidebar, and who gets them by mail."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import User
from tracker.kernel.db import Archivable, Model, Record
from tracker.kernel.kinds import Code, Name, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.permissions import Role

LONGEST_WORDS = 2000


class Layout(StrEnum):
    LIST = "list"
    BOARD = "board"


class SavedView(TenantOwned, Record, Archivable, Model):
    """A look at a list: the words of its address (`status=in_force&sort=until&cols=number,title`).

    `shared`: colleagues see it too. `default_role`: it is what people of this role see when they open the list.
    """

    __tablename__ = "saved_view"

    name: Mapped[Name]
    list_name: Mapped[Code]
    layout: Mapped[Layout] = enum_column(Layout, default=Layout.LIST)
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    owner_id: Mapped[int]
    shared: Mapped[bool] = mapped_column(default=False)
    default_role: Mapped[Role | None] = enum_column(Role)

    owner: Mapped[User] = relationship(primaryjoin="foreign(SavedView.owner_id) == User.id", viewonly=True)

    __table_args__ = (
        tenant_identity(),
        tenant_key("owner_id", "user"),
        CheckConstraint("default_role IS NULL OR shared", name="default_is_shared"),
        Index(
            "ix_saved_view_default",
            "municipality_id",
            "list_name",
            "layout",
            "default_role",
            unique=True,
            sqlite_where=text("default_role IS NOT NULL AND archived_at IS NULL"),
            postgresql_where=text("default_role IS NOT NULL AND archived_at IS NULL"),
        ),
        Index("ix_saved_view_list", "municipality_id", "list_name", "layout", "name", "id"),
    )


class ViewPin(TenantOwned, Model):
    """A view that stands in somebody's sidebar."""

    __tablename__ = "view_pin"
    __table_args__ = (
        tenant_identity(),
        tenant_key("user_id", "user"),
        tenant_key("view_id", "saved_view"),
        UniqueConstraint("municipality_id", "user_id", "view_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    view_id: Mapped[int]


class ViewSubscription(TenantOwned, Model):
    """Somebody gets the rows of a view by mail every Monday. `sent_on`: the Monday of the last mail, or of the week in
    which it was asked for.
    """

    __tablename__ = "view_subscription"
    __table_args__ = (
        tenant_identity(),
        tenant_key("user_id", "user"),
        tenant_key("view_id", "saved_view"),
        UniqueConstraint("municipality_id", "user_id", "view_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    view_id: Mapped[int]
    sent_on: Mapped[date | None]

    user: Mapped[User] = relationship(primaryjoin="foreign(ViewSubscription.user_id) == User.id", viewonly=True)
    view: Mapped[SavedView] = relationship(
        primaryjoin="foreign(ViewSubscription.view_id) == SavedView.id", viewonly=True
    )


register_subject("saved_view", SavedView, label=N_("Saved view"), endpoint="saved_views.show", id_name="saved_view_id")
