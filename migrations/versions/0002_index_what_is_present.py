"""Index what is not archived, so that a list counts its rows without reading them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

TABLES = ("agreement", "contact", "interaction", "negotiation", "organisation", "partnership")
PRESENT = sa.text("archived_at IS NULL")


def upgrade() -> None:
    for table in TABLES:
        op.create_index(f"ix_{table}_present", table, ["municipality_id", "id"], sqlite_where=PRESENT, postgresql_where=PRESENT)
    op.create_index(
        "ix_agreement_present_status",
        "agreement",
        ["municipality_id", "status", "ends_on", "enters_on", "renews", "id"],
        sqlite_where=PRESENT,
        postgresql_where=PRESENT,
    )


def downgrade() -> None:
    op.drop_index("ix_agreement_present_status", "agreement")
    for table in TABLES:
        op.drop_index(f"ix_{table}_present", table)
