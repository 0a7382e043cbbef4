"""What a report consists of beside its texts: figures, the list of agreements, grounds; plain values, to be kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask_babel import force_locale

from tracker.agreements.register.document import Register, cited
from tracker.agreements.register.entries import Asked
from tracker.papers import DAY, Column, Table
from tracker.regulations import queries as regulations
from tracker.regulations.kinds import Basis
from tracker.yearly_reports import figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.yearly_reports.models import YearlyReport

Content = dict[str, Any]
LETTERS = 6.5


def of(report: YearlyReport, *, today: date) -> Content:
    """As it was sent, or as things stand today for a draft."""
    if report.frozen is not None:
        frozen: Content = report.frozen
        return frozen
    return live(report, today=today)


def live(report: YearlyReport, *, today: date) -> Content:
    """Counted and read anew, in the report's language."""
    home, year = report.municipality, report.year
    until = min(date(year, 12, 31), today)
    with force_locale(report.language.value):
        listed = Register(Asked(until, year, municipality_id=home.id), owner=home.administration_in(report.language))
        return {
            "until": until.isoformat(),
            "owner": home.administration_in(report.language),
            "body": regulations.regulation(on=today, municipality_id=home.id).body_in(report.language),
            "grounds": _grounds(Basis.YEARLY_INFORMATION, today, home.id),
            "list_grounds": _grounds(Basis.YEARLY_LIST, today, home.id),
            "figures": figures.of_year(year, today=today),
            "register": _kept(listed),
        }


def _grounds(code: Basis, on: date, municipality_id: int) -> list[str]:
    return [cited(one) for one in regulations.legal_bases_of(code, on=on, municipality_id=municipality_id)]


def _kept(register: Register) -> dict[str, Any]:
    columns = register.columns()
    return {
        "columns": [[column.name, str(column.heading), column.width, column.kind] for column in columns],
        "rows": [[_plain(value) for value in row] for row in register.rows()],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def register_columns(content: Content) -> list[Column]:
    return [Column(heading, width, kind) for _name, heading, width, kind in content["register"]["columns"]]


def register_rows(content: Content) -> Iterator[list[Any]]:
    """The kept rows with their days as days again."""
    kinds = [kind for _name, _heading, _width, kind in content["register"]["columns"]]
    for row in content["register"]["rows"]:
        yield [_day(value) if kind == DAY else value for value, kind in zip(row, kinds, strict=True)]


def _day(value: Any) -> Any:
    """A column of days may also say in words that there is none."""
    try:
        return date.fromisoformat(value) if value else value
    except ValueError:
        return value


def register_table(content: Content) -> Table:
    return Table(register_columns(content), register_rows(content), numbered=True, size=LETTERS)


def until(content: Content) -> date:
    return date.fromisoformat(content["until"])


def numbered_rows(content: Content) -> dict[str, Sequence[Any]]:
    """The rows of the list by what names an agreement in it: number and title."""
    names = [name for name, *_rest in content["register"]["columns"]]
    number, title = names.index("registration_number"), names.index("title")
    return {f"{row[number]} {row[title]}".strip(): row for row in content["register"]["rows"]}
