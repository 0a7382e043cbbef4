"""Stages, negotiations, and every move between stages."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.kernel import clock
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable, found_by_words_of
from tracker.kernel.kinds import Code, LongText, Name, Title, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.partners.models import Partnership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import User


class Outcome(StrEnum):
    """How talks ended, or that they rest."""

    AGREEMENT = "agreement"
    PAUSED = "paused"
    DECLINED_BY_US = "declined_by_us"
    DECLINED_BY_PARTNER = "declined_by_partner"
    REFUSED_BY_REGION = "refused_by_region"
    NO_ANSWER = "no_answer"
    MERGED = "merged"


OUTCOME_LABELS = {
    Outcome.AGREEMENT: N_("Became an agreement"),
    Outcome.PAUSED: N_("Paused"),
    Outcome.DECLINED_BY_US: N_("Declined by us"),
    Outcome.DECLINED_BY_PARTNER: N_("Declined by the partner"),
    Outcome.REFUSED_BY_REGION: N_("Refused by the region"),
    Outcome.NO_ANSWER: N_("No answer"),
    Outcome.MERGED: N_("Merged with other talks"),
}


class Stage(TenantOwned, Record, Model):
    """A step of talks. Retired ones stay: the history names them.

    `stale_after_days` and `most_cards` warn on the board, they refuse nothing. `merged_into_id`: the stage that took
    over the talks of this one; what happened at this one counts there.
    """

    __tablename__ = "stage"
    __table_args__ = (
        tenant_identity(),
        UniqueConstraint("municipality_id", "code"),
        Index("ix_stage_municipality_id_position", "municipality_id", "position", "id"),
        tenant_key("merged_into_id", "stage"),
        CheckConstraint("stale_after_days > 0", name="stale_after_makes_sense"),
        CheckConstraint("most_cards > 0", name="most_cards_makes_sense"),
        CheckConstraint("merged_into_id IS NULL OR retired_at IS NOT NULL", name="merged_is_retired"),
    )

    position: Mapped[int]
    code: Mapped[Code]
    name_ru: Mapped[Name]
    name_en: Mapped[Name]
    stale_after_days: Mapped[int | None]
    most_cards: Mapped[int | None]
    needs_manager: Mapped[bool] = mapped_column(default=False)
    needs_city: Mapped[bool] = mapped_column(default=False)
    asks_document: Mapped[bool] = mapped_column(default=False)
    asks_ru: Mapped[Name] = mapped_column(default="")
    asks_en: Mapped[Name] = mapped_column(default="")
    is_last: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None]

    @property
    def title_told(self) -> str:
        return self.name_ru

    def name_in(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_en

    def asks_in(self, language: str) -> str:
        return self.asks_ru if language == "ru" else self.asks_en


UNDER_WAY = "outcome IS NULL AND archived_at IS NULL"
# the later of the move to the stage and the last interaction, as `queries.last_event` says it; set out in lines like
# PostgreSQL tells it, for the comparison of the models with the database
LAST_EVENT = """(
CASE
    WHEN last_interaction_on > stage_since_on THEN last_interaction_on
    ELSE stage_since_on
END)"""


def _some(name: str, *parts: Any, which: str = UNDER_WAY) -> Index:
    """An index of the talks that meet the condition."""
    condition = text(which)
    return Index(
        f"ix_negotiation_{name}", "municipality_id", *parts, sqlite_where=condition, postgresql_where=condition
    )


def _lanes(column: str) -> Index:
    """By which the cards of a board's lanes are counted."""
    return _some(f"lanes_{column}", column, "stage_id")


