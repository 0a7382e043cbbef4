"""Limits and merging of stages, moves that were taken back, visits to boards, indexes of the boards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.kernel.rebuild import keeping_triggers

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

UNDER_WAY = sa.text("outcome IS NULL AND archived_at IS NULL")
UNDOES = sa.text("undoes_id IS NOT NULL")
CHANGED = ("negotiation", "agreement", "obligation")


def upgrade() -> None:
    bind = op.get_bind()
    op.create_table(
        "board_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("board", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id", "user_id"], ["user.municipality_id", "user.id"], name=op.f("fk_board_visit_municipality_id_user_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_board_visit_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_visit")),
        sa.UniqueConstraint("municipality_id", "id", name=op.f("uq_board_visit_municipality_id_id")),
        sa.UniqueConstraint("municipality_id", "user_id", "board", name=op.f("uq_board_visit_municipality_id_user_id_board")),
    )
    with keeping_triggers(bind, "stage"), op.batch_alter_table("stage") as batch:
        batch.add_column(sa.Column("most_cards", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f("fk_stage_municipality_id_merged_into_id"), "stage", ["municipality_id", "merged_into_id"], ["municipality_id", "id"])
        batch.create_check_constraint(batch.f("ck_stage_most_cards_makes_sense"), "most_cards > 0")
        batch.create_check_constraint(batch.f("ck_stage_merged_is_retired"), "merged_into_id IS NULL OR retired_at IS NOT NULL")
    with keeping_triggers(bind, "stage_change"), op.batch_alter_table("stage_change") as batch:
        batch.add_column(sa.Column("undoes_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f("fk_stage_change_municipality_id_undoes_id"), "stage_change", ["municipality_id", "undoes_id"], ["municipality_id", "id"])
    op.create_index("ix_stage_change_undoes", "stage_change", ["municipality_id", "undoes_id"], sqlite_where=UNDOES, postgresql_where=UNDOES)
    op.drop_index("ix_negotiation_board", "negotiation")
    op.create_index("ix_negotiation_board", "negotiation", ["municipality_id", "stage_id", "stage_since_on", "id"], sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY)
    op.create_index("ix_negotiation_stage", "negotiation", ["municipality_id", "stage_id", "id"])
    for table in CHANGED:
        op.create_index(f"ix_{table}_updated", table, ["municipality_id", "updated_at", "id"])


def downgrade() -> None:
    bind = op.get_bind()
    for table in CHANGED:
        op.drop_index(f"ix_{table}_updated", table)
    op.drop_index("ix_negotiation_stage", "negotiation")
    op.drop_index("ix_negotiation_board", "negotiation")
    op.create_index("ix_negotiation_board", "negotiation", ["municipality_id", "stage_id", "stage_since_on", "id"])
    op.drop_index("ix_stage_change_undoes", "stage_change")
    with keeping_triggers(bind, "stage_change"), op.batch_alter_table("stage_change") as batch:
        batch.drop_constraint(batch.f("fk_stage_change_municipality_id_undoes_id"), type_="foreignkey")
        batch.drop_column("undoes_id")
    with keeping_triggers(bind, "stage"), op.batch_alter_table("stage") as batch:
        batch.drop_constraint(batch.f("ck_stage_merged_is_retired"), type_="check")
        batch.drop_constraint(batch.f("ck_stage_most_cards_makes_sense"), type_="check")
        batch.drop_constraint(batch.f("fk_stage_municipality_id_merged_into_id"), type_="foreignkey")
        batch.drop_column("merged_into_id")
        batch.drop_column("most_cards")
    op.drop_table("board_visit")
