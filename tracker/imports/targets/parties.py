"""The parties of an agreement in the cells of a row: a line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.agreements.kinds import PartyKind
from tracker.imports import values
from tracker.imports.values import Bad, normal
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.imports.places import Gazetteer
    from tracker.imports.targets.base import Context, Row
    from tracker.imports.targets.organisations import Directory

WE = N_("our administration")
OWN = frozenset({"мы", "we", "администрация", "our administration", "наша администрация"})
NO_PARTY_COUNTRY = N_("Say the country of the party “%(value)s”.")
PARTY = ("parties", "party_countries", "signatories", "posts", "grounds")


def read(row: Row, context: Context, directory: Directory) -> list[dict[str, Any]]:
    """The parties a row names."""
    columns = {name: values.lines(row.said(name)) for name in PARTY}
    parties = []
    for at in range(max(len(column) for column in columns.values())):
        said = {name: column[at] if at < len(column) else "" for name, column in columns.items()}
        if any(said.values()):
            parties.append(_party(said, context, directory))
    if parties and not any(one["kind"] == PartyKind.MUNICIPALITY for one in parties) and len(parties) == 1:
        parties.insert(0, {"kind": PartyKind.MUNICIPALITY.value})  # a sheet of ours names the others only
    return parties


def _party(said: dict[str, str], context: Context, directory: Directory) -> dict[str, Any]:
    who = {
        "signatory": values.line(said["signatories"]),
        "post": values.line(said["posts"]),
        "ground": values.line(said["grounds"]),
    }
    name, home = values.line(said["parties"], 500), context.home
    if not name or normal(name) in OWN | {normal(home.administration_ru), normal(home.administration_en)}:
        return {"kind": PartyKind.MUNICIPALITY.value, **who}
    country = _beside("party_countries", lambda: context.gazetteer.country(said["party_countries"]))
    body = _beside("parties", lambda: directory.find([name], country.id if country else None))
    if body is not None:
        return {"kind": PartyKind.ORGANISATION.value, "organisation_id": body, **who}
    city = _beside("parties", lambda: context.gazetteer.city(name, country, None)) if country else None
    if city is not None and normal(name) in {normal(city.name_ru), normal(city.name_en)}:
        return {"kind": PartyKind.CITY.value, "city_id": city.id, **who}
    if country is None:
        raise Bad(NO_PARTY_COUNTRY, "party_countries", value=name)
    return {"kind": PartyKind.OTHER.value, "name": name, "country_code": country.code, **who}


def _beside(field: str, step: Callable[[], Any]) -> Any:
    """What is wrong is told beside this column: those of places have other names here."""
    try:
        return step()
    except Bad as bad:
        bad.field = field
        raise


def state(party: Any) -> dict[str, Any]:
    by_hand = party.kind is PartyKind.OTHER
    told = {
        "kind": party.kind.value,
        "city_id": party.city_id,
        "organisation_id": party.organisation_id,
        "name": party.name_ru if by_hand else None,
        "country_code": party.country_code if by_hand else None,
    }
    who = {"signatory": party.signatory, "post": party.post, "ground": party.ground}
    return {name: value for name, value in told.items() if value is not None} | who


def cells(parties: Sequence[Any], gazetteer: Gazetteer, language: str) -> dict[str, str]:
    """A line of each cell for each party."""
    return {
        "parties": "\n".join(values.told(WE, language) if one.is_ours else one.name_in(language) for one in parties),
        "party_countries": "\n".join(gazetteer.country_of_code(one.country_code, language) for one in parties),
        "signatories": "\n".join(one.signatory or "" for one in parties),
        "posts": "\n".join(one.post or "" for one in parties),
        "grounds": "\n".join(one.ground or "" for one in parties),
    }
