"""Each kind of partner may have its own months of silence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None
COLUMNS = ('silent_twin_months', 'silent_friendship_months', 'silent_project_months', 'silent_contact_months')


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column('municipality', sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column('municipality', name)
