"""What the fields and filters of agreements offer: parties, partners, talks, other agreements, countries, areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g
from flask_babel import gettext as _

from tracker.agreements import queries, wording
from tracker.agreements.kinds import LIVING, PartyKind
from tracker.agreements.terms import months_later
from tracker.kernel.text import fold, number_of, numbers_of
from tracker.negotiations import queries as negotiation_queries
from tracker.organisations import queries as organisation_queries
from tracker.partners import queries as partner_queries
from tracker.places import queries as place_queries
from tracker.web import formats
from tracker.web.lookups import Group, Option
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy import Select

    from tracker.agreements.models import Party

MOST = 8
MOST_DIGITS = 9


def _russian() -> bool:
    return formats.language() == "ru"


def _name(row: Any) -> str:
    return str(row.name_ru if _russian() else row.name_en)


# parties: tokens are `municipality:1`, `city:12`, `organisation:7`


def party_token(party: Party) -> str:
    """The token of a party that is a record."""
    number = party.city_id or party.organisation_id or party.municipality_id
    return f"{party.kind.value}:{number}"


def own_token(municipality_id: int | None) -> str:
    return f"{PartyKind.MUNICIPALITY.value}:{municipality_id}"


def _own_option() -> Option:
    home = signed_in_user().municipality
    if home is None:
        return Option("", "")
    return Option(own_token(home.id), home.administration_in(formats.language()), _("we"))


def _city_option(row: Any) -> Option:
    country = row.country_ru if _russian() else row.country_en
    return Option(f"city:{row.id}", _name(row), str(country), row.country_code.lower())


def _organisation_option(row: Any) -> Option:
    return Option(f"organisation:{row.id}", _name(row), "", (row.country_code or "").lower())


def named_parties(tokens: Sequence[str]) -> Sequence[Option]:
    """The options of tokens; one that is not known, or not ours to name, is left out."""
    ids: dict[str, list[int]] = {}
    for token in tokens:
        kind, _colon, number = token.partition(":")
        if (there := number_of(number)) is not None:
            ids.setdefault(kind, []).append(there)
    own = _own_option()
    found = [own] if own.id in tokens else []
    if "city" in ids:
        found += [_city_option(row) for row in place_queries.cities_named(ids["city"])]
    if "organisation" in ids:
        found += [_organisation_option(row) for row in organisation_queries.named(ids["organisation"])]
    return found


def found_parties(typed: str) -> Sequence[Option]:
    return [option for group in party_groups(typed) for option in group.options]


def party_groups(typed: str) -> Sequence[Group]:
    """Ourselves, organisations and cities under the typed words."""
    if not typed.strip():
        return [Group(_("We"), [_own_option()])]
    own = _own_option()
    return [
        Group(_("We"), [own] if fold(typed) in fold(own.label) else []),
        Group(_("Organisations"), [_organisation_option(row) for row in organisation_queries.found(typed)]),
        Group(_("Cities"), [_city_option(row) for row in place_queries.cities_found(typed, MOST)]),
    ]


def party_of_partnership(partnership_id: str | None) -> str | None:
    """The token of the city of a partner named in an address."""
    if (number := known_number(partnership_id)) is None:
        return None
    partnership = partner_queries.find_partnership(number)
    return f"city:{partnership.city_id}" if partnership is not None and partnership.city_id else None


def find_talks(negotiation_id: int | None) -> Any:
    """The row of the talks named in an address, if they are there."""
    talks = negotiation_queries.named([negotiation_id]) if negotiation_id is not None else ()
    return next(iter(talks), None)


# links


def _picked(tokens: Sequence[str], read: Callable[[list[int]], Sequence[Any]], option: Callable[[Any], Option]) -> Any:
    return [option(row) for row in read(numbers_of(tokens))]


def _partner_option(row: Any) -> Option:
    return Option(str(row.id), str(row.title_ru if _russian() else row.title_en), "", row.country_code.lower())


def named_partnerships(tokens: Sequence[str]) -> Sequence[Option]:
    return list(_picked(tokens, partner_queries.named, _partner_option))


def found_partnerships(typed: str) -> Sequence[Option]:
    return [_partner_option(row) for row in partner_queries.found(typed)]


def _negotiation_option(row: Any) -> Option:
    partner = row.partner_ru if _russian() else row.partner_en
    return Option(str(row.id), row.subject, str(partner), row.country_code.lower())


def named_negotiations(tokens: Sequence[str]) -> Sequence[Option]:
    return list(_picked(tokens, negotiation_queries.named, _negotiation_option))


def found_negotiations(typed: str) -> Sequence[Option]:
    return [_negotiation_option(row) for row in negotiation_queries.found(typed)]


def _agreement_option(row: Any) -> Option:
    hint = ", ".join(text for text in (row.number, wording.counterparts(row)) if text)
    return Option(str(row.id), row.title, hint, wording.first_flag(row))


def named_agreements(tokens: Sequence[str]) -> Sequence[Option]:
    return list(_picked(tokens, queries.named, _agreement_option))


def found_agreements(typed: str) -> Sequence[Option]:
    return [_agreement_option(row) for row in queries.found(typed)]


def found_in_force(typed: str) -> Sequence[Option]:
    rows = queries.found(typed, statuses=LIVING, today=formats.today())
    return [_agreement_option(row) for row in rows]


def agreement_groups(typed: str) -> Sequence[Group]:
    return [Group(_("Agreements"), found_agreements(typed))]


# countries, groupings, areas


def _countries() -> dict[str, str]:
    """Names of all countries by their codes; read once a request."""
    if "country_names" not in g:
        pairs = [(country.code.upper(), country.name_in(formats.language())) for country in place_queries.countries()]
        g.country_names = dict(sorted(pairs, key=lambda pair: pair[1]))
    return dict(g.country_names)


def countries() -> list[tuple[str, str]]:
    return list(_countries().items())


def country_name(code: str) -> str:
    return _countries().get(code.upper(), code.upper())


def party_countries() -> list[tuple[str, str]]:
    """Countries of which an agreement has a party."""
    return sorted(((row.code, _name(row)) for row in queries.party_countries()), key=lambda pair: pair[1])


def groupings() -> list[tuple[str, str]]:
    return [(group.code, group.name_in(formats.language())) for group in place_queries.groups()]


def countries_in(codes: list[str]) -> Select[Any]:
    """Codes of the countries that are members of a grouping today."""
    return queries.codes_of(place_queries.country_ids_in_groups(codes, formats.today()))


def areas() -> list[tuple[str, str]]:
    """The municipality's areas of cooperation: (id, name)."""
    return [(str(area.id), area.name_in(formats.language())) for area in partner_queries.areas()]


def area_codes() -> list[tuple[str, str]]:
    """Areas for narrowing a list; to the observer an area of several municipalities is one, by its code."""
    return list({row.code: _name(row) for row in partner_queries.area_choices()}.items())


def areas_coded(codes: list[str]) -> Any:
    return partner_queries.area_ids(codes)


def area_names(codes: str) -> str:
    """The names of the areas kept on a row."""
    if "area_names" not in g:
        every = partner_queries.areas(with_retired=True)
        g.area_names = {area.code: area.name_in(formats.language()) for area in every}
    return ", ".join(g.area_names.get(code, code) for code in codes.split())


# small things


def known_number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def same_day_later(wrong: date, begins: date) -> str:
    """A guess for a last day that lies before the first: the same day and month, some years on."""
    guess = wrong
    while guess <= begins:
        guess = months_later(guess, 12)
    return formats.day(guess)
