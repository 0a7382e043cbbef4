"""Remember what people opened, so that it comes first in the search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('opened_record',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_opened_record_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'kind', 'record_id', name=op.f('pk_opened_record'))
    )
    op.create_index('ix_opened_record_user_id_opened_at', 'opened_record', ['user_id', 'opened_at'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_opened_record_user_id_opened_at', 'opened_record')
    op.drop_table('opened_record')
