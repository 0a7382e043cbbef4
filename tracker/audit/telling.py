"""The journal in people's words: verbs, kinds of records, fields."""

from __future__ import annotations

from tracker.kernel.text import N_

VERBS = {
    "create": N_("created"),
    "edit": N_("changed"),
    "delete": N_("removed"),
    "archive": N_("archived"),
    "restore": N_("brought back"),
    "move": N_("moved"),
    "end": N_("ended"),
    "reopen": N_("reopened"),
    "submit": N_("submitted"),
    "approve": N_("approved"),
    "return": N_("returned"),
    "block": N_("blocked"),
    "unblock": N_("unblocked"),
    "reset-password": N_("set a new first password"),
    "change-password": N_("changed the password"),
    "reorder": N_("reordered"),
    "retire": N_("retired"),
    "reinstate": N_("used again"),
    "assign": N_("reassigned"),
    "name-city": N_("named the city"),
    "change-life": N_("changed the state of the relation"),
    "decide": N_("recorded a decision"),
    "merge-into": N_("recorded that the city merged into another"),
    "log": N_("logged"),
    "next-step-done": N_("did the next step"),
    "next-step-open": N_("opened the next step again"),
    "sign": N_("recorded the signing"),
    "cancel": N_("cancelled"),
    "suspend": N_("suspended"),
    "resume": N_("resumed"),
    "terminate": N_("terminated"),
    "supersede": N_("superseded"),
    "prolong": N_("prolonged"),
    "lapse": N_("lapsed"),
    "send-to-region": N_("sent to the region"),
    "record-consent": N_("recorded the consent"),
    "record-refusal": N_("recorded the refusal"),
    "ask-approval": N_("asked for an approval"),
    "give-approval": N_("recorded an approval"),
    "refuse-approval": N_("recorded a refusal"),
    "publish": N_("recorded the publication"),
    "amend": N_("changed the term by another paper"),
    "enter-into-force": N_("recorded the entry into force"),
    "reopen-draft": N_("took back to draft"),
    "give-notice": N_("recorded a notice of termination"),
    "withdraw-notice": N_("withdrew the notice of termination"),
    "keep-renewal": N_("decided to keep the prolongation"),
    "object": N_("objected to the prolongation"),
    "renew": N_("prolonged by itself"),
    "register": N_("registered"),
    "answer": N_("noted the answer"),
    "progress": N_("recorded the progress"),
    "done": N_("recorded as done"),
    "drop": N_("dropped"),
    "merge": N_("merged"),
    "undo-merge": N_("undid a merge"),
    "mark-different": N_("told apart from one that looks alike"),
    "import": N_("imported a file"),
    "undo-import": N_("took an import back"),
}
KINDS = {
    "agreement": N_("agreement"),
    "approval": N_("approval of an agreement"),
    "party": N_("party of an agreement"),
    "city": N_("city"),
    "contact": N_("contact"),
    "contact_post": N_("post of a contact"),
    "contact_way": N_("phone or mail of a contact"),
    "cooperation_area": N_("area of cooperation"),
    "gift": N_("gift"),
    "import_run": N_("import"),
    "interaction": N_("interaction"),
    "interaction_participant": N_("participant"),
    "letter": N_("letter"),
    "merge": N_("merge"),
    "municipality": N_("settings"),
    "negotiation": N_("negotiation"),
    "obligation": N_("obligation"),
    "no_double": N_("pair that only looks alike"),
    "organisation": N_("organisation"),
    "partnership": N_("partner"),
    "regulation": N_("rules of law and region"),
    "legal_basis": N_("legal basis"),
    "stage": N_("stage"),
    "succession": N_("succession of a partner city"),
    "user": N_("user"),
}


ITSELF = N_("the tracker itself")


def verb_words(verb: str) -> str:
    """An English text to be translated; the verb itself where none is known."""
    return VERBS.get(verb, verb.replace("-", " "))


def kind_words(kind: str) -> str:
    return KINDS.get(kind, kind.replace("_", " "))
