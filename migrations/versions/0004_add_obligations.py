"""Obligations and lines of action plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.kernel.find import index_ddl

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


FINDABLE = ('obligation',)


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
    op.create_table('obligation',
        sa.Column('agreement_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Enum('obligation', 'plan', name='kind', native_enum=False, length=40), nullable=False),
        sa.Column('side', sa.Enum('ours', 'theirs', 'joint', name='side', native_enum=False, length=40), nullable=False),
        sa.Column('party_id', sa.Integer(), nullable=True),
        sa.Column('party_ru', sa.String(length=500), nullable=False),
        sa.Column('party_en', sa.String(length=500), nullable=False),
        sa.Column('text', sa.String(length=500), nullable=False),
        sa.Column('area_id', sa.Integer(), nullable=True),
        sa.Column('starts_on', sa.Date(), nullable=True),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('yearly', sa.Boolean(), nullable=False),
        sa.Column('previous_id', sa.Integer(), nullable=True),
        sa.Column('responsible_id', sa.Integer(), nullable=True),
        sa.Column('in_percent', sa.Boolean(), nullable=False),
        sa.Column('whole', sa.Integer(), nullable=False),
        sa.Column('made', sa.Integer(), nullable=False),
        sa.Column('state', sa.Enum('open', 'done', 'dropped', name='state', native_enum=False, length=40), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('closed_on', sa.Date(), nullable=True),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('closed_by_id', sa.Integer(), nullable=True),
        sa.Column('note', sa.Text(), nullable=True),
        sa.Column('evidence_kind', sa.String(length=40), nullable=True),
        sa.Column('evidence_id', sa.Integer(), nullable=True),
        sa.Column('evidence_title', sa.String(length=500), nullable=True),
        sa.Column('municipality_id', sa.Integer(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_by_id', sa.Integer(), nullable=True),
        sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('folded', sa.Text(), nullable=False),
        sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
        sa.CheckConstraint("(state = 'open') = (closed_on IS NULL) AND (closed_on IS NULL) = (closed_at IS NULL) AND (closed_on IS NULL) = (closed_by_id IS NULL)", name=op.f('ck_obligation_closed_has_all')),
        sa.CheckConstraint("due_on IS NOT NULL OR (kind <> 'plan' AND NOT yearly)", name=op.f('ck_obligation_plan_has_a_day')),
        sa.CheckConstraint("side <> 'joint' OR party_id IS NULL", name=op.f('ck_obligation_joint_is_nobodys_alone')),
        sa.CheckConstraint("state <> 'dropped' OR reason IS NOT NULL", name=op.f('ck_obligation_dropped_has_reason')),
        sa.CheckConstraint('(evidence_kind IS NULL) = (evidence_id IS NULL)', name=op.f('ck_obligation_evidence_has_both')),
        sa.CheckConstraint('NOT in_percent OR whole = 100', name=op.f('ck_obligation_percent_of_a_hundred')),
        sa.CheckConstraint('previous_id <> id', name=op.f('ck_obligation_not_its_own_previous')),
        sa.CheckConstraint('starts_on <= due_on', name=op.f('ck_obligation_ends_after_start')),
        sa.CheckConstraint('whole > 0 AND made >= 0 AND made <= whole', name=op.f('ck_obligation_progress_makes_sense')),
        sa.ForeignKeyConstraint(['municipality_id', 'agreement_id'], ['agreement.municipality_id', 'agreement.id'], name=op.f('fk_obligation_municipality_id_agreement_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'area_id'], ['cooperation_area.municipality_id', 'cooperation_area.id'], name=op.f('fk_obligation_municipality_id_area_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'closed_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_obligation_municipality_id_closed_by_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'party_id'], ['party.municipality_id', 'party.id'], name=op.f('fk_obligation_municipality_id_party_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'previous_id'], ['obligation.municipality_id', 'obligation.id'], name=op.f('fk_obligation_municipality_id_previous_id')),
        sa.ForeignKeyConstraint(['municipality_id', 'responsible_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_obligation_municipality_id_responsible_id')),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_obligation_municipality_id')),
        sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_obligation_updated_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_obligation')),
        sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_obligation_municipality_id_id'))
    )
    op.create_index('ix_obligation_agreement', 'obligation', ['municipality_id', 'agreement_id', 'due_on', 'id'])
    op.create_index('ix_obligation_open', 'obligation', ['municipality_id', 'due_on', 'id'], sqlite_where=sa.text("state = 'open' AND archived_at IS NULL"), postgresql_where=sa.text("state = 'open' AND archived_at IS NULL"))
    op.create_index('ix_obligation_party', 'obligation', ['municipality_id', 'party_id', 'id'])
    op.create_index('ix_obligation_present', 'obligation', ['municipality_id', 'archived_at', 'id'])
    op.create_index('ix_obligation_responsible', 'obligation', ['municipality_id', 'responsible_id', 'state', 'due_on', 'id'])
    op.create_index('ix_obligation_sort_name', 'obligation', ['municipality_id', 'sort_name', 'id'])
    op.create_index('ix_obligation_state', 'obligation', ['municipality_id', 'state', 'closed_on', 'id'])
    op.create_index('uq_obligation_previous', 'obligation', ['municipality_id', 'previous_id'], unique=True, sqlite_where=sa.text('previous_id IS NOT NULL'), postgresql_where=sa.text('previous_id IS NOT NULL'))

    op.create_index('ix_obligation_due', 'obligation', ['municipality_id', sa.literal_column("coalesce(due_on, '9999-12-31')"), 'id'])
    make_search()


def downgrade() -> None:
    drop_search()
    op.drop_index('ix_obligation_due', 'obligation')
    op.drop_index('uq_obligation_previous', 'obligation')
    op.drop_index('ix_obligation_state', 'obligation')
    op.drop_index('ix_obligation_sort_name', 'obligation')
    op.drop_index('ix_obligation_responsible', 'obligation')
    op.drop_index('ix_obligation_present', 'obligation')
    op.drop_index('ix_obligation_party', 'obligation')
    op.drop_index('ix_obligation_open', 'obligation')
    op.drop_index('ix_obligation_agreement', 'obligation')

    op.drop_table('obligation')
