"""Obligations: columns, constraints, what one row knows of itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

# the relations below name these models: they have to be known before any of them is used
from tracker.accounts.models import User
from tracker.agreements.models import FOREVER, Agreement, Party
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable, found_by_words_of
from tracker.kernel.kinds import Code, LongText, Title, enum_column
from tracker.kernel.subjects import Subject, register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.obligations.kinds import Kind, Side, State
from tracker.partners.models import CooperationArea

if TYPE_CHECKING:
    from collections.abc import Iterable

PERCENT = 100
OPEN = text("state = 'open' AND archived_at IS NULL")
HAS_PREVIOUS = text("previous_id IS NOT NULL")


class Obligation(TenantOwned, Record, Archivable, Findable, Model):
    """What a party of an agreement has to do by when.

    `party` is empty for what all do together, and for a party that left the draft since: its name stays. The duty
    covers `starts_on` to `due_on`; one without a day is owed all the time. `whole` is how many steps there are, of
    which `made` are made; with `in_percent` it is 100. `previous`: the one of the year before, of a yearly duty or a
    plan that was carried on. `evidence_*` repeats the first of the records that show it: a list reads rows and no more.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        tenant_identity(),
        tenant_key("agreement_id", "agreement"),
        tenant_key("party_id", "party"),
        tenant_key("area_id", "cooperation_area"),
        tenant_key("responsible_id", "user"),
        tenant_key("closed_by_id", "user"),
        tenant_key("previous_id", "obligation"),
        CheckConstraint("starts_on <= due_on", name="ends_after_start"),
        CheckConstraint("due_on IS NOT NULL OR (kind <> 'plan' AND NOT yearly)", name="plan_has_a_day"),
        CheckConstraint("whole > 0 AND made >= 0 AND made <= whole", name="progress_makes_sense"),
        CheckConstraint("NOT in_percent OR whole = 100", name="percent_of_a_hundred"),
        CheckConstraint("side <> 'joint' OR party_id IS NULL", name="joint_is_nobodys_alone"),
        CheckConstraint(
            "(state = 'open') = (closed_on IS NULL) AND (closed_on IS NULL) = (closed_at IS NULL)"
            " AND (closed_on IS NULL) = (closed_by_id IS NULL)",
            name="closed_has_all",
        ),
        CheckConstraint("state <> 'dropped' OR reason IS NOT NULL", name="dropped_has_reason"),
        CheckConstraint("(evidence_kind IS NULL) = (evidence_id IS NULL)", name="evidence_has_both"),
        CheckConstraint("previous_id <> id", name="not_its_own_previous"),
        index_of_present("obligation"),
        Index("ix_obligation_updated", "municipality_id", "updated_at", "id"),
        Index("ix_obligation_due", "municipality_id", func.coalesce(literal_column("due_on"), FOREVER), "id"),
        Index("ix_obligation_open", "municipality_id", "due_on", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_obligation_state", "municipality_id", "state", "closed_on", "id"),
        Index("ix_obligation_agreement", "municipality_id", "agreement_id", "due_on", "id"),
        Index("ix_obligation_party", "municipality_id", "party_id", "id"),
        Index("ix_obligation_responsible", "municipality_id", "responsible_id", "state", "due_on", "id"),
        Index("ix_obligation_sort_name", "municipality_id", "sort_name", "id"),
        Index(
            "uq_obligation_previous",
            "municipality_id",
            "previous_id",
            unique=True,
            sqlite_where=HAS_PREVIOUS,
            postgresql_where=HAS_PREVIOUS,
        ),
    )

    agreement_id: Mapped[int]
    kind: Mapped[Kind] = enum_column(Kind, default=Kind.OBLIGATION)
    side: Mapped[Side] = enum_column(Side)
    party_id: Mapped[int | None]
    party_ru: Mapped[Title] = mapped_column(default="")
    party_en: Mapped[Title] = mapped_column(default="")
    text: Mapped[Title]
    area_id: Mapped[int | None]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    yearly: Mapped[bool] = mapped_column(default=False)
    previous_id: Mapped[int | None]
    responsible_id: Mapped[int | None]
    in_percent: Mapped[bool] = mapped_column(default=False)
    whole: Mapped[int] = mapped_column(default=1)
    made: Mapped[int] = mapped_column(default=0)
    state: Mapped[State] = enum_column(State, default=State.OPEN)
    reason: Mapped[LongText | None]
    closed_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None]
    note: Mapped[LongText | None]
    evidence_kind: Mapped[Code | None]
    evidence_id: Mapped[int | None]
    evidence_title: Mapped[Title | None]

    agreement: Mapped[Agreement] = relationship(primaryjoin="foreign(Obligation.agreement_id) == Agreement.id")
    party: Mapped[Party | None] = relationship(primaryjoin="foreign(Obligation.party_id) == Party.id")
    area: Mapped[CooperationArea | None] = relationship(
        primaryjoin="foreign(Obligation.area_id) == CooperationArea.id", viewonly=True
    )
    responsible: Mapped[User | None] = relationship(
        primaryjoin="foreign(Obligation.responsible_id) == User.id", viewonly=True
    )
    closed_by: Mapped[User | None] = relationship(
        primaryjoin="foreign(Obligation.closed_by_id) == User.id", viewonly=True
    )
    previous: Mapped[Obligation | None] = relationship(
        primaryjoin="foreign(Obligation.previous_id) == remote(Obligation.id)", viewonly=True
    )

    evidences: Mapped[list[ObligationEvidence]] = relationship(
        back_populates="obligation",
        primaryjoin="Obligation.id == foreign(ObligationEvidence.obligation_id)",
        order_by="ObligationEvidence.id",
    )

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def evidence(self) -> Subject | None:
        if self.evidence_kind is None or self.evidence_id is None:
            return None
        return Subject(self.evidence_kind, self.evidence_id)

    def party_in(self, language: str) -> str:
        return self.party_ru if language == "ru" else self.party_en

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.text, self.party_ru, self.party_en)
        yield from (one.title for one in self.evidences)
        yield from (self.agreement.title, self.agreement.number)

    def name_to_sort(self) -> str:
        return self.text


class ObligationEvidence(TenantOwned, Record, Model):
    """A record that shows what was done, with its title as of the day. Files are documents of the obligation."""

    __tablename__ = "obligation_evidence"
    __table_args__ = (
        tenant_identity(),
        tenant_key("obligation_id", "obligation"),
        UniqueConstraint(
            "municipality_id", "obligation_id", "evidence_kind", "evidence_id", name="uq_obligation_evidence_once"
        ),
        Index("ix_obligation_evidence_of", "municipality_id", "evidence_kind", "evidence_id", "id"),
    )

    obligation_id: Mapped[int]
    evidence_kind: Mapped[Code]
    evidence_id: Mapped[int]
    title: Mapped[Title]

    obligation: Mapped[Obligation] = relationship(
        back_populates="evidences", primaryjoin="foreign(ObligationEvidence.obligation_id) == Obligation.id"
    )

    @property
    def subject(self) -> Subject:
        return Subject(self.evidence_kind, self.evidence_id)

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return self.title

    def told_under(self) -> tuple[str, int]:
        return "obligation", self.obligation_id


register_subject(
    "obligation",
    Obligation,
    label=N_("Obligation"),
    endpoint="obligations.show",
    id_name="obligation_id",
    needs="obligations:read",
    title=lambda record, _language: record.text,
)
found_by_words_of(Agreement, Obligation.agreement_id)
