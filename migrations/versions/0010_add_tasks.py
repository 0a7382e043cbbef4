"""Tasks; what comes next after an interaction becomes one."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from tracker.kernel.find import index_ddl
from tracker.kernel.rebuild import keeping_triggers
from tracker.kernel.text import fold, sortable

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


OPEN_STEP = sa.text('next_step IS NOT NULL AND next_step_done_at IS NULL')
AT_ONCE = 1000
CHECKS = {
    'next_step_is_somebodys': '(next_step IS NULL) = (next_step_by_id IS NULL)',
    'done_step_was_done_by_somebody': '(next_step_done_at IS NULL) = (next_step_done_by_id IS NULL)',
    'done_step_was_said': 'next_step_done_at IS NULL OR next_step IS NOT NULL',
    'next_step_is_said': 'next_step_on IS NULL OR next_step IS NOT NULL',
}
MOMENT = sa.DateTime(timezone=True)
INTERACTION = sa.table(
    'interaction', sa.column('id'), sa.column('municipality_id'), sa.column('partnership_id'), sa.column('logged_by_id'),
    sa.column('next_step'), sa.column('next_step_on', sa.Date()), sa.column('next_step_by_id'),
    sa.column('next_step_done_at', MOMENT), sa.column('next_step_done_by_id'), sa.column('next_step_note'),
    sa.column('created_at', MOMENT), sa.column('updated_at', MOMENT), sa.column('archived_at', MOMENT),
)  # fmt: skip
TASK = sa.table(
    'task', *(sa.column(name) for name in (
        'id', 'municipality_id', 'title', 'about_kind', 'about_id', 'partnership_id', 'assignee_id', 'given_by_id',
        'state', 'closed_by_id', 'closing_note', 'version', 'folded', 'sort_name',
    )),
    sa.column('is_follow_up', sa.Boolean()), sa.column('due_on', sa.Date()), sa.column('closed_on', sa.Date()),
    *(sa.column(name, MOMENT) for name in ('closed_at', 'created_at', 'updated_at', 'archived_at')),
)  # fmt: skip
MUNICIPALITY = sa.table('municipality', sa.column('id'), sa.column('timezone'))


def upgrade() -> None:
    bind = op.get_bind()
    op.create_table('task',
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('about_kind', sa.String(length=40), nullable=True),
    sa.Column('about_id', sa.Integer(), nullable=True),
    sa.Column('is_follow_up', sa.Boolean(), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=True),
    sa.Column('assignee_id', sa.Integer(), nullable=True),
    sa.Column('department', sa.String(length=300), nullable=True),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('repeat_every', sa.Integer(), nullable=True),
    sa.Column('repeat_unit', sa.Enum('day', 'week', 'month', 'year', name='unit', native_enum=False, length=40), nullable=True),
    sa.Column('repeat_from_on', sa.Date(), nullable=True),
    sa.Column('follows_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('open', 'done', 'dropped', name='state', native_enum=False, length=40), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.Column('closing_note', sa.Text(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f('ck_task_closed_has_a_moment')),
    sa.CheckConstraint("NOT is_follow_up OR about_kind = 'interaction'", name=op.f('ck_task_follows_up_an_interaction')),
    sa.CheckConstraint('(about_kind IS NULL) = (about_id IS NULL)', name=op.f('ck_task_subject_is_whole')),
    sa.CheckConstraint('(closed_at IS NULL) = (closed_by_id IS NULL)', name=op.f('ck_task_closed_by_somebody')),
    sa.CheckConstraint('(closed_at IS NULL) = (closed_on IS NULL)', name=op.f('ck_task_closed_on_a_day')),
    sa.CheckConstraint('(repeat_every IS NULL) = (repeat_unit IS NULL)', name=op.f('ck_task_repeat_is_whole')),
    sa.CheckConstraint('assignee_id IS NULL OR department IS NULL', name=op.f('ck_task_is_of_one')),
    sa.CheckConstraint('repeat_every IS NULL OR (due_on IS NOT NULL AND repeat_from_on IS NOT NULL)', name=op.f('ck_task_repeats_from_a_day')),
    sa.ForeignKeyConstraint(['municipality_id', 'assignee_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_task_municipality_id_assignee_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'closed_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_task_municipality_id_closed_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'follows_id'], ['task.municipality_id', 'task.id'], name=op.f('fk_task_municipality_id_follows_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'given_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_task_municipality_id_given_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_task_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_task_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_task_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('municipality_id', 'follows_id', name=op.f('uq_task_municipality_id_follows_id')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_task_municipality_id_id'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index('ix_task_about', ['municipality_id', 'about_kind', 'about_id', 'id'], unique=False)
        batch_op.create_index('ix_task_closed_with', ['municipality_id', 'partnership_id', 'closed_on', 'closed_at', 'id'], unique=False)
        batch_op.create_index('ix_task_open_of', ['municipality_id', 'assignee_id', 'due_on', 'id'], unique=False, sqlite_where=sa.text("state = 'open' AND archived_at IS NULL"), postgresql_where=sa.text("state = 'open' AND archived_at IS NULL"))
        batch_op.create_index('ix_task_open_with', ['municipality_id', 'partnership_id', 'due_on', 'id'], unique=False, sqlite_where=sa.text("state = 'open' AND archived_at IS NULL"), postgresql_where=sa.text("state = 'open' AND archived_at IS NULL"))
        batch_op.create_index('ix_task_present', ['municipality_id', 'archived_at', 'id'], unique=False)
        batch_op.create_index('ix_task_sort_name', ['municipality_id', 'sort_name', 'id'], unique=False)
        batch_op.create_index('uq_task_follow_up', ['municipality_id', 'about_id'], unique=True, sqlite_where=sa.text('is_follow_up'), postgresql_where=sa.text('is_follow_up'))

    op.create_index(
        'ix_task_due', 'task', ['municipality_id', sa.literal_column("coalesce(due_on, '9999-12-31')"), 'id']
    )
    for statement in index_ddl('task', bind.dialect.name):
        op.execute(statement)
    _make_tasks_of_steps(bind)
    op.drop_index('ix_interaction_open_step', 'interaction')
    op.drop_index('ix_interaction_open_step_partnership', 'interaction')
    with keeping_triggers(bind, 'interaction'), op.batch_alter_table('interaction') as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(f'ck_interaction_{name}'), type_='check')
        for name in ('next_step_by_id', 'next_step_done_by_id'):
            batch_op.drop_constraint(batch_op.f(f'fk_interaction_municipality_id_{name}'), type_='foreignkey')
        for name in (
            'next_step', 'next_step_on', 'next_step_by_id', 'next_step_done_at', 'next_step_done_by_id', 'next_step_note'
        ):  # fmt: skip
            batch_op.drop_column(name)


def _make_tasks_of_steps(bind: sa.Connection) -> None:
    zones = {row.id: ZoneInfo(row.timezone) for row in bind.execute(sa.select(MUNICIPALITY))}
    steps = bind.execute(sa.select(INTERACTION).where(INTERACTION.c.next_step.is_not(None)).order_by(INTERACTION.c.id))
    while rows := steps.fetchmany(AT_ONCE):
        bind.execute(sa.insert(TASK), [_task_of(row, zones[row.municipality_id]) for row in rows])


def _task_of(row: sa.Row, zone: ZoneInfo) -> dict[str, object]:
    done_at = row.next_step_done_at
    moment = done_at.replace(tzinfo=done_at.tzinfo or UTC) if done_at else None
    return {
        'municipality_id': row.municipality_id,
        'title': row.next_step,
        'about_kind': 'interaction',
        'about_id': row.id,
        'is_follow_up': True,
        'partnership_id': row.partnership_id,
        'assignee_id': row.next_step_by_id,
        'given_by_id': row.logged_by_id,
        'due_on': row.next_step_on,
        'state': 'done' if moment else 'open',
        'closed_at': done_at,
        'closed_on': moment.astimezone(zone).date() if moment else None,
        'closed_by_id': row.next_step_done_by_id,
        'closing_note': row.next_step_note,
        'version': 1,
        'created_at': row.created_at,
        'updated_at': row.updated_at,
        'archived_at': None if moment else row.archived_at,
        'folded': f' {fold(row.next_step)}',
        'sort_name': sortable(row.next_step),
    }


def downgrade() -> None:
    bind = op.get_bind()
    with keeping_triggers(bind, 'interaction'), op.batch_alter_table('interaction') as batch_op:
        batch_op.add_column(sa.Column('next_step', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('next_step_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('next_step_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('next_step_done_at', MOMENT, nullable=True))
        batch_op.add_column(sa.Column('next_step_done_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('next_step_note', sa.Text(), nullable=True))
        for name in ('next_step_by_id', 'next_step_done_by_id'):
            batch_op.create_foreign_key(
                batch_op.f(f'fk_interaction_municipality_id_{name}'),
                'user',
                ['municipality_id', name],
                ['municipality_id', 'id'],
            )
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f'ck_interaction_{name}'), condition)
    _put_steps_back(bind)
    where = {'sqlite_where': OPEN_STEP, 'postgresql_where': OPEN_STEP}
    columns = ['municipality_id', 'next_step_by_id', 'next_step_on', 'id']
    op.create_index('ix_interaction_open_step', 'interaction', columns, **where)
    columns = ['municipality_id', 'partnership_id', 'id']
    op.create_index('ix_interaction_open_step_partnership', 'interaction', columns, **where)
    if bind.dialect.name == 'sqlite':
        op.execute('DROP TABLE task_fts')
    op.drop_table('task')


def _put_steps_back(bind: sa.Connection) -> None:
    """The steps return to their entries; other tasks have no place there and go."""
    steps = bind.execute(
        sa.select(TASK).where(TASK.c.is_follow_up, TASK.c.assignee_id.is_not(None)).order_by(TASK.c.id)
    ).all()
    for row in steps:
        bind.execute(
            sa.update(INTERACTION)
            .where(INTERACTION.c.id == row.about_id)
            .values(
                next_step=row.title[:300],
                next_step_on=row.due_on,
                next_step_by_id=row.assignee_id,
                next_step_done_at=row.closed_at,
                next_step_done_by_id=row.closed_by_id,
                next_step_note=row.closing_note,
            )
        )
