"""Gifts, and what the profile of duties asks of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.kernel.find import index_ddl

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


FINDABLE = ('gift',)
DUTIES = ('gift_notice_days', 'gift_value')


def make_search() -> None:
    for table in FINDABLE:
        for statement in index_ddl(table, op.get_bind().dialect.name):
            op.execute(statement)


def drop_search() -> None:
    for table in FINDABLE:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP INDEX ix_{table}_folded_trgm")
        else:
            for event in ("added", "removed", "changed"):
                op.execute(f"DROP TRIGGER {table}_fts_{event}")
            op.execute(f"DROP TABLE {table}_fts")


def upgrade() -> None:
    op.create_table('gift',
        sa.Column('way', sa.Enum('given', 'received', name='way', native_enum=False, length=40), nullable=False),
        sa.Column('what', sa.String(length=500), nullable=False),
        sa.Column('passed_on', sa.Date(), nullable=False),
        sa.Column('occasion', sa.String(length=500), nullable=True),
        sa.Column('hundredths', sa.BigInteger(), nullable=True),
        sa.Column('currency', sa.String(length=3), nullable=False),
        sa.Column('partnership_id', sa.Integer(), nullable=True),
        sa.Column('contact_id', sa.Integer(), nullable=True),
        sa.Column('organisation_id', sa.Integer(), nullable=True),
        sa.Column('user_id', sa.Integer(), nullable=True),
        sa.Column('notice_due_on', sa.Date(), nullable=True),
        sa.Column('notified_on', sa.Date(), nullable=True),
        sa.Column('is_dear', sa.Boolean(), nullable=False),
        sa.Column('handed_over_on', sa.Date(), nullable=True),
        sa.Column('document', sa.String(length=300), nullable=True),
        sa.Column('note', sa.Text(), nullable=True),
        sa.Column('municipality_id', sa.Integer(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_by_id', sa.Integer(), nullable=True),
        sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('folded', sa.Text(), nullable=False),
        sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
        sa.CheckConstraint("way = 'received' OR (notified_on IS NULL AND handed_over_on IS NULL AND notice_due_on IS NULL)", name=op.f('ck_gift_duties_of_received')),
        sa.CheckConstraint('handed_over_on >= passed_on', name=op.f('ck_gift_handed_over_after')),
        sa.CheckConstraint('notified_on >= passed_on', name=op.f('ck_gift_notified_after')),
        sa.CheckConstraint('partnership_id IS NOT NULL OR contact_id IS NOT NULL OR organisation_id IS NOT NULL', name=op.f('ck_gift_is_somebodys')),
        sa.CheckConstraint('hundredths >= 0', name=op.f('ck_gift_price_makes_sense')),
        sa.ForeignKeyConstraint(['municipality_id', 'contact_id'], ['contact.municipality_id', 'contact.id'], name=op.f('fk_gift_municipality_id_contact_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'organisation_id'], ['organisation.municipality_id', 'organisation.id'], name=op.f('fk_gift_municipality_id_organisation_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_gift_municipality_id_partnership_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'user_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_gift_municipality_id_user_id')),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_gift_municipality_id')),
        sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_gift_updated_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_gift')),
        sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_gift_municipality_id_id'))
    )
    op.create_index('ix_gift_contact', 'gift', ['municipality_id', 'contact_id', 'passed_on', 'id'])
    op.create_index('ix_gift_organisation', 'gift', ['municipality_id', 'organisation_id', 'passed_on', 'id'])
    op.create_index('ix_gift_partnership', 'gift', ['municipality_id', 'partnership_id', 'passed_on', 'id'])
    op.create_index('ix_gift_passed', 'gift', ['municipality_id', 'passed_on', 'id'])
    op.create_index('ix_gift_present', 'gift', ['municipality_id', 'archived_at', 'id'])
    op.create_index('ix_gift_sort_name', 'gift', ['municipality_id', 'sort_name', 'id'])
    op.create_index('ix_gift_to_notify', 'gift', ['municipality_id', 'notice_due_on', 'id'], sqlite_where=sa.text('notice_due_on IS NOT NULL AND notified_on IS NULL'), postgresql_where=sa.text('notice_due_on IS NOT NULL AND notified_on IS NULL'))
    op.create_index('ix_gift_user', 'gift', ['municipality_id', 'user_id', 'passed_on', 'id'])
    for name in DUTIES:
        op.add_column('regulation', sa.Column(name, sa.Integer(), nullable=True))
    op.execute(
        "UPDATE regulation SET gift_notice_days = 3, gift_value = 3000 WHERE municipality_id IN"
        " (SELECT id FROM municipality WHERE country_code = 'RU')"
    )
    make_search()


def downgrade() -> None:
    drop_search()
    for name in DUTIES:
        op.drop_column('regulation', name)
    op.drop_index('ix_gift_user', 'gift')
    op.drop_index('ix_gift_to_notify', 'gift')
    op.drop_index('ix_gift_sort_name', 'gift')
    op.drop_index('ix_gift_present', 'gift')
    op.drop_index('ix_gift_passed', 'gift')
    op.drop_index('ix_gift_partnership', 'gift')
    op.drop_index('ix_gift_organisation', 'gift')
    op.drop_index('ix_gift_contact', 'gift')

    op.drop_table('gift')
