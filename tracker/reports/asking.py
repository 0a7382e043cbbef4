"""What a person asks a report for: the parameters of the address, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext as _

from tracker.accounts.queries import officials
from tracker.events.kinds import Side
from tracker.kernel.text import clean
from tracker.reports.queries import choices
from tracker.reports.report import Asked
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.reports.report import Parameter, Report

EVERY = ("", "0")
EARLIEST = 1900
LONGEST_NUMBER, LONGEST_SAID = 9, 40


@dataclass(frozen=True)
class Chosen:
    """A parameter with its choices, as (value, words), and the value that is chosen of them."""

    name: Parameter
    label: str
    choices: Sequence[tuple[Any, str]]
    value: Any

    @property
    def told(self) -> str:
        """The choice in words; empty where nothing is chosen."""
        return next((text for value, text in self.choices if value == self.value), "")


@dataclass(frozen=True)
class Question:
    asked: Asked
    parameters: Sequence[Chosen]
    faults: Sequence[str]

    def words(self) -> dict[str, str]:
        """The words of the address of the same question; a year of 0 means all of them."""
        said = {one.name: str(one.value or "") for one in self.parameters}
        if "year" in said and not said["year"]:
            said["year"] = "0"
        return {name: value for name, value in said.items() if value}


def read(report: Report) -> Question:
    """What the address asks this report for. A spoilt word asks for everything, and is told as a fault."""
    plain = Asked(today=formats.today(), language=formats.language())
    parameters, faults = [], []
    for name in report.parameters:
        label, offered = _choices(name, plain)
        typed = request.args.get(name)
        value = plain.today.year if typed is None and name == "year" else _value(name, typed or "", plain, offered)
        if value is None and typed not in (None, *EVERY):
            said = clean(str(typed))[:LONGEST_SAID]
            faults.append(_("%(name)s: there is no choice “%(said)s”, so all are shown.", name=label, said=said))
        if value is not None and all(value != one for one, _text in offered):
            offered = [*offered, (value, _name_of(name, value))]
        parameters.append(Chosen(name, label, offered, value))
    values: dict[str, Any] = {one.name: one.value for one in parameters}
    return Question(Asked(today=plain.today, language=plain.language, **values), parameters, faults)


def _choices(name: Parameter, asked: Asked) -> tuple[str, Sequence[tuple[Any, str]]]:
    if name == "year":
        first = choices.first_year(asked.today)
        return _("Year"), [(year, str(year)) for year in range(asked.today.year, first - 1, -1)]
    if name == "country":
        return _("Country"), [(row.id, asked.named(row, "name")) for row in choices.countries_of_all()]
    if name == "area":
        return _("Area of cooperation"), [(row.id, asked.named(row, "name")) for row in choices.areas()]
    if name == "side":
        return _("Which way"), [(Side.THEIRS.value, _("came")), (Side.OURS.value, _("ours went"))]
    return _("Official"), officials()


def _value(name: Parameter, typed: str, asked: Asked, offered: Sequence[tuple[Any, str]]) -> Any:
    """What the word stands for, or None. Also a year without any record, and who has left since, may be asked for."""
    if name == "side":
        return next((value for value, _text in offered if value == typed), None)
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
        return None
    number = int(typed)
    if any(number == value for value, _text in offered):
        return number
    if name == "year":
        return number if EARLIEST <= number <= asked.today.year else None
    return number if name == "official" and choices.names_of_users([number]) else None


def _name_of(name: Parameter, value: int) -> str:
    """The words of a value that is not offered any more."""
    return choices.names_of_users([value])[value] if name == "official" else str(value)
