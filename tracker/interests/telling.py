"""How interests are told: labels, lines of timelines, parts of other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import lazy_gettext as _l

from tracker.interests import queries, sectors
from tracker.interests.choices import said
from tracker.interests.kinds import DIRECTION_LABELS, KIND_LABELS, STATE_GLYPHS, STATE_LABELS, Kind, State
from tracker.interests.models import Interest
from tracker.permissions import Permission
from tracker.web import formats, money
from tracker.web.cells import StatusMark
from tracker.web.parts import MAIN, SIDE, Part, register_part
from tracker.web.timeline import Source, TimelineEntry, register_source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.kernel.subjects import Subject


def kind_label(kind: Kind) -> str:
    return formats.words(KIND_LABELS[kind])


def direction_label(row: Any) -> str:
    return formats.words(DIRECTION_LABELS[row.direction])


def state_mark(row: Any) -> StatusMark:
    return StatusMark(STATE_GLYPHS[row.state], formats.words(STATE_LABELS[row.state]))


def sector(row: Any) -> str:
    known = row.sector in sectors.SECTORS
    return sectors.title(row.sector, formats.language()) if known else row.sector or ""


def who(row: Any) -> str:
    """Who it is about: partner, else organisation, else person."""
    return said(row, "partner") or said(row, "organisation") or said(row, "contact")


def worth(row: Any) -> str:
    return money.told(row.value, row.currency)


def entry(row: Any) -> TimelineEntry:
    state = formats.words(STATE_LABELS[row.state]) if row.state is not State.OPEN else ""
    told = [kind_label(row.kind), direction_label(row), worth(row), state]
    return TimelineEntry(
        on=row.voiced_on,
        at=row.created_at,
        icon="bulb",
        title=row.what,
        meta=" · ".join(part for part in told if part),
        url=url_for("interests.show", interest_id=row.id),
    )


register_source(
    "partner",
    Source(
        name="interests",
        label=_l("Interests"),
        needs=Permission.INTERESTS_READ,
        statement=queries.with_partner,
        on=Interest.voiced_on,
        at=Interest.created_at,
        key=Interest.id,
        entry=entry,
        in_all=False,  # they stand at the side already
    ),
)


def line(row: Any) -> dict[str, Any]:
    """A row as a line of a section."""
    told = (who(row), kind_label(row.kind), formats.words(STATE_LABELS[row.state]))
    return {
        "title": row.what,
        "url": url_for("interests.show", interest_id=row.id),
        "sub": " · ".join(part for part in told if part),
        "end": formats.short_day(row.voiced_on),
    }


def _part(
    rows: Callable[[int, str], Sequence[Any]], word: str, *, listed: bool, empty: bool
) -> Callable[[Subject], str]:
    def render(subject: Subject) -> str:
        found = rows(subject.id, formats.language())
        if not found and not empty:
            return ""
        words: dict[str, Any] = {word: subject.id}
        return render_template(
            "interests/_part.html",
            lines=[line(row) for row in found],
            more=url_for("interests.index", **words) if listed else None,
            add=url_for("interests.new", **words) if word != "negotiation" else None,
        )

    return render


def _register(
    kind: str, place: str, rows: Callable[[int, str], Sequence[Any]], *, listed: bool = False, empty: bool = False
) -> None:
    drawn = _part(rows, kind, listed=listed, empty=empty)
    register_part([kind], Part(name="interests", place=place, order=40, needs=Permission.INTERESTS_READ, render=drawn))


_register("partner", SIDE, queries.of_partner, listed=True, empty=True)
_register("event", MAIN, queries.of_event, listed=True, empty=True)
_register("organisation", MAIN, queries.of_organisation)
_register("contact", SIDE, queries.of_contact)
_register("interaction", SIDE, queries.of_interaction)
_register("negotiation", SIDE, queries.of_negotiation)
