"""Notices, the mail that waits to be sent, departments of people and who stands in for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail_refusal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_mail_refusal_municipality_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_mail_refusal_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_refusal')),
    sa.UniqueConstraint('user_id', 'kind', name=op.f('uq_mail_refusal_user_id_kind'))
    )
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('message', sa.String(length=500), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('mailed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id', 'user_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_notice_municipality_id_user_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_notice_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_notice_municipality_id_id')),
    sa.UniqueConstraint('user_id', 'key', name=op.f('uq_notice_user_id_key'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index('ix_notice_of_user', ['municipality_id', 'user_id', 'created_at', 'id'], unique=False)
        batch_op.create_index('ix_notice_unread', ['user_id', 'id'], unique=False, sqlite_where=sa.text('read_at IS NULL'), postgresql_where=sa.text('read_at IS NULL'))

    op.create_table('outgoing_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=True),
    sa.Column('to_address', sa.String(length=300), nullable=False),
    sa.Column('to_name', sa.String(length=300), nullable=False),
    sa.Column('subject', sa.String(length=500), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('refuse_url', sa.String(length=500), nullable=True),
    sa.Column('message_id', sa.String(length=300), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'sending', 'sent', 'failed', 'dropped', name='state', native_enum=False, length=40), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claim', sa.String(length=64), nullable=True),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.String(length=500), nullable=True),
    sa.CheckConstraint("(state = 'sending') = (claim IS NOT NULL)", name=op.f('ck_outgoing_mail_sending_is_claimed')),
    sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f('ck_outgoing_mail_sent_has_a_moment')),
    sa.CheckConstraint('(claim IS NULL) = (claimed_until IS NULL)', name=op.f('ck_outgoing_mail_claim_ends')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_outgoing_mail_municipality_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_outgoing_mail_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outgoing_mail')),
    sa.UniqueConstraint('key', name=op.f('uq_outgoing_mail_key'))
    )
    with op.batch_alter_table('outgoing_mail', schema=None) as batch_op:
        batch_op.create_index('ix_outgoing_mail_due', ['next_try_at', 'id'], unique=False, sqlite_where=sa.text("state IN ('waiting', 'sending')"), postgresql_where=sa.text("state IN ('waiting', 'sending')"))
        batch_op.create_index('ix_outgoing_mail_queued', ['municipality_id', 'queued_at', 'id'], unique=False)

    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('department', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('away_from', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('away_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('deputy_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_user_municipality_id_deputy_id'), 'user', ['municipality_id', 'deputy_id'], ['municipality_id', 'id'])
        batch_op.create_check_constraint(batch_op.f('ck_user_deputy_is_another'), 'deputy_id IS NULL OR deputy_id <> id')



def downgrade() -> None:
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_user_deputy_is_another'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_user_municipality_id_deputy_id'), type_='foreignkey')
        batch_op.drop_column('deputy_id')
        batch_op.drop_column('away_until')
        batch_op.drop_column('away_from')
        batch_op.drop_column('department')

    with op.batch_alter_table('outgoing_mail', schema=None) as batch_op:
        batch_op.drop_index('ix_outgoing_mail_queued')
        batch_op.drop_index('ix_outgoing_mail_due', sqlite_where=sa.text("state IN ('waiting', 'sending')"), postgresql_where=sa.text("state IN ('waiting', 'sending')"))

    op.drop_table('outgoing_mail')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index('ix_notice_unread', sqlite_where=sa.text('read_at IS NULL'), postgresql_where=sa.text('read_at IS NULL'))
        batch_op.drop_index('ix_notice_of_user')

    op.drop_table('notice')
    op.drop_table('mail_refusal')
