"""A partner city merged into another one: since when, and by which act."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'succession',
        sa.Column('partnership_id', sa.Integer(), nullable=False),
        sa.Column('successor_id', sa.Integer(), nullable=False),
        sa.Column('merged_on', sa.Date(), nullable=False),
        sa.Column('document', sa.String(300), nullable=False),
        sa.Column('municipality_id', sa.Integer(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_by_id', sa.Integer()),
        sa.CheckConstraint('successor_id <> partnership_id', name=op.f('ck_succession_into_another')),
        sa.ForeignKeyConstraint(
            ['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'],
            name=op.f('fk_succession_municipality_id_partnership_id'),
        ),
        sa.ForeignKeyConstraint(
            ['municipality_id', 'successor_id'], ['partnership.municipality_id', 'partnership.id'],
            name=op.f('fk_succession_municipality_id_successor_id'),
        ),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_succession_municipality_id')),
        sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_succession_updated_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_succession')),
        sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_succession_municipality_id_id')),
        sa.UniqueConstraint(
            'municipality_id', 'partnership_id', name=op.f('uq_succession_municipality_id_partnership_id')
        ),
    )
    op.create_index(
        'ix_succession_successor', 'succession', ['municipality_id', 'successor_id', 'partnership_id']
    )


def downgrade() -> None:
    op.drop_index('ix_succession_successor', 'succession')
    op.drop_table('succession')
