"""What was changed at once, so that all of it can be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulk_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(40), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "by_id"],
            ["user.municipality_id", "user.id"],
            name="fk_bulk_change_municipality_id_by_id",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_bulk_change_municipality_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_change"),
        sa.UniqueConstraint("municipality_id", "id", name="uq_bulk_change_municipality_id_id"),
    )
    op.create_index("ix_bulk_change_by", "bulk_change", ["municipality_id", "by_id", "at", "id"])


def downgrade() -> None:
    op.drop_table("bulk_change")
