"""One index of talks by stage: the counts of the board take the one of the open talks."""

from __future__ import annotations

from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_negotiation_stage", "negotiation")


def downgrade() -> None:
    op.create_index("ix_negotiation_stage", "negotiation", ["municipality_id", "stage_id", "id"])
