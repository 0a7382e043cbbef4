"""Interactions are counted from indexes that are there; due steps, pauses and standing still of talks have their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None
# name → columns that it had, and those that counting reads besides
INTERACTIONS = {
    'ix_interaction_happened': (
        ['municipality_id', 'happened_at', 'id'],
        ['archived_at', 'happened_on', 'kind', 'logged_by_id'],
    ),
    'ix_interaction_kind': (['municipality_id', 'kind', 'happened_at', 'id'], ['archived_at']),
    'ix_interaction_partnership_happened': (
        ['municipality_id', 'partnership_id', 'happened_at', 'id'],
        ['archived_at', 'kind'],
    ),
}
UNDER_WAY = sa.text('outcome IS NULL AND archived_at IS NULL')
LAST_EVENT = sa.text("""(
CASE
    WHEN last_interaction_on > stage_since_on THEN last_interaction_on
    ELSE stage_since_on
END)""")
NEGOTIATIONS = {
    'ix_negotiation_still': (LAST_EVENT, UNDER_WAY),
    'ix_negotiation_step': ('next_step_on', sa.text('next_step_on IS NOT NULL')),
    'ix_negotiation_resume': ('resume_on', sa.text('resume_on IS NOT NULL')),
}


def upgrade() -> None:
    for name, (had, besides) in INTERACTIONS.items():
        op.drop_index(name, table_name='interaction')
        op.create_index(name, 'interaction', [*had, *besides])
    for name, (column, which) in NEGOTIATIONS.items():
        op.create_index(
            name, 'negotiation', ['municipality_id', column, 'id'], sqlite_where=which, postgresql_where=which
        )


def downgrade() -> None:
    for name in NEGOTIATIONS:
        op.drop_index(name, table_name='negotiation')
    for name, (had, _besides) in INTERACTIONS.items():
        op.drop_index(name, table_name='interaction')
        op.create_index(name, 'interaction', had)
