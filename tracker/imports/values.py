"""Cells become values: the one place that knows how days, years, words of lists and people's names are written.

A `Bad` says what is wrong with a cell in words of the form on the screen; `choices` offers what may have been meant.
"""

from __future__ import annotations

import functools
import re
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.support import NullTranslations, Translations

from tracker.imports.reading.workbook import serial_day
from tracker.kernel.text import N_, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"
EARLIEST, LATEST = 1800, 2200
FEWEST_SERIAL, MOST_SERIAL = 10_000, 80_000  # 1927 to 2119
YES = frozenset({"1", "да", "yes", "true", "истина", "ja", "x", "+", "wahr", "y", "д"})
NO = frozenset({"0", "нет", "no", "false", "ложь", "nein", "-", "falsch", "n", "н"})
YES_WORD, NO_WORD = N_("yes"), N_("no")
MOST_CHOICES = 6
LONGEST_SHOWN = 120
POLE = 90


class Bad(Exception):
    """A cell, or a row (`field` empty), that cannot be taken. `message` is marked with `N_`."""

    def __init__(self, message: str, field: str = "", *, choices: Sequence[str] = (), **values: Any) -> None:
        super().__init__(message)
        self.message, self.field, self.choices = message, field, list(choices)[:MOST_CHOICES]
        self.values = {name: str(value)[:LONGEST_SHOWN] for name, value in values.items()}


NO_DAY = N_("“%(value)s” is no day. Write it like 27.11.2026.")
YEAR_ONLY = N_("“%(value)s” is only a year. Write the whole day.")
OUT_OF_RANGE = N_("Write a day between 1800 and 2200.")
NOT_LISTED = N_("“%(value)s” is none of the list.")
TOO_LONG = N_("At most %(most)s characters.")
NO_NUMBER = N_("“%(value)s” is no whole number.")
NOT_YES_OR_NO = N_("“%(value)s” is neither yes nor no.")


def line(text: str, most: int = 300) -> str | None:
    """One line of text."""
    value = clean(text)
    if len(value) > most:
        raise Bad(TOO_LONG, most=most)
    return value or None


def paragraphs(text: str, most: int = 20_000) -> str | None:
    value = clean(text, lines=True)
    if len(value) > most:
        raise Bad(TOO_LONG, most=most)
    return value or None


def lines(text: str) -> list[str]:
    """The lines of a cell that holds several values, the empty ones too."""
    return [clean(one) for one in text.split("\n")] if text.strip() else []


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\.?(?:\s*г\.?)?")
_IN_WORDS = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]{3,12})\.?,?\s+(\d{4})(?:\s*г(?:\.|ода)?)?")
_TIME = re.compile(r"[\sT,]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?Z?$")
_YEAR = re.compile(r"(\d{4})(?:\s*г(?:\.|ода?)?)?")
_MONTHS = (
    ("янв", "jan", "jän"), ("фев", "feb"), ("мар", "mar", "mär"), ("апр", "apr"), ("мая", "май", "may", "mai"),
    ("июн", "jun"), ("июл", "jul"), ("авг", "aug"), ("сен", "sep"), ("окт", "oct", "okt"), ("ноя", "nov"),
    ("дек", "dec", "dez"),
)  # fmt: skip


def day(text: str) -> date | None:
    """A whole day: 27.11.2026, 2026-11-27, 27 ноября 2026, or the number Excel counts it by."""
    value = clean(text)
    if not value:
        return None
    if _YEAR.fullmatch(value):
        raise Bad(YEAR_ONLY, value=value)
    found = _any_day(_TIME.sub("", value))
    if found is None:
        raise Bad(NO_DAY, value=value)
    if not EARLIEST <= found.year <= LATEST:
        raise Bad(OUT_OF_RANGE)
    return found


def day_or_year(text: str) -> tuple[date | None, bool]:
    """A day, or a year that is no day: (1 January of it, True)."""
    value = clean(text)
    if found := _YEAR.fullmatch(value):
        if not EARLIEST <= int(found[1]) <= LATEST:
            raise Bad(OUT_OF_RANGE)
        return date(int(found[1]), 1, 1), True
    return day(value), False


def moment(text: str) -> tuple[date, time | None] | None:
    """A day, with its time of day where it is said."""
    value = clean(text)
    if not value:
        return None
    at = None
    if found := _TIME.search(value):
        try:
            at = time(int(found[1]), int(found[2]))
        except ValueError as error:
            raise Bad(NO_DAY, value=value) from error
    on = day(value)
    assert on is not None
    return on, at


def _any_day(value: str) -> date | None:
    try:
        if found := _ISO.fullmatch(value):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(value):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _IN_WORDS.fullmatch(value):
            month = _month(found[2].casefold())
            return date(int(found[3]), month, int(found[1])) if month else None
        if re.fullmatch(r"\d{5}(?:\.\d+)?", value) and FEWEST_SERIAL <= float(value) <= MOST_SERIAL:
            return date.fromisoformat(serial_day(float(value)))
    except ValueError:
        return None
    return None


def _month(word: str) -> int:
    return next((at for at, starts in enumerate(_MONTHS, 1) if word.startswith(starts)), 0)


def whole(text: str, least: int = 0, most: int = 2**31 - 1) -> int | None:
    value = clean(text).replace(" ", "")
    if not value:
        return None
    if not re.fullmatch(r"-?[0-9]{1,10}", value) or not least <= int(value) <= most:
        raise Bad(NO_NUMBER, value=value)
    return int(value)


def point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Degrees of a place. They only help to tell places apart: what cannot be read is as if it were not there."""
    try:
        north, east = (float(clean(text).replace(",", ".")) for text in (latitude, longitude))
    except ValueError:
        return None
    return (north, east) if abs(north) <= POLE and abs(east) <= 2 * POLE and (north or east) else None


def yes_or_no(text: str) -> bool | None:
    value = clean(text).casefold()
    if not value:
        return None
    if value in YES or value in {one.casefold() for one in in_both(YES_WORD)}:
        return True
    if value in NO:
        return False
    raise Bad(NOT_YES_OR_NO, value=value)


# words of lists


@functools.cache
def _catalogue() -> NullTranslations:
    return Translations.load(str(TRANSLATIONS), ["ru"])


def in_both(message: str) -> tuple[str, str]:
    """A marked text in English and in Russian."""
    return message, str(_catalogue().gettext(message))


def normal(text: str) -> str:
    """A word as it is compared: without case, ё as е, signs as blanks."""
    return " ".join(re.sub(r"[\W_]+", " ", clean(text).casefold().replace("ё", "е").replace("ß", "ss")).split())


def words_of(labels: Mapping[Any, str], also: Mapping[Any, Sequence[str]] | None = None) -> dict[str, Any]:
    """Every way to write a member of a list: its code, its label in both languages, other words."""
    known: dict[str, Any] = {}
    for member, label in labels.items():
        for word in (str(member.value), *in_both(label), *(also or {}).get(member, ())):
            known.setdefault(normal(word), member)
    return known


def one_of(text: str, known: Mapping[str, Any], labels: Mapping[Any, str]) -> Any:
    """The member of a list that is meant, None for an empty cell."""
    value = clean(text)
    if not value:
        return None
    found = known.get(normal(value))
    if found is None:
        near = get_close_matches(normal(value), known, n=3, cutoff=0.6)
        likely = dict.fromkeys(known[word] for word in near)
        raise Bad(NOT_LISTED, value=value, choices=[label for one in likely for label in [in_both(labels[one])[1]]])
    return found


def told(message: str, language: str) -> str:
    """A marked text in a language, also outside of a request."""
    return in_both(message)[language == "ru"]
