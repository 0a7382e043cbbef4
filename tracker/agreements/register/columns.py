"""What the list says of each agreement: its columns, in the order of the yearly form, in the language of the reader.

A value is a text, a number or a day. Each column is one function of the entry: what is recorded in another way from
some day on is read in one place here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.agreements import wording
from tracker.agreements.kinds import KIND_LABELS, Action, PartyKind, Renewal, Status
from tracker.organisations.models import KIND_LABELS as ORGANISATION_KINDS
from tracker.papers import DAY, NUMBER, TEXT
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracker.agreements.register.entries import Entry

Value = str | int | date | None


@dataclass(frozen=True)
class Names:
    """What the columns look up: areas by municipality and code, whose consent it is by municipality."""

    areas: Mapping[tuple[int, str], Any]
    consent_givers: Mapping[int, str]


@dataclass(frozen=True)
class RegisterColumn:
    """`name`: the heading for machines; `width`: a share of the sheet. Headings are short: they are 23."""

    name: str
    heading: Any
    width: float
    value: Callable[[Entry], Value]
    kind: Any = TEXT


def _here(row: Any, name: str) -> str:
    """The Russian or the English of a pair of columns."""
    return str(getattr(row, f"{name}_{'ru' if formats.language() == 'ru' else 'en'}") or "")


def _joined(*texts: str | None, by: str = ", ") -> str:
    return by.join(text for text in texts if text)


# parties


def _signed_by(party: Any) -> str:
    return _joined(party.post, formats.spelt(party.signatory))


def _our_side(entry: Entry) -> str:
    ours = [party for party in entry.parties if party.kind is PartyKind.MUNICIPALITY]
    return "\n".join(_joined(_here(party, "name"), _signed_by(party), by="; ") for party in ours)


def _foreign_side(entry: Entry) -> str:
    return "\n".join(_foreigner(party) for party in entry.parties if party.is_foreign)


def _foreigner(party: Any) -> str:
    name = _here(party, "name")
    original = (party.name_local or "") if party.kind is PartyKind.CITY else ""
    other = original or (party.name_en if formats.language() == "ru" else "")
    shown = f"{name} ({other})" if other and other != name else name
    place = _joined(shown, _here(party, "region"), _here(party, "country"), _standing_of(party))
    return _joined(place, _signed_by(party), by="; ")


def _standing_of(party: Any) -> str:
    """What the foreign party is in the sense of the law."""
    if party.kind is PartyKind.CITY:
        return _("foreign local self-government body")
    if party.organisation_kind is not None:
        return formats.words(ORGANISATION_KINDS[party.organisation_kind]).lower()
    return ""


def _other_sides(entry: Entry) -> str:
    others = [party for party in entry.parties if not party.is_foreign and party.kind is not PartyKind.MUNICIPALITY]
    return "\n".join(_joined(_here(party, "name"), _signed_by(party), by="; ") for party in others)


# the document


def _title(entry: Entry) -> str:
    """As it is titled here; beside it its second title, or that first with its own in brackets for other readers."""
    title, second = entry.row.title, entry.row.title_second
    if second and formats.language() != "ru":
        return f"{second} ({title})"
    return _joined(title, second, by="\n")


def _subject(entry: Entry, names: Names) -> str:
    row = entry.row
    known = [names.areas.get((row.municipality_id, code)) for code in row.area_codes.split()]
    areas = ", ".join(_here(area, "name") for area in known if area is not None)
    return _joined(row.subject, areas, by="\n")


def _signed(entry: Entry) -> str:
    return _joined(formats.day(entry.row.signed_on), formats.spelt(entry.row.signed_at_place))


def _languages(entry: Entry) -> str:
    copies = entry.row.copies
    return _joined(entry.row.languages, ngettext("%(num)d copy", "%(num)d copies", copies) if copies else "")


def _consent(entry: Entry, names: Names) -> str:
    row = entry.row
    if row.consent_on is None:
        return ""
    giver = names.consent_givers.get(row.municipality_id)
    return _joined(giver, formats.day(row.consent_on), _numbered(row.consent_number))


def _council(entry: Entry) -> str:
    row = entry.row
    return _joined(formats.day(row.council_on), _numbered(row.council_number)) if row.council_on else ""


def _publication(entry: Entry) -> str:
    row = entry.row
    if row.published_on is None:
        return ""
    return _joined(row.published_in, formats.day(row.published_on), row.published_url)


def _numbered(number: str | None) -> str:
    return _("№ %(number)s", number=number) if number else ""


# its life


def _term(entry: Entry) -> Value:
    return entry.standing.ends_on or wording.no_end(entry.row)


def _renewal(entry: Entry) -> str:
    row = entry.row
    if row.renewal is Renewal.NONE:
        return wording.renewal(row)
    notice = wording.notice_period(row)
    return _joined(wording.renewal(row), _("notice: %(period)s", period=notice) if notice else "")


def kind(entry: Entry) -> str:
    return formats.words(KIND_LABELS[entry.row.kind])


def counterparts(entry: Entry) -> str:
    """The names of the other parties, the foreign ones first."""
    others = sorted((p for p in entry.parties if p.kind is not PartyKind.MUNICIPALITY), key=lambda p: not p.is_foreign)
    return ", ".join(_here(party, "name") for party in others)


def state(entry: Entry) -> str:
    """How it stood on the day, in the words of the yearly form."""
    if entry.standing.is_over:
        return _("no longer in force")
    words = {
        Status.SIGNED: _("signed, not in force yet"),
        Status.IN_FORCE: _("in force"),
        Status.SUSPENDED: _("suspended"),
    }
    return words.get(entry.standing.status, wording.status_label(entry.standing.status))


def _lapse(entry: Entry) -> str:
    standing = entry.standing
    if standing.over_on is None:
        return ""
    grounds = {
        Action.LAPSE: _("its term was over"),
        Action.TERMINATE: _("terminated"),
        Action.SUPERSEDE: _("replaced by another document"),
    }
    ground = grounds.get(standing.over_by, "") if standing.over_by else ""
    return _joined(formats.day(standing.over_on), ground, _numbered(standing.over_number), standing.over_reason)


def _changed(entry: Entry) -> str:
    row = entry.row
    told = [_document(formats.words(KIND_LABELS[one.kind]), one) for one in entry.changed_by]
    if entry.standing.over_by is Action.SUPERSEDE:
        by = _joined(row.replaced_by_title, _numbered(row.replaced_by_number), formats.day(row.replaced_by_signed_on))
        told.append(_("replaced by: %(document)s", document=by))
    return "\n".join(told)


def _document(name: str, row: Any) -> str:
    return _joined(name, _numbered(row.number), formats.day(row.signed_on))


def _yes(answer: bool) -> str:
    return _("yes") if answer else ""


def columns(names: Names, *, of_region: bool, with_people: bool = True) -> Sequence[RegisterColumn]:
    """`of_region`: several municipalities, each named; `with_people`: also who is responsible."""
    home = RegisterColumn("municipality", _l("Municipality"), 1, lambda entry: _here(entry.row, "home"))
    return [
        RegisterColumn("number_in_list", _l("No."), 0.45, lambda entry: entry.number, NUMBER),
        *([home] if of_region else []),
        *_of_the_document(names),
        *_of_its_life(),
        *([_RESPONSIBLE] if with_people else []),
        RegisterColumn("note", _l("Note"), 0.7, lambda entry: entry.row.note if with_people else ""),
        RegisterColumn("concluded_in_year", _l("Concluded in the reporting year"), 0.6, lambda e: _yes(e.concluded)),
        RegisterColumn("lapsed_in_year", _l("Lapsed in the reporting year"), 0.6, lambda e: _yes(e.lapsed)),
    ]


def headings() -> Mapping[str, str]:
    """Name → heading, in the language of the moment: for lists that were kept in another one."""
    return {column.name: str(column.heading) for column in columns(Names({}, {}), of_region=True)}


_RESPONSIBLE = RegisterColumn(
    "responsible", _l("Resp. officer"), 0.9, lambda entry: formats.spelt(entry.row.responsible)
)


def _of_the_document(names: Names) -> Sequence[RegisterColumn]:
    return [
        RegisterColumn("kind", _l("Kind of document"), 1, kind),
        RegisterColumn("title", _l("Title of the document"), 1.4, _title),
        RegisterColumn("registration_number", _l("Reg. number"), 0.8, lambda entry: entry.row.number),
        RegisterColumn("russian_party", _l("Russian party: body, post, signatory"), 1.3, _our_side),
        RegisterColumn("foreign_party", _l("Foreign party: name, region, country, standing"), 2.1, _foreign_side),
        RegisterColumn("other_parties", _l("Other parties"), 0.8, _other_sides),
        RegisterColumn("subject", _l("Subject, areas"), 1.3, lambda entry: _subject(entry, names)),
        RegisterColumn("signed", _l("Day and place of signing"), 0.8, _signed),
        RegisterColumn("languages", _l("Languages, copies"), 0.8, _languages),
        RegisterColumn(
            "regional_consent",
            _l("Region’s consent: body, day, number"),
            0.9,
            lambda e: _consent(e, names),
        ),
        RegisterColumn("council_decision", _l("Decision of the repr. body"), 0.9, _council),
    ]


def _of_its_life() -> Sequence[RegisterColumn]:
    return [
        RegisterColumn("in_force_from", _l("Day of entry into force"), 0.75, lambda entry: entry.row.enters_on, DAY),
        RegisterColumn("valid_until", _l("Term of validity"), 0.75, _term, DAY),
        RegisterColumn("renewal", _l("Order of prolongation"), 1, _renewal),
        RegisterColumn("published", _l("Publication: where, when, link"), 0.9, _publication),
        RegisterColumn("state", _l("State on the day"), 0.8, state),
        RegisterColumn("lapse", _l("Day and ground of the lapse"), 0.9, _lapse),
        RegisterColumn("changed_by", _l("Replaced or changed by document"), 1, _changed),
    ]
