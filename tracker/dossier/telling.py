"""The lines of a dossier, in the language of the moment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from tracker.agreements import wording as agreement_wording
from tracker.agreements.kinds import RENEWAL_LABELS
from tracker.contacts import languages
from tracker.dossier import rules
from tracker.gifts.kinds import WAY_LABELS
from tracker.interactions.kinds import KIND_LABELS, Direction
from tracker.kernel import clock
from tracker.negotiations.models import OUTCOME_LABELS
from tracker.obligations.kinds import SIDE_LABELS
from tracker.partners import wording
from tracker.partners.kinds import ChangeKind
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.dossier.queries import Known
    from tracker.papers.paper import Value

    Lines = list[Sequence[Value]]


def _said(row: Any, name: str) -> str:
    """A column that a row has in both languages."""
    return str(getattr(row, f"{name}_{formats.language()}") or "")


# the city


def facts(known: Known) -> list[tuple[str, Value]]:
    partnership, language = known.partnership, formats.language()
    city, home = partnership.city, partnership.municipality
    where = [partnership.region.name_in(language)] if partnership.region is not None else []
    where.append(partnership.country.name_in(language))
    distance = (
        rules.kilometres((home.latitude, home.longitude), (city.latitude, city.longitude)) if city is not None else None
    )
    told: list[tuple[str, Value]] = [
        (_("Region, country"), ", ".join(where)),
        (_("Grouping"), ", ".join(group.name_in(language) for group in known.groups)),
        (_("Population"), city.population if city is not None and city.population else None),
        (_("Distance from us"), _("%(number)s km", number=formats.number(distance)) if distance is not None else None),
        (_("Time there"), time_there(known.zone)),
        (_("Language of letters"), _languages(partnership.languages)),
        (_("Partners since"), wording.since(partnership.since_on, partnership.since_is_year)),
        (_("Areas"), wording.area_names(partnership.area_codes)),
        (
            _("Responsible"),
            formats.spelt(partnership.responsible.name) if partnership.responsible is not None else None,
        ),
    ]
    return [(name, value) for name, value in told if value]


def _languages(written: str | None) -> str:
    """In the language of the dossier where each word is the name of a language, else as it was written."""
    stored, unknown = languages.as_stored(written)
    return (written or "") if unknown else languages.told(stored, formats.language())


def time_there(zone: str | None) -> str:
    """The time at the partner's, and how far it is from ours."""
    if not zone:
        return ""
    now = clock.now()
    time = f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
    minutes = rules.minutes_apart(zone, formats.zone(), now)
    if minutes == 0:
        return _("%(time)s, the same as ours", time=time)
    hours = formats.number(abs(minutes) / 60)
    if minutes < 0:
        return _("%(time)s, %(hours)s h behind ours", time=time, hours=hours)
    return _("%(time)s, %(hours)s h ahead of ours", time=time, hours=hours)


# what stands open


def open_lines(known: Known, most: int) -> Lines:
    """Talks with their stage, then what is to be done, what is late first."""
    talks: Lines = [
        [rules.shortened(_("Talks: %(subject)s", subject=row.subject), most), _stage(row, known.today), ""]
        for row in known.talks
    ]
    partnership = known.partnership
    steps: list[tuple[str, str, date | None]] = []
    if partnership.next_step:
        whose = partnership.responsible.name if partnership.responsible is not None else ""
        steps.append((partnership.next_step, whose, partnership.next_step_on))
    steps += [(row.next_step, row.responsible_name, row.next_step_on) for row in known.talks if row.next_step]
    steps += [(row.title, row.assignee or row.department or _("everybody"), row.due_on) for row in known.tasks]
    steps.sort(key=lambda step: step[2] or date.max)
    return talks + [
        [rules.shortened(text, most), formats.spelt(whose), _by(due_on, known.today)]
        for text, whose, due_on in _once(steps)
    ]


def _once(steps: Sequence[tuple[str, str, date | None]]) -> list[tuple[str, str, date | None]]:
    """A step that is noted with the partner and with its talks is told once."""
    return list({(text, due_on): (text, whose, due_on) for text, whose, due_on in reversed(steps)}.values())[::-1]


def _stage(row: Any, today: date) -> str:
    days = (today - row.stage_since_on).days
    return _(
        "%(stage)s, %(days)s",
        stage=_said(row, "stage"),
        days=formats.days_since(days),
    )


