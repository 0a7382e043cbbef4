"""Keep yearly reports in their editions, with what they say of each partner."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('yearly_report',
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'sent', 'corrected', name='status', native_enum=False, length=40), nullable=False),
    sa.Column('language', sa.Enum('ru', 'en', name='language', native_enum=False, length=40), nullable=False),
    sa.Column('activity', sa.Text(), nullable=True),
    sa.Column('results', sa.Text(), nullable=True),
    sa.Column('problems', sa.Text(), nullable=True),
    sa.Column('proposals', sa.Text(), nullable=True),
    sa.Column('plan', sa.Text(), nullable=True),
    sa.Column('correction_reason', sa.Text(), nullable=True),
    sa.Column('signatory_post', sa.String(length=300), nullable=True),
    sa.Column('signatory', sa.String(length=300), nullable=True),
    sa.Column('letter_number', sa.String(length=100), nullable=True),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_by_id', sa.Integer(), nullable=True),
    sa.Column('frozen', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(status = 'draft') = (sent_on IS NULL)", name=op.f('ck_yearly_report_sent_has_day')),
    sa.CheckConstraint('(edition = 1) = (correction_reason IS NULL)', name=op.f('ck_yearly_report_correction_has_reason')),
    sa.CheckConstraint('(sent_on IS NULL) = (letter_number IS NULL)', name=op.f('ck_yearly_report_sent_has_number')),
    sa.CheckConstraint('(sent_on IS NULL) = (sent_at IS NULL)', name=op.f('ck_yearly_report_sent_has_moment')),
    sa.CheckConstraint('(sent_on IS NULL) = (sent_by_id IS NULL)', name=op.f('ck_yearly_report_sent_by_somebody')),
    sa.CheckConstraint('edition >= 1', name=op.f('ck_yearly_report_edition_makes_sense')),
    sa.CheckConstraint('year >= 1990 AND year <= 2200', name=op.f('ck_yearly_report_year_makes_sense')),
    sa.ForeignKeyConstraint(['municipality_id', 'sent_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_yearly_report_municipality_id_sent_by_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_yearly_report_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_yearly_report_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_yearly_report')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_yearly_report_municipality_id_id')),
    sa.UniqueConstraint('municipality_id', 'year', 'edition', name=op.f('uq_yearly_report_municipality_id_year_edition'))
    )
    op.create_index('ix_yearly_report_status', 'yearly_report', ['municipality_id', 'status', 'year', 'id'], unique=False)
    op.create_index('ix_yearly_report_year', 'yearly_report', ['municipality_id', 'year', 'edition', 'id'], unique=False)

    op.create_table('yearly_report_partner',
    sa.Column('yearly_report_id', sa.Integer(), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('results', sa.Text(), nullable=True),
    sa.Column('problems', sa.Text(), nullable=True),
    sa.Column('plan', sa.Text(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_yearly_report_partner_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'yearly_report_id'], ['yearly_report.municipality_id', 'yearly_report.id'], name=op.f('fk_yearly_report_partner_municipality_id_yearly_report_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_yearly_report_partner_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_yearly_report_partner_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_yearly_report_partner')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_yearly_report_partner_municipality_id_id')),
    sa.UniqueConstraint('municipality_id', 'yearly_report_id', 'partnership_id', name=op.f('uq_yearly_report_partner_once'))
    )
    op.create_index('ix_yearly_report_partner_partnership', 'yearly_report_partner', ['municipality_id', 'partnership_id', 'id'], unique=False)



def downgrade() -> None:
    op.drop_index('ix_yearly_report_partner_partnership', 'yearly_report_partner')

    op.drop_table('yearly_report_partner')
    op.drop_index('ix_yearly_report_year', 'yearly_report')
    op.drop_index('ix_yearly_report_status', 'yearly_report')

    op.drop_table('yearly_report')
