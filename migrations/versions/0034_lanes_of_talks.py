"""Talks under way are counted by lanes from an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None
UNDER_WAY = sa.text('outcome IS NULL AND archived_at IS NULL')
COLUMNS = ('partnership_id', 'responsible_id')


def upgrade() -> None:
    for name in COLUMNS:
        op.create_index(
            f'ix_negotiation_lanes_{name}',
            'negotiation',
            ['municipality_id', name, 'stage_id'],
            sqlite_where=UNDER_WAY,
            postgresql_where=UNDER_WAY,
        )


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_index(f'ix_negotiation_lanes_{name}', table_name='negotiation')
