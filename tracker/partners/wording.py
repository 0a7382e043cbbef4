"""How partnerships are told on pages: titles, statuses, silence, days, areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.partners import queries, rules
from tracker.partners.kinds import KIND_LABELS, STATUS_GLYPHS, STATUS_LABELS, Kind, Silence, Status
from tracker.web import formats
from tracker.web.cells import Signal, StatusMark
from tracker.web.lookups import Option
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

SILENCE_KINDS = {Silence.NONE: "", Silence.LONG: "warn", Silence.VERY_LONG: "bad"}
DECISION_ICONS = {
    Status.ACTIVE: "refresh",
    Status.SUSPENDED: "player-pause",
    Status.HONORARY: "flag",
    Status.ENDED: "x",
}
DEFAULT_MONTHS = 12
MONTHS_A_YEAR = 12


def is_russian() -> bool:
    return formats.language() == "ru"


def title(row: Any) -> str:
    """The name of a partner, of an entity or a row."""
    return str(row.title_ru if is_russian() else row.title_en)


def country_name(row: Any) -> str:
    return str(row.country_ru if is_russian() else row.country_en)


def kind_label(kind: Kind) -> str:
    return formats.words(KIND_LABELS[kind])


def status_label(status: Status) -> str:
    return formats.words(STATUS_LABELS[status])


def decision_label(to: Status) -> str:
    """What is decided when a partnership comes to this status."""
    return {
        Status.ACTIVE: _("Resume the partnership"),
        Status.SUSPENDED: _("Suspend the partnership"),
        Status.HONORARY: _("Keep it as an honour"),
        Status.ENDED: _("End the partnership"),
    }[to]


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, kind_label(kind)) for kind in Kind]


def status_choices() -> list[tuple[str, str]]:
    return [(status.value, status_label(status)) for status in Status]


def status_mark(status: Status) -> StatusMark:
    return StatusMark(STATUS_GLYPHS[status], status_label(status))


def since(since_on: date | None, is_year: bool) -> str:
    """The day or only the year from which the partnership is."""
    if since_on is None:
        return ""
    return str(since_on.year) if is_year else formats.day(since_on)


def silence_months() -> Mapping[Kind, int]:
    """After how many months without contact the municipality calls a partner of each kind silent."""
    home = signed_in_user().municipality
    if home is None:
        return dict.fromkeys(Kind, DEFAULT_MONTHS)
    own = {
        Kind.TWIN: home.silent_twin_months,
        Kind.FRIENDSHIP: home.silent_friendship_months,
        Kind.PROJECT: home.silent_project_months,
        Kind.CONTACT: home.silent_contact_months,
    }
    return {kind: months or home.silent_after_months for kind, months in own.items()}


def silence_of(row: Any) -> Silence:
    return rules.silence(
        row.status,
        row.last_interaction_on,
        row.entered_on,
        today=formats.today(),
        after_months=silence_months()[row.kind],
    )


def silence_text(row: Any) -> str:
    """How long nobody was heard, in whole months or years; empty while it is not too long."""
    if silence_of(row) is Silence.NONE:
        return ""
    since_on, now = row.last_interaction_on or row.entered_on, formats.today()
    months = (now.year - since_on.year) * MONTHS_A_YEAR + now.month - since_on.month - (now.day < since_on.day)
    if months >= 2 * MONTHS_A_YEAR:
        return ngettext("silent for %(num)d year", "silent for %(num)d years", months // MONTHS_A_YEAR)
    return ngettext("silent for %(num)d month", "silent for %(num)d months", months)


def last_contact(row: Any) -> Signal | None:
    """The day of the last contact, coloured by silence."""
    if row.last_interaction_on is None:
        kind = SILENCE_KINDS[silence_of(row)]
        return Signal(_("never"), kind) if kind else None
    kind = SILENCE_KINDS[silence_of(row)] or "mute"
    return Signal(formats.day(row.last_interaction_on), kind, row.last_interaction_on)


def due(row: Any) -> Any:
    """The day of the next step, red when it is past."""
    if row.next_step_on is None:
        return None
    if row.next_step_on < formats.today():
        return Signal(formats.day(row.next_step_on), "bad", row.next_step_on)
    return row.next_step_on


def area_names(codes: str) -> str:
    """The names of the areas kept on a row; the dictionary is read once a request."""
    if "partner_area_names" not in g:
        g.partner_area_names = {
            row.code: row.name_ru if is_russian() else row.name_en for row in queries.area_choices(with_retired=True)
        }
    names = [g.partner_area_names.get(code, code) for code in codes.split()]
    return ", ".join(name if place == 0 else name[:1].lower() + name[1:] for place, name in enumerate(names))


def option(row: Any) -> Option:
    """A partner as a line of a combobox."""
    region = row.region_ru if is_russian() else row.region_en
    where = ", ".join(part for part in (region, country_name(row)) if part)
    hint = f"{where} · {status_label(row.status)}"
    return Option(str(row.id), title(row), hint, row.country_code.lower())
