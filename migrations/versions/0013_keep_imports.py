"""Imports with their rows, what each changed, and remembered mappings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('import_mapping',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('heads_hash', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.Enum('partners', 'organisations', 'contacts', 'interactions', 'agreements', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_import_mapping_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_mapping')),
    sa.UniqueConstraint('municipality_id', 'heads_hash', name=op.f('uq_import_mapping_municipality_id_heads_hash')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_import_mapping_municipality_id_id'))
    )
    op.create_table('import_run',
    sa.Column('kind', sa.Enum('partners', 'organisations', 'contacts', 'interactions', 'agreements', name='kind', native_enum=False, length=40), nullable=True),
    sa.Column('state', sa.Enum('read', 'checking', 'checked', 'running', 'done', 'failed', 'undoing', 'undone', name='state', native_enum=False, length=40), nullable=False),
    sa.Column('mode', sa.Enum('all', 'good', name='mode', native_enum=False, length=40), nullable=True),
    sa.Column('file_name', sa.String(length=300), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('heads', sa.JSON(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('problem', sa.JSON(), nullable=False),
    sa.Column('kept', sa.JSON(), nullable=False),
    sa.Column('rows_total', sa.Integer(), nullable=False),
    sa.Column('rows_done', sa.Integer(), nullable=False),
    sa.Column('started_by_id', sa.Integer(), nullable=False),
    sa.Column('beat_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('rows_done <= rows_total', name=op.f('ck_import_run_not_more_done_than_there')),
    sa.ForeignKeyConstraint(['municipality_id', 'started_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_import_run_municipality_id_started_by_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_import_run_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_import_run_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_run')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_import_run_municipality_id_id'))
    )
    op.create_index('ix_import_run_newest', 'import_run', ['municipality_id', 'created_at', 'id'], unique=False)

    op.create_table('import_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('row_number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('was_made', sa.Boolean(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('record_version', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id', 'run_id'], ['import_run.municipality_id', 'import_run.id'], name=op.f('fk_import_change_municipality_id_run_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_import_change_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_change')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_import_change_municipality_id_id'))
    )
    op.create_index('ix_import_change_run', 'import_change', ['municipality_id', 'run_id', 'id'], unique=False)

    op.create_table('import_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('cells', sa.JSON(), nullable=False),
    sa.Column('corrected', sa.JSON(), nullable=False),
    sa.Column('left_out', sa.Boolean(), nullable=False),
    sa.Column('verdict', sa.Enum('new', 'update', 'skip', 'refused', name='verdict', native_enum=False, length=40), nullable=True),
    sa.Column('problems', sa.JSON(), nullable=False),
    sa.Column('notices', sa.JSON(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=True),
    sa.Column('is_done', sa.Boolean(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id', 'run_id'], ['import_run.municipality_id', 'import_run.id'], name=op.f('fk_import_row_municipality_id_run_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_import_row_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_row')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_import_row_municipality_id_id'))
    )
    op.create_index('ix_import_row_number', 'import_row', ['municipality_id', 'run_id', 'number'], unique=True)
    op.create_index('ix_import_row_verdict', 'import_row', ['municipality_id', 'run_id', 'verdict', 'number'], unique=False)

    op.create_table('import_upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id', 'run_id'], ['import_run.municipality_id', 'import_run.id'], name=op.f('fk_import_upload_municipality_id_run_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_import_upload_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_upload')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_import_upload_municipality_id_id')),
    sa.UniqueConstraint('municipality_id', 'run_id', name=op.f('uq_import_upload_municipality_id_run_id'))
    )


def downgrade() -> None:
    op.drop_table('import_upload')
    op.drop_index('ix_import_row_verdict', 'import_row')
    op.drop_index('ix_import_row_number', 'import_row')

    op.drop_table('import_row')
    op.drop_index('ix_import_change_run', 'import_change')

    op.drop_table('import_change')
    op.drop_index('ix_import_run_newest', 'import_run')

    op.drop_table('import_run')
    op.drop_table('import_mapping')
