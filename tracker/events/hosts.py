"""Who holds an event or sends a delegation, as the one field of a form picks it.

Tokens are `partner:3`, `organisation:5`, `country:7`; people of a delegation are `contact:5`, `user:2`, `new:<name>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.contacts import queries as contact_queries
from tracker.events.models import Event, EventDelegation, EventMember
from tracker.kernel.text import number_of
from tracker.organisations import queries as organisation_queries
from tracker.partners import queries as partner_queries
from tracker.partners import wording
from tracker.places import queries as place_queries
from tracker.web.lookups import Group, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PARTNER, ORGANISATION, COUNTRY, CONTACT, USER = "partner", "organisation", "country", "contact", "user"


def said(row: Any, what: str) -> str:
    return str(getattr(row, f"{what}_ru" if wording.is_russian() else f"{what}_en") or "")


def numbers(tokens: Iterable[str]) -> dict[str, list[int]]:
    """The ids of the tokens by their kinds."""
    ids: dict[str, list[int]] = {}
    for token in tokens:
        kind, _colon, number = token.partition(":")
        if (there := number_of(number)) is not None:
            ids.setdefault(kind, []).append(there)
    return ids


def _partner(row: Any) -> Option:
    plain = wording.option(row)
    return Option(f"{PARTNER}:{row.id}", plain.label, plain.hint, plain.flag)


def _organisation(row: Any) -> Option:
    where = said(row, "city") or said(row, "country")
    return Option(f"{ORGANISATION}:{row.id}", said(row, "name"), where, (row.country_code or "").lower())


def _country(row: Any) -> Option:
    return Option(f"{COUNTRY}:{row.id}", said(row, "name"), _("country"), row.code.lower())


def _contact(row: Any) -> Option:
    post = said(row, "title")
    where = " · ".join(part for part in (post, said(row, "organisation") or row.body) if part)
    return Option(f"{CONTACT}:{row.id}", said(row, "name"), where, (row.country_code or "").lower())


def _colleague(row: Any) -> Option:
    return Option(f"{USER}:{row.id}", row.name, row.post or "")


def groups(typed: str, *, countries: bool = True) -> Sequence[Group]:
    """Partners, organisations and countries under the typed words."""
    if not typed.strip():
        return ()
    found = [
        Group(_("Partners"), [_partner(row) for row in partner_queries.found(typed)]),
        Group(_("Organisations"), [_organisation(row) for row in organisation_queries.found(typed)]),
    ]
    if countries:
        found.append(Group(_("Countries"), [_country(row) for row in place_queries.countries_found(typed)]))
    return found


def found(typed: str) -> list[Option]:
    return [option for group in groups(typed) for option in group.options]


def named(tokens: Sequence[str]) -> list[Option]:
    """The options of tokens; those that are not known, or another municipality's, are left out."""
    ids = numbers(tokens)
    options = [_partner(row) for row in (partner_queries.named(ids[PARTNER]) if PARTNER in ids else ())]
    options += [
        _organisation(row) for row in (organisation_queries.named(ids[ORGANISATION]) if ORGANISATION in ids else ())
    ]
    return options + [_country(row) for row in (place_queries.countries_named(ids[COUNTRY]) if COUNTRY in ids else ())]


def picked(token: str | None) -> dict[str, int | None]:
    """A token as the actions take it: partnership_id, organisation_id, country_id."""
    kind, _colon, number = (token or "").partition(":")
    there = number_of(number)
    return {
        "partnership_id": there if kind == PARTNER else None,
        "organisation_id": there if kind == ORGANISATION else None,
        "country_id": there if kind == COUNTRY else None,
    }


def token_of_host(event: Event) -> str | None:
    if event.host_partnership_id is not None:
        return f"{PARTNER}:{event.host_partnership_id}"
    return f"{ORGANISATION}:{event.host_organisation_id}" if event.host_organisation_id is not None else None


def token_of(delegation: EventDelegation) -> str | None:
    if delegation.partnership_id is not None:
        return f"{PARTNER}:{delegation.partnership_id}"
    if delegation.organisation_id is not None:
        return f"{ORGANISATION}:{delegation.organisation_id}"
    return f"{COUNTRY}:{delegation.country_id}" if delegation.country_id is not None else None


def title_of(delegation: EventDelegation, language: str) -> str:
    """The name of those who send it; empty for our own."""
    if delegation.partnership is not None:
        return delegation.partnership.title_ru if language == "ru" else delegation.partnership.title_en
    if delegation.organisation is not None:
        return delegation.organisation.name_in(language)
    return delegation.country.name_in(language) if delegation.country is not None else ""


# people of a delegation


def people_found(typed: str) -> list[Option]:
    return [option for group in people_groups(typed) for option in group.options]


def people_groups(typed: str) -> Sequence[Group]:
    """Contacts and colleagues under the typed words."""
    if not typed.strip():
        return ()
    return (
        Group(_("Contacts"), [_contact(row) for row in contact_queries.found(typed)]),
        Group(_("Colleagues"), [_colleague(row) for row in account_queries.colleagues_found(typed)]),
    )


def people_named(tokens: Sequence[str]) -> list[Option]:
    ids = numbers(tokens)
    options = [_contact(row) for row in (contact_queries.named(ids[CONTACT]) if CONTACT in ids else ())]
    if USER in ids:
        options += [_colleague(row) for row in account_queries.colleagues_named(ids[USER])]
    return options


def token_of_member(member: EventMember) -> str:
    if member.contact_id is not None:
        return f"{CONTACT}:{member.contact_id}"
    return f"{USER}:{member.user_id}" if member.user_id is not None else f"new:{member.name}"
