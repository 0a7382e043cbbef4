"""Templates of papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document_template",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.Enum("letter", "agreement", "supplementary", "minutes", "consent_request", "notice", name="kind", native_enum=False, length=40), nullable=False),
        sa.Column("language", sa.Enum("ru", "en", "bilingual", name="language", native_enum=False, length=40), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_document_template_is_not_empty")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_document_template_municipality_id")),
        sa.ForeignKeyConstraint(["updated_by_id"], ["user.id"], name=op.f("fk_document_template_updated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_template")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_document_template_municipality_id_id")),
    )
    op.create_index("ix_document_template_kind", "document_template", ["municipality_id", "kind", "id"])


def downgrade() -> None:
    op.drop_index("ix_document_template_kind", "document_template")
    op.drop_table("document_template")
