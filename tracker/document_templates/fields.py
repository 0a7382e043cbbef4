"""The fields and tables that a template may name. Nothing else is ever filled in.

A field is written `{{ agreement.title }}`. It is filled in the language of the template; `{{ agreement.title.en }}`
asks for one of the two, which a bilingual template does. The fields of a table stand in one row of a table of the
document, and that row is repeated for each entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.kernel.text import N_

LEGAL_BASIS = "legal_basis"
LANGUAGES = ("ru", "en")
PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]+(?:\.[a-z_]+)*)\s*\}\}")
SUSPICIOUS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
EVERYWHERE = ("agreement", "negotiation", "partner", "interaction")


@dataclass(frozen=True)
class Field:
    """`of`: the kinds of records from which it is known."""

    name: str
    label: str
    of: tuple[str, ...]


_AGREEMENT, _TALKS, _MEETING = ("agreement",), ("negotiation",), ("interaction",)
_PARTNER = ("agreement", "negotiation", "partner", "interaction")

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("today", N_("today"), EVERYWHERE),
        Field(LEGAL_BASIS, N_("the act and the article that the paper answers; every template names it"), EVERYWHERE),
        Field("municipality.name", N_("name of the municipality"), EVERYWHERE),
        Field("municipality.administration", N_("name of its administration"), EVERYWHERE),
        Field("author.name", N_("who makes the draft"), EVERYWHERE),
        Field("author.post", N_("post of who makes the draft"), EVERYWHERE),
        Field("author.email", N_("e-mail of who makes the draft"), EVERYWHERE),
        Field("region.body", N_("the region's authorised body"), EVERYWHERE),
        Field("region.consent_giver", N_("whose consent is asked"), EVERYWHERE),
        Field("partner.name", N_("partner city"), _PARTNER),
        Field("partner.country", N_("country of the partner"), _PARTNER),
        Field("agreement.title", N_("title; in English the second title"), _AGREEMENT),
        Field("agreement.kind", N_("kind of document"), _AGREEMENT),
        Field("agreement.number", N_("number"), _AGREEMENT),
        Field("agreement.subject", N_("subject"), _AGREEMENT),
        Field("agreement.areas", N_("areas of cooperation"), _AGREEMENT),
        Field("agreement.languages", N_("languages"), _AGREEMENT),
        Field("agreement.copies", N_("copies"), _AGREEMENT),
        Field("agreement.place", N_("place of signing"), _AGREEMENT),
        Field("agreement.signed_on", N_("day of signing"), _AGREEMENT),
        Field("agreement.ends_on", N_("last day of the term"), _AGREEMENT),
        Field("agreement.term", N_("until when it is valid"), _AGREEMENT),
        Field("agreement.parties", N_("names of all parties"), _AGREEMENT),
        Field("main.title", N_("title of the agreement that is supplemented"), _AGREEMENT),
        Field("main.number", N_("its number"), _AGREEMENT),
        Field("main.signed_on", N_("its day of signing"), _AGREEMENT),
        Field("our.name", N_("our party"), _AGREEMENT),
        Field("our.signatory", N_("who signs for us"), _AGREEMENT),
        Field("our.post", N_("post of who signs for us"), _AGREEMENT),
        Field("our.ground", N_("ground of authority of who signs for us"), _AGREEMENT),
        Field("other.name", N_("the other parties"), _AGREEMENT),
        Field("other.signatory", N_("who signs for the first other party"), _AGREEMENT),
        Field("other.post", N_("post of who signs for it"), _AGREEMENT),
        Field("other.ground", N_("ground of authority of who signs for it"), _AGREEMENT),
        Field("negotiation.subject", N_("subject of the talks"), _TALKS),
        Field("negotiation.stage", N_("stage of the talks"), _TALKS),
        Field("negotiation.started_on", N_("day on which the talks began"), _TALKS),
        Field("negotiation.next_step", N_("next step of the talks"), _TALKS),
        Field("interaction.subject", N_("what it was about"), _MEETING),
        Field("interaction.kind", N_("meeting, call, visit …"), _MEETING),
        Field("interaction.on", N_("day"), _MEETING),
        Field("interaction.place", N_("place"), _MEETING),
        Field("interaction.text", N_("what was said"), _MEETING),
        Field("interaction.next_step", N_("next step"), _MEETING),
        Field("interaction.next_step_on", N_("by which day"), _MEETING),
        Field("interaction.next_step_by", N_("by whom"), _MEETING),
    )
}
TABLES: dict[str, dict[str, Field]] = {
    "party": {
        "party.number": Field("party.number", N_("number of the party"), _AGREEMENT),
        "party.name": Field("party.name", N_("its name"), _AGREEMENT),
        "party.signatory": Field("party.signatory", N_("who signs for it"), _AGREEMENT),
        "party.post": Field("party.post", N_("post of who signs"), _AGREEMENT),
        "party.ground": Field("party.ground", N_("ground of authority"), _AGREEMENT),
    },
    "enclosure": {
        "enclosure.number": Field("enclosure.number", N_("number of the enclosure"), _AGREEMENT),
        "enclosure.name": Field("enclosure.name", N_("what has to be enclosed"), _AGREEMENT),
    },
    "theirs": {"theirs.name": Field("theirs.name", N_("who took part from their side"), _MEETING)},
    "ours": {"ours.name": Field("ours.name", N_("who took part from our side"), _MEETING)},
}
TABLE_FIELDS = {name: table for table, fields in TABLES.items() for name in fields}


def plain_name(name: str) -> tuple[str, str]:
    """The field and the language that a placeholder asks for (empty: the template's own)."""
    stem, _dot, last = name.rpartition(".")
    return (stem, last) if stem and last in LANGUAGES else (name, "")


def known(name: str) -> Field | None:
    field, _language = plain_name(name)
    if field in FIELDS:
        return FIELDS[field]
    table = TABLE_FIELDS.get(field)
    return TABLES[table][field] if table else None
