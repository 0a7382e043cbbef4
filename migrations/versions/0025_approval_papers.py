"""The files of an approval: what was enclosed, and the answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approval_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("is_answer", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id", "approval_id"], ["approval.municipality_id", "approval.id"], name=op.f("fk_approval_paper_municipality_id_approval_id")),
        sa.ForeignKeyConstraint(["municipality_id", "document_id"], ["document.municipality_id", "document.id"], name=op.f("fk_approval_paper_municipality_id_document_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_approval_paper_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_paper")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_approval_paper_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", "document_id", name=op.f("uq_approval_paper_municipality_id_document_id")),
    )
    op.create_index("ix_approval_paper_approval", "approval_paper", ["municipality_id", "approval_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_approval_paper_approval", "approval_paper")
    op.drop_table("approval_paper")
