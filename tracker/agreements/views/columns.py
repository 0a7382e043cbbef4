"""The columns of the list of agreements, as the table draws them and a file holds them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.agreements import conditions, consents, options, wording
from tracker.agreements.kinds import ANSWER_LABELS, KIND_LABELS, LIVING, RENEWAL_LABELS, Renewal, Status
from tracker.agreements.models import Agreement
from tracker.web import formats
from tracker.web.cells import Flagged, Linked, Person, Signal, StatusMark, initials
from tracker.web.lists import Column
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WARNED = timedelta(days=90)


def _until(row: Any) -> Any:
    if row.ends_on is None:
        return _("no end") if row.indefinite else None
    ends_soon = row.status in LIVING and row.ends_on <= formats.today() + WARNED
    return Signal(formats.day(row.ends_on), "warn", row.ends_on) if ends_soon else row.ends_on


def _plain_until(row: Any) -> Any:
    return row.ends_on or (_("no end") if row.indefinite else None)


def _act_by(row: Any) -> Any:
    if row.last_day_to_act is None or row.status not in LIVING:
        return None if row.renewal is Renewal.NONE else formats.words(RENEWAL_LABELS[row.renewal])
    near = formats.today() <= row.last_day_to_act <= formats.today() + WARNED
    return Signal(formats.day(row.last_day_to_act), "warn" if near else "mute", row.last_day_to_act)


def _plain_act_by(row: Any) -> Any:
    return row.last_day_to_act if row.last_day_to_act is not None and row.status in LIVING else _act_by(row)


def _responsible(row: Any) -> Any:
    if not row.responsible:
        return None
    return Person(row.responsible, initials(row.responsible), me=row.responsible_id == signed_in_user().id)


def sees_region() -> bool:
    """The observer: sees several municipalities, and no people."""
    return signed_in_user().municipality_id is None


def _letter(number: str | None, on: date | None) -> str | None:
    if on is None:
        return None
    return _("№ %(number)s of %(day)s", number=number, day=formats.day(on)) if number else formats.day(on)


def _consent_due(row: Any) -> Any:
    """The last day of the region's term; what is answered is due no more."""
    if row.consent_due_on is None or row.consent_answer is not None:
        return None
    late = row.consent_due_on < formats.today()
    return Signal(formats.day(row.consent_due_on), "bad" if late else "mute", row.consent_due_on)


def _consent_answer(row: Any) -> str | None:
    if row.consent_answer is None:
        return None
    told = _letter(row.consent_answer_number, row.consent_answered_on)
    return f"{formats.words(ANSWER_LABELS[row.consent_answer])}, {told}"


def columns() -> Sequence[Column]:
    if sees_region():
        home = Column(
            name="municipality",
            label=_l("Municipality"),
            value=lambda row: row.home_ru if formats.language() == "ru" else row.home_en,
        )
        columns = (*_usual_columns(), *_further_columns())
        return (home, *(column for column in columns if column.name != "responsible"))
    return (*_usual_columns(), *_further_columns())


def _usual_columns() -> Sequence[Column]:
    labels = {status: wording.status_label(status) for status in Status}
    named, nobody = f"counterparts_{formats.language()}", wording.no_counterpart()
    return (
        Column(
            name="number",
            label=_l("Number"),
            value=lambda row: wording.number_or_draft(row.number, row.status),
            reads=("number", "status"),
            sort=Agreement.number,
            width="no",
        ),
        Column(
            name="title",
            label=_l("Title"),
            value=lambda row: Linked(row.title, url_for("agreements.show", agreement_id=row.id)),
            plain=lambda row: row.title,
            reads=("title",),
            sort=Agreement.sort_name,
        ),
        Column(
            name="parties",
            label=_l("Parties"),
            value=lambda row: Flagged(
                wording.counterparts(row), wording.first_flag(row), wording.more_counterparts(row)
            ),
            plain=lambda row: (getattr(row, named) or nobody) + wording.more_counterparts(row),
            reads=(named, "counterpart_count"),
            width="par",
        ),
        Column(
            name="status",
            label=_l("Status"),
            value=lambda row: StatusMark(row.status.value, labels[row.status]),
            plain=lambda row: labels[row.status],
            reads=("status",),
            width="st",
        ),
        Column(
            name="until",
            label=_l("Valid until"),
            value=_until,
            plain=_plain_until,
            reads=("ends_on", "indefinite"),
            sort=conditions.VALID_UNTIL,
            width="date",
        ),
        Column(
            name="act",
            label=_l("Act by"),
            value=_act_by,
            plain=_plain_act_by,
            reads=("last_day_to_act", "status", "renewal"),
            sort=conditions.ACT_UNTIL,
            shown=not sees_region(),
            width="date",
        ),
        Column(
            name="responsible",
            label=_l("Responsible"),
            value=_responsible,
            plain=lambda row: row.responsible,
            reads=("responsible",),
            width="who",
        ),
    )


def _further_columns() -> Sequence[Column]:
    """Those that are shown when asked for."""
    return (
        Column(
            name="kind",
            label=_l("Kind of document"),
            value=lambda row: formats.words(KIND_LABELS[row.kind]),
            shown=False,
        ),
        Column(name="areas", label=_l("Areas"), value=lambda row: options.area_names(row.area_codes), shown=False),
        Column(
            name="country",
            label=_l("Country"),
            value=lambda row: ", ".join(options.country_name(code) for code in row.counterpart_flags.split()),
            shown=False,
        ),
        Column(
            name="signed",
            label=_l("Signed on"),
            value=lambda row: row.signed_on,
            sort=conditions.SIGNED_ON,
            shown=False,
            width="date",
        ),
        Column(
            name="consent_asked",
            label=_l("Region asked"),
            value=lambda row: _letter(row.consent_asked_number, row.consent_asked_on),
            shown=sees_region(),
        ),
        Column(
            name="consent_due",
            label=_l("Answer due"),
            value=_consent_due,
            sort=consents.DUE_ON,
            shown=sees_region(),
            width="date",
        ),
        Column(name="consent", label=_l("Answer of the region"), value=_consent_answer, shown=False),
        Column(
            name="published",
            label=_l("Published"),
            value=lambda row: row.published_on,
            shown=False,
            width="date",
        ),
        Column(
            name="register",
            label=_l("In the yearly list"),
            value=lambda row: _("yes") if row.in_register else _("no"),
            shown=False,
        ),
    )
