"""The search reads what an index has not yet sorted in row by row: it sorts in after some hundred rows, not thousands."""

from __future__ import annotations

from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None
TABLES = (
    'agreement', 'contact', 'document', 'event', 'gift', 'interaction', 'interest', 'letter', 'negotiation',
    'obligation', 'organisation', 'partnership', 'task',
)  # fmt: skip


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        op.execute(f"ALTER INDEX ix_{table}_folded_trgm SET (gin_pending_list_limit = 256)")
        op.execute(f"SELECT gin_clean_pending_list('ix_{table}_folded_trgm')")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        op.execute(f"ALTER INDEX ix_{table}_folded_trgm RESET (gin_pending_list_limit)")
