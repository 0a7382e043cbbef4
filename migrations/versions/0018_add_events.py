"""Add events with their delegations, programme and costs; let interactions say at which event they were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.kernel.find import index_ddl
from tracker.kernel.rebuild import keeping_triggers

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('event',
    sa.Column('kind', sa.Enum('forum', 'delegation_in', 'delegation_out', 'exhibition', 'signing', 'city_day', 'other', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('title_ru', sa.String(length=300), nullable=False),
    sa.Column('title_en', sa.String(length=300), nullable=False),
    sa.Column('city_id', sa.Integer(), nullable=True),
    sa.Column('place', sa.String(length=300), nullable=True),
    sa.Column('zone', sa.String(length=60), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('starts_time', sa.String(length=5), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('ends_time', sa.String(length=5), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('host_partnership_id', sa.Integer(), nullable=True),
    sa.Column('host_organisation_id', sa.Integer(), nullable=True),
    sa.Column('level', sa.Enum('official', 'working', 'private', name='level', native_enum=False, length=40), nullable=True),
    sa.Column('responsible_id', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('cancelled_on', sa.Date(), nullable=True),
    sa.Column('cancelled_reason', sa.Text(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('results', sa.Text(), nullable=True),
    sa.Column('report_due_on', sa.Date(), nullable=True),
    sa.Column('reported_on', sa.Date(), nullable=True),
    sa.Column('report_document', sa.String(length=300), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.CheckConstraint('(cancelled_on IS NULL) = (cancelled_reason IS NULL)', name=op.f('ck_event_cancelled_with_reason')),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_event_ends_after_start')),
    sa.CheckConstraint('host_partnership_id IS NULL OR host_organisation_id IS NULL', name=op.f('ck_event_one_host')),
    sa.CheckConstraint('reported_on IS NULL OR report_due_on IS NOT NULL', name=op.f('ck_event_report_was_due')),
    sa.ForeignKeyConstraint(['city_id'], ['city.id'], name=op.f('fk_event_city_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'host_organisation_id'], ['organisation.municipality_id', 'organisation.id'], name=op.f('fk_event_municipality_id_host_organisation_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'host_partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_event_municipality_id_host_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'responsible_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_event_municipality_id_responsible_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_event_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_event_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_event_municipality_id_id'))
    )
    op.create_index('ix_event_ends', 'event', ['municipality_id', 'ends_at', 'id'], unique=False)
    op.create_index('ix_event_host_organisation', 'event', ['municipality_id', 'host_organisation_id', 'id'], unique=False)
    op.create_index('ix_event_host_partnership', 'event', ['municipality_id', 'host_partnership_id', 'id'], unique=False)
    op.create_index('ix_event_present', 'event', ['municipality_id', 'archived_at', 'id'], unique=False)
    op.create_index('ix_event_responsible', 'event', ['municipality_id', 'responsible_id', 'id'], unique=False)
    op.create_index('ix_event_sort_name', 'event', ['municipality_id', 'sort_name', 'id'], unique=False)
    op.create_index('ix_event_starts', 'event', ['municipality_id', 'starts_at', 'id'], unique=False)

    op.create_table('event_cost',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=300), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('planned', sa.BigInteger(), nullable=True),
    sa.Column('actual', sa.BigInteger(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('planned >= 0 AND actual >= 0', name=op.f('ck_event_cost_is_not_negative')),
    sa.ForeignKeyConstraint(['municipality_id', 'event_id'], ['event.municipality_id', 'event.id'], name=op.f('fk_event_cost_municipality_id_event_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_event_cost_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_event_cost_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_cost')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_event_cost_municipality_id_id'))
    )
    op.create_index('ix_event_cost_event', 'event_cost', ['municipality_id', 'event_id', 'id'], unique=False)

    op.create_table('event_delegation',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('ours', 'theirs', name='side', native_enum=False, length=40), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('country_id', sa.Integer(), nullable=True),
    sa.Column('arrives_on', sa.Date(), nullable=True),
    sa.Column('arrives_time', sa.String(length=5), nullable=True),
    sa.Column('departs_on', sa.Date(), nullable=True),
    sa.Column('departs_time', sa.String(length=5), nullable=True),
    sa.Column('travel', sa.String(length=300), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("CASE WHEN partnership_id IS NULL THEN 0 ELSE 1 END + CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END + CASE WHEN country_id IS NULL THEN 0 ELSE 1 END = CASE WHEN side = 'ours' THEN 0 ELSE 1 END", name=op.f('ck_event_delegation_is_of_one')),
    sa.CheckConstraint('departs_on >= arrives_on', name=op.f('ck_event_delegation_departs_after_arrival')),
    sa.ForeignKeyConstraint(['country_id'], ['country.id'], name=op.f('fk_event_delegation_country_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'event_id'], ['event.municipality_id', 'event.id'], name=op.f('fk_event_delegation_municipality_id_event_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'organisation_id'], ['organisation.municipality_id', 'organisation.id'], name=op.f('fk_event_delegation_municipality_id_organisation_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_event_delegation_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_event_delegation_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_event_delegation_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_delegation')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_event_delegation_municipality_id_id'))
    )
    op.create_index('ix_event_delegation_event', 'event_delegation', ['municipality_id', 'event_id', 'id'], unique=False)
    op.create_index('ix_event_delegation_organisation', 'event_delegation', ['municipality_id', 'organisation_id', 'event_id'], unique=False)
    op.create_index('ix_event_delegation_partnership', 'event_delegation', ['municipality_id', 'partnership_id', 'event_id'], unique=False)

    op.create_table('event_item',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('happens_on', sa.Date(), nullable=False),
    sa.Column('starts_time', sa.String(length=5), nullable=False),
    sa.Column('ends_time', sa.String(length=5), nullable=True),
    sa.Column('what', sa.String(length=300), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=True),
    sa.Column('responsible_id', sa.Integer(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id', 'event_id'], ['event.municipality_id', 'event.id'], name=op.f('fk_event_item_municipality_id_event_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'responsible_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_event_item_municipality_id_responsible_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_event_item_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_event_item_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_item')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_event_item_municipality_id_id'))
    )
    op.create_index('ix_event_item_event', 'event_item', ['municipality_id', 'event_id', 'happens_on', 'starts_time', 'id'], unique=False)

    op.create_table('event_link',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('negotiation_id', sa.Integer(), nullable=True),
    sa.Column('agreement_id', sa.Integer(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(negotiation_id IS NULL) <> (agreement_id IS NULL)', name=op.f('ck_event_link_is_one')),
    sa.ForeignKeyConstraint(['municipality_id', 'agreement_id'], ['agreement.municipality_id', 'agreement.id'], name=op.f('fk_event_link_municipality_id_agreement_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'event_id'], ['event.municipality_id', 'event.id'], name=op.f('fk_event_link_municipality_id_event_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'negotiation_id'], ['negotiation.municipality_id', 'negotiation.id'], name=op.f('fk_event_link_municipality_id_negotiation_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_event_link_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_event_link_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_link')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_event_link_municipality_id_id'))
    )
    op.create_index('ix_event_link_agreement', 'event_link', ['municipality_id', 'agreement_id', 'event_id'], unique=False)
    op.create_index('ix_event_link_event', 'event_link', ['municipality_id', 'event_id', 'id'], unique=False)
    op.create_index('ix_event_link_negotiation', 'event_link', ['municipality_id', 'negotiation_id', 'event_id'], unique=False)

    op.create_table('event_member',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('event_delegation_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=300), nullable=True),
    sa.Column('post', sa.String(length=300), nullable=False),
    sa.Column('is_head', sa.Boolean(), nullable=False),
    sa.Column('is_interpreter', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END + CASE WHEN user_id IS NULL THEN 0 ELSE 1 END + CASE WHEN name IS NULL THEN 0 ELSE 1 END = 1', name=op.f('ck_event_member_is_one')),
    sa.ForeignKeyConstraint(['municipality_id', 'contact_id'], ['contact.municipality_id', 'contact.id'], name=op.f('fk_event_member_municipality_id_contact_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'event_id'], ['event.municipality_id', 'event.id'], name=op.f('fk_event_member_municipality_id_event_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'event_delegation_id'], ['event_delegation.municipality_id', 'event_delegation.id'], name=op.f('fk_event_member_municipality_id_event_delegation_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'user_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_event_member_municipality_id_user_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_event_member_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_event_member_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_member')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_event_member_municipality_id_id'))
    )
    op.create_index('ix_event_member_contact', 'event_member', ['municipality_id', 'contact_id', 'event_delegation_id'], unique=False)
    op.create_index('ix_event_member_delegation', 'event_member', ['municipality_id', 'event_delegation_id', 'position', 'id'], unique=False)

    with keeping_triggers(op.get_bind(), 'interaction'), op.batch_alter_table('interaction', schema=None) as batch_op:
        batch_op.add_column(sa.Column('event_id', sa.Integer(), nullable=True))
        batch_op.create_index('ix_interaction_event', ['municipality_id', 'event_id', 'happened_on', 'happened_at', 'id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_interaction_municipality_id_event_id'), 'event', ['municipality_id', 'event_id'], ['municipality_id', 'id'])
    for statement in index_ddl('event', op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    with keeping_triggers(op.get_bind(), 'interaction'), op.batch_alter_table('interaction', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_interaction_municipality_id_event_id'), type_='foreignkey')
        batch_op.drop_index('ix_interaction_event')
        batch_op.drop_column('event_id')

    op.drop_index('ix_event_member_delegation', 'event_member')
    op.drop_index('ix_event_member_contact', 'event_member')

    op.drop_table('event_member')
    op.drop_index('ix_event_link_negotiation', 'event_link')
    op.drop_index('ix_event_link_event', 'event_link')
    op.drop_index('ix_event_link_agreement', 'event_link')

    op.drop_table('event_link')
    op.drop_index('ix_event_item_event', 'event_item')

    op.drop_table('event_item')
    op.drop_index('ix_event_delegation_partnership', 'event_delegation')
    op.drop_index('ix_event_delegation_organisation', 'event_delegation')
    op.drop_index('ix_event_delegation_event', 'event_delegation')

    op.drop_table('event_delegation')
    op.drop_index('ix_event_cost_event', 'event_cost')

    op.drop_table('event_cost')
    op.drop_index('ix_event_starts', 'event')
    op.drop_index('ix_event_sort_name', 'event')
    op.drop_index('ix_event_responsible', 'event')
    op.drop_index('ix_event_present', 'event')
    op.drop_index('ix_event_host_partnership', 'event')
    op.drop_index('ix_event_host_organisation', 'event')
    op.drop_index('ix_event_ends', 'event')

    op.drop_table('event')
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TABLE event_fts')
