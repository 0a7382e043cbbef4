"""Tables, search indexes, and triggers that keep histories append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

FINDABLE = ("country", "region", "city", "organisation", "contact", "partnership", "interaction", "negotiation", "agreement")
APPEND_ONLY = ("audit_entry", "stage_change", "status_change", "partnership_change")


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def make_search() -> None:
    """Trigram indexes on the folded words: gin on PostgreSQL, FTS5 kept in step by triggers on SQLite."""
    if is_postgresql():
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for table in FINDABLE:
        if is_postgresql():
            op.execute(f"CREATE INDEX ix_{table}_folded_trgm ON {table} USING gin (folded gin_trgm_ops)")
            continue
        fts = f"{table}_fts"
        op.execute(
            f"CREATE VIRTUAL TABLE {fts} USING fts5(folded, content='{table}', content_rowid='id',"
            " tokenize='trigram', detail='none')"
        )
        op.execute(
            f"CREATE TRIGGER {fts}_added AFTER INSERT ON {table} BEGIN"
            f" INSERT INTO {fts}(rowid, folded) VALUES (new.id, new.folded); END"
        )
        op.execute(
            f"CREATE TRIGGER {fts}_removed AFTER DELETE ON {table} BEGIN"
            f" INSERT INTO {fts}({fts}, rowid, folded) VALUES ('delete', old.id, old.folded); END"
        )
        op.execute(
            f"CREATE TRIGGER {fts}_changed AFTER UPDATE OF folded ON {table} BEGIN"
            f" INSERT INTO {fts}({fts}, rowid, folded) VALUES ('delete', old.id, old.folded);"
            f" INSERT INTO {fts}(rowid, folded) VALUES (new.id, new.folded); END"
        )


def drop_search() -> None:
    for table in FINDABLE:
        if is_postgresql():
            op.execute(f"DROP INDEX ix_{table}_folded_trgm")
        else:
            for event in ("added", "removed", "changed"):
                op.execute(f"DROP TRIGGER {table}_fts_{event}")
            op.execute(f"DROP TABLE {table}_fts")


def guard_histories() -> None:
    """Journals and histories are only ever added to."""
    if is_postgresql():
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME; END $$"
        )
    for table in APPEND_ONLY:
        if is_postgresql():
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
            continue
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN"
                f" SELECT raise(ABORT, 'rows of {table} are only ever added'); END"
            )


def drop_histories_guard() -> None:
    for table in APPEND_ONLY:
        if is_postgresql():
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        else:
            for event in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{event}")
    if is_postgresql():
        op.execute("DROP FUNCTION refuse_change()")


def upgrade() -> None:
    op.create_table('country_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name_ru', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_country_group')),
    sa.UniqueConstraint('code', name=op.f('uq_country_group_code'))
    )
    op.create_table('municipality',
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('name_ru', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('administration_ru', sa.String(length=300), nullable=False),
    sa.Column('administration_en', sa.String(length=300), nullable=False),
    sa.Column('country_code', sa.String(length=2), nullable=False),
    sa.Column('region_code', sa.String(length=40), nullable=False),
    sa.Column('timezone', sa.String(length=300), nullable=False),
    sa.Column('locale', sa.Enum('ru', 'en', name='language', native_enum=False, length=40), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('four_eyes', sa.Boolean(), nullable=False),
    sa.Column('region_consent', sa.Boolean(), nullable=False),
    sa.Column('silent_after_months', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_municipality')),
    sa.UniqueConstraint('slug', name=op.f('uq_municipality_slug'))
    )
    op.create_table('sign_in_attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_attempt'))
    )
    op.create_index('ix_sign_in_attempt_account_at', 'sign_in_attempt', ['account', 'at'], unique=False)
    op.create_index('ix_sign_in_attempt_address_at', 'sign_in_attempt', ['address', 'at'], unique=False)

    op.create_table('user',
    sa.Column('municipality_id', sa.Integer(), nullable=True),
    sa.Column('region_code', sa.String(length=40), nullable=True),
    sa.Column('email', sa.String(length=300), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('post', sa.String(length=300), nullable=True),
    sa.Column('role', sa.Enum('viewer', 'official', 'manager', 'admin', 'observer', name='role', native_enum=False, length=40), nullable=False),
    sa.Column('language', sa.Enum('ru', 'en', name='language', native_enum=False, length=40), nullable=False),
    sa.Column('theme', sa.Enum('system', 'light', 'dark', name='theme', native_enum=False, length=40), nullable=False),
    sa.Column('password_hash', sa.String(length=300), nullable=False),
    sa.Column('must_change_password', sa.Boolean(), nullable=False),
    sa.Column('blocked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('signed_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(role = 'observer') = (municipality_id IS NULL) AND (role = 'observer') = (region_code IS NOT NULL)", name=op.f('ck_user_observer_has_region')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_user_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_user_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('email', name=op.f('uq_user_email')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_user_municipality_id_id'))
    )
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('verb', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_audit_entry_by_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_audit_entry_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    op.create_index('ix_audit_entry_municipality_id_id', 'audit_entry', ['municipality_id', 'id'], unique=False)
    op.create_index('ix_audit_entry_subject', 'audit_entry', ['municipality_id', 'subject_kind', 'subject_id', 'id'], unique=False)

    op.create_table('contact',
    sa.Column('name_ru', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('name_original', sa.String(length=300), nullable=True),
    sa.Column('address_as_ru', sa.String(length=300), nullable=True),
    sa.Column('address_as_en', sa.String(length=300), nullable=True),
    sa.Column('languages', sa.String(length=300), nullable=True),
    sa.Column('birthday', sa.Date(), nullable=True),
    sa.Column('postal_address', sa.Text(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('basis', sa.Enum('duty', 'contract', 'consent', 'public', name='basis', native_enum=False, length=40), nullable=True),
    sa.Column('source', sa.Enum('card', 'letter', 'event', 'colleague', 'website', 'spreadsheet', name='source', native_enum=False, length=40), nullable=True),
    sa.Column('obtained_on', sa.Date(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('may_send_abroad', sa.Boolean(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_contact_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_contact_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_contact_municipality_id_id'))
    )
    op.create_index('ix_contact_municipality_id_sort_name', 'contact', ['municipality_id', 'sort_name', 'id'], unique=False)

    op.create_table('cooperation_area',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name_ru', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_cooperation_area_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_cooperation_area_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cooperation_area')),
    sa.UniqueConstraint('municipality_id', 'code', name=op.f('uq_cooperation_area_municipality_id_code')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_cooperation_area_municipality_id_id'))
    )
    op.create_table('country',
    sa.Column('code', sa.String(length=2), nullable=False),
    sa.Column('numeric_code', sa.Integer(), nullable=False),
    sa.Column('name_ru', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('name_local', sa.String(length=300), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_country_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_country')),
    sa.UniqueConstraint('code', name=op.f('uq_country_code'))
    )
    op.create_table('form_key',
    sa.Column('key', sa.String(length=43), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('location', sa.String(length=2000), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_form_key_user_id')),
    sa.PrimaryKeyConstraint('key', 'user_id', name=op.f('pk_form_key'))
    )
    op.create_index('ix_form_key_used_at', 'form_key', ['used_at'], unique=False)

    op.create_table('signed_in_session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('browser', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_signed_in_session_user_id')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_signed_in_session'))
    )
    op.create_index('ix_signed_in_session_user_id', 'signed_in_session', ['user_id'], unique=False)

    op.create_table('stage',
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name_ru', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('stale_after_days', sa.Integer(), nullable=True),
    sa.Column('needs_manager', sa.Boolean(), nullable=False),
    sa.Column('needs_city', sa.Boolean(), nullable=False),
    sa.Column('asks_document', sa.Boolean(), nullable=False),
    sa.Column('asks_ru', sa.String(length=300), nullable=False),
    sa.Column('asks_en', sa.String(length=300), nullable=False),
    sa.Column('is_last', sa.Boolean(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('stale_after_days > 0', name=op.f('ck_stage_stale_after_makes_sense')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_stage_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_stage_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stage')),
    sa.UniqueConstraint('municipality_id', 'code', name=op.f('uq_stage_municipality_id_code')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_stage_municipality_id_id'))
    )
    op.create_index('ix_stage_municipality_id_position', 'stage', ['municipality_id', 'position', 'id'], unique=False)

    op.create_table('contact_way',
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('phone', 'mobile', 'email', 'messenger', name='waykind', native_enum=False, length=40), nullable=False),
    sa.Column('value', sa.String(length=300), nullable=False),
    sa.Column('folded_value', sa.String(length=300), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id', 'contact_id'], ['contact.municipality_id', 'contact.id'], name=op.f('fk_contact_way_municipality_id_contact_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_contact_way_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_contact_way_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_way')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_contact_way_municipality_id_id'))
    )
    op.create_index('ix_contact_way_municipality_id_contact_id', 'contact_way', ['municipality_id', 'contact_id', 'id'], unique=False)
    op.create_index('ix_contact_way_municipality_id_folded_value', 'contact_way', ['municipality_id', 'folded_value', 'contact_id'], unique=False)

    op.create_table('country_group_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('country_id', sa.Integer(), nullable=False),
    sa.Column('since_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['country_id'], ['country.id'], name=op.f('fk_country_group_member_country_id')),
    sa.ForeignKeyConstraint(['group_id'], ['country_group.id'], name=op.f('fk_country_group_member_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_country_group_member')),
    sa.UniqueConstraint('group_id', 'country_id', 'since_on', name=op.f('uq_country_group_member_group_id_country_id_since_on'))
    )
    op.create_index('ix_country_group_member_country_id', 'country_group_member', ['country_id'], unique=False)

    op.create_table('region',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('country_id', sa.Integer(), nullable=False),
    sa.Column('name_ru', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['country_id'], ['country.id'], name=op.f('fk_region_country_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_region_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_region')),
    sa.UniqueConstraint('code', name=op.f('uq_region_code'))
    )
    op.create_index('ix_region_country_id_sort_name', 'region', ['country_id', 'sort_name', 'id'], unique=False)

    op.create_table('city',
    sa.Column('geonames_id', sa.Integer(), nullable=True),
    sa.Column('country_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('name_ru', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('name_local', sa.String(length=300), nullable=False),
    sa.Column('alternates', sa.Text(), nullable=False),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('timezone', sa.String(length=300), nullable=False),
    sa.Column('added_by_hand', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['country_id'], ['country.id'], name=op.f('fk_city_country_id')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_city_region_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_city_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_city')),
    sa.UniqueConstraint('geonames_id', name=op.f('uq_city_geonames_id'))
    )
    op.create_index('ix_city_country_id_sort_name', 'city', ['country_id', 'sort_name', 'id'], unique=False)
    op.create_index('ix_city_region_id', 'city', ['region_id'], unique=False)
    op.create_index('ix_city_sort_name_id', 'city', ['sort_name', 'id'], unique=False)

    op.create_table('organisation',
    sa.Column('name_ru', sa.String(length=300), nullable=False),
    sa.Column('name_en', sa.String(length=300), nullable=False),
    sa.Column('name_original', sa.String(length=300), nullable=True),
    sa.Column('short_name', sa.String(length=300), nullable=True),
    sa.Column('kind', sa.Enum('administration', 'association', 'non_profit', 'cluster', 'enterprise', 'university', 'school', 'chamber', 'embassy', 'ministry', 'culture', 'sport', 'other', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('country_id', sa.Integer(), nullable=False),
    sa.Column('city_id', sa.Integer(), nullable=True),
    sa.Column('website', sa.String(length=300), nullable=True),
    sa.Column('email', sa.String(length=300), nullable=True),
    sa.Column('phone', sa.String(length=300), nullable=True),
    sa.Column('address', sa.Text(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['city_id'], ['city.id'], name=op.f('fk_organisation_city_id')),
    sa.ForeignKeyConstraint(['country_id'], ['country.id'], name=op.f('fk_organisation_country_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_organisation_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_organisation_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_organisation_municipality_id_id'))
    )
    op.create_index('ix_organisation_municipality_id_city_id', 'organisation', ['municipality_id', 'city_id', 'id'], unique=False)
    op.create_index('ix_organisation_municipality_id_country_id', 'organisation', ['municipality_id', 'country_id', 'id'], unique=False)
    op.create_index('ix_organisation_municipality_id_sort_name', 'organisation', ['municipality_id', 'sort_name', 'id'], unique=False)

    op.create_table('partnership',
    sa.Column('country_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('city_id', sa.Integer(), nullable=True),
    sa.Column('title_ru', sa.String(length=300), nullable=False),
    sa.Column('title_en', sa.String(length=300), nullable=False),
    sa.Column('sort_name_en', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.Column('kind', sa.Enum('contact', 'project', 'friendship', 'twin', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('status', sa.Enum('prospect', 'in_talks', 'active', 'suspended', 'honorary', 'ended', name='status', native_enum=False, length=40), nullable=False),
    sa.Column('since_on', sa.Date(), nullable=True),
    sa.Column('since_is_year', sa.Boolean(), nullable=False),
    sa.Column('area_codes', sa.String(length=1000), nullable=False),
    sa.Column('responsible_id', sa.Integer(), nullable=True),
    sa.Column('introduced_by', sa.String(length=300), nullable=True),
    sa.Column('languages', sa.String(length=300), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('next_step', sa.String(length=300), nullable=True),
    sa.Column('next_step_on', sa.Date(), nullable=True),
    sa.Column('last_interaction_on', sa.Date(), nullable=True),
    sa.Column('entered_on', sa.Date(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.CheckConstraint('NOT since_is_year OR since_on IS NOT NULL', name=op.f('ck_partnership_year_is_known')),
    sa.CheckConstraint('next_step_on IS NULL OR next_step IS NOT NULL', name=op.f('ck_partnership_next_step_is_said')),
    sa.ForeignKeyConstraint(['city_id'], ['city.id'], name=op.f('fk_partnership_city_id')),
    sa.ForeignKeyConstraint(['country_id'], ['country.id'], name=op.f('fk_partnership_country_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'responsible_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_partnership_municipality_id_responsible_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_partnership_municipality_id')),
    sa.ForeignKeyConstraint(['region_id'], ['region.id'], name=op.f('fk_partnership_region_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_partnership_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partnership')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_partnership_municipality_id_id'))
    )
    op.create_index('ix_partnership_country', 'partnership', ['municipality_id', 'country_id', 'id'], unique=False)
    op.create_index('ix_partnership_kind', 'partnership', ['municipality_id', 'kind', 'id'], unique=False)
    op.create_index('ix_partnership_last', 'partnership', ['municipality_id', sa.literal_column("coalesce(last_interaction_on, '0001-01-01')"), 'id'], unique=False)
    op.create_index('ix_partnership_next_step', 'partnership', ['municipality_id', sa.literal_column("coalesce(next_step_on, '9999-12-31')"), 'id'], unique=False)
    op.create_index('ix_partnership_responsible', 'partnership', ['municipality_id', 'responsible_id', 'id'], unique=False)
    op.create_index('ix_partnership_since', 'partnership', ['municipality_id', sa.literal_column("coalesce(since_on, '9999-12-31')"), 'id'], unique=False)
    op.create_index('ix_partnership_sort_name', 'partnership', ['municipality_id', 'sort_name', 'id'], unique=False)
    op.create_index('ix_partnership_sort_name_en', 'partnership', ['municipality_id', 'sort_name_en', 'id'], unique=False)
    op.create_index('ix_partnership_status', 'partnership', ['municipality_id', 'status', 'id'], unique=False)
    op.create_index('uq_partnership_city', 'partnership', ['municipality_id', 'city_id'], unique=True, sqlite_where=sa.text('archived_at IS NULL AND city_id IS NOT NULL'), postgresql_where=sa.text('archived_at IS NULL AND city_id IS NOT NULL'))

    op.create_table('contact_post',
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('body', sa.String(length=300), nullable=True),
    sa.Column('title_ru', sa.String(length=300), nullable=False),
    sa.Column('title_en', sa.String(length=300), nullable=False),
    sa.Column('since_on', sa.Date(), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('is_main', sa.Boolean(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('until_on >= since_on', name=op.f('ck_contact_post_ends_after_begin')),
    sa.ForeignKeyConstraint(['municipality_id', 'contact_id'], ['contact.municipality_id', 'contact.id'], name=op.f('fk_contact_post_municipality_id_contact_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'organisation_id'], ['organisation.municipality_id', 'organisation.id'], name=op.f('fk_contact_post_municipality_id_organisation_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_contact_post_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_contact_post_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_post')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_contact_post_municipality_id_id'))
    )
    op.create_index('ix_contact_post_municipality_id_contact_id', 'contact_post', ['municipality_id', 'contact_id', 'id'], unique=False)
    op.create_index('ix_contact_post_municipality_id_organisation_id', 'contact_post', ['municipality_id', 'organisation_id', 'contact_id'], unique=False)

    op.create_table('negotiation',
    sa.Column('subject', sa.String(length=500), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('stage_id', sa.Integer(), nullable=False),
    sa.Column('stage_since_on', sa.Date(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('responsible_id', sa.Integer(), nullable=False),
    sa.Column('next_step', sa.String(length=300), nullable=True),
    sa.Column('next_step_on', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('outcome', sa.Enum('agreement', 'paused', 'declined_by_us', 'declined_by_partner', 'refused_by_region', 'no_answer', 'merged', name='outcome', native_enum=False, length=40), nullable=True),
    sa.Column('outcome_on', sa.Date(), nullable=True),
    sa.Column('outcome_reason', sa.Text(), nullable=True),
    sa.Column('resume_on', sa.Date(), nullable=True),
    sa.Column('last_interaction_on', sa.Date(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.CheckConstraint('(outcome IS NULL) = (outcome_on IS NULL)', name=op.f('ck_negotiation_outcome_has_day')),
    sa.CheckConstraint('stage_since_on >= started_on', name=op.f('ck_negotiation_stage_after_start')),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_negotiation_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'responsible_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_negotiation_municipality_id_responsible_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'stage_id'], ['stage.municipality_id', 'stage.id'], name=op.f('fk_negotiation_municipality_id_stage_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_negotiation_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_negotiation_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_negotiation')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_negotiation_municipality_id_id'))
    )
    op.create_index('ix_negotiation_board', 'negotiation', ['municipality_id', 'stage_id', 'stage_since_on', 'id'], unique=False)
    op.create_index('ix_negotiation_municipality_id_partnership_id', 'negotiation', ['municipality_id', 'partnership_id', 'id'], unique=False)
    op.create_index('ix_negotiation_municipality_id_responsible_id', 'negotiation', ['municipality_id', 'responsible_id', 'id'], unique=False)
    op.create_index('ix_negotiation_municipality_id_sort_name', 'negotiation', ['municipality_id', 'sort_name', 'id'], unique=False)
    op.create_index('ix_negotiation_municipality_id_stage_since_on', 'negotiation', ['municipality_id', 'stage_since_on', 'id'], unique=False)

    op.create_table('partnership_area',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id', 'area_id'], ['cooperation_area.municipality_id', 'cooperation_area.id'], name=op.f('fk_partnership_area_municipality_id_area_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_partnership_area_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_partnership_area_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partnership_area')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_partnership_area_municipality_id_id')),
    sa.UniqueConstraint('municipality_id', 'partnership_id', 'area_id', name=op.f('uq_partnership_area_municipality_id_partnership_id_area_id'))
    )
    op.create_index('ix_partnership_area_area', 'partnership_area', ['municipality_id', 'area_id', 'partnership_id'], unique=False)

    op.create_table('partnership_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partnership_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('status', 'place', name='changekind', native_enum=False, length=40), nullable=False),
    sa.Column('from_status', sa.Enum('prospect', 'in_talks', 'active', 'suspended', 'honorary', 'ended', name='status', native_enum=False, length=40), nullable=True),
    sa.Column('to_status', sa.Enum('prospect', 'in_talks', 'active', 'suspended', 'honorary', 'ended', name='status', native_enum=False, length=40), nullable=True),
    sa.Column('from_ru', sa.String(length=300), nullable=False),
    sa.Column('from_en', sa.String(length=300), nullable=False),
    sa.Column('to_ru', sa.String(length=300), nullable=False),
    sa.Column('to_en', sa.String(length=300), nullable=False),
    sa.Column('changed_on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('document', sa.String(length=300), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(kind = 'status') = (from_status IS NOT NULL AND to_status IS NOT NULL)", name=op.f('ck_partnership_change_status_has_both')),
    sa.ForeignKeyConstraint(['municipality_id', 'by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_partnership_change_municipality_id_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_partnership_change_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_partnership_change_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partnership_change')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_partnership_change_municipality_id_id'))
    )
    op.create_index('ix_partnership_change_partnership', 'partnership_change', ['municipality_id', 'partnership_id', 'changed_on', 'id'], unique=False)

    op.create_table('agreement',
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('title_second', sa.String(length=500), nullable=True),
    sa.Column('kind', sa.Enum('cooperation', 'relations', 'friendship_treaty', 'friendly_relations', 'twinning', 'memorandum', 'protocol_of_intent', 'supplementary', 'amending_protocol', 'action_plan', 'other', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('number', sa.String(length=100), nullable=False),
    sa.Column('subject', sa.Text(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('languages', sa.String(length=300), nullable=True),
    sa.Column('copies', sa.Integer(), nullable=True),
    sa.Column('partnership_id', sa.Integer(), nullable=True),
    sa.Column('negotiation_id', sa.Integer(), nullable=True),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('superseded_by_id', sa.Integer(), nullable=True),
    sa.Column('responsible_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('draft', 'in_review', 'returned', 'approved', 'at_region', 'consented', 'signed', 'in_force', 'suspended', 'expired', 'terminated', 'superseded', 'cancelled', name='status', native_enum=False, length=40), nullable=False),
    sa.Column('status_since', sa.Date(), nullable=False),
    sa.Column('drafted_on', sa.Date(), nullable=False),
    sa.Column('submitted_by_id', sa.Integer(), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved_by_id', sa.Integer(), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('region_sent_on', sa.Date(), nullable=True),
    sa.Column('region_sent_number', sa.String(length=100), nullable=True),
    sa.Column('region_answer_on', sa.Date(), nullable=True),
    sa.Column('region_answer_number', sa.String(length=100), nullable=True),
    sa.Column('region_consent_until', sa.Date(), nullable=True),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('signed_at_place', sa.String(length=300), nullable=True),
    sa.Column('enters_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('indefinite', sa.Boolean(), nullable=False),
    sa.Column('renewal', sa.Enum('none', 'on_written_wish', 'automatic_unless_denounced', 'automatic_if_nobody_objects', name='renewal', native_enum=False, length=40), nullable=False),
    sa.Column('renewal_months', sa.Integer(), nullable=True),
    sa.Column('notice', sa.Integer(), nullable=True),
    sa.Column('notice_unit', sa.Enum('days', 'months', name='noticeunit', native_enum=False, length=40), nullable=False),
    sa.Column('renewal_decision', sa.Enum('keep', 'object', name='renewaldecision', native_enum=False, length=40), nullable=True),
    sa.Column('last_day_to_act', sa.Date(), nullable=True),
    sa.Column('renews', sa.Boolean(), nullable=False),
    sa.Column('notice_given_on', sa.Date(), nullable=True),
    sa.Column('end_before_notice', sa.Date(), nullable=True),
    sa.Column('terminated_on', sa.Date(), nullable=True),
    sa.Column('termination_reason', sa.Text(), nullable=True),
    sa.Column('has_foreign_party', sa.Boolean(), nullable=False),
    sa.Column('register_override', sa.Boolean(), nullable=True),
    sa.Column('register_reason', sa.Text(), nullable=True),
    sa.Column('counterparts_ru', sa.String(length=300), nullable=False),
    sa.Column('counterparts_en', sa.String(length=300), nullable=False),
    sa.Column('counterpart_count', sa.Integer(), nullable=False),
    sa.Column('counterpart_flags', sa.String(length=20), nullable=False),
    sa.Column('area_codes', sa.String(length=1000), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.CheckConstraint("(status = 'superseded') = (superseded_by_id IS NOT NULL)", name=op.f('ck_agreement_superseded_by_another')),
    sa.CheckConstraint("(status = 'terminated') = (terminated_on IS NOT NULL)", name=op.f('ck_agreement_terminated_has_day')),
    sa.CheckConstraint("NOT indefinite OR renewal = 'none'", name=op.f('ck_agreement_indefinite_is_not_prolonged')),
    sa.CheckConstraint("status <> 'at_region' OR region_sent_on IS NOT NULL", name=op.f('ck_agreement_at_region_was_sent')),
    sa.CheckConstraint("status <> 'consented' OR region_answer_on IS NOT NULL", name=op.f('ck_agreement_consented_was_answered')),
    sa.CheckConstraint("status <> 'expired' OR ends_on IS NOT NULL", name=op.f('ck_agreement_expired_had_an_end')),
    sa.CheckConstraint("status <> 'in_review' OR submitted_by_id IS NOT NULL", name=op.f('ck_agreement_in_review_was_submitted')),
    sa.CheckConstraint("status NOT IN ('approved', 'at_region', 'consented') OR approved_by_id IS NOT NULL", name=op.f('ck_agreement_approved_by_somebody')),
    sa.CheckConstraint("status NOT IN ('in_force', 'suspended', 'expired') OR enters_on IS NOT NULL", name=op.f('ck_agreement_in_force_has_day')),
    sa.CheckConstraint("status NOT IN ('in_force', 'suspended', 'expired') OR indefinite OR ends_on IS NOT NULL", name=op.f('ck_agreement_in_force_has_term')),
    sa.CheckConstraint("status NOT IN ('signed', 'in_force', 'suspended', 'expired', 'terminated', 'superseded') OR signed_on IS NOT NULL", name=op.f('ck_agreement_signed_has_day')),
    sa.CheckConstraint('(approved_by_id IS NULL) = (approved_at IS NULL)', name=op.f('ck_agreement_approval_has_both')),
    sa.CheckConstraint('(submitted_by_id IS NULL) = (submitted_at IS NULL)', name=op.f('ck_agreement_submission_has_both')),
    sa.CheckConstraint('NOT indefinite OR ends_on IS NULL OR notice_given_on IS NOT NULL', name=op.f('ck_agreement_indefinite_has_no_end')),
    sa.CheckConstraint('copies > 0', name=op.f('ck_agreement_copies_make_sense')),
    sa.CheckConstraint('ends_on >= enters_on', name=op.f('ck_agreement_ends_after_entry')),
    sa.CheckConstraint('ends_on >= signed_on', name=op.f('ck_agreement_ends_after_signing')),
    sa.CheckConstraint('enters_on >= signed_on', name=op.f('ck_agreement_enters_after_signing')),
    sa.CheckConstraint('notice >= 0 AND notice <= 3660', name=op.f('ck_agreement_notice_makes_sense')),
    sa.CheckConstraint('register_override IS NULL OR register_reason IS NOT NULL', name=op.f('ck_agreement_override_has_reason')),
    sa.CheckConstraint('renewal_months > 0 AND renewal_months <= 1200', name=op.f('ck_agreement_renewal_months_make_sense')),
    sa.CheckConstraint('superseded_by_id <> id AND parent_id <> id', name=op.f('ck_agreement_not_its_own_parent')),
    sa.ForeignKeyConstraint(['municipality_id', 'approved_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_agreement_municipality_id_approved_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'negotiation_id'], ['negotiation.municipality_id', 'negotiation.id'], name=op.f('fk_agreement_municipality_id_negotiation_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'parent_id'], ['agreement.municipality_id', 'agreement.id'], name=op.f('fk_agreement_municipality_id_parent_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_agreement_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'responsible_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_agreement_municipality_id_responsible_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'submitted_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_agreement_municipality_id_submitted_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'superseded_by_id'], ['agreement.municipality_id', 'agreement.id'], name=op.f('fk_agreement_municipality_id_superseded_by_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_agreement_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_agreement_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_agreement_municipality_id_id'))
    )
    op.create_index('ix_agreement_act', 'agreement', ['municipality_id', sa.literal_column("coalesce(last_day_to_act, '9999-12-31')"), 'id'], unique=False)
    op.create_index('ix_agreement_negotiation', 'agreement', ['municipality_id', 'negotiation_id', 'id'], unique=False)
    op.create_index('ix_agreement_number', 'agreement', ['municipality_id', 'number', 'id'], unique=False)
    op.create_index('ix_agreement_parent_id', 'agreement', ['municipality_id', 'parent_id', 'id'], unique=False, sqlite_where=sa.text('parent_id IS NOT NULL'), postgresql_where=sa.text('parent_id IS NOT NULL'))
    op.create_index('ix_agreement_superseded_by_id', 'agreement', ['municipality_id', 'superseded_by_id', 'id'], unique=False, sqlite_where=sa.text('superseded_by_id IS NOT NULL'), postgresql_where=sa.text('superseded_by_id IS NOT NULL'))
    op.create_index('ix_agreement_submitted', 'agreement', ['municipality_id', 'status', 'submitted_by_id', 'id'], unique=False)
    op.create_index('ix_agreement_partnership', 'agreement', ['municipality_id', 'partnership_id', 'id'], unique=False)
    op.create_index('ix_agreement_responsible', 'agreement', ['municipality_id', 'responsible_id', 'status', 'id'], unique=False)
    op.create_index('ix_agreement_signed', 'agreement', ['municipality_id', sa.literal_column("coalesce(signed_on, '9999-12-31')"), 'id'], unique=False)
    op.create_index('ix_agreement_sort_name', 'agreement', ['municipality_id', 'sort_name', 'id'], unique=False)
    op.create_index('ix_agreement_status', 'agreement', ['municipality_id', 'status', 'status_since', 'id'], unique=False)
    op.create_index('ix_agreement_status_end', 'agreement', ['municipality_id', 'status', 'ends_on', 'id'], unique=False)
    op.create_index('ix_agreement_until', 'agreement', ['municipality_id', sa.literal_column("coalesce(ends_on, '9999-12-31')"), 'id'], unique=False)

    op.create_table('stage_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('negotiation_id', sa.Integer(), nullable=False),
    sa.Column('from_stage_id', sa.Integer(), nullable=True),
    sa.Column('to_stage_id', sa.Integer(), nullable=True),
    sa.Column('from_ru', sa.String(length=300), nullable=False),
    sa.Column('from_en', sa.String(length=300), nullable=False),
    sa.Column('to_ru', sa.String(length=300), nullable=False),
    sa.Column('to_en', sa.String(length=300), nullable=False),
    sa.Column('outcome', sa.Enum('agreement', 'paused', 'declined_by_us', 'declined_by_partner', 'refused_by_region', 'no_answer', 'merged', name='outcome', native_enum=False, length=40), nullable=True),
    sa.Column('moved_on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('document', sa.String(length=300), nullable=False),
    sa.Column('skipped', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id', 'by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_stage_change_municipality_id_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'from_stage_id'], ['stage.municipality_id', 'stage.id'], name=op.f('fk_stage_change_municipality_id_from_stage_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'negotiation_id'], ['negotiation.municipality_id', 'negotiation.id'], name=op.f('fk_stage_change_municipality_id_negotiation_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'to_stage_id'], ['stage.municipality_id', 'stage.id'], name=op.f('fk_stage_change_municipality_id_to_stage_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_stage_change_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stage_change')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_stage_change_municipality_id_id'))
    )
    op.create_index('ix_stage_change_municipality_id_at', 'stage_change', ['municipality_id', 'at', 'id'], unique=False)
    op.create_index('ix_stage_change_municipality_id_negotiation_id', 'stage_change', ['municipality_id', 'negotiation_id', 'id'], unique=False)

    op.create_table('agreement_area',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id', 'agreement_id'], ['agreement.municipality_id', 'agreement.id'], name=op.f('fk_agreement_area_municipality_id_agreement_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'area_id'], ['cooperation_area.municipality_id', 'cooperation_area.id'], name=op.f('fk_agreement_area_municipality_id_area_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_agreement_area_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_area')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_agreement_area_municipality_id_id'))
    )
    op.create_index('ix_agreement_area_agreement', 'agreement_area', ['municipality_id', 'agreement_id', 'area_id'], unique=True)
    op.create_index('ix_agreement_area_area', 'agreement_area', ['municipality_id', 'area_id', 'agreement_id'], unique=False)

    op.create_table('interaction',
    sa.Column('kind', sa.Enum('meeting', 'call', 'letter_in', 'letter_out', 'email', 'video', 'visit', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('direction', sa.Enum('incoming', 'outgoing', 'mutual', name='direction', native_enum=False, length=40), nullable=False),
    sa.Column('subject', sa.String(length=500), nullable=False),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('place', sa.String(length=300), nullable=True),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('has_time', sa.Boolean(), nullable=False),
    sa.Column('registry_number', sa.String(length=100), nullable=True),
    sa.Column('partnership_id', sa.Integer(), nullable=True),
    sa.Column('negotiation_id', sa.Integer(), nullable=True),
    sa.Column('agreement_id', sa.Integer(), nullable=True),
    sa.Column('logged_by_id', sa.Integer(), nullable=False),
    sa.Column('next_step', sa.String(length=300), nullable=True),
    sa.Column('next_step_on', sa.Date(), nullable=True),
    sa.Column('next_step_by_id', sa.Integer(), nullable=True),
    sa.Column('next_step_done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('next_step_done_by_id', sa.Integer(), nullable=True),
    sa.Column('next_step_note', sa.Text(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('sort_name', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.CheckConstraint('(next_step IS NULL) = (next_step_by_id IS NULL)', name=op.f('ck_interaction_next_step_is_somebodys')),
    sa.CheckConstraint('(next_step_done_at IS NULL) = (next_step_done_by_id IS NULL)', name=op.f('ck_interaction_done_step_was_done_by_somebody')),
    sa.CheckConstraint('next_step_done_at IS NULL OR next_step IS NOT NULL', name=op.f('ck_interaction_done_step_was_said')),
    sa.CheckConstraint('next_step_on IS NULL OR next_step IS NOT NULL', name=op.f('ck_interaction_next_step_is_said')),
    sa.ForeignKeyConstraint(['municipality_id', 'agreement_id'], ['agreement.municipality_id', 'agreement.id'], name=op.f('fk_interaction_municipality_id_agreement_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'logged_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_interaction_municipality_id_logged_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'negotiation_id'], ['negotiation.municipality_id', 'negotiation.id'], name=op.f('fk_interaction_municipality_id_negotiation_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'next_step_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_interaction_municipality_id_next_step_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'next_step_done_by_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_interaction_municipality_id_next_step_done_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'partnership_id'], ['partnership.municipality_id', 'partnership.id'], name=op.f('fk_interaction_municipality_id_partnership_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_interaction_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_interaction_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interaction')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_interaction_municipality_id_id'))
    )
    op.create_index('ix_interaction_agreement', 'interaction', ['municipality_id', 'agreement_id', 'happened_on', 'happened_at', 'id'], unique=False)
    op.create_index('ix_interaction_happened', 'interaction', ['municipality_id', 'happened_at', 'id'], unique=False)
    op.create_index('ix_interaction_kind', 'interaction', ['municipality_id', 'kind', 'happened_at', 'id'], unique=False)
    op.create_index('ix_interaction_logged_by', 'interaction', ['municipality_id', 'logged_by_id', 'happened_at', 'id'], unique=False)
    op.create_index('ix_interaction_negotiation', 'interaction', ['municipality_id', 'negotiation_id', 'happened_on', 'happened_at', 'id'], unique=False)
    op.create_index('ix_interaction_open_step', 'interaction', ['municipality_id', 'next_step_by_id', 'next_step_on', 'id'], unique=False, sqlite_where=sa.text('next_step IS NOT NULL AND next_step_done_at IS NULL'), postgresql_where=sa.text('next_step IS NOT NULL AND next_step_done_at IS NULL'))
    op.create_index('ix_interaction_open_step_partnership', 'interaction', ['municipality_id', 'partnership_id', 'id'], unique=False, sqlite_where=sa.text('next_step IS NOT NULL AND next_step_done_at IS NULL'), postgresql_where=sa.text('next_step IS NOT NULL AND next_step_done_at IS NULL'))
    op.create_index('ix_interaction_partnership', 'interaction', ['municipality_id', 'partnership_id', 'happened_on', 'happened_at', 'id'], unique=False)
    op.create_index('ix_interaction_sort_name', 'interaction', ['municipality_id', 'sort_name', 'id'], unique=False)

    op.create_table('party',
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('municipality', 'city', 'organisation', 'other', name='partykind', native_enum=False, length=40), nullable=False),
    sa.Column('city_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('name_ru', sa.String(length=500), nullable=False),
    sa.Column('name_en', sa.String(length=500), nullable=False),
    sa.Column('short_name', sa.String(length=300), nullable=True),
    sa.Column('country_code', sa.String(length=2), nullable=False),
    sa.Column('is_foreign', sa.Boolean(), nullable=False),
    sa.Column('signatory', sa.String(length=300), nullable=True),
    sa.Column('post', sa.String(length=300), nullable=True),
    sa.Column('ground', sa.String(length=300), nullable=True),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(kind = 'city') = (city_id IS NOT NULL)", name=op.f('ck_party_city_is_named')),
    sa.CheckConstraint("(kind = 'organisation') = (organisation_id IS NOT NULL)", name=op.f('ck_party_organisation_is_named')),
    sa.ForeignKeyConstraint(['city_id'], ['city.id'], name=op.f('fk_party_city_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'agreement_id'], ['agreement.municipality_id', 'agreement.id'], name=op.f('fk_party_municipality_id_agreement_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'organisation_id'], ['organisation.municipality_id', 'organisation.id'], name=op.f('fk_party_municipality_id_organisation_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_party_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_party_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_party')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_party_municipality_id_id'))
    )
    op.create_index('ix_party_agreement', 'party', ['municipality_id', 'agreement_id', 'position'], unique=False)
    op.create_index('ix_party_city', 'party', ['municipality_id', 'city_id', 'agreement_id'], unique=False)
    op.create_index('ix_party_country', 'party', ['municipality_id', 'country_code', 'agreement_id'], unique=False)
    op.create_index('ix_party_organisation', 'party', ['municipality_id', 'organisation_id', 'agreement_id'], unique=False)

    op.create_table('status_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('action', sa.Enum('submit', 'approve', 'return', 'reopen', 'send-to-region', 'record-consent', 'record-refusal', 'sign', 'enter-into-force', 'suspend', 'resume', 'terminate', 'give-notice', 'withdraw-notice', 'supersede', 'cancel', 'prolong', 'keep-renewal', 'object', 'renew', 'lapse', name='action', native_enum=False, length=40), nullable=True),
    sa.Column('from_status', sa.Enum('draft', 'in_review', 'returned', 'approved', 'at_region', 'consented', 'signed', 'in_force', 'suspended', 'expired', 'terminated', 'superseded', 'cancelled', name='status', native_enum=False, length=40), nullable=True),
    sa.Column('to_status', sa.Enum('draft', 'in_review', 'returned', 'approved', 'at_region', 'consented', 'signed', 'in_force', 'suspended', 'expired', 'terminated', 'superseded', 'cancelled', name='status', native_enum=False, length=40), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('document_number', sa.String(length=100), nullable=True),
    sa.Column('document_on', sa.Date(), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('side', sa.String(length=500), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_status_change_by_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'agreement_id'], ['agreement.municipality_id', 'agreement.id'], name=op.f('fk_status_change_municipality_id_agreement_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_status_change_municipality_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_change')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_status_change_municipality_id_id'))
    )
    op.create_index('ix_status_change_agreement', 'status_change', ['municipality_id', 'agreement_id', 'on_day', 'at', 'id'], unique=False)
    op.create_index('ix_status_change_to', 'status_change', ['municipality_id', 'to_status', 'on_day', 'id'], unique=False)

    op.create_table('interaction_participant',
    sa.Column('interaction_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('ours', 'theirs', name='side', native_enum=False, length=40), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=300), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("user_id IS NULL OR side = 'ours'", name=op.f('ck_interaction_participant_colleagues_are_ours')),
    sa.CheckConstraint('CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END + CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END + CASE WHEN user_id IS NULL THEN 0 ELSE 1 END + CASE WHEN name IS NULL THEN 0 ELSE 1 END = 1', name=op.f('ck_interaction_participant_is_one')),
    sa.ForeignKeyConstraint(['municipality_id', 'contact_id'], ['contact.municipality_id', 'contact.id'], name=op.f('fk_interaction_participant_municipality_id_contact_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'interaction_id'], ['interaction.municipality_id', 'interaction.id'], name=op.f('fk_interaction_participant_municipality_id_interaction_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'organisation_id'], ['organisation.municipality_id', 'organisation.id'], name=op.f('fk_interaction_participant_municipality_id_organisation_id')),
    sa.ForeignKeyConstraint(['municipality_id', 'user_id'], ['user.municipality_id', 'user.id'], name=op.f('fk_interaction_participant_municipality_id_user_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_interaction_participant_municipality_id')),
    sa.ForeignKeyConstraint(['updated_by_id'], ['user.id'], name=op.f('fk_interaction_participant_updated_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interaction_participant')),
    sa.UniqueConstraint('municipality_id', 'id', name=op.f('uq_interaction_participant_municipality_id_id'))
    )
    op.create_index('ix_interaction_participant_contact', 'interaction_participant', ['municipality_id', 'contact_id', 'interaction_id'], unique=False)
    op.create_index('ix_interaction_participant_interaction', 'interaction_participant', ['municipality_id', 'interaction_id', 'id'], unique=False)
    op.create_index('ix_interaction_participant_organisation', 'interaction_participant', ['municipality_id', 'organisation_id', 'interaction_id'], unique=False)
    op.create_index('ix_interaction_participant_user', 'interaction_participant', ['municipality_id', 'user_id', 'interaction_id'], unique=False)
    make_search()
    guard_histories()


def downgrade() -> None:
    drop_histories_guard()
    drop_search()
    op.drop_index('ix_interaction_participant_user', 'interaction_participant')
    op.drop_index('ix_interaction_participant_organisation', 'interaction_participant')
    op.drop_index('ix_interaction_participant_interaction', 'interaction_participant')
    op.drop_index('ix_interaction_participant_contact', 'interaction_participant')

    op.drop_table('interaction_participant')
    op.drop_index('ix_status_change_to', 'status_change')
    op.drop_index('ix_status_change_agreement', 'status_change')

    op.drop_table('status_change')
    op.drop_index('ix_party_organisation', 'party')
    op.drop_index('ix_party_country', 'party')
    op.drop_index('ix_party_city', 'party')
    op.drop_index('ix_party_agreement', 'party')

    op.drop_table('party')
    op.drop_index('ix_interaction_sort_name', 'interaction')
    op.drop_index('ix_interaction_partnership', 'interaction')
    op.drop_index('ix_interaction_open_step_partnership', 'interaction', sqlite_where=sa.text('next_step IS NOT NULL AND next_step_done_at IS NULL'), postgresql_where=sa.text('next_step IS NOT NULL AND next_step_done_at IS NULL'))
    op.drop_index('ix_interaction_open_step', 'interaction', sqlite_where=sa.text('next_step IS NOT NULL AND next_step_done_at IS NULL'), postgresql_where=sa.text('next_step IS NOT NULL AND next_step_done_at IS NULL'))
    op.drop_index('ix_interaction_negotiation', 'interaction')
    op.drop_index('ix_interaction_logged_by', 'interaction')
    op.drop_index('ix_interaction_kind', 'interaction')
    op.drop_index('ix_interaction_happened', 'interaction')
    op.drop_index('ix_interaction_agreement', 'interaction')

    op.drop_table('interaction')
    op.drop_index('ix_agreement_area_area', 'agreement_area')
    op.drop_index('ix_agreement_area_agreement', 'agreement_area')

    op.drop_table('agreement_area')
    op.drop_index('ix_stage_change_municipality_id_negotiation_id', 'stage_change')
    op.drop_index('ix_stage_change_municipality_id_at', 'stage_change')

    op.drop_table('stage_change')
    op.drop_index('ix_agreement_until', 'agreement')
    op.drop_index('ix_agreement_status_end', 'agreement')
    op.drop_index('ix_agreement_status', 'agreement')
    op.drop_index('ix_agreement_sort_name', 'agreement')
    op.drop_index('ix_agreement_signed', 'agreement')
    op.drop_index('ix_agreement_responsible', 'agreement')
    op.drop_index('ix_agreement_partnership', 'agreement')
    op.drop_index('ix_agreement_submitted', 'agreement')
    op.drop_index('ix_agreement_superseded_by_id', 'agreement')
    op.drop_index('ix_agreement_parent_id', 'agreement')
    op.drop_index('ix_agreement_number', 'agreement')
    op.drop_index('ix_agreement_negotiation', 'agreement')
    op.drop_index('ix_agreement_act', 'agreement')

    op.drop_table('agreement')
    op.drop_index('ix_partnership_change_partnership', 'partnership_change')

    op.drop_table('partnership_change')
    op.drop_index('ix_partnership_area_area', 'partnership_area')

    op.drop_table('partnership_area')
    op.drop_index('ix_negotiation_municipality_id_stage_since_on', 'negotiation')
    op.drop_index('ix_negotiation_municipality_id_sort_name', 'negotiation')
    op.drop_index('ix_negotiation_municipality_id_responsible_id', 'negotiation')
    op.drop_index('ix_negotiation_municipality_id_partnership_id', 'negotiation')
    op.drop_index('ix_negotiation_board', 'negotiation')

    op.drop_table('negotiation')
    op.drop_index('ix_contact_post_municipality_id_organisation_id', 'contact_post')
    op.drop_index('ix_contact_post_municipality_id_contact_id', 'contact_post')

    op.drop_table('contact_post')
    op.drop_index('uq_partnership_city', 'partnership', sqlite_where=sa.text('archived_at IS NULL AND city_id IS NOT NULL'), postgresql_where=sa.text('archived_at IS NULL AND city_id IS NOT NULL'))
    op.drop_index('ix_partnership_status', 'partnership')
    op.drop_index('ix_partnership_sort_name_en', 'partnership')
    op.drop_index('ix_partnership_sort_name', 'partnership')
    op.drop_index('ix_partnership_since', 'partnership')
    op.drop_index('ix_partnership_responsible', 'partnership')
    op.drop_index('ix_partnership_next_step', 'partnership')
    op.drop_index('ix_partnership_last', 'partnership')
    op.drop_index('ix_partnership_kind', 'partnership')
    op.drop_index('ix_partnership_country', 'partnership')

    op.drop_table('partnership')
    op.drop_index('ix_organisation_municipality_id_sort_name', 'organisation')
    op.drop_index('ix_organisation_municipality_id_country_id', 'organisation')
    op.drop_index('ix_organisation_municipality_id_city_id', 'organisation')

    op.drop_table('organisation')
    op.drop_index('ix_city_sort_name_id', 'city')
    op.drop_index('ix_city_region_id', 'city')
    op.drop_index('ix_city_country_id_sort_name', 'city')

    op.drop_table('city')
    op.drop_index('ix_region_country_id_sort_name', 'region')

    op.drop_table('region')
    op.drop_index('ix_country_group_member_country_id', 'country_group_member')

    op.drop_table('country_group_member')
    op.drop_index('ix_contact_way_municipality_id_folded_value', 'contact_way')
    op.drop_index('ix_contact_way_municipality_id_contact_id', 'contact_way')

    op.drop_table('contact_way')
    op.drop_index('ix_stage_municipality_id_position', 'stage')

    op.drop_table('stage')
    op.drop_index('ix_signed_in_session_user_id', 'signed_in_session')

    op.drop_table('signed_in_session')
    op.drop_index('ix_form_key_used_at', 'form_key')

    op.drop_table('form_key')
    op.drop_table('country')
    op.drop_table('cooperation_area')
    op.drop_index('ix_contact_municipality_id_sort_name', 'contact')

    op.drop_table('contact')
    op.drop_index('ix_audit_entry_subject', 'audit_entry')
    op.drop_index('ix_audit_entry_municipality_id_id', 'audit_entry')

    op.drop_table('audit_entry')
    op.drop_table('user')
    op.drop_index('ix_sign_in_attempt_address_at', 'sign_in_attempt')
    op.drop_index('ix_sign_in_attempt_account_at', 'sign_in_attempt')

    op.drop_table('sign_in_attempt')
    op.drop_table('municipality')
    op.drop_table('country_group')
