"""The picture for the head of the city: what there is, this year against the last, whom one meets next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from tracker.agreements.kinds import Status as AgreementStatus
from tracker.dashboard import queries, talks
from tracker.dashboard.day import days_short
from tracker.dashboard.section import Line, Section, named
from tracker.events import queries as events
from tracker.events.models import Event
from tracker.kernel.db import db
from tracker.partners import mapping, wording
from tracker.partners import queries as partners
from tracker.partners.kinds import Status
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.glimpse import Glimpse
from tracker.web.maps import draw
from tracker.web.maps.answer import credit
from tracker.web.periods import YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracker.accounts.models import User

COUNTED = 3_000
MOST_ON_MAP = 300
MAP_WIDTH, MAP_HEIGHT = 760, 400
STAMP_WIDTH, STAMP_HEIGHT = 420, 240
MEETINGS = 6


def sections(user: User) -> list[Section]:
    """The next events, where they may be read."""
    return [_meetings()] if user.may(Permission.EVENTS_READ) else []


def _meetings() -> Section:
    return Section(
        name="meetings",
        title=_("Next meetings"),
        glimpse=Glimpse("events", {"when": "ahead", "sort": "from"}),
        columns={
            "id": Event.id,
            "title_ru": Event.title_ru,
            "title_en": Event.title_en,
            "code": Event.kind,
            "since": Event.starts_on,
            "on": Event.ends_on,
        },
        order=(Event.starts_at, Event.id),
        line=lambda row: row,
        empty=_("No event is planned."),
        most=MEETINGS,
    )


def figures(user: User) -> dict[str, Glimpse]:
    """Everything that is counted, by name; what may not be read is left out."""
    found = {f"partners_{status.value}": Glimpse("partners", {"status": status.value}) for status in Status}
    found["in_force"] = Glimpse("agreements", {"status": AgreementStatus.IN_FORCE.value})
    found |= {f"entered_{span}": Glimpse("partners", {"entered": span}) for span in YEARS}
    found |= {f"signed_{span}": Glimpse("agreements", {"signed": span}) for span in YEARS}
    if user.may(Permission.NEGOTIATIONS_READ):
        found["talks"] = Glimpse("negotiations", {})
    if user.may(Permission.INTERACTIONS_READ):
        found |= {f"logged_{span}": Glimpse("interactions", {"period": span}) for span in YEARS}
        found |= {f"visits_{span}": Glimpse("interactions", {"period": span, "kind": "visit"}) for span in YEARS}
    return found


def told(user: User) -> dict[str, Any]:
    """What the template shows, beside the lines of the sections."""
    asked = figures(user)
    counts = queries.counts({name: glimpse.keys(COUNTED) for name, glimpse in asked.items()})
    numbers = {name: Number(counts[name], glimpse.url) for name, glimpse in asked.items()}
    return {
        "numbers": numbers,
        "counted": COUNTED,
        "statuses": [
            (wording.status_mark(status), numbers[f"partners_{status.value}"])
            for status in Status
            if counts[f"partners_{status.value}"]
        ],
        "spans": _spans(),
        "years": [
            (label, [numbers[f"{name}_{span}"] for span in YEARS])
            for name, label in _compared().items()
            if f"{name}_year" in numbers
        ],
        "funnel": talks.funnel() if "talks" in numbers else [],
        "map_labels": mapping.kind_labels(),
        "credit": credit(),
        **on_map(user, width=MAP_WIDTH, height=MAP_HEIGHT),
    }


def stamp(user: User) -> dict[str, Any]:
    """The partners on a map as large as a stamp, for the side of a page: without names, which the list has."""
    return on_map(user, width=STAMP_WIDTH, height=STAMP_HEIGHT, named=False)


def on_map(user: User, *, width: int, height: int, named: bool = True) -> dict[str, Any]:
    """The map of the partners, how many they are, and in how many countries."""
    rows = _points()
    at = mapping.homes_of([user.municipality] if user.municipality else [])
    placed = mapping.placed(rows, at, heard=True, address=lambda row: url_for("partners.show", partnership_id=row.id))
    points = [one.point for one in placed if one.point is not None]
    return {
        "picture": draw(points, list(at.values()), width=width, height=height, named=named),
        "partners": len(rows),
        "is_cut": len(rows) == MOST_ON_MAP,
        "countries": len({row.country_id for row in rows}),
    }


class Number:
    """A count and the address of the rows behind it."""

    def __init__(self, count: int, url: str) -> None:
        self.count = count
        self.url = url

    def __str__(self) -> str:
        return f"{formats.number(COUNTED)}+" if self.count > COUNTED else formats.number(self.count)


def _spans() -> list[str]:
    year = formats.today().year
    return [
        _("%(year)s so far", year=year),
        _("%(year)s up to the same day", year=year - 1),
        _("%(year)s as a whole", year=year - 1),
    ]


def _compared() -> dict[str, str]:
    return {
        "logged": _("Interactions"),
        "visits": _("Visits"),
        "entered": _("New partners"),
        "signed": _("Agreements signed"),
    }


def _points() -> Sequence[Any]:
    statement = partners.working_points().where(Partnership.archived_at.is_(None))
    return db.session.execute(statement.order_by(Partnership.sort_name, Partnership.id).limit(MOST_ON_MAP)).all()


def meetings(rows: Sequence[Any], user: User) -> list[tuple[Line, list[tuple[str, str]]]]:
    """Each event with the partners one meets there and their dossiers."""
    guests = _guests(events.guests_of([row.id for row in rows])) if user.may(Permission.CONTACTS_READ) else {}
    return [
        (
            Line(title=named(row), url=url_for("events.show", event_id=row.id), end=days_short(row)),
            guests.get(row.id, []),
        )
        for row in rows
    ]


def _guests(rows: Sequence[Any]) -> Mapping[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.event_id, []).append((named(row), url_for("dossier.show", partnership_id=row.id)))
    return found
