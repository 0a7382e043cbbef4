"""Kinds of events, levels of visits, and the state that follows from the days."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Kind(StrEnum):
    FORUM = "forum"
    DELEGATION_IN = "delegation_in"
    DELEGATION_OUT = "delegation_out"
    EXHIBITION = "exhibition"
    SIGNING = "signing"
    CITY_DAY = "city_day"
    OTHER = "other"


class Level(StrEnum):
    """Of a visit: by the head of the city, between departments, or without an office."""

    OFFICIAL = "official"
    WORKING = "working"
    PRIVATE = "private"


class State(StrEnum):
    """Computed from the days and the decision to cancel; never stored."""

    PLANNED = "planned"
    ON = "on"
    OVER = "over"
    CANCELLED = "cancelled"


class Side(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"


KIND_LABELS = {
    Kind.FORUM: N_("Forum"),
    Kind.DELEGATION_IN: N_("Delegation to us"),
    Kind.DELEGATION_OUT: N_("Delegation from us"),
    Kind.EXHIBITION: N_("Exhibition"),
    Kind.SIGNING: N_("Signing"),
    Kind.CITY_DAY: N_("City day"),
    Kind.OTHER: N_("Other event"),
}
KIND_ICONS = {
    Kind.FORUM: "users-group",
    Kind.DELEGATION_IN: "plane-arrival",
    Kind.DELEGATION_OUT: "plane-departure",
    Kind.EXHIBITION: "building-factory-2",
    Kind.SIGNING: "writing-sign",
    Kind.CITY_DAY: "flag",
    Kind.OTHER: "calendar-event",
}
LEVEL_LABELS = {
    Level.OFFICIAL: N_("official"),
    Level.WORKING: N_("working"),
    Level.PRIVATE: N_("private"),
}
STATE_LABELS = {
    State.PLANNED: N_("To be held"),
    State.ON: N_("Under way"),
    State.OVER: N_("Over"),
    State.CANCELLED: N_("Called off"),
}
STATE_GLYPHS = {
    State.PLANNED: "draft",
    State.ON: "in_force",
    State.OVER: "approved",
    State.CANCELLED: "cancelled",
}
