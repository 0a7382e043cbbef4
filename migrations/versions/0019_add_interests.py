"""Add interests and the organisations at home that they suit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.kernel.find import index_ddl

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('interest',
    sa.Column('direction', sa.Enum('theirs', 'ours', name='direction', native_enum=False, length=40), nullable=False),
    sa.Column('kind', sa.Enum('product', 'project', 'exchange', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('what', sa.String(length=500), nullable=False),
    sa.Column('details', sa.Text(), nullable=True),
    sa.Column('sector', sa.String(length=2), nullable=True),
    sa.Column('partnership_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('interaction_id', sa.Integer(), nullable=True),
    sa.Column('voiced_on', sa.Date(), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=True),
    sa.Column('currency', sa.String(length=3), nullable=True),
    sa.Column('state', sa.Enum('open', 'matched', 'negotiation', 'dropped', name='state', native_enum=False, length=40), nullable=False),
    sa.Column('dropped_reason', sa.Text(), nullable=True),
    sa.Column('negotiation_id', sa.Integer(), nullable=True),
    sa.Column('responsible_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.CheckConstraint("(state = 'dropped') = (dropped_reason IS NOT NULL)", name=op.f('ck_interest_dropped_with_reason')),
    sa.CheckConstraint("(state = 'negotiation') = (negotiation_id IS NOT NULL)", name=op.f('ck_interest_talks_are_named')),
    sa.CheckConstraint('partnership_id IS NOT NULL OR organisation_id IS NOT NULL OR contact_id IS NOT NULL', name=op.f('ck_interest_is_somebodys')),
    sa.CheckConstraint('value IS NULL OR (value >= 0 AND currency IS NOT NULL)', name=op.f('ck_interest_value_has_currency')),
    sa.ForeignKeyConstraint(['municipality_id', 'contact_id'], ['contact.municipality_id', 'contact.id'], name=op.f('fk_interest_municipality_id_contact_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'event_id'], ['event.municipality_id', 'event.id'], name=op.f('fk_interest_municipality_id_event_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'interaction_id'], ['interaction.municipality_id', 'interaction.id'], name=op.f('fk_interest_municipality_id_interaction_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'negotiation_id'], ['negotiation.municipality_id', 'negotiation.id'], name=op.f('fk_interest_municipality_id_negotiation_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'organisation_id'], ['organisation.municipality_id', 'organisation.id'], name=op.f('fk_interest_municipality_id_organisation_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_interest_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'responsible_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_interest_municipality_id_responsible_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_interest_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_interest_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interest')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_interest_municipality_id_id'))
    )
    op.create_index('ix_interest_contact', 'interest', ['municipality_id', 'contact_id', 'id'], unique=False)
    op.create_index('ix_interest_event', 'interest', ['municipality_id', 'event_id', 'id'], unique=False)
    op.create_index('ix_interest_interaction', 'interest', ['municipality_id', 'interaction_id', 'id'], unique=False)
    op.create_index('ix_interest_negotiation', 'interest', ['municipality_id', 'negotiation_id', 'id'], unique=False)
    op.create_index('ix_interest_organisation', 'interest', ['municipality_id', 'organisation_id', 'id'], unique=False)
    op.create_index('ix_interest_partnership', 'interest', ['municipality_id', 'partnership_id', 'voiced_on', 'id'], unique=False)
    op.create_index('ix_interest_present', 'interest', ['municipality_id', 'archived_at', 'id'], unique=False)
    op.create_index('ix_interest_responsible', 'interest', ['municipality_id', 'responsible_id', 'id'], unique=False)
    op.create_index('ix_interest_sector', 'interest', ['municipality_id', 'sector', 'id'], unique=False)
    op.create_index('ix_interest_sort_name', 'interest', ['municipality_id', 'sort_name', 'id'], unique=False)
    op.create_index('ix_interest_state', 'interest', ['municipality_id', 'state', 'voiced_on', 'id'], unique=False)
    op.create_index('ix_interest_voiced', 'interest', ['municipality_id', 'voiced_on', 'id'], unique=False)

    op.create_table('interest_match',
    sa.Column('interest_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id', 'interest_id'], ['interest.municipality_id', 'interest.id'], name=op.f('fk_interest_match_municipality_id_interest_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'organisation_id'], ['organisation.municipality_id', 'organisation.id'], name=op.f('fk_interest_match_municipality_id_organisation_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_interest_match_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_interest_match_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interest_match')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_interest_match_municipality_id_id')),
    sa.UniqueConstraint('municipality_id', 'interest_id', 'organisation_id', name=op.f('uq_interest_match_municipality_id_interest_id_organisation_id'))
    )
    op.create_index('ix_interest_match_organisation', 'interest_match', ['municipality_id', 'organisation_id', 'interest_id'], unique=False)

    for statement in index_ddl('interest', op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:

    op.drop_index('ix_interest_match_organisation', 'interest_match')

    op.drop_table('interest_match')
    op.drop_index('ix_interest_voiced', 'interest')
    op.drop_index('ix_interest_state', 'interest')
    op.drop_index('ix_interest_sort_name', 'interest')
    op.drop_index('ix_interest_sector', 'interest')
    op.drop_index('ix_interest_responsible', 'interest')
    op.drop_index('ix_interest_present', 'interest')
    op.drop_index('ix_interest_partnership', 'interest')
    op.drop_index('ix_interest_organisation', 'interest')
    op.drop_index('ix_interest_negotiation', 'interest')
    op.drop_index('ix_interest_interaction', 'interest')
    op.drop_index('ix_interest_event', 'interest')
    op.drop_index('ix_interest_contact', 'interest')

    op.drop_table('interest')
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TABLE interest_fts')
