"""Taking a card: contact, organisation, interest and follow-up in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.contacts import actions as contacts
from tracker.contacts import queries as contact_queries
from tracker.contacts.models import Source
from tracker.event_mode import queries, rules
from tracker.interactions import actions as interactions
from tracker.interactions.actions import Company
from tracker.interactions.kinds import Kind
from tracker.interests import actions as interests
from tracker.kernel import clock
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.organisations import actions as organisations
from tracker.organisations import queries as organisation_queries

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.accounts.models import User
    from tracker.contacts.models import Contact
    from tracker.events.models import Event
    from tracker.interactions.models import Interaction
    from tracker.interactions.rules import When
    from tracker.interests.models import Interest
    from tracker.organisations.models import Organisation
    from tracker.partners.models import Partnership


@dataclass(frozen=True)
class Card:
    """What one card says. `contact_id`: the person is known already; `subject` and `step` in the words of the user."""

    name: str
    subject: str
    post: str = ""
    organisation: str = ""
    way: str = ""
    interest: str = ""
    interest_kind: str = ""
    step: str = ""
    place: str = ""
    contact_id: int | None = None
    country_id: int | None = None


@dataclass(frozen=True)
class Taken:
    """What was made of a card. `doubles`: rows of people who seem to be the same."""

    interaction: Interaction
    contact: Contact
    interest: Interest | None
    doubles: list[Any]


def take_card(event: Event, card: Card, *, by: User, taken: datetime, when: When) -> Taken:
    """`taken`: the moment; `when`: the day and hour to log. Raises RuleBroken."""
    rules.check_event(event, taken)
    if not card.name and card.contact_id is None:
        raise RuleBroken(N_("Write the name."), "name")
    ways = rules.read_ways(card.way)
    partner, organisation = _sender(event, card, by=by)
    doubles: list[Any] = []
    if card.contact_id is not None:
        contact = contact_queries.get_contact(card.contact_id)
    else:
        doubles = list(queries.known_people(card.name, ways))
        body = card.organisation if partner is not None else None
        more = {"ways": ways, "source": Source.EVENT, "obtained_on": when.on}
        contact = contacts.create_named(
            card.name, by=by, organisation=organisation, post=card.post, body=body, more=more
        )
    logged = _log(event, card, contact, partner, organisation, by=by, when=when)
    interest = _voice(event, card, logged, contact, organisation, by=by) if card.interest else None
    return Taken(logged, contact, interest, doubles)


def _sender(event: Event, card: Card, *, by: User) -> tuple[Partnership | None, Organisation | None]:
    """Whom the person belongs to: the partner of a delegation, or an organisation, made if it is new."""
    if not card.organisation:
        return None, None
    delegation = queries.find_delegation(event, card.organisation)
    if delegation is not None and (delegation.partnership is not None or delegation.organisation is not None):
        return delegation.partnership, delegation.organisation
    known = queries.find_organisation(card.organisation)
    if known is not None:
        return None, organisation_queries.get_organisation(known)
    return None, organisations.create_named(card.organisation, by=by, country_id=card.country_id)


def _log(
    event: Event,
    card: Card,
    contact: Contact,
    partner: Partnership | None,
    organisation: Organisation | None,
    *,
    by: User,
    when: When,
) -> Interaction:
    answers = {
        "kind": Kind.MEETING,
        "when": when,
        "subject": card.subject,
        "text": _beside(card) if card.contact_id is not None else None,
        "place": card.place or None,
        "event_id": event.id,
        "next_step": card.step or None,
        "next_step_on": when.on + rules.FOLLOW_UP_WITHIN if card.step else None,
        "next_step_by": by if card.step else None,
    }
    company = Company(
        partners=[partner] if partner is not None else [],
        contacts=[contact],
        organisations=[organisation] if organisation is not None else [],
        ours=[by],
    )
    return interactions.log(by=by, answers=answers, company=company, now=clock.now())


def _beside(card: Card) -> str | None:
    """What the card says of a person who is known already: nothing of it is lost."""
    return " · ".join(part for part in (card.name, card.post, card.organisation, card.way) if part) or None


def _voice(
    event: Event, card: Card, logged: Interaction, contact: Contact, organisation: Organisation | None, *, by: User
) -> Interest:
    answers = {
        "what": card.interest,
        "kind": card.interest_kind or None,
        "contact_id": contact.id,
        "organisation_id": organisation.id if organisation is not None else None,
        "partnership_id": logged.partnership_id,
        "event_id": event.id,
        "interaction_id": logged.id,
        "voiced_on": logged.happened_on,
    }
    return interests.voice(by=by, answers=answers, today=logged.happened_on)
