"""The closed lists of the slice: what kind of duty, whose it is, where it stands."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Kind(StrEnum):
    OBLIGATION = "obligation"
    PLAN = "plan"


KIND_LABELS = {Kind.OBLIGATION: N_("Obligation"), Kind.PLAN: N_("Line of an action plan")}


class Side(StrEnum):
    """Whose duty it is; a joint one is of all parties, ours too."""

    OURS = "ours"
    THEIRS = "theirs"
    JOINT = "joint"


SIDE_LABELS = {Side.OURS: N_("ours"), Side.THEIRS: N_("theirs"), Side.JOINT: N_("of all parties")}
OUR_PART = frozenset({Side.OURS, Side.JOINT})


class State(StrEnum):
    """Where it stands. Overdue is computed, never a state."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


STATE_LABELS = {State.OPEN: N_("Open"), State.DONE: N_("Done"), State.DROPPED: N_("Dropped")}


class Column(StrEnum):
    """The columns of the board: open duties by their day, then those that are closed."""

    OVERDUE = "overdue"
    THIS_MONTH = "this_month"
    LATER = "later"
    DONE = "done"
    DROPPED = "dropped"


COLUMN_LABELS = {
    Column.OVERDUE: N_("Overdue"),
    Column.THIS_MONTH: N_("This month"),
    Column.LATER: N_("Later"),
    Column.DONE: N_("Done"),
    Column.DROPPED: N_("Dropped"),
}
# drawn with the glyphs of the statuses: clock, half disc, dashed ring, tick, struck ring
GLYPHS = {
    Column.OVERDUE: "expired",
    Column.THIS_MONTH: "in_review",
    Column.LATER: "draft",
    Column.DONE: "approved",
    Column.DROPPED: "cancelled",
}
