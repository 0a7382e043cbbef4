"""Merges of records, and pairs that only look alike."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def _stamps() -> list[sa.Column]:
    return [
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_by_id', sa.Integer(), nullable=True),
        sa.Column('municipality_id', sa.Integer(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table('merge',
    *_stamps(),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('kept_id', sa.Integer(), nullable=False),
    sa.Column('gone_id', sa.Integer(), nullable=False),
    sa.Column('kept_title', sa.String(length=500), nullable=False),
    sa.Column('gone_title', sa.String(length=500), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('steps', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_merge_made_by_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_merge_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_merge_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merge')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_merge_municipality_id_id'))
    )
    op.create_index('ix_merge_municipality_id_kind_gone_id', 'merge', ['municipality_id', 'kind', 'gone_id', 'id'], unique=False)
    op.create_index('ix_merge_municipality_id_kind_kept_id', 'merge', ['municipality_id', 'kind', 'kept_id', 'id'], unique=False)
    op.create_table('no_double',
    *_stamps(),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('one_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_no_double_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_no_double_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_no_double')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_no_double_municipality_id_id')),
    sa.UniqueConstraint('municipality_id', 'kind', 'one_id', 'other_id', name=op.f('uq_no_double_municipality_id_kind_one_id_other_id'))
    )


def downgrade() -> None:
    op.drop_table('no_double')
    op.drop_index('ix_merge_municipality_id_kind_kept_id', 'merge')
    op.drop_index('ix_merge_municipality_id_kind_gone_id', 'merge')
    op.drop_table('merge')
