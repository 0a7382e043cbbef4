"""Mail that is written when it leaves says what it is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('outgoing_mail', sa.Column('about_id', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('outgoing_mail', 'about_id')
