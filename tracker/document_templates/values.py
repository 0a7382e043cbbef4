"""What the fields of a paper are filled with: texts in both languages, taken from a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.lists import format_list
from flask_babel import force_locale, gettext

from tracker.agreements import queries as agreements
from tracker.contacts import languages
from tracker.document_templates.fields import LANGUAGES, LEGAL_BASIS
from tracker.document_templates.filling import Text, Values
from tracker.document_templates.kinds import GROUNDS, Kind
from tracker.interactions import queries as interactions
from tracker.interactions.kinds import KIND_LABELS as MEETING_LABELS
from tracker.interactions.kinds import Side
from tracker.kernel.latin import in_latin
from tracker.kernel.text import N_
from tracker.negotiations import queries as negotiations
from tracker.papers.marking import is_russian
from tracker.partners import queries as partners
from tracker.regulations import queries as regulations
from tracker.regulations.kinds import Basis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from tracker.accounts.models import User
    from tracker.agreements.models import Agreement, Party
    from tracker.kernel.subjects import Subject

NO_END = N_("without an end")
UNTIL = N_("until %(day)s")
UNTRANSLATED = N_("%(text)s [in Russian: to be translated]")
UNCHECKED = N_("%(article)s [to be confirmed by the legal department]")


def values_of(subject: Subject, kind: Kind, *, by: User, today: date) -> Values:
    """Everything that is known for a paper of this kind about the record. Raises NoResultFound."""
    values = Values(_of_everywhere(kind, by, today))
    _SOURCES[subject.kind](values, subject.id, today)
    return values


def day(value: date | None) -> Text:
    """23 ноября 2026 года, 23 November 2026; not divided at the end of a line."""
    if value is None:
        return {}
    told = {"ru": f"{format_date(value, 'd MMMM y', 'ru')} года", "en": format_date(value, "d MMMM y", "en")}
    return {language: text.replace(" ", "\N{NO-BREAK SPACE}") for language, text in told.items()}


def same(value: Any) -> Text:
    """A text that is kept in one language."""
    return dict.fromkeys(LANGUAGES, "" if value is None else str(value))


def free(value: str | None) -> Text:
    """A text that people typed once, in whatever language: an English paper tells that it is to be translated."""
    told = value or ""
    return {"ru": told, "en": label(UNTRANSLATED, text=told)["en"] if is_russian(told) else told}


def spelt(name: str | None) -> Text:
    """The name of a person or a place."""
    return {"ru": name or "", "en": in_latin(name)}


def both(name_in: Callable[[str], str]) -> Text:
    return {language: name_in(language) for language in LANGUAGES}


def label(marked: str, **values: str) -> Text:
    """A text marked with `N_`, in both languages."""

    def said(language: str) -> str:
        with force_locale(language):
            return gettext(marked, **values)

    return both(said)


def _of_everywhere(kind: Kind, by: User, today: date) -> dict[str, Text]:
    home = by.municipality
    profile = regulations.regulation(on=today)
    basis = regulations.legal_basis(GROUNDS[kind], on=today) or regulations.legal_basis(Basis.RELATIONS, on=today)
    cited: Text = {}
    if basis is not None:
        cited = both(basis.cited_in)
        if basis.checked_on is None:
            cited = {one: label(UNCHECKED, article=text)[one] for one, text in cited.items()}
    return {
        "today": day(today),
        LEGAL_BASIS: cited,
        "municipality.name": both(home.name_in) if home else {},
        "municipality.administration": both(home.administration_in) if home else {},
        "author.name": spelt(by.name),
        "author.post": free(by.post),
        "author.email": same(by.email),
        "region.body": both(profile.body_in),
        "region.consent_giver": both(profile.consent_giver_in),
    }


def _partner(values: Values, partnership_id: int | None) -> None:
    found = partners.find_partnership(partnership_id) if partnership_id else None
    if found is not None:
        values.fields["partner.name"] = both(found.title_in)
        values.fields["partner.country"] = both(found.country.name_in)


def _until(last: date | None) -> Text:
    return {language: label(UNTIL, day=text)[language] for language, text in day(last).items()}


def _inside_a_sentence(name: str) -> str:
    """A name that begins with a capital because it is one, begins with a small letter; an abbreviation stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _of_partner(values: Values, number: int, _today: date) -> None:
    partners.get_partnership(number)
    _partner(values, number)


