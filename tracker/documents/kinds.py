"""What a document can be."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Kind(StrEnum):
    DRAFT = "draft"
    TRANSLATION = "translation"
    SIGNED_SCAN = "signed_scan"
    CONSENT_LETTER = "consent_letter"
    ENCLOSURE = "enclosure"
    PUBLICATION = "publication"
    EVIDENCE = "evidence"
    LETTER = "letter"
    PHOTO = "photo"
    BUSINESS_CARD = "business_card"
    OTHER = "other"


KIND_LABELS = {
    Kind.DRAFT: N_("Draft"),
    Kind.TRANSLATION: N_("Translation"),
    Kind.SIGNED_SCAN: N_("Signed original, scanned"),
    Kind.CONSENT_LETTER: N_("Letter of consent"),
    Kind.ENCLOSURE: N_("Enclosure"),
    Kind.PUBLICATION: N_("Publication"),
    Kind.EVIDENCE: N_("Evidence"),
    Kind.LETTER: N_("Letter"),
    Kind.PHOTO: N_("Photo"),
    Kind.BUSINESS_CARD: N_("Business card"),
    Kind.OTHER: N_("Other"),
}

# what the region's observer reads of an agreement: its text as signed and published, and the letter of consent
OPEN_TO_THE_REGION = frozenset({Kind.SIGNED_SCAN, Kind.PUBLICATION, Kind.CONSENT_LETTER})
AGREEMENT = "agreement"
