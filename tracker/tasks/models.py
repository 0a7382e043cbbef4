"""Tasks: on any record, of one person, of a department or of everybody."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Date, Index, UniqueConstraint, func, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable
from tracker.kernel.kinds import Code, LongText, Name, Title, enum_column
from tracker.kernel.subjects import Subject, register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import User

FOREVER: Any = literal_column("'9999-12-31'", Date())
OPEN = text("state = 'open' AND archived_at IS NULL")
FOLLOW_UP = text("is_follow_up")


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


STATE_LABELS = {State.OPEN: N_("to be done"), State.DONE: N_("done"), State.DROPPED: N_("dropped")}


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


UNIT_LABELS = {Unit.DAY: N_("days"), Unit.WEEK: N_("weeks"), Unit.MONTH: N_("months"), Unit.YEAR: N_("years")}


class Task(TenantOwned, Record, Archivable, Findable, Model):
    """Something to be done, on a record or by itself.

    Of `assignee`, else of the `department`, else of everybody. A follow-up is what comes next after an interaction:
    the entry and the task are one. A task that repeats is followed by the next one when it is done; the days of the
    series are counted from `repeat_from_on`. `partnership_id`: the partner it concerns, by its subject.
    """

    __tablename__ = "task"
    __table_args__ = (
        tenant_identity(),
        tenant_key("assignee_id", "user"),
        tenant_key("given_by_id", "user"),
        tenant_key("closed_by_id", "user"),
        tenant_key("partnership_id", "partnership"),
        tenant_key("follows_id", "task"),
        UniqueConstraint("municipality_id", "follows_id"),
        CheckConstraint("(about_kind IS NULL) = (about_id IS NULL)", name="subject_is_whole"),
        CheckConstraint("assignee_id IS NULL OR department IS NULL", name="is_of_one"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_has_a_moment"),
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),
        CheckConstraint("(closed_at IS NULL) = (closed_on IS NULL)", name="closed_on_a_day"),
        CheckConstraint("(repeat_every IS NULL) = (repeat_unit IS NULL)", name="repeat_is_whole"),
        CheckConstraint(
            "repeat_every IS NULL OR (due_on IS NOT NULL AND repeat_from_on IS NOT NULL)", name="repeats_from_a_day"
        ),
        CheckConstraint("NOT is_follow_up OR about_kind = 'interaction'", name="follows_up_an_interaction"),
        index_of_present("task"),
        Index("ix_task_due", "municipality_id", func.coalesce(text("due_on"), FOREVER), "id"),
        Index("ix_task_sort_name", "municipality_id", "sort_name", "id"),
        Index("ix_task_about", "municipality_id", "about_kind", "about_id", "id"),
        Index(
            "uq_task_follow_up",
            "municipality_id",
            "about_id",
            unique=True,
            sqlite_where=FOLLOW_UP,
            postgresql_where=FOLLOW_UP,
        ),
        Index("ix_task_open_of", "municipality_id", "assignee_id", "due_on", "id", sqlite_where=OPEN,
              postgresql_where=OPEN),
        Index("ix_task_open_with", "municipality_id", "partnership_id", "due_on", "id", sqlite_where=OPEN,
              postgresql_where=OPEN),
        Index("ix_task_closed_with", "municipality_id", "partnership_id", "closed_on", "closed_at", "id"),
    )  # fmt: skip
    untold = frozenset({"closed_on", "partnership_id"})

    title: Mapped[Title]
    note: Mapped[LongText | None]
    about_kind: Mapped[Code | None]
    about_id: Mapped[int | None]
    is_follow_up: Mapped[bool] = mapped_column(default=False)
    partnership_id: Mapped[int | None]
    assignee_id: Mapped[int | None]
    department: Mapped[Name | None]
    given_by_id: Mapped[int]
    due_on: Mapped[date | None]
    repeat_every: Mapped[int | None]
    repeat_unit: Mapped[Unit | None] = enum_column(Unit)
    repeat_from_on: Mapped[date | None]
    follows_id: Mapped[int | None]
    state: Mapped[State] = enum_column(State, default=State.OPEN)
    closed_at: Mapped[datetime | None]
    closed_on: Mapped[date | None]
    closed_by_id: Mapped[int | None]
    closing_note: Mapped[LongText | None]

    assignee: Mapped[User | None] = relationship(
        "User", primaryjoin="foreign(Task.assignee_id) == User.id", viewonly=True
    )
    given_by: Mapped[User] = relationship("User", primaryjoin="foreign(Task.given_by_id) == User.id", viewonly=True)
    closed_by: Mapped[User | None] = relationship(
        "User", primaryjoin="foreign(Task.closed_by_id) == User.id", viewonly=True
    )

    @property
    def subject(self) -> Subject | None:
        if self.about_kind is None or self.about_id is None:
            return None
        return Subject(self.about_kind, self.about_id)

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def title_told(self) -> str:
        return self.title

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.title, self.note, self.department)

    def name_to_sort(self) -> str:
        return self.title


DUE = func.coalesce(Task.due_on, FOREVER)
register_subject(
    "task",
    Task,
    label=N_("Task"),
    endpoint="tasks.show",
    id_name="task_id",
    needs="tasks:read",
    title=lambda record, _language: record.title,
)
