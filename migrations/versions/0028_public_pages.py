"""What everybody sees: public pages and publications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_page",
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("headline_ru", sa.String(length=300), nullable=False),
        sa.Column("headline_en", sa.String(length=300), nullable=False),
        sa.Column("intro_ru", sa.String(length=500), nullable=False),
        sa.Column("intro_en", sa.String(length=500), nullable=False),
        sa.Column("licence_name", sa.String(length=300), nullable=False),
        sa.Column("licence_url", sa.String(length=500), nullable=False),
        sa.Column("frame_origins", sa.String(length=4000), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("NOT is_on OR licence_name <> ''", name=op.f("ck_public_page_has_a_licence")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_public_page_municipality_id")),
        sa.ForeignKeyConstraint(["updated_by_id"], ["user.id"], name=op.f("fk_public_page_updated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_page")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_public_page_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", name=op.f("uq_public_page_municipality_id")),
    )
    op.create_table(
        "publication",
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("document_version_id", sa.Integer(), nullable=True),
        sa.Column("text_ru", sa.String(length=500), nullable=False),
        sa.Column("text_en", sa.String(length=500), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN partnership_id IS NULL THEN 0 ELSE 1 END + CASE WHEN agreement_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN event_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_publication_is_of_one"),
        ),
        sa.CheckConstraint(
            "document_version_id IS NULL OR agreement_id IS NOT NULL", name=op.f("ck_publication_text_of_an_agreement")
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_publication_municipality_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "partnership_id"],
            ["partnership.municipality_id", "partnership.id"],
            name=op.f("fk_publication_municipality_id_partnership_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "agreement_id"],
            ["agreement.municipality_id", "agreement.id"],
            name=op.f("fk_publication_municipality_id_agreement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "event_id"],
            ["event.municipality_id", "event.id"],
            name=op.f("fk_publication_municipality_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "document_version_id"],
            ["document_version.municipality_id", "document_version.id"],
            name=op.f("fk_publication_municipality_id_document_version_id"),
        ),
        sa.ForeignKeyConstraint(["updated_by_id"], ["user.id"], name=op.f("fk_publication_updated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_publication_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", "partnership_id", name=op.f("uq_publication_municipality_id_partnership_id")),
        sa.UniqueConstraint("municipality_id", "agreement_id", name=op.f("uq_publication_municipality_id_agreement_id")),
        sa.UniqueConstraint("municipality_id", "event_id", name=op.f("uq_publication_municipality_id_event_id")),
    )
    op.create_index("ix_publication_shown", "publication", ["municipality_id", "is_shown", "id"])


def downgrade() -> None:
    op.drop_index("ix_publication_shown", "publication")
    op.drop_table("publication")
    op.drop_table("public_page")
