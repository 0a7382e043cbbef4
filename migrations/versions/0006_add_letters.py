"""The register of letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.kernel.find import index_ddl

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


FINDABLE = ('letter',)


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
    op.create_table('letter',
        sa.Column('interaction_id', sa.Integer(), nullable=False),
        sa.Column('direction', sa.Enum('incoming', 'outgoing', 'mutual', name='direction', native_enum=False, length=40), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('number', sa.String(length=100), nullable=False),
        sa.Column('registered_on', sa.Date(), nullable=False),
        sa.Column('their_number', sa.String(length=100), nullable=True),
        sa.Column('written_on', sa.Date(), nullable=True),
        sa.Column('language', sa.String(length=8), nullable=False),
        sa.Column('translation', sa.Enum('not_needed', 'ordered', 'made', name='translation', native_enum=False, length=40), nullable=False),
        sa.Column('translator', sa.String(length=300), nullable=True),
        sa.Column('delivery', sa.Enum('post', 'email', 'courier', 'by_hand', 'exchange', 'diplomatic', 'fax', name='delivery', native_enum=False, length=40), nullable=True),
        sa.Column('responsible_id', sa.Integer(), nullable=True),
        sa.Column('reply_to_id', sa.Integer(), nullable=True),
        sa.Column('thread_id', sa.Integer(), nullable=True),
        sa.Column('answer_due_on', sa.Date(), nullable=True),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.Column('answer_note', sa.Text(), nullable=True),
        sa.Column('municipality_id', sa.Integer(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_by_id', sa.Integer(), nullable=True),
        sa.Column('folded', sa.Text(), nullable=False),
        sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
        sa.CheckConstraint("direction <> 'mutual'", name=op.f('ck_letter_goes_one_way')),
        sa.CheckConstraint('(reply_to_id IS NULL) = (thread_id IS NULL)', name=op.f('ck_letter_reply_has_thread')),
        sa.CheckConstraint('answer_due_on >= registered_on', name=op.f('ck_letter_answer_after_letter')),
        sa.CheckConstraint('answered_on >= registered_on', name=op.f('ck_letter_answered_after_letter')),
        sa.CheckConstraint('reply_to_id <> id AND thread_id <> id', name=op.f('ck_letter_not_its_own_reply')),
        sa.CheckConstraint('written_on <= registered_on', name=op.f('ck_letter_written_before_registered')),
        sa.ForeignKeyConstraint(['municipality_id', 'interaction_id'], ['interaction.municipality_id', 'interaction.id'], name=op.f('fk_letter_municipality_id_interaction_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'reply_to_id'], ['letter.municipality_id', 'letter.id'], name=op.f('fk_letter_municipality_id_reply_to_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'responsible_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_letter_municipality_id_responsible_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'thread_id'], ['letter.municipality_id', 'letter.id'], name=op.f('fk_letter_municipality_id_thread_id')),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_letter_municipality_id')),
        sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_letter_updated_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_letter')),
        sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_letter_municipality_id_id')),
        sa.UniqueConstraint('municipality_id', 'interaction_id', name='uq_letter_interaction'),
        sa.UniqueConstraint('municipality_id', 'year', 'direction', 'number', name='uq_letter_number')
    )
    op.create_index('ix_letter_registered', 'letter', ['municipality_id', 'registered_on', 'id'])
    op.create_index('ix_letter_reply_to', 'letter', ['municipality_id', 'reply_to_id', 'id'])
    op.create_index('ix_letter_responsible', 'letter', ['municipality_id', 'responsible_id', 'registered_on', 'id'])
    op.create_index('ix_letter_sort_name', 'letter', ['municipality_id', 'sort_name', 'id'])
    op.create_index('ix_letter_thread', 'letter', ['municipality_id', 'thread_id', 'id'])
    op.create_index('ix_letter_waiting', 'letter', ['municipality_id', 'answer_due_on', 'id'], sqlite_where=sa.text('answer_due_on IS NOT NULL AND answered_on IS NULL'), postgresql_where=sa.text('answer_due_on IS NOT NULL AND answered_on IS NULL'))
    make_search()


def downgrade() -> None:
    drop_search()
    op.drop_index('ix_letter_waiting', 'letter')
    op.drop_index('ix_letter_thread', 'letter')
    op.drop_index('ix_letter_sort_name', 'letter')
    op.drop_index('ix_letter_responsible', 'letter')
    op.drop_index('ix_letter_reply_to', 'letter')
    op.drop_index('ix_letter_registered', 'letter')

    op.drop_table('letter')
