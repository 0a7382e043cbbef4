"""The register of letters as a list: its columns, filters and views."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.queries import officials
from tracker.interactions import queries as interaction_queries
from tracker.interactions.kinds import Direction
from tracker.interactions.models import Interaction
from tracker.letters import queries, telling
from tracker.letters.models import Letter
from tracker.letters.views.area import letters
from tracker.partners.filters import by_country, by_partner
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Flagged, Linked, Person, initials
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

SOON = timedelta(days=7)


def columns() -> Sequence[Column]:
    return (
        Column(name="number", label=_l("Number"), value=telling.numbered, width="no"),
        Column(
            name="registered",
            label=_l("Registered on"),
            value=lambda row: row.registered_on,
            sort=Letter.registered_on,
            width="date",
        ),
        Column(
            name="subject",
            label=_l("What it is about"),
            value=lambda row: Linked(row.subject, url_for("letters.show", letter_id=row.id)),
            sort=Letter.sort_name,
        ),
        Column(name="partner", label=_l("From whom, to whom"), value=_partner, width="par"),
        Column(name="answer", label=_l("Answer"), value=telling.answer),
        Column(name="responsible", label=_l("Responsible"), value=_responsible, width="who"),
        *_further_columns(),
    )


def _further_columns() -> Sequence[Column]:
    """Those that are shown when asked for."""
    return (
        Column(
            name="direction",
            label=_l("Which way"),
            value=lambda row: telling.direction_label(row.direction),
            shown=False,
        ),
        Column(name="with", label=_l("With whom"), value=lambda row: row.with_whom, shown=False),
        Column(name="their_number", label=_l("Number of theirs"), value=lambda row: row.their_number, shown=False),
        Column(name="written", label=_l("Date of the letter"), value=lambda row: row.written_on, shown=False),
        Column(name="language", label=_l("Language"), value=telling.language_told, shown=False),
        Column(name="translator", label=_l("Who translates"), value=lambda row: row.translator, shown=False),
        Column(
            name="delivery",
            label=_l("How it came or goes"),
            value=lambda row: dict(telling.delivery_choices()).get(row.delivery or ""),
            shown=False,
        ),
        Column(name="due", label=_l("Answer due"), value=lambda row: row.answer_due_on, shown=False, width="date"),
        Column(name="note", label=_l("How it was answered"), value=lambda row: row.answer_note, shown=False),
    )


def _partner(row: Any) -> Flagged:
    """The partner, or those without one."""
    return Flagged(telling.partner(row) or row.with_whom or "", (row.country_code or "").lower())


def _responsible(row: Any) -> Person | None:
    if not row.responsible:
        return None
    return Person(row.responsible, initials(row.responsible), me=row.responsible_id == signed_in_user().id)


def filters() -> Sequence[Filter]:
    return (*_filters_of_register(), *_filters_of_contents(), archived_filter(Interaction))


def _filters_of_register() -> Sequence[Filter]:
    return (
        Filter(
            name="direction",
            label=_l("Which way"),
            choices=telling.direction_choices,
            narrow=any_of(Letter.direction),
        ),
        Filter(
            name="answer",
            label=_l("Answer"),
            choices=lambda: [
                ("waiting", _("waiting")),
                ("overdue", _("overdue")),
                ("soon", _("due within %(days)s days", days=SOON.days)),
                ("answered", _("answered")),
            ],
            narrow=_by_answer,
            single=True,
        ),
        Filter(
            name="year",
            label=_l("Year"),
            choices=lambda: [(str(year), str(year)) for year in queries.years()],
            narrow=any_number_of(Letter.year),
        ),
        Filter(
            name="responsible",
            label=_l("Responsible"),
            choices=lambda: [(str(number), name) for number, name in officials()],
            narrow=any_number_of(Letter.responsible_id),
        ),
    )


def _filters_of_contents() -> Sequence[Filter]:
    return (
        by_partner(Interaction.partnership_id, interaction_queries.partners),
        by_country(),
        Filter(
            name="language",
            label=_l("Language"),
            choices=lambda: [(code, telling.language_name(code)) for code in queries.languages()],
            narrow=any_of(Letter.language),
        ),
        Filter(
            name="translation",
            label=_l("Translation"),
            choices=telling.translation_choices,
            narrow=any_of(Letter.translation),
        ),
        Filter(
            name="delivery",
            label=_l("How it came or goes"),
            choices=telling.delivery_choices,
            narrow=any_of(Letter.delivery),
        ),
    )


def _by_answer(statement: Select[Any], values: list[str]) -> Select[Any]:
    today = formats.today()
    return statement.where(
        {
            "waiting": queries.WAITS,
            "overdue": queries.is_overdue(today),
            "soon": queries.is_due(today, SOON),
            "answered": Letter.answered_on.is_not(None),
        }[values[0]]
    )


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    me = signed_in_user()
    counts = queries.tab_counts(me, formats.today())
    views: list[tuple[str, int | None, dict[str, Any]]] = [
        (_("All"), None, {}),
        (_("Incoming letters"), None, {"direction": Direction.INCOMING.value}),
        (_("Outgoing letters"), None, {"direction": Direction.OUTGOING.value}),
        (_("Waiting for an answer"), counts["waiting"], {"answer": "waiting"}),
        (_("Answer overdue"), counts["overdue"], {"answer": "overdue"}),
    ]
    if me.may(Permission.LETTERS_EDIT):
        views.append((_("Mine to answer"), counts["mine"], {"answer": "waiting", "responsible": str(me.id)}))
    ignored = {"sort", "cols", "size", "after", "before", "from"}
    asked = {name: value for name, value in request.args.items() if name not in ignored and value}
    return [
        {"text": text, "count": count, "url": url_for("letters.index", **words), "current": asked == words}
        for text, count, words in views
    ]


LETTERS = ListSpec(
    name="letters",
    title=_l("Register of letters"),
    query=lambda: queries.rows(formats.language()),
    key=Letter.id,
    columns=columns,
    filters=filters,
    searched=Letter,
    sort="-registered",
    tabs=tabs,
)
letters.list(LETTERS, needs=Permission.LETTERS_READ)
