"""Keep with each step of an agreement's life the end of the term before it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.kernel.rebuild import keeping_triggers

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    op.add_column("status_change", sa.Column("ends_before", sa.Date(), nullable=True))
    # a prolongation by itself took effect on the day after the end of the term
    day_before = "on_day - 1" if postgresql else "date(on_day, '-1 day')"
    # the history is only ever added to, but for this once
    if postgresql:
        op.execute("ALTER TABLE status_change DISABLE TRIGGER USER")
    with keeping_triggers(bind, "status_change"):
        if not postgresql:
            op.execute("DROP TRIGGER status_change_no_update")
        op.execute(f"UPDATE status_change SET ends_before = {day_before} WHERE action = 'renew'")
    if postgresql:
        op.execute("ALTER TABLE status_change ENABLE TRIGGER USER")


def downgrade() -> None:
    op.drop_column("status_change", "ends_before")
