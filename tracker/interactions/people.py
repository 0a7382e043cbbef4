"""The one field that says with whom it was: a partner, contacts, organisations, and names that are new.

Tokens are `partner:3`, `contact:5`, `organisation:7`, `name:9` (a participant of whom only the name is known) and
`new:<name>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.contacts import queries as contact_queries
from tracker.interactions import queries, rules
from tracker.interactions.actions import Company
from tracker.interactions.kinds import Side
from tracker.kernel.text import number_of, numbers_of
from tracker.organisations import queries as organisation_queries
from tracker.partners import queries as partner_queries
from tracker.partners import wording
from tracker.web.lookups import NEW, Group, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.interactions.models import Interaction

PERSON, ORGANISATION = "person", "organisation"


def _said(row: Any, what: str) -> str:
    return str(getattr(row, f"{what}_ru" if wording.is_russian() else f"{what}_en") or "")


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def partner_option(row: Any) -> Option:
    plain = wording.option(row)
    return Option(f"partner:{row.id}", plain.label, plain.hint, plain.flag)


def contact_option(row: Any) -> Option:
    name = _said(row, "name")
    other = next((one for one in (row.name_original, row.name_en, row.name_ru) if one and one != name), None)
    where = _joined(_said(row, "title"), _said(row, "organisation") or row.body, other)
    return Option(f"contact:{row.id}", name, where, (row.country_code or "").lower())


def organisation_option(row: Any) -> Option:
    where = _joined(_("organisation"), _said(row, "city") or _said(row, "country"))
    return Option(f"organisation:{row.id}", _said(row, "name"), where, (row.country_code or "").lower())


def groups(typed: str) -> Sequence[Group]:
    """Partners, people and organisations under the typed words, in either script."""
    if not typed.strip():
        return ()
    others = [contact_option(row) for row in contact_queries.found(typed)]
    others += [organisation_option(row) for row in organisation_queries.found(typed)]
    return (
        Group(_("Partners"), [partner_option(row) for row in partner_queries.found(typed)]),
        Group(_("People and organisations"), others),
    )


def found(typed: str) -> Sequence[Option]:
    return [option for group in groups(typed) for option in group.options]


def numbers(tokens: Iterable[str]) -> dict[str, list[int]]:
    """The ids of the tokens by their kinds."""
    ids: dict[str, list[int]] = {}
    for token in tokens:
        kind, _colon, number = token.partition(":")
        if (there := number_of(number)) is not None:
            ids.setdefault(kind, []).append(there)
    return ids


def named(tokens: Sequence[str]) -> Sequence[Option]:
    """The options of tokens; those that are not known, or another municipality's, are left out."""
    ids = numbers(tokens)
    options: list[Option] = []
    if "partner" in ids:
        options += [partner_option(row) for row in partner_queries.named(ids["partner"])]
    if "contact" in ids:
        options += [contact_option(row) for row in contact_queries.named(ids["contact"])]
    if "organisation" in ids:
        options += [organisation_option(row) for row in organisation_queries.named(ids["organisation"])]
    if "name" in ids:
        options += [Option(f"name:{row.id}", row.name) for row in queries.names_of_participants(ids["name"])]
    return options


def known(tokens: Iterable[str]) -> list[str]:
    """Those of the tokens that name something: an address may ask for anything."""
    asked = [token for token in tokens if token]
    there = {option.id for option in named(asked)}
    return [token for token in asked if token in there]


def tokens_of(interaction: Interaction) -> list[str]:
    """The partner and their side of an entry."""
    tokens = [f"partner:{interaction.partnership_id}"] if interaction.partnership_id is not None else []
    for one in interaction.participants:
        if one.side is not Side.THEIRS:
            continue
        if one.contact_id is not None:
            tokens.append(f"contact:{one.contact_id}")
        elif one.organisation_id is not None:
            tokens.append(f"organisation:{one.organisation_id}")
        else:
            tokens.append(f"name:{one.id}")
    return tokens


def company(tokens: Sequence[str], *, new_as: str, ours: Sequence[Any] = ()) -> Company:
    """The records of tokens that the field has let through.

    New names are people unless they say by themselves that they are not, or `new_as` says so of all of them.
    """
    ids = numbers(tokens)
    new = [token.removeprefix(NEW) for token in tokens if token.startswith(NEW)]
    organisations = [name for name in new if new_as == ORGANISATION or rules.names_an_organisation(name)]
    return Company(
        partners=[partner_queries.get_partnership(number) for number in ids.get("partner", [])],
        contacts=[contact_queries.get_contact(number) for number in ids.get("contact", [])],
        organisations=[organisation_queries.get_organisation(number) for number in ids.get("organisation", [])],
        names=[row.name for row in queries.names_of_participants(ids.get("name", []))],
        new_people=[name for name in new if name not in organisations],
        new_organisations=organisations,
        ours=ours,
    )


def colleague_option(row: Any) -> Option:
    return Option(str(row.id), row.name, row.post or "")


def colleagues_found(typed: str) -> Sequence[Option]:
    return [colleague_option(row) for row in account_queries.colleagues_found(typed)]


def colleagues_named(tokens: Sequence[str]) -> Sequence[Option]:
    ids = numbers_of(tokens)
    return [colleague_option(row) for row in account_queries.colleagues_named(ids)]
