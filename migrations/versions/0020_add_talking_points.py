"""What to talk about with a partner."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('talking_points',
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_talking_points_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_talking_points_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_talking_points_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_talking_points')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_talking_points_municipality_id_id')),
    sa.UniqueConstraint('municipality_id', 'partnership_id', name=op.f('uq_talking_points_municipality_id_partnership_id'))
    )


def downgrade() -> None:
    op.drop_table('talking_points')
