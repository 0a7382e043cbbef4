"""What may be registered, under which number, and when an answer is late. Pure: no session, no request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.letters.kinds import Translation
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from tracker.accounts.models import User
    from tracker.letters.models import Letter

_DIGITS = re.compile(r"\d+")
LONGEST_RUN = 9


def next_number(latest: str | None, taken: Collection[str], year: int) -> str:
    """The first free number after the latest one of the book, counted the way the office counts.

    The last run of digits that is not the year is counted on: after 01-27/153 comes 01-27/154, after 12/2026 comes
    13/2026. A book begins with 1.
    """
    number = latest or "0"
    runs = [run for run in _DIGITS.finditer(number) if int(run[0]) != year and len(run[0]) <= LONGEST_RUN]
    if not runs:
        number, runs = "0", [re.match(r"\d", "0")]  # type: ignore[list-item]
    run = runs[-1]
    before, after, count = number[: run.start()], number[run.end() :], int(run[0])
    while True:
        count += 1
        found = f"{before}{count:0{len(run[0]) if run[0].startswith('0') else 1}d}{after}"
        if found not in taken:
            return found


def first_of_year(latest: str | None, year: int) -> str | None:
    """Where a new year's book begins, by the last number of the year before: 01-27/153 → 01-27/0, 12/2025 → 0/2026."""
    if latest is None:
        return None
    with_year = re.sub(rf"(?<!\d){year - 1}(?!\d)", str(year), latest)
    runs = [run for run in _DIGITS.finditer(with_year) if int(run[0]) != year]
    if not runs:
        return None
    return f"{with_year[: runs[-1].start()]}0{with_year[runs[-1].end() :]}"


def check_days(registered_on: date | None, written_on: date | None, answer_due_on: date | None, today: date) -> None:
    if registered_on is None:
        raise RuleBroken(N_("Say on which day it is registered."), "registered_on")
    if registered_on > today:
        raise RuleBroken(N_("A letter is registered today at the latest."), "registered_on")
    if written_on is not None and written_on > registered_on:
        raise RuleBroken(N_("This lies after the day of the registration."), "written_on")
    if answer_due_on is not None and answer_due_on < registered_on:
        raise RuleBroken(N_("This lies before the day of the registration."), "answer_due_on")


def check_translation(language: str, translation: Translation, home_language: str) -> None:
    """A letter in another language than ours is translated first (order of record keeping): it is noted."""
    if language != home_language and translation is Translation.NOT_NEEDED:
        raise RuleBroken(N_("A letter in another language needs a translation: say whether it is made."), "translation")


def check_responsible(user: User | None) -> None:
    if user is not None and not (user.is_active and user.may(Permission.LETTERS_EDIT)):
        raise RuleBroken(N_("This person cannot answer for a letter."), "responsible_id")


def check_reply(reply_to: Letter | None, registered_on: date) -> None:
    if reply_to is None:
        return
    if reply_to.interaction.archived_at is not None:
        raise RuleBroken(N_("This letter is in the archive."), "reply_to")
    if reply_to.registered_on > registered_on:
        raise RuleBroken(N_("A reply is not older than the letter it answers."), "reply_to")


def check_answer(letter: Letter, on: date | None, today: date) -> None:
    if letter.answered_on is not None:
        raise RuleBroken(N_("It is answered already."))
    if on is None:
        raise RuleBroken(N_("Say when it was answered."), "answered_on")
    if on > today:
        raise RuleBroken(N_("This lies in the future. Record it when it has happened."), "answered_on")
    if on < letter.registered_on:
        raise RuleBroken(N_("This lies before the day of the registration."), "answered_on")


def check_answered(letter: Letter) -> None:
    if letter.answered_on is None:
        raise RuleBroken(N_("It is not answered yet."))


def days_late(answer_due_on: date | None, answered_on: date | None, today: date) -> int:
    """Days since the answer was due; none for a letter that is answered, or asks for none."""
    if answer_due_on is None or answered_on is not None:
        return 0
    return max((today - answer_due_on).days, 0)
