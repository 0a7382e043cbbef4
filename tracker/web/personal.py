"""Personal data that leaves as a file is written into the journal: who took what, when and what for (152-FZ).

The view says what it hands out; the journal writes it down when the answer is ready (`audit.handing_out`). Nobody is
asked: each file has a purpose that lies near, and an address may name another one of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flask import g, request

from tracker.kernel.subjects import Subject
from tracker.kernel.text import N_


class Purpose(StrEnum):
    MEETING = "meeting"
    CORRESPONDENCE = "correspondence"
    REPORT = "report"
    REGION = "region"
    REQUEST = "request"


PURPOSE_LABELS = {
    Purpose.MEETING: N_("To prepare a meeting"),
    Purpose.CORRESPONDENCE: N_("For correspondence and calls"),
    Purpose.REPORT: N_("For a report to the head"),
    Purpose.REGION: N_("At the request of the region's body"),
    Purpose.REQUEST: N_("At the person's own request"),
}


@dataclass(frozen=True)
class HandedOut:
    """`table`: whose rows; `subject`: the record they are told under, or a list by its name with the number 0."""

    table: str
    subject: Subject
    title: str
    file: str
    purpose: Purpose


def hand_out(table: str, subject: Subject, title: str, *, purpose: Purpose) -> None:
    """Note that this answer is a file with personal data. `purpose`: what lies near."""
    asked = request.args.get("purpose", "")
    file = request.path.rpartition(".")[2]
    g.handed_out = HandedOut(table, subject, title, file, Purpose(asked) if asked in set(Purpose) else purpose)


def handed_out() -> HandedOut | None:
    """What this answer hands out, told once."""
    found: HandedOut | None = g.pop("handed_out", None)
    return found
