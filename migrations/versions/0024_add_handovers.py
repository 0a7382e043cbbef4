"""What was handed over, by whom, to whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('handover',
    sa.Column('from_id', sa.Integer(), nullable=False),
    sa.Column('from_name', sa.String(length=300), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id', 'from_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_handover_municipality_id_from_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'made_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_handover_municipality_id_made_by_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_handover_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_handover_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_handover_municipality_id_id'))
    )
    op.create_index('ix_handover_newest', 'handover', ['municipality_id', 'created_at', 'id'])


def downgrade() -> None:
    op.drop_index('ix_handover_newest', 'handover')

    op.drop_table('handover')
