"""The list of interactions narrowed to a partner stands in the order of its index."""

from __future__ import annotations

from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        'ix_interaction_partnership_happened', 'interaction',
        ['municipality_id', 'partnership_id', 'happened_at', 'id'], unique=False,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index('ix_interaction_partnership_happened', 'interaction')
