"""What people do with organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.audit import actions as audit
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.text import N_, script_of
from tracker.organisations import rules
from tracker.organisations.models import Kind, Organisation
from tracker.permissions import Permission
from tracker.places import queries as place_queries

if TYPE_CHECKING:
    from tracker.accounts.models import User


def create(*, by: User, answers: dict[str, Any]) -> Organisation:
    organisation = Organisation()
    _fill(organisation, answers)
    db.session.add(organisation)
    audit.record("create", organisation, by=by)
    return organisation


def create_named(name: str, *, by: User, country_id: int | None = None, city_id: int | None = None) -> Organisation:
    """An organisation of which only the name is known so far, as it comes from a quick form."""
    home = by.municipality.country_code if by.municipality else "RU"
    if country_id is None:
        country = place_queries.find_country(home)
        if country is None:
            raise RuleBroken(N_("The countries are not loaded yet. Run: tracker init"))
        country_id = country.id
    field = {"cyrillic": "name_ru", "latin": "name_en"}.get(script_of(name), "name_original")
    answers = {field: name, "kind": Kind.OTHER, "country_id": country_id, "city_id": city_id}
    return create(by=by, answers=answers)


def edit(organisation: Organisation, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    if organisation.version != version:
        raise EditedMeanwhile(organisation)
    _fill(organisation, answers)
    audit.record("edit", organisation, by=by)


def _fill(organisation: Organisation, answers: dict[str, Any]) -> None:
    """The values; where only one of the two names is given it serves as the other; the city says the country."""
    answers = dict(answers)
    name = answers.get("name_ru") or answers.get("name_en") or answers.get("name_original")
    if not name:
        raise RuleBroken(N_("Write the name in at least one language."), "name_ru")
    answers["name_ru"] = answers.get("name_ru") or name
    answers["name_en"] = answers.get("name_en") or name
    rules.check_website(answers.get("website"))
    if answers.get("city_id"):
        answers["country_id"] = place_queries.get_city(int(answers["city_id"])).country_id
    if not answers.get("country_id"):
        raise RuleBroken(N_("Choose the country."), "country_id")
    if answers.get("kind"):
        answers["kind"] = Kind(answers["kind"])
    for field, value in answers.items():
        setattr(organisation, field, value)
    organisation.country = place_queries.get_country(int(answers["country_id"]))


def archive(organisation: Organisation, *, by: User) -> None:
    _check_may_archive(by)
    organisation.archived_at = clock.now()
    audit.record("archive", organisation, by=by)


def restore(organisation: Organisation, *, by: User) -> None:
    _check_may_archive(by)
    organisation.archived_at = None
    audit.record("restore", organisation, by=by)


def _check_may_archive(by: User) -> None:
    if not by.may(Permission.ORGANISATIONS_ARCHIVE):
        raise NotAllowed(N_("Organisations are archived by a manager."))
