"""What kinds of partnerships there are, how one lives, and what they are called."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Kind(StrEnum):
    """How close the relation is meant to be, apart from documents."""

    CONTACT = "contact"
    PROJECT = "project"
    FRIENDSHIP = "friendship"
    TWIN = "twin"


class Status(StrEnum):
    """The life of a partnership. That it sleeps is computed from the last contact and is no status."""

    PROSPECT = "prospect"
    IN_TALKS = "in_talks"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    HONORARY = "honorary"
    ENDED = "ended"


class Silence(StrEnum):
    """How long nobody was heard: computed, never stored."""

    NONE = "none"
    LONG = "long"
    VERY_LONG = "very_long"


class ChangeKind(StrEnum):
    """What a remembered change of a partnership was about."""

    STATUS = "status"
    PLACE = "place"


KIND_LABELS = {
    Kind.CONTACT: N_("Contact"),
    Kind.PROJECT: N_("Project partnership"),
    Kind.FRIENDSHIP: N_("Friendship city"),
    Kind.TWIN: N_("Twin city"),
}
STATUS_LABELS = {
    Status.PROSPECT: N_("Prospect"),
    Status.IN_TALKS: N_("In talks"),
    Status.ACTIVE: N_("Active"),
    Status.SUSPENDED: N_("On hold"),
    Status.HONORARY: N_("Honorary"),
    Status.ENDED: N_("Ended"),
}
# the glyphs of statuses are those of agreements
STATUS_GLYPHS = {
    Status.PROSPECT: "draft",
    Status.IN_TALKS: "in-review",
    Status.ACTIVE: "in-force",
    Status.SUSPENDED: "suspended",
    Status.HONORARY: "approved",
    Status.ENDED: "terminated",
}

ORDINARY = (Status.PROSPECT, Status.IN_TALKS, Status.ACTIVE)
DECIDED = (Status.SUSPENDED, Status.HONORARY, Status.ENDED)
