"""What law and region ask of a municipality, and the articles that say so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('legal_basis',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('act_ru', sa.String(length=500), nullable=False),
    sa.Column('act_en', sa.String(length=500), nullable=False),
    sa.Column('article_ru', sa.String(length=300), nullable=False),
    sa.Column('article_en', sa.String(length=300), nullable=False),
    sa.Column('region_code', sa.String(length=40), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('valid_until >= valid_from', name=op.f('ck_legal_basis_ends_after_beginning')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_legal_basis_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_legal_basis_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_basis')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_legal_basis_municipality_id_id'))
    )
    op.create_index('ix_legal_basis_code', 'legal_basis', ['municipality_id', 'code', 'valid_from', 'id'])

    op.create_table('regulation',
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('body_ru', sa.String(length=300), nullable=False),
    sa.Column('body_en', sa.String(length=300), nullable=False),
    sa.Column('consent_giver_ru', sa.String(length=300), nullable=False),
    sa.Column('consent_giver_en', sa.String(length=300), nullable=False),
    sa.Column('notice_days', sa.Integer(), nullable=True),
    sa.Column('application_days', sa.Integer(), nullable=True),
    sa.Column('consent_days', sa.Integer(), nullable=True),
    sa.Column('consent_unit', sa.Enum('calendar', 'working', name='dayunit', native_enum=False, length=40), nullable=False),
    sa.Column('enclosures_ru', sa.Text(), nullable=False),
    sa.Column('enclosures_en', sa.Text(), nullable=False),
    sa.Column('report_month', sa.Integer(), nullable=True),
    sa.Column('report_day', sa.Integer(), nullable=True),
    sa.Column('signers_ru', sa.String(length=300), nullable=False),
    sa.Column('signers_en', sa.String(length=300), nullable=False),
    sa.Column('publication_days', sa.Integer(), nullable=True),
    sa.Column('publication_place', sa.String(length=300), nullable=False),
    sa.Column('number_pattern', sa.String(length=100), nullable=False),
    sa.Column('holidays', sa.Text(), nullable=False),
    sa.Column('days_off', sa.Text(), nullable=False),
    sa.Column('days_worked', sa.Text(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(report_month IS NULL) = (report_day IS NULL)', name=op.f('ck_regulation_report_has_both')),
    sa.CheckConstraint('application_days > 0', name=op.f('ck_regulation_application_makes_sense')),
    sa.CheckConstraint('consent_days > 0', name=op.f('ck_regulation_consent_makes_sense')),
    sa.CheckConstraint('notice_days > 0', name=op.f('ck_regulation_notice_makes_sense')),
    sa.CheckConstraint('publication_days > 0', name=op.f('ck_regulation_publication_makes_sense')),
    sa.CheckConstraint('report_month BETWEEN 1 AND 12 AND report_day BETWEEN 1 AND 31', name=op.f('ck_regulation_report_is_a_day')),
    sa.CheckConstraint('valid_until >= valid_from', name=op.f('ck_regulation_ends_after_beginning')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_regulation_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_regulation_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regulation')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_regulation_municipality_id_id'))
    )
    op.create_index('ix_regulation_from', 'regulation', ['municipality_id', 'valid_from', 'id'])



def downgrade() -> None:
    op.drop_index('ix_regulation_from', 'regulation')
    op.drop_table('regulation')
    op.drop_index('ix_legal_basis_code', 'legal_basis')
    op.drop_table('legal_basis')
