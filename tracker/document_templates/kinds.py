"""What a template is for, and in which language it is written."""

from __future__ import annotations

from enum import StrEnum

from tracker.documents.kinds import Kind as Paper
from tracker.kernel.text import N_
from tracker.regulations.kinds import Basis


class Kind(StrEnum):
    LETTER = "letter"
    AGREEMENT = "agreement"
    SUPPLEMENTARY = "supplementary"
    MINUTES = "minutes"
    CONSENT_REQUEST = "consent_request"
    NOTICE = "notice"


class Language(StrEnum):
    RU = "ru"
    EN = "en"
    BILINGUAL = "bilingual"


KIND_LABELS = {
    Kind.LETTER: N_("Letter"),
    Kind.AGREEMENT: N_("Agreement"),
    Kind.SUPPLEMENTARY: N_("Supplementary agreement"),
    Kind.MINUTES: N_("Minutes"),
    Kind.CONSENT_REQUEST: N_("Request for consent"),
    Kind.NOTICE: N_("Notice of entering negotiations"),
}
LANGUAGE_LABELS = {
    Language.RU: N_("Russian"),
    Language.EN: N_("English"),
    Language.BILINGUAL: N_("Russian and English"),
}
# on the pages of which records a draft of the kind is made
MADE_FROM: dict[Kind, tuple[str, ...]] = {
    Kind.LETTER: ("agreement", "negotiation", "partner"),
    Kind.AGREEMENT: ("agreement",),
    Kind.SUPPLEMENTARY: ("agreement",),
    Kind.MINUTES: ("interaction",),
    Kind.CONSENT_REQUEST: ("agreement",),
    Kind.NOTICE: ("negotiation",),
}
# the article that a paper of the kind names
GROUNDS: dict[Kind, Basis] = {
    Kind.LETTER: Basis.RELATIONS,
    Kind.AGREEMENT: Basis.RELATIONS,
    Kind.SUPPLEMENTARY: Basis.RELATIONS,
    Kind.MINUTES: Basis.RELATIONS,
    Kind.CONSENT_REQUEST: Basis.CONSENT,
    Kind.NOTICE: Basis.NOTICE_BEFORE_TALKS,
}
ATTACHED_AS: dict[Kind, Paper] = {
    Kind.LETTER: Paper.LETTER,
    Kind.AGREEMENT: Paper.DRAFT,
    Kind.SUPPLEMENTARY: Paper.DRAFT,
    Kind.MINUTES: Paper.DRAFT,
    Kind.CONSENT_REQUEST: Paper.LETTER,
    Kind.NOTICE: Paper.LETTER,
}


def kinds_for(subject_kind: str) -> list[Kind]:
    return [kind for kind, subjects in MADE_FROM.items() if subject_kind in subjects]
