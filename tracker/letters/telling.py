"""How letters are told: numbers, languages, answers, their lines in look-ups and on the timeline of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.contacts import languages
from tracker.interactions.kinds import KIND_ICONS, Direction
from tracker.interactions.models import Interaction
from tracker.kernel.text import numbers_of
from tracker.letters import queries, rules
from tracker.letters.kinds import DELIVERY_LABELS, DIRECTION_LABELS, KIND_OF, TRANSLATION_LABELS, Translation
from tracker.letters.models import Letter
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Signal
from tracker.web.lookups import Option
from tracker.web.timeline import Source, TimelineEntry, register_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

NEAR_DAYS = 3


def direction_label(direction: Direction) -> str:
    return formats.words(DIRECTION_LABELS[direction])


def direction_choices() -> list[tuple[str, str]]:
    return [(direction.value, direction_label(direction)) for direction in DIRECTION_LABELS]


def delivery_choices() -> list[tuple[str, str]]:
    return [(delivery.value, formats.words(label)) for delivery, label in DELIVERY_LABELS.items()]


def translation_choices() -> list[tuple[str, str]]:
    return [(one.value, formats.words(label)) for one, label in TRANSLATION_LABELS.items()]


def language_name(code: str) -> str:
    return languages.names(formats.language()).get(code, code)


def language_told(one: Any) -> str:
    """The language, and the translation where there is to be one."""
    name = language_name(one.language)
    if one.translation is Translation.NOT_NEEDED:
        return name
    made = one.translation is Translation.MADE
    return _("%(language)s, translated", language=name) if made else _("%(language)s, being translated", language=name)


def numbered(one: Any) -> str:
    """In. 153, out. 12."""
    incoming = one.direction is Direction.INCOMING
    return _("in. %(number)s", number=one.number) if incoming else _("out. %(number)s", number=one.number)


def partner(row: Any) -> str:
    return str((row.partner_ru if formats.language() == "ru" else row.partner_en) or "")


def answer(row: Any) -> Any:
    """When it was answered, or by when it is to be: red when late, orange when near."""
    if row.answered_on is not None:
        return _("answered %(day)s", day=formats.day(row.answered_on))
    if row.answer_due_on is None:
        return None
    left = (row.answer_due_on - formats.today()).days
    kind = "bad" if left < 0 else "warn" if left <= NEAR_DAYS else ""
    day = formats.day(row.answer_due_on)
    return Signal(day, kind, row.answer_due_on) if kind else row.answer_due_on


def answer_words(one: Any) -> tuple[str, str]:
    """The same in words for a line of a page, with the kind of its signal."""
    if one.answered_on is not None:
        return _("answered %(day)s", day=formats.short_day(one.answered_on)), ""
    if one.answer_due_on is None:
        return "", ""
    late = rules.days_late(one.answer_due_on, None, formats.today())
    if late:
        return ngettext("answer %(num)d day late", "answer %(num)d days late", late), "bad"
    return _("answer by %(day)s", day=formats.short_day(one.answer_due_on)), ""


def icon(direction: Direction) -> str:
    return KIND_ICONS[KIND_OF[direction]]


# look-ups


def option(row: Any) -> Option:
    return Option(
        str(row.id), f"{numbered(row)} · {row.subject}", formats.day(row.registered_on), (row.code or "").lower()
    )


def found(typed: str) -> Sequence[Option]:
    return [option(row) for row in queries.found(typed)] if typed.strip() else ()


def named(tokens: Sequence[str]) -> Sequence[Option]:
    ids = numbers_of(tokens)
    return [option(row) for row in queries.named(ids)]


# the timeline of an agreement; a partner's tells the interaction that a letter is


def _entry(row: Any) -> TimelineEntry:
    title = f"{direction_label(row.direction)}: {row.with_whom}" if row.with_whom else direction_label(row.direction)
    told = [language_told(row), answer_words(row)[0]]
    return TimelineEntry(
        on=row.registered_on,
        at=row.happened_at,
        icon=icon(row.direction),
        title=title,
        text=row.subject,
        meta=" · ".join(part for part in told if part),
        time=numbered(row),
        url=url_for("letters.show", letter_id=row.id),
    )


def _about_agreement(agreement_id: int) -> Select[Any]:
    return queries.of_agreement_told(agreement_id, formats.language())


register_source(
    "agreement",
    Source(
        name="letters",
        label=_l("Letters"),
        needs=Permission.LETTERS_READ,
        statement=_about_agreement,
        on=Letter.registered_on,
        at=Interaction.happened_at,
        key=Letter.id,
        entry=_entry,
    ),
)
