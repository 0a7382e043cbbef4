"""What the forms of interests pick: who it is about, the sector, organisations at home, talks they were voiced in.

Tokens of who it is about are `partner:3`, `organisation:5`, `contact:7`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.contacts import queries as contact_queries
from tracker.interactions import queries as interaction_queries
from tracker.interests import sectors
from tracker.kernel.text import numbers_of
from tracker.organisations import queries as organisation_queries
from tracker.partners import queries as partner_queries
from tracker.partners import wording
from tracker.web import formats
from tracker.web.lookups import Group, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.interests.models import Interest

PARTNER, ORGANISATION, CONTACT = "partner", "organisation", "contact"


def said(row: Any, what: str) -> str:
    return str(getattr(row, f"{what}_ru" if wording.is_russian() else f"{what}_en") or "")


def _numbers(tokens: Iterable[str]) -> list[int]:
    return numbers_of(tokens)


def _by_kind(tokens: Iterable[str]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = {}
    for token in tokens:
        kind, _colon, number = token.partition(":")
        ids.setdefault(kind, []).extend(_numbers([number]))
    return ids


def _partner(row: Any) -> Option:
    plain = wording.option(row)
    return Option(f"{PARTNER}:{row.id}", plain.label, plain.hint, plain.flag)


def _organisation(row: Any, kind: str = f"{ORGANISATION}:") -> Option:
    where = said(row, "city") or said(row, "country")
    return Option(f"{kind}{row.id}", said(row, "name"), where, (row.country_code or "").lower())


def _contact(row: Any) -> Option:
    where = " · ".join(part for part in (said(row, "title"), said(row, "organisation") or row.body) if part)
    return Option(f"{CONTACT}:{row.id}", said(row, "name"), where, (row.country_code or "").lower())


def who_groups(typed: str) -> Sequence[Group]:
    if not typed.strip():
        return ()
    return (
        Group(_("Partners"), [_partner(row) for row in partner_queries.found(typed)]),
        Group(_("Organisations"), [_organisation(row) for row in organisation_queries.found(typed)]),
        Group(_("People"), [_contact(row) for row in contact_queries.found(typed)]),
    )


def who_found(typed: str) -> list[Option]:
    return [option for group in who_groups(typed) for option in group.options]


def who_named(tokens: Sequence[str]) -> list[Option]:
    """The options of tokens; those that are not known, or another municipality's, are left out."""
    ids = _by_kind(tokens)
    options = [_partner(row) for row in (partner_queries.named(ids[PARTNER]) if ids.get(PARTNER) else ())]
    if ids.get(ORGANISATION):
        options += [_organisation(row) for row in organisation_queries.named(ids[ORGANISATION])]
    return options + [_contact(row) for row in (contact_queries.named(ids[CONTACT]) if ids.get(CONTACT) else ())]


def picked(tokens: Iterable[str]) -> dict[str, int | None]:
    """Tokens as the actions take them, the first of each kind."""
    ids = _by_kind(tokens)
    kinds = {PARTNER: "partnership_id", ORGANISATION: "organisation_id", CONTACT: "contact_id"}
    return {name: next(iter(ids.get(kind, [])), None) for kind, name in kinds.items()}


def tokens_of(interest: Interest) -> list[str]:
    held = (
        (PARTNER, interest.partnership_id),
        (ORGANISATION, interest.organisation_id),
        (CONTACT, interest.contact_id),
    )
    return [f"{kind}:{number}" for kind, number in held if number is not None]


def home_found(typed: str) -> list[Option]:
    return [_organisation(row, "") for row in organisation_queries.found(typed)] if typed.strip() else []


def home_named(tokens: Sequence[str]) -> list[Option]:
    return [_organisation(row, "") for row in organisation_queries.named(_numbers(tokens))]


def partners_found(typed: str) -> list[Option]:
    return [wording.option(row) for row in partner_queries.found(typed)] if typed.strip() else []


def partners_named(tokens: Sequence[str]) -> list[Option]:
    return [wording.option(row) for row in partner_queries.named(_numbers(tokens))]


def _logged(row: Any) -> Option:
    day = formats.day(row.happened_on)
    return Option(str(row.id), row.subject, f"{day} · {row.with_whom}" if row.with_whom else day)


def logged_found(typed: str) -> list[Option]:
    """What was logged under the typed words, the latest first."""
    if not typed.strip():
        return []
    return [_logged(row) for row in interaction_queries.found(typed, formats.language())]


def logged_named(tokens: Sequence[str]) -> list[Option]:
    return [_logged(row) for row in interaction_queries.named(_numbers(tokens), formats.language())]


def sector_option(one: sectors.Sector) -> Option:
    here = formats.language()
    return Option(one.code, sectors.title(one.code, here), one.name_in("en" if here == "ru" else "ru"))


def sectors_found(typed: str) -> list[Option]:
    return [sector_option(one) for one in sectors.found(typed)]


def sectors_named(codes: Sequence[str]) -> list[Option]:
    return [sector_option(sectors.SECTORS[code]) for code in codes if code in sectors.SECTORS]
