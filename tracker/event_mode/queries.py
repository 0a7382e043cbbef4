"""Reading for event mode: where one is, who is near, what was taken down already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.contacts import queries as contact_queries
from tracker.contacts import rules as contact_rules
from tracker.contacts.models import WayKind
from tracker.events import queries as event_queries
from tracker.interactions import queries as interaction_queries
from tracker.kernel.text import fold
from tracker.organisations import queries as organisation_queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.events.models import Event, EventDelegation

SHOWN = 8


def get_event(event_id: int) -> Event:
    """The event with its delegations. Raises NoResultFound."""
    return event_queries.get_told(event_id)


def taken_down(event_id: int, language: str) -> Sequence[Any]:
    """The latest entries of the event, each with how many there are in all."""
    return interaction_queries.of_event(event_id, language, SHOWN)


def names_of(delegation: EventDelegation) -> tuple[str, str]:
    """In Russian and in English; empty for our own."""
    if delegation.partnership is not None:
        return delegation.partnership.title_ru, delegation.partnership.title_en
    other = delegation.organisation or delegation.country
    return (other.name_ru, other.name_en) if other is not None else ("", "")


def find_delegation(event: Event, name: str) -> EventDelegation | None:
    """The delegation of this name, in either language and script."""
    wanted = fold(name)
    return next((one for one in event.delegations if wanted in {fold(each) for each in names_of(one)} - {""}), None)


def find_organisation(name: str) -> int | None:
    """The only organisation that is called so, in any script."""
    found = organisation_queries.doubles_of([name])
    return int(found[0].id) if len(found) == 1 else None


def known_people(name: str, ways: Sequence[dict[str, str]] = ()) -> Sequence[Any]:
    """Rows of people who seem to be this one: of the same name, or reached in the same way."""
    folded = [contact_rules.fold_way(WayKind(one["kind"]), one["value"]) for one in ways]
    return contact_queries.doubles_of([name] if name else [], folded)
