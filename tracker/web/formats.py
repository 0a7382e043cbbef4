"""Dates, numbers and names the user's way. Registered as template filters under the functions' names."""

from __future__ import annotations

import functools
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import flask_babel
from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal
from flask import g, has_app_context
from flask_babel import Domain, get_locale, gettext, ngettext

from tracker.kernel import clock
from tracker.kernel.latin import in_latin
from tracker.papers import marked, wording

if TYPE_CHECKING:
    from flask import Flask


def language() -> str:
    """`ru` or `en`, of this request. Asked for hundreds of times by a page: what is known already is not looked for."""
    known = getattr(g.get("_flask_babel"), "babel_locale", None) if has_app_context() else None
    locale = known or get_locale()
    return locale.language if locale else "en"


def zone() -> str:
    """IANA name of the zone in which days and times are shown: the municipality's."""
    return str(g.get("zone") or flask_babel.get_timezone())


def today() -> date:
    return clock.today(zone())


def day(value: date | None) -> str:
    """23.11.2026 in Russian, 23 Nov 2026 in English: tables."""
    if value is None:
        return "—"
    if language() == "ru":
        return f"{value:%d.%m.%Y}"
    return f"{value.day} {_short_months('en')[value.month]} {value.year}"


def days_since(days: int) -> str:
    """How long something has stood as it stands."""
    return ngettext("%(num)d day", "%(num)d days", days) if days else gettext("since today")


@functools.cache
def _short_months(language: str) -> dict[int, str]:
    """The names of months in tables: a list has hundreds of days, too many to ask the locale's patterns for each."""
    return dict(get_month_names("abbreviated", locale=language))


def _in_words(value: date, pattern: str) -> str:
    """Kept, for a page tells the same few days again and again; a moment is told in the zone of the request."""
    if isinstance(value, datetime):
        return str(flask_babel.format_date(value, pattern))
    return _day_in_words(value, pattern, language())


@functools.lru_cache(maxsize=4096)
def _day_in_words(value: date, pattern: str, language: str) -> str:
    return str(format_date(value, pattern, locale=language))


def long_day(value: date | None) -> str:
    """23 ноября 2026, 23 November 2026: running text."""
    if value is None:
        return "—"
    return _in_words(value, "d MMMM yyyy")


def paper_day(value: date) -> str:
    """23 ноября 2026 г., 23 November 2026: as papers are dated."""
    return f"{long_day(value)}\N{NO-BREAK SPACE}г." if language() == "ru" else long_day(value)


def spelt(name: str | None) -> str:
    """The name of a person or a place in letters that a reader of the language knows, for papers."""
    return (name or "") if language() == "ru" else in_latin(name)


def long_days(first: date, last: date) -> str:
    """23–25 ноября 2026, 30 November – 2 December 2026: what both days share is said once."""
    if first == last:
        return long_day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_day(last)}"
    begun = _in_words(first, "d MMMM") if first.year == last.year else long_day(first)
    return f"{begun} – {long_day(last)}"


def short_day(value: date | None) -> str:
    """23 ноя, 23 Nov: tight rows; with the year when it is another one."""
    if value is None:
        return "—"
    pattern = "d MMM" if value.year == today().year else "d MMM yyyy"
    return _in_words(value, pattern).replace(".", "")


def week_day(value: date) -> str:
    """понедельник, Monday."""
    return _in_words(value, "EEEE")


def short_week_day(value: date) -> str:
    """пн, Mon."""
    return _in_words(value, "EEE")


def moment(value: datetime | None) -> str:
    """Day and time in the municipality's zone."""
    if value is None:
        return "—"
    local = value.astimezone(ZoneInfo(zone()))
    return f"{day(local.date())}, {local:%H:%M}"


def time_of(value: datetime) -> str:
    return f"{value.astimezone(ZoneInfo(zone())):%H:%M}"


def time_in(value: datetime, zone_name: str) -> str:
    """The time in another zone (IANA name), with the day when that is another one."""
    there = value.astimezone(ZoneInfo(zone_name))
    told = f"{there:%H:%M}"
    return told if there.date() == day_of(value) else f"{short_day(there.date())}, {told}"


def day_of(value: datetime) -> date:
    """The day of a moment in the municipality's zone."""
    return value.astimezone(ZoneInfo(zone())).date()


def number(value: float | None) -> str:
    return "—" if value is None else _number(value, language())


@functools.lru_cache(maxsize=4096)
def _number(value: float, language: str) -> str:
    return format_decimal(value, locale=language)


def words(marked: Any) -> str:
    """The translation of a text marked with `N_`."""
    return str(_texts.get_translations().ugettext(str(marked))) if marked else ""


def add_formats(app: Flask) -> None:
    from tracker.web.cells import kind_of

    for function in (
        day,
        long_day,
        short_day,
        week_day,
        short_week_day,
        moment,
        time_of,
        day_of,
        number,
        words,
        kind_of,
    ):
        app.jinja_env.filters[function.__name__] = function
    app.extensions["babel"].instance.domain_instance = _texts
    app.jinja_env.globals.update(today=today, language=language)
    app.jinja_env.globals.update(paper_value=wording.told, paper_paragraphs=wording.paragraphs, paper_marked=marked)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the i18n extension
        lambda text: _texts.get_translations().ugettext(text),
        lambda one, many, number: _texts.get_translations().ungettext(one, many, number),
        newstyle=True,
    )


class Texts(Domain):
    """The translations, kept by their language: a page asks for hundreds of texts."""

    def get_translations(self) -> Any:
        if not has_app_context():
            return super().get_translations()  # type: ignore[no-untyped-call]
        spoken = language()
        if spoken not in _catalogues:
            _catalogues[spoken] = super().get_translations()  # type: ignore[no-untyped-call]
        return _catalogues[spoken]


_catalogues: dict[str, Any] = {}
_texts = Texts()  # type: ignore[no-untyped-call]
