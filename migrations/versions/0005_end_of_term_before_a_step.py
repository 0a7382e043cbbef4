"""Keep with each step of an agreement's life the end of the term before it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("status_change", sa.Column("ends_before", sa.Date(), nullable=True))
    # a prolongation by itself took effect on the day after the end of the term
    day_before = "on_day - 1" if op.get_bind().dialect.name == "postgresql" else "date(on_day, '-1 day')"
    op.execute(f"UPDATE status_change SET ends_before = {day_before} WHERE action = 'renew'")


def downgrade() -> None:
    op.drop_column("status_change", "ends_before")
