"""Index what is not archived, so that a list counts its rows without reading them."""

from __future__ import annotations

from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

TABLES = ("agreement", "contact", "interaction", "negotiation", "organisation", "partnership")
STATUS = ["municipality_id", "status", "archived_at", "ends_on", "enters_on", "renews"]


def upgrade() -> None:
    for table in TABLES:
        op.create_index(f"ix_{table}_present", table, ["municipality_id", "archived_at", "id"])
    op.create_index("ix_agreement_present_status", "agreement", STATUS)


def downgrade() -> None:
    op.drop_index("ix_agreement_present_status", "agreement")
    for table in TABLES:
        op.drop_index(f"ix_{table}_present", table)
