"""Views of lists: what people keep, who has them in the sidebar, who gets them by mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('saved_view',
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('list_name', sa.String(length=40), nullable=False),
    sa.Column('layout', sa.Enum('list', 'board', name='layout', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.String(length=2000), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('default_role', sa.Enum('viewer', 'official', 'manager', 'admin', 'observer', name='role', native_enum=False, length=40), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('default_role IS NULL OR shared', name=op.f('ck_saved_view_default_is_shared')),
    sa.ForeignKeyConstraint(['municipality_id', 'owner_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_saved_view_municipality_id_owner_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_saved_view_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_saved_view_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_view')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_saved_view_municipality_id_id'))
    )
    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.create_index('ix_saved_view_default', ['municipality_id', 'list_name', 'layout', 'default_role'], unique=True, sqlite_where=sa.text('default_role IS NOT NULL AND archived_at IS NULL'), postgresql_where=sa.text('default_role IS NOT NULL AND archived_at IS NULL'))
        batch_op.create_index('ix_saved_view_list', ['municipality_id', 'list_name', 'layout', 'name', 'id'], unique=False)

    op.create_table('view_pin',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('view_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id', 'user_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_view_pin_municipality_id_user_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'view_id'], ['saved_view.municipality_id', 'saved_view.id'], name=op.f('fk_view_pin_municipality_id_view_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_view_pin_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_view_pin')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_view_pin_municipality_id_id')),
    sa.UniqueConstraint('municipality_id', 'user_id', 'view_id', name=op.f('uq_view_pin_municipality_id_user_id_view_id'))
    )
    op.create_table('view_subscription',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('view_id', sa.Integer(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id', 'user_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_view_subscription_municipality_id_user_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'view_id'], ['saved_view.municipality_id', 'saved_view.id'], name=op.f('fk_view_subscription_municipality_id_view_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_view_subscription_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_view_subscription')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_view_subscription_municipality_id_id')),
    sa.UniqueConstraint('municipality_id', 'user_id', 'view_id', name=op.f('uq_view_subscription_municipality_id_user_id_view_id'))
    )


def downgrade() -> None:
    op.drop_table('view_subscription')
    op.drop_table('view_pin')
    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.drop_index('ix_saved_view_list')
        batch_op.drop_index('ix_saved_view_default', sqlite_where=sa.text('default_role IS NOT NULL AND archived_at IS NULL'), postgresql_where=sa.text('default_role IS NOT NULL AND archived_at IS NULL'))

    op.drop_table('saved_view')
