"""What can be imported, how far an import has come, and what is said of each of its rows."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from tracker.kernel.text import N_


class Kind(StrEnum):
    PARTNERS = "partners"
    ORGANISATIONS = "organisations"
    CONTACTS = "contacts"
    INTERACTIONS = "interactions"
    AGREEMENTS = "agreements"


KIND_LABELS = {
    Kind.PARTNERS: N_("Partners"),
    Kind.ORGANISATIONS: N_("Organisations"),
    Kind.CONTACTS: N_("Contacts"),
    Kind.INTERACTIONS: N_("Interactions"),
    Kind.AGREEMENTS: N_("Agreements"),
}


class State(StrEnum):
    """How far an import has come."""

    READ = "read"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


STATE_LABELS = {
    State.READ: N_("Uploaded"),
    State.CHECKING: N_("Being checked"),
    State.CHECKED: N_("Checked, not carried out"),
    State.RUNNING: N_("Running"),
    State.DONE: N_("Carried out"),
    State.FAILED: N_("Failed, nothing was changed"),
    State.UNDOING: N_("Being taken back"),
    State.UNDONE: N_("Taken back"),
}
AT_WORK = frozenset({State.CHECKING, State.RUNNING, State.UNDOING})
OPEN = frozenset({State.READ, State.CHECKED, State.FAILED})


class Verdict(StrEnum):
    """What will happen, or has happened, to a row."""

    NEW = "new"
    UPDATE = "update"
    SKIP = "skip"
    REFUSED = "refused"


VERDICT_LABELS = {
    Verdict.NEW: N_("New"),
    Verdict.UPDATE: N_("Update"),
    Verdict.SKIP: N_("Skip"),
    Verdict.REFUSED: N_("Refused"),
}
RESULT_LABELS = {
    Verdict.NEW: N_("Created"),
    Verdict.UPDATE: N_("Updated"),
    Verdict.SKIP: N_("Skipped"),
    Verdict.REFUSED: N_("Refused"),
}


class OnMatch(StrEnum):
    """What a row does to the record it is about, where there is one."""

    FILL = "fill"
    UPDATE = "update"
    SKIP = "skip"


ON_MATCH_LABELS = {
    OnMatch.FILL: N_("Fill in what is empty here, change nothing else"),
    OnMatch.UPDATE: N_("Take what the file says; empty cells change nothing"),
    OnMatch.SKIP: N_("Leave it as it is"),
}


class UnknownCity(StrEnum):
    """What a row does whose city the gazetteer does not know."""

    REFUSE = "refuse"
    COUNTRY = "country"
    ADD = "add"


UNKNOWN_CITY_LABELS = {
    UnknownCity.REFUSE: N_("Refuse the row"),
    UnknownCity.COUNTRY: N_("Enter it with its country only; the name goes into the note"),
    UnknownCity.ADD: N_("Add the city to the list of places"),
}


class Mode(StrEnum):
    ALL = "all"
    GOOD = "good"


UNDO_WITHIN = timedelta(days=30)
UNFINISHED_KEPT = timedelta(days=7)
BROKEN_OFF_AFTER = timedelta(minutes=2)
