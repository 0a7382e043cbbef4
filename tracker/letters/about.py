"""What a letter can be about: talks and agreements, found by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.kernel.subjects import Subject
from tracker.web.records import Records, subject_of, token_of

if TYPE_CHECKING:
    from tracker.interactions.models import Interaction

NEGOTIATION, AGREEMENT = "negotiation", "agreement"
TOPICS = Records(NEGOTIATION, AGREEMENT)


def topic_of(interaction: Interaction) -> Subject | None:
    if interaction.negotiation_id is not None:
        return Subject(NEGOTIATION, interaction.negotiation_id)
    if interaction.agreement_id is not None:
        return Subject(AGREEMENT, interaction.agreement_id)
    return None


def token_for(interaction: Interaction) -> str | None:
    topic = topic_of(interaction)
    return token_of(topic) if topic is not None else None


def ids_of(token: str | None) -> dict[str, int | None]:
    """What a picked token says, as the actions take it."""
    subject = subject_of(token)
    return {
        f"{kind}_id": subject.id if subject is not None and subject.kind == kind else None
        for kind in (NEGOTIATION, AGREEMENT)
    }
