"""Who took part in what a row tells: people and organisations that are here, and those made on the way."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.accounts import queries as account_queries
from tracker.contacts import actions as contact_actions
from tracker.contacts import queries as contact_queries
from tracker.contacts.models import Contact
from tracker.imports import values
from tracker.imports.targets.base import SEVERAL, Context, Index, Row
from tracker.imports.targets.organisations import Directory
from tracker.imports.values import Bad, normal
from tracker.interactions.actions import Company
from tracker.kernel.db import db
from tracker.kernel.text import N_
from tracker.organisations import actions as organisation_actions
from tracker.organisations import queries as organisation_queries
from tracker.partners import queries as partner_queries

if TYPE_CHECKING:
    from tracker.partners.models import Partnership

NEW_PERSON = N_("“%(value)s” is not here yet: the contact is made on the way.")
NEW_BODY = N_("“%(value)s” is not here yet: the organisation is made on the way.")
LISTS = ("contacts", "organisations", "names", "new_contacts", "new_organisations", "ours")


class Companies:
    """The people of the rows of one import."""

    def __init__(self, context: Context) -> None:
        self.context, self.directory, self._people = context, Directory(context), Index()
        for person in db.session.execute(
            select(Contact.id, Contact.name_ru, Contact.name_en, Contact.name_original).where(
                Contact.archived_at.is_(None)
            )
        ):
            for name in {person.name_ru, person.name_en, person.name_original} - {None}:
                self._people.add(normal(name), person.id)

    def read(self, row: Row) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {name: [] for name in LISTS}
        for name in _names(row.said("contacts")):
            self._person(row, name, found)
        for name in _names(row.said("organisations")):
            self._body(row, name, found)
        found["names"] = _names(row.said("names"))
        for name in _names(row.said("with_whom").replace(",", "\n")):
            self._somebody(name, found)
        for name in _names(row.said("ours")):
            user = row.attempt("ours", functools.partial(self.context.colleague, name))
            found["ours"] += [user.id] if user else []
        return {name: list(dict.fromkeys(one)) for name, one in found.items()}

    def _person(self, row: Row, name: str, found: dict[str, list[Any]]) -> None:
        known = self._people.living([normal(name)])
        if len(known) > 1:
            row.problems.append(Bad(SEVERAL, "contacts", value=name))
        elif known:
            found["contacts"].append(known[0])
        else:
            row.attempt("contacts", functools.partial(values.line, name))
            row.notice(NEW_PERSON, "contacts", value=name)
            found["new_contacts"].append(name)

    def _body(self, row: Row, name: str, found: dict[str, list[Any]]) -> None:
        faults = len(row.problems)
        known = row.attempt("organisations", functools.partial(self.directory.find, [name]))
        if known is not None:
            found["organisations"].append(known)
        elif len(row.problems) == faults:
            row.notice(NEW_BODY, "organisations", value=name)
            found["new_organisations"].append(name)

    def _somebody(self, name: str, found: dict[str, list[Any]]) -> None:
        """Of a mixed list: whoever is known as such, anybody else by the name alone."""
        people = self._people.living([normal(name)])
        bodies = self.directory.named(name)
        if len(people) == 1:
            found["contacts"].append(people[0])
        elif len(bodies) == 1:
            found["organisations"].append(bodies[0])
        else:
            found["names"].append(name)

    def of(self, wanted: dict[str, Any]) -> Company:
        """Who takes part; people and organisations that are not here are made."""
        partner = partner_queries.find_partnership(wanted.get("partner_id"))
        bodies = [organisation_queries.get_organisation(number) for number in wanted.get("organisations", [])]
        bodies += [self._made_body(name, partner) for name in wanted.get("new_organisations", [])]
        people = [contact_queries.get_contact(number) for number in wanted.get("contacts", [])]
        only = bodies[0] if len(bodies) == 1 else None
        people += [self._made_person(name, only) for name in wanted.get("new_contacts", [])]
        return Company(
            partners=[partner] if partner is not None else [],
            contacts=people,
            organisations=bodies,
            names=wanted.get("names", []),
            ours=[account_queries.get_user(number) for number in wanted.get("ours", [])],
        )

    def _made_body(self, name: str, partner: Partnership | None) -> Any:
        found = self.directory.find([name])
        if found is not None:
            return organisation_queries.get_organisation(found)
        place = {"country_id": partner.country_id, "city_id": partner.city_id} if partner is not None else {}
        made = organisation_actions.create_named(name, by=self.context.by, **place)
        db.session.flush()
        self.directory.learn(made)
        self.context.made("organisation", made)
        return made

    def _made_person(self, name: str, employer: Any) -> Any:
        found = self._people.living([normal(name)])
        if found:
            return contact_queries.get_contact(found[0])
        made = contact_actions.create_named(name, by=self.context.by, organisation=employer)
        db.session.flush()
        self._people.add(normal(name), made.id)
        self.context.made("contact", made)
        return made


def _names(text: str) -> list[str]:
    return [name for name in values.lines(text) if name]
