"""All that shows what was done of an obligation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

COPY = """
INSERT INTO obligation_evidence
    (municipality_id, obligation_id, evidence_kind, evidence_id, title, version, created_at, updated_at, updated_by_id)
SELECT municipality_id, id, evidence_kind, evidence_id, coalesce(evidence_title, ''), 1, updated_at, updated_at, closed_by_id
FROM obligation WHERE evidence_kind IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "obligation_evidence",
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("evidence_kind", sa.String(length=40), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["municipality_id", "obligation_id"], ["obligation.municipality_id", "obligation.id"], name=op.f("fk_obligation_evidence_municipality_id_obligation_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_obligation_evidence_municipality_id")),
        sa.ForeignKeyConstraint(["updated_by_id"], ["user.id"], name=op.f("fk_obligation_evidence_updated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation_evidence")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_obligation_evidence_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", "obligation_id", "evidence_kind", "evidence_id", name="uq_obligation_evidence_once"),
    )
    op.create_index("ix_obligation_evidence_of", "obligation_evidence", ["municipality_id", "evidence_kind", "evidence_id", "id"])
    op.execute(COPY)


def downgrade() -> None:
    op.drop_index("ix_obligation_evidence_of", "obligation_evidence")
    op.drop_table("obligation_evidence")
