"""What a line of the journal says of the change: fields and states in words, days as the reader writes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import g
from flask_babel import gettext

from tracker.audit import queries
from tracker.kernel.text import N_
from tracker.web.formats import day, language, words

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN = 4
LONGEST = 60
FIELDS = {
    "activity": N_("activity"),
    "amended_on": N_("amended on"),
    "answer": N_("answer"),
    "answer_due_on": N_("answer due"),
    "answer_number": N_("number of the answer"),
    "answered_on": N_("answered on"),
    "cancelled_on": N_("cancelled on"),
    "closed_on": N_("closed on"),
    "closing_note": N_("what came of it"),
    "correction_reason": N_("reason of the correction"),
    "delivery": N_("delivery"),
    "department": N_("department"),
    "direction": N_("direction"),
    "dropped_reason": N_("reason of dropping"),
    "due_on": N_("due"),
    "edition": N_("edition"),
    "ends_on": N_("valid until"),
    "enters_on": N_("in force from"),
    "evidence_title": N_("evidence"),
    "kind": N_("kind"),
    "language": N_("language"),
    "letter_number": N_("number of the letter"),
    "made": N_("done so far"),
    "merged_on": N_("merged on"),
    "mode": N_("mode"),
    "name": N_("name"),
    "name_original": N_("name in the original"),
    "note": N_("note"),
    "number": N_("number"),
    "outcome": N_("outcome"),
    "outcome_on": N_("ended on"),
    "outcome_reason": N_("reason of the outcome"),
    "place": N_("place"),
    "plan": N_("plan"),
    "problems": N_("problems"),
    "proposals": N_("proposals"),
    "published_in": N_("published in"),
    "published_on": N_("published on"),
    "reason": N_("reason"),
    "registered_on": N_("registered on"),
    "registry_number": N_("registration number"),
    "reported_on": N_("reported on"),
    "results": N_("results"),
    "resume_on": N_("resumes on"),
    "role": N_("role"),
    "rows_total": N_("rows"),
    "sent_on": N_("sent on"),
    "signatory": N_("signatory"),
    "signatory_post": N_("post of the signatory"),
    "signed_at_place": N_("signed in"),
    "signed_on": N_("signed on"),
    "stage_since_on": N_("on the stage since"),
    "state": N_("state"),
    "status": N_("status"),
    "subject": N_("subject"),
    "terminated_on": N_("terminated on"),
    "termination_reason": N_("reason of the termination"),
    "text": N_("text"),
    "their_number": N_("their number"),
    "title": N_("title"),
    "translation": N_("translation"),
    "translator": N_("translator"),
    "valid_until": N_("valid until"),
    "written_on": N_("written on"),
    "year": N_("year"),
}
VALUES = {
    "active": N_("Active"),
    "approved": N_("approved"),
    "at_region": N_("at the region"),
    "cancelled": N_("cancelled"),
    "consented": N_("consented by the region"),
    "done": N_("done"),
    "draft": N_("draft"),
    "dropped": N_("dropped"),
    "expired": N_("expired"),
    "in_force": N_("in force"),
    "in_review": N_("in review"),
    "matched": N_("suited"),
    "negotiation": N_("in talks"),
    "open": N_("not closed"),
    "returned": N_("returned"),
    "signed": N_("signed"),
    "superseded": N_("superseded"),
    "suspended": N_("suspended"),
    "terminated": N_("terminated"),
}
# links that are told by the name of what they point at
LINKS = {
    "assignee_id": (N_("assignee"), "user"),
    "deputy_id": (N_("deputy"), "user"),
    "responsible_id": (N_("responsible"), "user"),
    "stage_id": (N_("stage"), "stage"),
}
# other links, moments and counters that say nothing to a reader
UNTOLD = ("_id", "_kind", "_at")
UNTOLD_FIELDS = frozenset({"counts", "has_time", "latest", "repeat_unit", "status_since"})
STATES = frozenset({"state", "status"})


def told(changed: Mapping[str, Any]) -> list[str]:
    """`field: old → new` of the first few fields; nothing where there was nothing before."""
    if all(old in (None, "") for old, _new in changed.values()):
        return []
    shown = [field for field in changed if field in LINKS or not _is_untold(field)]
    return [
        f"{_label(field)}: {_value(field, old)} → {_value(field, new)}"
        for field, (old, new) in ((field, changed[field]) for field in shown[:SHOWN])
    ]


def _is_untold(field: str) -> bool:
    return field in UNTOLD_FIELDS or field.endswith(UNTOLD)


def _label(field: str) -> str:
    return words(LINKS[field][0] if field in LINKS else FIELDS.get(field, field.replace("_", " ")))


def _name(table: str, number: int) -> str:
    """The tables are short and read once an answer, however many lines name something in them."""
    known: dict[str, dict[int, tuple[str, str]]] = g.setdefault("names_in_the_journal", {})
    if table not in known:
        known[table] = queries.names_of(table)
    ru, en = known[table].get(number, (f"№ {number}",) * 2)
    return ru if language() == "ru" else en


def _value(field: str, value: Any) -> str:
    if value in (None, ""):
        return "—"
    if field in LINKS:
        return _name(LINKS[field][1], value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    text = str(value)
    if field.endswith("_on") or field == "valid_until":
        return day(date.fromisoformat(text[:10]))
    if field in STATES:
        return words(VALUES.get(text, text))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
