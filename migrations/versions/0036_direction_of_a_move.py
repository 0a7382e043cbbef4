"""Keep with each move of talks whether it led back: the order of stages may change afterwards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.kernel.rebuild import keeping_triggers

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

# of moves made so far only today's order is known
EARLIER = """
UPDATE stage_change SET went_back = true WHERE EXISTS (
    SELECT 1 FROM stage AS here, stage AS there
    WHERE here.id = stage_change.from_stage_id AND there.id = stage_change.to_stage_id
    AND there.position < here.position
)
"""


def upgrade() -> None:
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    op.add_column("stage_change", sa.Column("went_back", sa.Boolean(), nullable=False, server_default=sa.false()))
    # the history is only ever added to, but for this once
    if postgresql:
        op.execute("ALTER TABLE stage_change DISABLE TRIGGER USER")
    with keeping_triggers(bind, "stage_change"):
        if not postgresql:
            op.execute("DROP TRIGGER stage_change_no_update")
        op.execute(EARLIER)
    if postgresql:
        op.execute("ALTER TABLE stage_change ENABLE TRIGGER USER")


def downgrade() -> None:
    op.drop_column("stage_change", "went_back")
