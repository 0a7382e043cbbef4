"""The public page of a municipality, and what it shows."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.kernel.db import Model, Record
from tracker.kernel.kinds import Name, Title
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key

DEFAULT_LICENCE = ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/")


class PublicPage(TenantOwned, Record, Model):
    """The page of one municipality. While it is off, its address answers as if there were none.

    `frame_origins`: the sites (scheme and host, one a line) that may show the page in a frame of their own.
    """

    __tablename__ = "public_page"
    __table_args__ = (
        tenant_identity(),
        UniqueConstraint("municipality_id"),
        CheckConstraint("NOT is_on OR licence_name <> ''", name="has_a_licence"),
    )

    is_on: Mapped[bool] = mapped_column(default=False)
    headline_ru: Mapped[Name] = mapped_column(default="")
    headline_en: Mapped[Name] = mapped_column(default="")
    intro_ru: Mapped[Title] = mapped_column(default="")
    intro_en: Mapped[Title] = mapped_column(default="")
    licence_name: Mapped[Name] = mapped_column(default=DEFAULT_LICENCE[0])
    licence_url: Mapped[Title] = mapped_column(default=DEFAULT_LICENCE[1])
    frame_origins: Mapped[str] = mapped_column(String(4000), default="")

    @property
    def title_told(self) -> str:
        return self.headline_ru


class Publication(TenantOwned, Record, Model):
    """A partner, an agreement or an event that the office chose to show, with words of its own for strangers.

    `is_shown` off: it was shown once and is no more. `document_version_id`: the file with the agreement's text.
    """

    __tablename__ = "publication"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        tenant_key("agreement_id", "agreement"),
        tenant_key("event_id", "event"),
        tenant_key("document_version_id", "document_version"),
        UniqueConstraint("municipality_id", "partnership_id"),
        UniqueConstraint("municipality_id", "agreement_id"),
        UniqueConstraint("municipality_id", "event_id"),
        CheckConstraint(
            "CASE WHEN partnership_id IS NULL THEN 0 ELSE 1 END + CASE WHEN agreement_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN event_id IS NULL THEN 0 ELSE 1 END = 1",
            name="is_of_one",
        ),
        CheckConstraint("document_version_id IS NULL OR agreement_id IS NOT NULL", name="text_of_an_agreement"),
        Index("ix_publication_shown", "municipality_id", "is_shown", "id"),
    )

    is_shown: Mapped[bool] = mapped_column(default=False)
    partnership_id: Mapped[int | None]
    agreement_id: Mapped[int | None]
    event_id: Mapped[int | None]
    document_version_id: Mapped[int | None]
    text_ru: Mapped[Title] = mapped_column(default="")
    text_en: Mapped[Title] = mapped_column(default="")

    @property
    def title_told(self) -> str:
        return self.text_ru

    def told_under(self) -> tuple[str, int]:
        if self.partnership_id is not None:
            return "partner", self.partnership_id
        if self.agreement_id is not None:
            return "agreement", self.agreement_id
        return "event", self.event_id or 0
