"""Documents attached to records, and their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def make_search() -> None:
    """A trigram index on the folded words: gin on PostgreSQL, FTS5 kept in step by triggers on SQLite."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_document_folded_trgm ON document USING gin (folded gin_trgm_ops)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE document_fts USING fts5(folded, content='document', content_rowid='id',"
        " tokenize='trigram', detail='none')"
    )
    added = "INSERT INTO document_fts(rowid, folded) VALUES (new.id, new.folded);"
    removed = "INSERT INTO document_fts(document_fts, rowid, folded) VALUES ('delete', old.id, old.folded);"
    for name, event, what in (
        ("added", "INSERT", added),
        ("removed", "DELETE", removed),
        ("changed", "UPDATE OF folded", f"{removed} {added}"),
    ):
        op.execute(f"CREATE TRIGGER document_fts_{name} AFTER {event} ON document BEGIN {what} END")


def drop_search() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_document_folded_trgm")
        return
    for event in ("added", "removed", "changed"):
        op.execute(f"DROP TRIGGER document_fts_{event}")
    op.execute("DROP TABLE document_fts")


def upgrade() -> None:
    op.create_table('document',
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('kind', sa.Enum('draft', 'translation', 'signed_scan', 'consent_letter', 'publication', 'evidence', 'letter', 'photo', 'other', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=True),
    sa.Column('of_kind', sa.String(length=40), nullable=False),
    sa.Column('of_id', sa.Integer(), nullable=False),
    sa.Column('subject_ru', sa.String(length=500), nullable=False),
    sa.Column('subject_en', sa.String(length=500), nullable=False),
    sa.Column('responsible_id', sa.Integer(), nullable=True),
    sa.Column('latest', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.CheckConstraint('latest >= 1', name=op.f('ck_document_has_a_version')),
    sa.ForeignKeyConstraint(['municipality_id', 'responsible_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_document_municipality_id_responsible_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_document_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_document_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_document_municipality_id_id'))
    )
    op.create_index('ix_document_kind', 'document', ['municipality_id', 'kind', 'id'])
    op.create_index('ix_document_of', 'document', ['municipality_id', 'of_kind', 'of_id', 'id'])
    op.create_index('ix_document_responsible', 'document', ['municipality_id', 'responsible_id', 'id'])
    op.create_index('ix_document_sort_name', 'document', ['municipality_id', 'sort_name', 'id'])
    op.create_index('ix_document_present', 'document', ['municipality_id', 'archived_at', 'id'])

    op.create_table('document_version',
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('type', sa.String(length=40), nullable=False),
    sa.Column('storage_key', sa.String(length=32), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=True),
    sa.Column('note', sa.String(length=500), nullable=True),
    sa.Column('uploaded_by_id', sa.Integer(), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('uploaded_on', sa.Date(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('number >= 1 AND size >= 0', name=op.f('ck_document_version_numbers_make_sense')),
    sa.ForeignKeyConstraint(['municipality_id', 'document_id'], ['document.municipality_id', 'document.id'], name=op.f('fk_document_version_municipality_id_document_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'uploaded_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_document_version_municipality_id_uploaded_by_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_document_version_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_document_version_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_version')),
    sa.UniqueConstraint('municipality_id', 'document_id', 'number', name=op.f('uq_document_version_municipality_id_document_id_number')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_document_version_municipality_id_id')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_document_version_storage_key'))
    )
    op.create_index('ix_document_version_uploaded', 'document_version', ['municipality_id', 'uploaded_at', 'document_id'])
    make_search()


def downgrade() -> None:
    drop_search()
    op.drop_index('ix_document_version_uploaded', 'document_version')

    op.drop_table('document_version')
    op.drop_index('ix_document_present', 'document')
    op.drop_index('ix_document_sort_name', 'document')
    op.drop_index('ix_document_responsible', 'document')
    op.drop_index('ix_document_of', 'document')
    op.drop_index('ix_document_kind', 'document')

    op.drop_table('document')
