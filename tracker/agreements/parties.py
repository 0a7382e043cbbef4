"""The parties of a document: written in their order, and told in short on the agreement itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.agreements.kinds import PartyKind
from tracker.agreements.models import FLAGS_KEPT, Party
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.organisations.models import Organisation
from tracker.places.models import City

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.accounts.models import Municipality
    from tracker.agreements.models import Agreement

LONGEST_SUMMARY = 300


@dataclass(frozen=True, kw_only=True)
class PartyWords:
    """A party as it is written down: which record it is, or its name and country, and who signs for it."""

    kind: PartyKind
    city_id: int | None = None
    organisation_id: int | None = None
    name: str | None = None
    country_code: str | None = None
    signatory: str | None = None
    post: str | None = None
    ground: str | None = None
    signed_on: date | None = None

    @property
    def identity(self) -> tuple[PartyKind, int | str | None]:
        """What tells two parties of one document apart."""
        named = (self.name or "").casefold() if self.kind is PartyKind.OTHER else None
        return self.kind, self.city_id or self.organisation_id or named


@dataclass(frozen=True)
class _Called:
    """Under which names, and of which country, a party stands in the document."""

    ru: str
    en: str
    country_code: str
    short: str | None = None


def write(agreement: Agreement, words: Sequence[PartyWords], home: Municipality) -> None:
    """Make these, in this order, the parties of the agreement. A party that stays keeps its row."""
    identities = [one.identity for one in words]
    if len(set(identities)) < len(identities):
        raise RuleBroken(N_("The same party stands there twice."), "parties")
    cities, organisations = _records(words)
    called = [_called(one, home, cities, organisations) for one in words]
    there = {_identity(party): party for party in agreement.parties}
    written = []
    for position, (one, name) in enumerate(zip(words, called, strict=True), start=1):
        party = there.pop(one.identity, None) or Party(
            kind=one.kind, city_id=one.city_id, organisation_id=one.organisation_id
        )
        party.position = position
        _call(party, name, home)
        party.signatory, party.post, party.ground = one.signatory, one.post, one.ground
        party.signed_on = one.signed_on
        written.append(party)
    agreement.parties = written
    summarise(agreement)


def _identity(party: Party) -> tuple[PartyKind, int | str | None]:
    named = party.name_ru.casefold() if party.kind is PartyKind.OTHER else None
    return party.kind, party.city_id or party.organisation_id or named


def _records(words: Sequence[PartyWords]) -> tuple[dict[int, City], dict[int, Organisation]]:
    """The cities and organisations named; one that the scope does not know cannot be a party."""
    city_ids = {one.city_id for one in words if one.city_id}
    organisation_ids = {one.organisation_id for one in words if one.organisation_id}
    cities: dict[int, City] = {}
    organisations: dict[int, Organisation] = {}
    if city_ids:
        known_cities = select(City).where(City.id.in_(city_ids)).options(joinedload(City.country))
        cities = {city.id: city for city in db.session.scalars(known_cities)}
    if organisation_ids:
        known = select(Organisation).where(Organisation.id.in_(organisation_ids))
        organisations = {one.id: one for one in db.session.scalars(known)}
    if len(cities) < len(city_ids) or len(organisations) < len(organisation_ids):
        raise RuleBroken(N_("This record is not there any more. Choose another one."), "parties")
    return cities, organisations


def _called(
    one: PartyWords, home: Municipality, cities: dict[int, City], organisations: dict[int, Organisation]
) -> _Called:
    if one.kind is PartyKind.MUNICIPALITY:
        return _Called(home.administration_ru, home.administration_en, home.country_code)
    if one.city_id is not None:
        city = cities[one.city_id]
        return _Called(city.name_ru, city.name_en, city.country.code)
    if one.organisation_id is not None:
        organisation = organisations[one.organisation_id]
        return _Called(organisation.name_ru, organisation.name_en, organisation.country_code, organisation.short_name)
    if not one.name or not one.country_code:
        raise RuleBroken(N_("Write the name of the party and choose its country."), "parties")
    return _Called(one.name, one.name, one.country_code)


def _call(party: Party, called: _Called, home: Municipality) -> None:
    party.name_ru, party.name_en, party.short_name = called.ru, called.en, called.short
    party.country_code = called.country_code.upper()
    party.is_foreign = party.country_code != home.country_code.upper()


def summarise(agreement: Agreement) -> None:
    """Keep on the agreement what a list tells of its parties: foreign ones first, then the others, not ourselves."""
    others = sorted((p for p in agreement.parties if not p.is_ours), key=lambda p: (not p.is_foreign, p.position))
    agreement.has_foreign_party = any(party.is_foreign for party in others)
    agreement.counterpart_count = len(others)
    first = others[0] if others else None
    agreement.counterparts_ru = (first.short_name or first.name_ru)[:LONGEST_SUMMARY] if first else ""
    agreement.counterparts_en = first.name_en[:LONGEST_SUMMARY] if first else ""
    flags = dict.fromkeys(party.country_code.lower() for party in others)
    agreement.counterpart_flags = " ".join(list(flags)[:FLAGS_KEPT])