def _by(day: date | None, today: date) -> str:
    """The day, and whether it is past."""
    if day is None:
        return ""
    told = formats.day(day)
    return _("%(day)s, overdue", day=told) if day < today else told


def promises(known: Known, most: int) -> Lines:
    return [
        [
            _said(row, "party") or formats.words(SIDE_LABELS[row.side]),
            rules.shortened(row.text, most),
            _by(row.due_on, known.today) if row.obliges else formats.day(row.due_on) if row.due_on else "",
        ]
        for row in known.promises
    ]


def agreements(known: Known, most: int) -> Lines:
    """Title, term, and by when its coming end can still be acted on."""
    return [
        [
            rules.shortened(f"{row.title}, № {row.number}" if row.number else row.title, most),
            _term(row),
            formats.day(row.last_day_to_act) if row.last_day_to_act else "",
        ]
        for row in known.in_force
    ]


def _term(row: Any) -> str:
    until = formats.day(row.ends_on) if row.ends_on is not None else agreement_wording.no_end(row)
    told = f"{formats.day(row.enters_on or row.signed_on)} — {until}"
    if row.ends_on is None:
        return told
    return f"{told}; {formats.words(RENEWAL_LABELS[row.renewal]).lower()}"


def letters(known: Known, most: int) -> Lines:
    """Theirs, which we owe an answer, and ours."""
    return [
        [
            _("theirs, No. %(number)s of %(day)s", number=row.number, day=formats.day(row.registered_on))
            if row.direction is Direction.INCOMING
            else _("ours, No. %(number)s of %(day)s", number=row.number, day=formats.day(row.registered_on)),
            rules.shortened(row.subject, most),
            _by(row.answer_due_on, known.today),
        ]
        for row in known.letters
    ]


# what was


def happened(rows: Sequence[Any], most: int) -> Lines:
    return [[row.happened_on, _entry(row, most)] for row in rows]


def _entry(row: Any, most: int) -> str:
    told = f"{formats.words(KIND_LABELS[row.kind])}: {row.subject}"
    if row.place:
        told += f" ({row.place})"
    if row.text:
        told += f". {row.text}"
    return rules.shortened(told, most)


def history(known: Known, most: int, room: int) -> tuple[Lines, int]:
    """Since when, what was decided, what was signed, who came, how talks moved: the latest first, and of how many.

    Where there is no room for all, the steps of talks give way.
    """
    found: list[tuple[date, str]] = [(row.changed_on, _change(row)) for row in known.changes]
    found += [
        (row.signed_on, _("Signed: %(title)s", title=row.title))
        for row in known.agreements
        if row.signed_on is not None
    ]
    found += [(row.happened_on, _("Visit: %(subject)s", subject=row.subject)) for row in known.visits]
    found.sort(key=lambda one: one[0], reverse=True)
    moves = [(row.moved_on, _move(row)) for row in known.moves]
    partnership = known.partnership
    since = partnership.since_on is not None
    chosen = [*found, *moves][: room - since]
    chosen.sort(key=lambda one: one[0], reverse=True)
    lines: Lines = [[day, rules.shortened(text, most)] for day, text in chosen]
    if since:
        lines.append([wording.since(partnership.since_on, partnership.since_is_year), _("Partners since then")])
    return lines, len(found) + len(moves) + since


def _change(row: Any) -> str:
    if row.kind is ChangeKind.STATUS:
        told = _(
            "Status: %(left)s → %(came)s",
            left=wording.status_label(row.from_status),
            came=wording.status_label(row.to_status),
        )
    else:
        told = _("Place: %(left)s → %(came)s", left=_said(row, "from"), came=_said(row, "to"))
    return ". ".join(part for part in (told, row.reason) if part)


def _move(row: Any) -> str:
    how = _said(row, "to") if row.outcome is None else formats.words(OUTCOME_LABELS[row.outcome]).lower()
    return _("Talks on “%(subject)s”: %(how)s", subject=row.subject, how=how)


def gifts(known: Known, most: int) -> Lines:
    return [
        [
            row.passed_on,
            f"{formats.words(WAY_LABELS[row.way])}: {rules.shortened(row.what, most)}",
            rules.shortened(row.occasion, most // 2),
        ]
        for row in known.gifts
    ]
