"""What the comboboxes of the forms ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.agreements import queries as agreement_queries
from tracker.events import hosts, telling
from tracker.events.actions import AGREEMENT, NEGOTIATION
from tracker.events.views.area import events
from tracker.kernel.text import numbers_of
from tracker.negotiations import queries as negotiation_queries
from tracker.permissions import Permission
from tracker.places import queries as place_queries
from tracker.web.lookups import Group, Option, lookup_answer, typed_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.events.models import Event


@events.page("/lookup", needs=Permission.EVENTS_READ)
def lookup() -> ResponseReturnValue:
    return lookup_answer([Group(_("Events"), telling.options_found(typed_query()))])


@events.page("/hosts", needs=Permission.EVENTS_EDIT)
def host_lookup() -> ResponseReturnValue:
    return lookup_answer(hosts.groups(typed_query(), countries=False))


@events.page("/delegations-of", needs=Permission.EVENTS_EDIT)
def delegation_lookup() -> ResponseReturnValue:
    return lookup_answer(hosts.groups(typed_query()))


@events.page("/people", needs=Permission.EVENTS_EDIT)
def people_lookup() -> ResponseReturnValue:
    typed = typed_query()
    create = _("“%(name)s”, only the name", name=typed) if typed else None
    return lookup_answer(hosts.people_groups(typed), create=create)


@events.page("/talks", needs=Permission.EVENTS_EDIT)
def link_lookup() -> ResponseReturnValue:
    return lookup_answer(link_groups(typed_query()))


def _talks(row: Any) -> Option:
    return Option(f"{NEGOTIATION}:{row.id}", row.subject, telling.said(row, "partner"), row.country_code.lower())


def _agreement(row: Any) -> Option:
    hint = " · ".join(part for part in (row.number, telling.said(row, "counterparts")) if part)
    return Option(f"{AGREEMENT}:{row.id}", row.title, hint, row.counterpart_flags.split(" ")[0])


def link_groups(typed: str) -> Sequence[Group]:
    if not typed.strip():
        return ()
    return (
        Group(_("Negotiations"), [_talks(row) for row in negotiation_queries.found(typed)]),
        Group(_("Agreements"), [_agreement(row) for row in agreement_queries.found(typed)]),
    )


def links_found(typed: str) -> Sequence[Option]:
    return [option for group in link_groups(typed) for option in group.options]


def links_named(tokens: Sequence[str]) -> Sequence[Option]:
    """The options of tokens; unknown ones are left out."""
    ids = hosts.numbers(tokens)
    options = [_talks(row) for row in (negotiation_queries.named(ids[NEGOTIATION]) if NEGOTIATION in ids else ())]
    return options + [_agreement(row) for row in (agreement_queries.named(ids[AGREEMENT]) if AGREEMENT in ids else ())]


def link_tokens(event: Event) -> list[str]:
    return [
        f"{NEGOTIATION}:{link.negotiation_id}"
        if link.negotiation_id is not None
        else f"{AGREEMENT}:{link.agreement_id}"
        for link in event.links
    ]


def cities_named(tokens: Sequence[str]) -> list[Option]:
    return [_city(row) for row in place_queries.cities_named(numbers_of(tokens))]


def cities_found(typed: str) -> list[Option]:
    return [_city(row) for row in place_queries.cities_found(typed)]


def _city(row: Any) -> Option:
    return Option(str(row.id), telling.said(row, "name"), telling.said(row, "country"), row.country_code.lower())