def _of_agreement(values: Values, number: int, today: date) -> None:
    agreement = agreements.get_told(number)
    ours = next((party for party in agreement.parties if party.is_ours), None)
    others = [party for party in agreement.parties if not party.is_ours]
    values.fields |= {
        "agreement.title": _titled(agreement),
        "agreement.kind": label(agreement.kind_label),
        "agreement.number": same(agreement.number),
        "agreement.subject": free(agreement.subject),
        "agreement.areas": both(
            lambda language: ", ".join(_inside_a_sentence(area.name_in(language)) for area in agreement.areas)
        ),
        "agreement.languages": _languages(agreement.languages),
        "agreement.copies": same(agreement.copies),
        "agreement.place": spelt(agreement.signed_at_place),
        "agreement.signed_on": day(agreement.signed_on),
        "agreement.ends_on": day(agreement.ends_on),
        "agreement.term": label(NO_END) if agreement.indefinite else _until(agreement.ends_on),
        "agreement.parties": _named(agreement.parties),
        "other.name": _named(others),
        **_main(agreement.parent),
        **_signing("our", ours),
        **_signing("other", others[0] if others else None),
    }
    if ours is not None:
        values.fields["our.name"] = both(ours.name_in)
    values.tables["party"] = [_as_entry(party) for party in agreement.parties]
    profile = regulations.regulation(on=today)
    papers = list(zip(profile.enclosures_in("ru"), profile.enclosures_in("en"), strict=False))
    values.tables["enclosure"] = [
        {"enclosure.number": same(at), "enclosure.name": {"ru": ru, "en": en}} for at, (ru, en) in enumerate(papers, 1)
    ]
    _partner(values, agreement.partnership_id)


def _titled(agreement: Agreement) -> Text:
    return {"ru": agreement.title, "en": agreement.title_second or free(agreement.title)["en"]}


def _main(parent: Agreement | None) -> dict[str, Text]:
    """The agreement that is supplemented."""
    if parent is None:
        return {}
    return {
        "main.title": _titled(parent),
        "main.number": same(parent.number),
        "main.signed_on": day(parent.signed_on),
    }


def _named(parties: Sequence[Party]) -> Text:
    """«Дзержинск, Гродно и Панчево», “Dzerzhinsk, Hrodna and Pančevo”."""
    return both(lambda language: format_list([party.name_in(language) for party in parties], locale=language))


def _languages(written: str | None) -> Text:
    """The names of languages, in both; other words as they are."""
    stored, unknown = languages.as_stored(re.sub(r"\s+(и|and)\s+", ", ", written or ""))
    if unknown or not stored:
        return free(written)
    return both(lambda language: format_list(languages.told(stored, language).split(", "), locale=language))


def _signing(prefix: str, party: Party | None) -> dict[str, Text]:
    if party is None:
        return {}
    return {
        f"{prefix}.signatory": spelt(party.signatory),
        f"{prefix}.post": free(party.post),
        f"{prefix}.ground": free(party.ground),
    }


def _as_entry(party: Party) -> dict[str, Text]:
    return {"party.number": same(party.position), "party.name": both(party.name_in), **_signing("party", party)}


def _of_negotiation(values: Values, number: int, _today: date) -> None:
    talks = negotiations.get_negotiation(number)
    values.fields |= {
        "negotiation.subject": free(talks.subject),
        "negotiation.stage": both(talks.stage.name_in),
        "negotiation.started_on": day(talks.started_on),
        "negotiation.next_step": free(talks.next_step),
    }
    _partner(values, talks.partnership_id)


def _of_interaction(values: Values, number: int, _today: date) -> None:
    met = interactions.get_interaction(number)
    values.fields |= {
        "interaction.subject": free(met.subject),
        "interaction.kind": label(MEETING_LABELS[met.kind]),
        "interaction.on": day(met.happened_on),
        "interaction.place": free(met.place),
        "interaction.text": free(met.text),
        "interaction.next_step": free(met.next_step),
        "interaction.next_step_on": day(met.next_step_on),
        "interaction.next_step_by": spelt(met.next_step_by.name if met.next_step_by else None),
    }
    for table, side in (("theirs", Side.THEIRS), ("ours", Side.OURS)):
        there = [one for one in met.participants if one.side is side]
        values.tables[table] = [{f"{table}.name": _participant(one)} for one in there]
    _partner(values, met.partnership_id)


def _participant(one: Any) -> Text:
    record = one.contact or one.organisation
    if record is not None:
        return both(record.name_in)
    return spelt(one.user.name if one.user is not None else one.name)


_SOURCES: dict[str, Callable[[Values, int, date], None]] = {
    "agreement": _of_agreement,
    "negotiation": _of_negotiation,
    "partner": _of_partner,
    "interaction": _of_interaction,
}
