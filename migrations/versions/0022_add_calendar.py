"""City days, greetings, and the secret addresses under which people subscribe to the calendar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calendar_link',
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('role', sa.Enum('viewer', 'official', 'manager', 'admin', 'observer', name='role', native_enum=False, length=40), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_calendar_link_user_id')),
        sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_calendar_link')),
        sa.UniqueConstraint('user_id', name=op.f('uq_calendar_link_user_id'))
    )
    op.create_table('city_day',
        sa.Column('partnership_id', sa.Integer(), nullable=True),
        sa.Column('name', sa.String(length=300), nullable=True),
        sa.Column('month', sa.Integer(), nullable=False),
        sa.Column('day', sa.Integer(), nullable=True),
        sa.Column('week', sa.Integer(), nullable=True),
        sa.Column('weekday', sa.Integer(), nullable=True),
        sa.Column('municipality_id', sa.Integer(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_by_id', sa.Integer(), nullable=True),
        sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('(day IS NULL) = (week IS NOT NULL) AND (week IS NULL) = (weekday IS NULL)', name=op.f('ck_city_day_is_a_day_or_a_rule')),
        sa.CheckConstraint('day BETWEEN 1 AND 31', name=op.f('ck_city_day_day_makes_sense')),
        sa.CheckConstraint('month BETWEEN 1 AND 12', name=op.f('ck_city_day_month_makes_sense')),
        sa.CheckConstraint('week BETWEEN 1 AND 5', name=op.f('ck_city_day_week_makes_sense')),
        sa.CheckConstraint('weekday BETWEEN 0 AND 6', name=op.f('ck_city_day_weekday_makes_sense')),
        sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_city_day_municipality_id_partnership_id')),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_city_day_municipality_id')),
        sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_city_day_updated_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_city_day')),
        sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_city_day_municipality_id_id'))
    )
    op.create_index('ix_city_day_partnership', 'city_day', ['municipality_id', 'partnership_id', 'id'])
    op.create_index('ix_city_day_present', 'city_day', ['municipality_id', 'archived_at', 'id'])

    op.create_table('greeting',
        sa.Column('occasion', sa.String(length=80), nullable=False),
        sa.Column('about_kind', sa.String(length=40), nullable=False),
        sa.Column('about_id', sa.Integer(), nullable=False),
        sa.Column('task_id', sa.Integer(), nullable=True),
        sa.Column('dismissed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('municipality_id', sa.Integer(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_by_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['municipality_id', 'task_id'], ['task.municipality_id', 'task.id'], name=op.f('fk_greeting_municipality_id_task_id')),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_greeting_municipality_id')),
        sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_greeting_updated_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_greeting')),
        sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_greeting_municipality_id_id')),
        sa.UniqueConstraint('municipality_id', 'occasion', 'about_kind', 'about_id', name='uq_greeting_occasion')
    )


def downgrade() -> None:
    op.drop_table('greeting')
    op.drop_index('ix_city_day_present', 'city_day')
    op.drop_index('ix_city_day_partnership', 'city_day')

    op.drop_table('city_day')
    op.drop_table('calendar_link')
