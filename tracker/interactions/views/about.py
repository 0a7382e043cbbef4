"""What an entry can be about: talks and agreements, of the slices above. Tokens: `negotiation:7`, `agreement:3`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.agreements import queries as agreement_queries
from tracker.interactions.people import numbers
from tracker.kernel.text import number_of
from tracker.negotiations import queries as negotiation_queries
from tracker.partners.wording import is_russian
from tracker.web.lookups import Group, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.interactions.models import Interaction

NEGOTIATION, AGREEMENT = "negotiation", "agreement"


def _negotiation_option(row: Any) -> Option:
    partner = row.partner_ru if is_russian() else row.partner_en
    return Option(f"{NEGOTIATION}:{row.id}", row.subject, str(partner), row.country_code.lower())


def _agreement_option(row: Any) -> Option:
    counterparts = row.counterparts_ru if is_russian() else row.counterparts_en
    hint = " · ".join(part for part in (row.number, counterparts) if part)
    return Option(f"{AGREEMENT}:{row.id}", row.title, hint, row.counterpart_flags.split(" ")[0])


def groups(typed: str) -> Sequence[Group]:
    if not typed.strip():
        return ()
    return (
        Group(_("Negotiations"), [_negotiation_option(row) for row in negotiation_queries.found(typed)]),
        Group(_("Agreements"), [_agreement_option(row) for row in agreement_queries.found(typed)]),
    )


def found(typed: str) -> Sequence[Option]:
    return [option for group in groups(typed) for option in group.options]


def named(tokens: Sequence[str]) -> Sequence[Option]:
    """The options of tokens; unknown ones are left out."""
    ids = numbers(tokens)
    options: list[Option] = []
    if NEGOTIATION in ids:
        options += [_negotiation_option(row) for row in negotiation_queries.named(ids[NEGOTIATION])]
    if AGREEMENT in ids:
        options += [_agreement_option(row) for row in agreement_queries.named(ids[AGREEMENT])]
    return options


def token_of(interaction: Interaction) -> str | None:
    if interaction.negotiation_id is not None:
        return f"{NEGOTIATION}:{interaction.negotiation_id}"
    if interaction.agreement_id is not None:
        return f"{AGREEMENT}:{interaction.agreement_id}"
    return None


def known(token: str | None) -> str | None:
    """The token, if it names something: an address may ask for anything."""
    return token if token and named([token]) else None


def ids_of(token: str | None) -> dict[str, int | None]:
    """What a picked token says, as the actions take it."""
    kind, _colon, number = (token or "").partition(":")
    picked = number_of(number)
    return {
        "negotiation_id": picked if kind == NEGOTIATION else None,
        "agreement_id": picked if kind == AGREEMENT else None,
    }