class Negotiation(TenantOwned, Record, Archivable, Findable, Model):
    """Talks on one subject with a partner. They may last years: standing still is a warning, never an end."""

    __tablename__ = "negotiation"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        tenant_key("stage_id", "stage"),
        tenant_key("responsible_id", "user"),
        CheckConstraint("(outcome IS NULL) = (outcome_on IS NULL)", name="outcome_has_day"),
        CheckConstraint("stage_since_on >= started_on", name="stage_after_start"),
        index_of_present("negotiation"),
        Index("ix_negotiation_municipality_id_sort_name", "municipality_id", "sort_name", "id"),
        _some("board", "stage_id", "stage_since_on", "id"),
        _some("still", text(LAST_EVENT), "id"),
        _some("step", "next_step_on", "id", which="next_step_on IS NOT NULL"),
        _some("resume", "resume_on", "id", which="resume_on IS NOT NULL"),
        _lanes("partnership_id"),
        _lanes("responsible_id"),
        Index("ix_negotiation_updated", "municipality_id", "updated_at", "id"),
        Index("ix_negotiation_municipality_id_stage_since_on", "municipality_id", "stage_since_on", "id"),
        Index("ix_negotiation_municipality_id_partnership_id", "municipality_id", "partnership_id", "id"),
        Index("ix_negotiation_municipality_id_responsible_id", "municipality_id", "responsible_id", "id"),
    )

    subject: Mapped[Title]
    partnership_id: Mapped[int]
    stage_id: Mapped[int]
    stage_since_on: Mapped[date]
    started_on: Mapped[date]
    responsible_id: Mapped[int]
    next_step: Mapped[Name | None]
    next_step_on: Mapped[date | None]
    note: Mapped[LongText | None]
    outcome: Mapped[Outcome | None] = enum_column(Outcome)
    outcome_on: Mapped[date | None]
    outcome_reason: Mapped[LongText | None]
    resume_on: Mapped[date | None]
    last_interaction_on: Mapped[date | None]

    stage: Mapped[Stage] = relationship(primaryjoin="foreign(Negotiation.stage_id) == Stage.id")
    partnership: Mapped[Partnership] = relationship(
        "Partnership", primaryjoin="foreign(Negotiation.partnership_id) == Partnership.id"
    )
    responsible: Mapped[User] = relationship("User", primaryjoin="foreign(Negotiation.responsible_id) == User.id")

    @property
    def title_told(self) -> str:
        return self.subject

    def words_to_find(self) -> Iterable[str | None]:
        yield self.subject
        if self.partnership is not None:
            yield self.partnership.title_ru
            yield self.partnership.title_en

    def name_to_sort(self) -> str:
        return self.subject


class StageChange(TenantOwned, Model):
    """One move, kept for ever with who, when, why and on what document. Names are those of that day.

    `undoes_id`: the move that this one took back at once; neither of the two counts in the figures.
    `went_back`: to an earlier stage, by the order of stages of that day.
    """

    __tablename__ = "stage_change"
    __table_args__ = (
        tenant_identity(),
        tenant_key("negotiation_id", "negotiation"),
        tenant_key("from_stage_id", "stage"),
        tenant_key("to_stage_id", "stage"),
        tenant_key("by_id", "user"),
        tenant_key("undoes_id", "stage_change"),
        Index(
            "ix_stage_change_undoes",
            "municipality_id",
            "undoes_id",
            sqlite_where=text("undoes_id IS NOT NULL"),
            postgresql_where=text("undoes_id IS NOT NULL"),
        ),
        Index("ix_stage_change_municipality_id_negotiation_id", "municipality_id", "negotiation_id", "id"),
        Index("ix_stage_change_municipality_id_at", "municipality_id", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    negotiation_id: Mapped[int]
    from_stage_id: Mapped[int | None]
    to_stage_id: Mapped[int | None]
    from_ru: Mapped[Name] = mapped_column(default="")
    from_en: Mapped[Name] = mapped_column(default="")
    to_ru: Mapped[Name] = mapped_column(default="")
    to_en: Mapped[Name] = mapped_column(default="")
    outcome: Mapped[Outcome | None] = enum_column(Outcome)
    moved_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int]
    reason: Mapped[LongText] = mapped_column(default="")
    document: Mapped[Name] = mapped_column(default="")
    skipped: Mapped[int] = mapped_column(default=0)
    went_back: Mapped[bool] = mapped_column(default=False)
    undoes_id: Mapped[int | None]

    by: Mapped[User] = relationship("User", primaryjoin="foreign(StageChange.by_id) == User.id", viewonly=True)


register_subject(
    "negotiation",
    Negotiation,
    label=N_("Negotiation"),
    endpoint="negotiations.show",
    id_name="negotiation_id",
    needs="negotiations:read",
    title=lambda record, _language: record.subject,
)
register_subject("stage", Stage, label=N_("Stage"), endpoint="stages.edit", id_name="stage_id")
found_by_words_of(Partnership, Negotiation.partnership_id)
