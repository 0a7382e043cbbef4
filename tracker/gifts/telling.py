"""How gifts are told: which way, to whom, of what value, and what is still to be done with a received one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import flask_babel
from flask_babel import gettext as _

from tracker.gifts.kinds import WAY_LABELS, Way
from tracker.gifts.models import HUNDRED
from tracker.web import formats
from tracker.web.cells import Signal

WAY_ICONS = {Way.GIVEN: "arrow-right", Way.RECEIVED: "arrow-back-up"}


def way_choices() -> list[tuple[str, str]]:
    return [(way.value, formats.words(label)) for way, label in WAY_LABELS.items()]


def way_label(way: Way) -> str:
    return formats.words(WAY_LABELS[way])


def partner(row: Any) -> str:
    return str((row.partner_ru if formats.language() == "ru" else row.partner_en) or "")


def people(row: Any) -> str:
    """The person and the organisation."""
    suffix = "ru" if formats.language() == "ru" else "en"
    told = (getattr(row, f"contact_{suffix}"), getattr(row, f"organisation_{suffix}"))
    return ", ".join(part for part in told if part)


def whose(row: Any) -> str:
    """The other side: partner, person, organisation."""
    return " · ".join(part for part in (partner(row), people(row)) if part)


def price(hundredths: int | None, currency: str) -> str:
    if hundredths is None:
        return ""
    return str(flask_babel.format_currency(Decimal(hundredths) / HUNDRED, currency, format="#,##0.## ¤"))


def duty(row: Any) -> Signal | str | None:
    """What is still to be done with a received one: red when late."""
    if row.way is Way.GIVEN:
        return None
    if row.notice_due_on is not None and row.notified_on is None:
        late = row.notice_due_on < formats.today()
        return Signal(_("report by %(day)s", day=formats.short_day(row.notice_due_on)), "bad" if late else "warn")
    if row.is_dear and row.handed_over_on is None:
        return Signal(_("to be handed over"), "warn")
    if row.handed_over_on is not None:
        return _("handed over %(day)s", day=formats.day(row.handed_over_on))
    return _("reported %(day)s", day=formats.day(row.notified_on)) if row.notified_on is not None else None
