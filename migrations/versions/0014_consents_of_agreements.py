"""Approvals of agreements as rows of their own, what is published, and terms changed by other papers.

The region's request and answer move from the agreement into its approvals, and back.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from tracker.kernel.rebuild import keeping_triggers

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

KINDS = ('legal', 'finance', 'council', 'region')
WHEN = sa.Enum('never', 'foreign', 'money', 'always', name='when', native_enum=False, length=40)
APPROVAL_KIND = sa.Enum('legal', 'finance', 'region', 'council', name='approvalkind', native_enum=False, length=40)
ANSWER = sa.Enum('given', 'refused', 'withdrawn', name='approvalanswer', native_enum=False, length=40)
OLD_TERM = timedelta(days=30)
UNPUBLISHED = sa.text('published_on IS NULL AND publication_due_on IS NOT NULL')

approval = sa.table(
    'approval',
    *(sa.column(name) for name in ('municipality_id', 'agreement_id', 'kind', 'asked_number', 'enclosures', 'answer')),
    *(sa.column(name) for name in ('answer_number', 'reason', 'version')),
    *(sa.column(name, sa.Date) for name in ('asked_on', 'due_on', 'answered_on', 'valid_until')),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ('created_at', 'updated_at')),
    sa.column('is_current', sa.Boolean),
)
agreement = sa.table(
    'agreement',
    *(sa.column(name) for name in ('id', 'municipality_id', 'needed_approvals')),
    sa.column('has_foreign_party', sa.Boolean),
    *(sa.column(name, sa.Date) for name in ('region_sent_on', 'region_answer_on', 'region_consent_until')),
    *(sa.column(name) for name in ('region_sent_number', 'region_answer_number')),
)
change = sa.table('status_change', *(sa.column(name) for name in ('id', 'agreement_id', 'action', 'reason')))
municipality = sa.table('municipality', sa.column('id'), sa.column('region_consent', sa.Boolean))
regulation = sa.table(
    'regulation',
    *(sa.column(name) for name in ('id', 'municipality_id', 'region_when', 'consent_unit', 'version', 'valid_until')),
    *(sa.column(name) for name in ('body_ru', 'body_en', 'consent_giver_ru', 'consent_giver_en')),
    *(sa.column(name) for name in ('enclosures_ru', 'enclosures_en', 'signers_ru', 'signers_en')),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ('created_at', 'updated_at')),
    *(sa.column(name) for name in ('publication_place', 'number_pattern', 'holidays', 'days_off', 'days_worked')),
)
TEXTS = (
    'body_ru', 'body_en', 'consent_giver_ru', 'consent_giver_en', 'enclosures_ru', 'enclosures_en', 'signers_ru',
    'signers_en', 'publication_place', 'number_pattern', 'holidays', 'days_off', 'days_worked',
)


@contextmanager
def rebuilding(table: str):
    """Alter a table; where SQLite rebuilds it, its triggers and the indexes on expressions come back."""
    connection = op.get_bind()
    indexes = {}
    query = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :table AND sql IS NOT NULL")
    if connection.dialect.name == 'sqlite':
        indexes = {name: sql for name, sql in connection.execute(query, {'table': table})}
    with keeping_triggers(connection, table), op.batch_alter_table(table) as batch:
        yield batch
    if indexes:
        there = {name for name, _sql in connection.execute(query, {'table': table})}
        for name, sql in indexes.items():
            if name not in there:
                connection.execute(sa.text(sql))


def upgrade() -> None:
    make_approvals()
    move_answers_of_regions()
    with rebuilding('agreement') as batch:
        batch.drop_constraint(op.f('ck_agreement_at_region_was_sent'), type_='check')
        batch.drop_constraint(op.f('ck_agreement_consented_was_answered'), type_='check')
        for name in ('region_sent_on', 'region_sent_number', 'region_answer_on', 'region_answer_number'):
            batch.drop_column(name)
        batch.drop_column('region_consent_until')
        batch.add_column(sa.Column('involves_money', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column('needed_approvals', sa.String(200), nullable=False, server_default=''))
        batch.add_column(sa.Column('new_ends_on', sa.Date()))
        batch.add_column(sa.Column('new_indefinite', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column('amended_on', sa.Date()))
        batch.add_column(sa.Column('published_on', sa.Date()))
        batch.add_column(sa.Column('published_in', sa.String(300)))
        batch.add_column(sa.Column('published_url', sa.String(500)))
        batch.add_column(sa.Column('publication_due_on', sa.Date()))
        batch.create_check_constraint(op.f('ck_agreement_published_after_signing'), 'published_on >= signed_on')
        batch.create_check_constraint(op.f('ck_agreement_new_term_is_one'), 'NOT new_indefinite OR new_ends_on IS NULL')
    op.create_index(
        'ix_agreement_unpublished', 'agreement', ['municipality_id', 'publication_due_on', 'id'],
        sqlite_where=UNPUBLISHED, postgresql_where=UNPUBLISHED,
    )
    op.add_column('status_change', sa.Column('approval', APPROVAL_KIND))
    with rebuilding('regulation') as batch:
        for kind in KINDS:
            batch.add_column(sa.Column(f'{kind}_when', WHEN, nullable=False, server_default='never'))
            batch.add_column(sa.Column(f'{kind}_kinds', sa.String(400), nullable=False, server_default=''))
            if kind != 'region':
                batch.add_column(sa.Column(f'{kind}_days', sa.Integer()))
        batch.create_check_constraint(
            op.f('ck_regulation_visas_make_sense'), 'legal_days > 0 AND finance_days > 0 AND council_days > 0'
        )
    keep_who_asks_the_region()
    op.drop_column('municipality', 'region_consent')


def make_approvals() -> None:
    op.create_table(
        'approval',
        sa.Column('agreement_id', sa.Integer(), nullable=False),
        sa.Column('kind', APPROVAL_KIND, nullable=False),
        sa.Column('is_current', sa.Boolean(), nullable=False),
        sa.Column('asked_on', sa.Date(), nullable=False),
        sa.Column('asked_number', sa.String(100), nullable=False),
        sa.Column('enclosures', sa.Text(), nullable=False),
        sa.Column('due_on', sa.Date()),
        sa.Column('answer', ANSWER),
        sa.Column('answered_on', sa.Date()),
        sa.Column('answer_number', sa.String(100), nullable=False),
        sa.Column('valid_until', sa.Date()),
        sa.Column('reason', sa.Text()),
        sa.Column('municipality_id', sa.Integer(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_by_id', sa.Integer()),
        sa.CheckConstraint("answer <> 'refused' OR reason IS NOT NULL", name=op.f('ck_approval_refusal_has_reason')),
        sa.CheckConstraint('(answer IS NULL) = (answered_on IS NULL)', name=op.f('ck_approval_answer_has_day')),
        sa.CheckConstraint('answered_on >= asked_on', name=op.f('ck_approval_answered_after_asking')),
        sa.CheckConstraint('valid_until >= answered_on', name=op.f('ck_approval_valid_after_answer')),
        sa.ForeignKeyConstraint(
            ['municipality_id', 'agreement_id'], ['agreement.municipality_id', 'agreement.id'],
            name=op.f('fk_approval_municipality_id_agreement_id'),
        ),
        sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_approval_municipality_id')),
        sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_approval_updated_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_approval')),
        sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_approval_municipality_id_id')),
    )
    op.create_index(
        'ix_approval_agreement', 'approval', ['municipality_id', 'agreement_id', 'kind'], unique=True,
        sqlite_where=sa.text('is_current'), postgresql_where=sa.text('is_current'),
    )
    op.create_index(
        'ix_approval_open', 'approval', ['municipality_id', 'due_on', 'agreement_id'],
        sqlite_where=sa.text('answer IS NULL'), postgresql_where=sa.text('answer IS NULL'),
    )


def move_answers_of_regions() -> None:
    """What the region was asked and answered; whether it consented stands in the history."""
    connection = op.get_bind()
    answers = {
        row.agreement_id: row
        for row in connection.execute(
            sa.select(change).where(change.c.action.in_(['record-consent', 'record-refusal'])).order_by(change.c.id)
        )
    }
    asked = sa.or_(agreement.c.region_sent_on.is_not(None), agreement.c.region_answer_on.is_not(None))
    now = datetime.now(UTC).replace(microsecond=0)
    columns = [column for column in agreement.c if column.key != 'needed_approvals']
    for row in connection.execute(sa.select(*columns).where(asked)).all():
        told = answers.get(row.id)
        refused = told is not None and told.action == 'record-refusal'
        asked_on = row.region_sent_on or row.region_answer_on
        answered_on = row.region_answer_on
        connection.execute(
            approval.insert().values(
                municipality_id=row.municipality_id,
                agreement_id=row.id,
                kind='region',
                is_current=True,
                asked_on=asked_on,
                asked_number=row.region_sent_number or '',
                enclosures='',
                due_on=asked_on + OLD_TERM,
                answer=None if answered_on is None else 'refused' if refused else 'given',
                answered_on=answered_on and max(answered_on, asked_on),
                answer_number=row.region_answer_number or '',
                valid_until=None if refused else row.region_consent_until,
                reason=(told.reason or '—') if refused and told is not None else None,
                version=1,
                created_at=now,
                updated_at=now,
            )
        )


def keep_who_asks_the_region() -> None:
    """The switch of the municipality becomes a rule of its profile; agreements keep what they need."""
    connection = op.get_bind()
    asks = sa.select(municipality.c.id).where(municipality.c.region_consent)
    connection.execute(regulation.update().values(region_when='never'))
    connection.execute(regulation.update().where(regulation.c.municipality_id.in_(asks)).values(region_when='foreign'))
    now = datetime.now(UTC).replace(microsecond=0)
    without = sa.select(municipality.c.id).where(
        sa.not_(municipality.c.region_consent),
        municipality.c.id.not_in(sa.select(regulation.c.municipality_id)),
    )
    for (number,) in connection.execute(without).all():
        values = {'municipality_id': number, 'region_when': 'never', 'consent_unit': 'calendar', 'version': 1}
        texts = dict.fromkeys(TEXTS, '')
        connection.execute(regulation.insert().values(**values, **texts, created_at=now, updated_at=now))
    connection.execute(
        agreement.update()
        .where(agreement.c.has_foreign_party.is_(sa.true()), agreement.c.municipality_id.in_(asks))
        .values(needed_approvals='region')
    )


def downgrade() -> None:
    op.add_column(
        'municipality', sa.Column('region_consent', sa.Boolean(), nullable=False, server_default=sa.true())
    )
    connection = op.get_bind()
    never = sa.select(regulation.c.municipality_id).where(
        regulation.c.region_when == 'never', regulation.c.valid_until.is_(None)
    )
    connection.execute(municipality.update().where(municipality.c.id.in_(never)).values(region_consent=False))
    with rebuilding('regulation') as batch:
        batch.drop_constraint(op.f('ck_regulation_visas_make_sense'), type_='check')
        for kind in KINDS:
            batch.drop_column(f'{kind}_when')
            batch.drop_column(f'{kind}_kinds')
            if kind != 'region':
                batch.drop_column(f'{kind}_days')
    op.drop_column('status_change', 'approval')
    op.drop_index('ix_agreement_unpublished', 'agreement')
    with rebuilding('agreement') as batch:
        batch.drop_constraint(op.f('ck_agreement_published_after_signing'), type_='check')
        batch.drop_constraint(op.f('ck_agreement_new_term_is_one'), type_='check')
        for name in ('publication_due_on', 'published_url', 'published_in', 'published_on', 'amended_on'):
            batch.drop_column(name)
        for name in ('new_indefinite', 'new_ends_on', 'needed_approvals', 'involves_money'):
            batch.drop_column(name)
        for name in ('region_sent_on', 'region_answer_on', 'region_consent_until'):
            batch.add_column(sa.Column(name, sa.Date()))
        for name in ('region_sent_number', 'region_answer_number'):
            batch.add_column(sa.Column(name, sa.String(100)))
    move_answers_back()
    with rebuilding('agreement') as batch:
        batch.create_check_constraint(
            op.f('ck_agreement_at_region_was_sent'), "status <> 'at_region' OR region_sent_on IS NOT NULL"
        )
        batch.create_check_constraint(
            op.f('ck_agreement_consented_was_answered'), "status <> 'consented' OR region_answer_on IS NOT NULL"
        )
    op.drop_index('ix_approval_open', 'approval')
    op.drop_index('ix_approval_agreement', 'approval')
    op.drop_table('approval')


def move_answers_back() -> None:
    connection = op.get_bind()
    of_region = sa.select(approval).where(approval.c.kind == 'region', approval.c.is_current.is_(sa.true()))
    for row in connection.execute(of_region).all():
        connection.execute(
            agreement.update()
            .where(agreement.c.id == row.agreement_id)
            .values(
                region_sent_on=row.asked_on,
                region_sent_number=row.asked_number,
                region_answer_on=row.answered_on,
                region_answer_number=row.answer_number,
                region_consent_until=row.valid_until,
            )
        )
