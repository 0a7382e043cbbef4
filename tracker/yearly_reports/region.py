"""The reports of all municipalities of a region together, in the form that goes further up.

Only what was sent counts, as it was sent: the figures are summed over the kept figures, the list is that of the kept
lists, with the municipality before each line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from tracker.agreements.register.columns import headings
from tracker.agreements.register.document import cited
from tracker.papers import (
    A3_ACROSS,
    DAY,
    NUMBER,
    Band,
    Bullets,
    Column,
    Heading,
    NewPage,
    Note,
    Paper,
    Table,
    Text,
)
from tracker.papers.paper import Part, Value
from tracker.regulations import queries as regulations
from tracker.regulations.kinds import Basis
from tracker.web import formats
from tracker.web.files import Sheet
from tracker.yearly_reports import content as contents
from tracker.yearly_reports import wording
from tracker.yearly_reports.models import YearlyReport
from tracker.yearly_reports.queries import Standing

LETTERS = 6.5


@dataclass(frozen=True)
class Region:
    """The sent reports about a year, and how every municipality stands."""

    year: int
    reports: Sequence[YearlyReport]
    standings: Sequence[Standing]

    # figures

    def by_municipality(self) -> list[list[Value]]:
        return [
            [
                report.municipality.name_in(formats.language()),
                report.letter_number,
                report.sent_on,
                sum(self._figures(report)["interactions"].values()),
                len(self._figures(report)["partners"]),
                *(self._figures(report)["agreements"][name] for name in ("concluded", "lapsed", "valid")),
            ]
            for report in self.reports
        ]

    def totals(self) -> list[Value]:
        rows = self.by_municipality()
        return [
            _("In all"),
            "",
            "",
            *(sum(int(str(row[at])) for row in rows) for at in range(3, 8)),
        ]

    def by_country(self) -> list[list[Value]]:
        """Partners, interactions and valid agreements by country, the busiest first."""
        found = _summed(one for report in self.reports for one in self._figures(report)["countries"])
        names = ("partners", "interactions", "agreements")
        busiest = sorted(found, key=lambda one: (-one["interactions"], -one["agreements"], one["code"]))
        return [[wording.name_of(one), *(one[name] for name in names)] for one in busiest]

    def by_field(self) -> list[list[Value]]:
        """Valid agreements by field of cooperation; one may have several."""
        found = _summed(one for report in self.reports for one in self._figures(report)["areas"])
        frequent = sorted(found, key=lambda one: (-one["agreements"], one["code"]))
        return [[wording.name_of(one), one["agreements"]] for one in frequent]

    def by_kind(self) -> list[list[Value]]:
        """Interactions by kind."""
        total: dict[str, int] = {}
        for report in self.reports:
            for kind, count in self._figures(report)["interactions"].items():
                total[kind] = total.get(kind, 0) + count
        frequent = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
        return [[wording.kind_label(kind), count] for kind, count in frequent]

    def missing(self) -> list[str]:
        sent = {report.municipality_id for report in self.reports}
        language = formats.language()
        return [one.municipality.name_in(language) for one in self.standings if one.municipality.id not in sent]

    def by_visits(self) -> list[list[Value]]:
        """Delegations and their members, to each municipality and from it, and in all."""
        names = ("incoming", "guests", "outgoing", "travellers")
        rows: list[list[Value]] = []
        for report in self.reports:
            counts = self._figures(report).get("delegations", {})  # a report of an earlier edition tells none
            home = report.municipality.name_in(formats.language())
            rows.append([home, *(counts.get(name, 0) for name in names)])
        return [*rows, [_("In all"), *(sum(int(str(row[at])) for row in rows) for at in range(1, 5))]]

    @staticmethod
    def _figures(report: YearlyReport) -> Mapping[str, Any]:
        kept: Mapping[str, Any] = (report.frozen or {})["figures"]
        return kept

    # the joint list

    def columns(self) -> list[Column]:
        """Those that every kept list has, with the municipality; without people who only work on it."""
        first = next(iter(self.reports), None)
        known = contents.register_columns(first.frozen) if first is not None and first.frozen else []
        names = self._names(first) if first is not None else []
        known = [
            replace(column, heading=headings().get(name, column.heading))
            for name, column in zip(names, known, strict=True)
        ]
        told = [column for name, column in zip(names, known, strict=True) if name not in PERSONAL]
        return [Column(_("Municipality"), 1), *told]

    def rows(self) -> Iterator[list[Value]]:
        """Numbered through, each with its municipality."""
        number = 0
        for report in self.reports:
            names = self._names(report)
            for row in contents.register_rows(report.frozen or {}):
                number += 1
                told = dict(zip(names, row, strict=True))
                told["number_in_list"] = number
                home = report.municipality.name_in(formats.language())
                yield [home, *(told[name] for name in names if name not in PERSONAL)]

    @staticmethod
    def _names(report: YearlyReport) -> list[str]:
        return [name for name, *_rest in (report.frozen or {})["register"]["columns"]]

    # the paper

    def paper(self) -> Paper:
        return Paper(
            title=_("Consolidated information on international and foreign economic relations of municipalities"),
            subtitle=str(self.year),
            language=formats.language(),
            parts=list(self._parts()),
        )

    def _parts(self) -> Iterator[Part]:
        yield from (Note(_("Ground: %(act)s.", act=act)) for act in self.grounds())
        yield Heading(_("By municipality"))
        yield Table(municipality_columns(), self.by_municipality(), total=self.totals())
        if missing := self.missing():
            yield Heading(_("No report was received from"), 2)
            yield Bullets(missing)
        yield Heading(_("Delegations"))
        *rows, total = self.by_visits()
        yield Table(visit_columns(), rows, total=total)
        yield Heading(_("By country"))
        yield Table(country_columns(), self.by_country())
        yield Heading(_("By field of cooperation"))
        yield Table([Column(_("Field of cooperation"), 4), Column(_("Valid agreements"), 1, NUMBER)], self.by_field())
        yield Heading(_("By kind of interaction"))
        yield Table([Column(_("Kind"), 4), Column(_("Interactions"), 1.4, NUMBER)], self.by_kind())
        yield NewPage(A3_ACROSS)
        yield Heading(_("Joint list of agreements"))
        if self.reports:
            yield Table(self.columns(), self._banded(), numbered=True, size=LETTERS)
        else:
            yield Text(_("No report was received yet."))

    def _banded(self) -> Iterator[list[Value] | Band]:
        home: Value = None
        for row in self.rows():
            if row[0] != home:
                home = row[0]
                yield Band(str(home))
            yield row

    def grounds(self) -> list[str]:
        day = formats.today()
        return list(dict.fromkeys(cited(one) for one in regulations.legal_bases_of(Basis.CONSOLIDATED_REPORT, on=day)))

    def sheets(self) -> list[Sheet]:
        """The same as a workbook: nothing is an empty text."""
        kinds = [Column(_("Kind")), Column(_("Interactions"))]
        fields = [Column(_("Field of cooperation")), Column(_("Valid agreements"))]
        return [
            _sheet(_("By municipality"), municipality_columns(), [*self.by_municipality(), self.totals()]),
            _sheet(_("Delegations"), visit_columns(), self.by_visits()),
            _sheet(_("By country"), country_columns(), self.by_country()),
            _sheet(_("By field"), fields, self.by_field()),
            _sheet(_("By kind"), kinds, self.by_kind()),
            _sheet(_("List of agreements"), self.columns(), self.rows()),
        ]


def _sheet(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Sheet:
    told = (["" if value is None else value for value in row] for row in rows)
    return Sheet(title, [column.heading for column in columns], told)


PERSONAL = frozenset({"responsible", "note"})


def municipality_columns() -> list[Column]:
    return [
        Column(_("Municipality"), 2.4),
        Column(_("Letter"), 1.2),
        Column(_("Sent on"), 1.2, DAY),
        Column(_("Interactions"), 1.4, NUMBER),
        Column(_("Partners"), 1, NUMBER),
        Column(_("Agreements concluded"), 1, NUMBER),
        Column(_("Agreements lapsed"), 1, NUMBER),
        Column(_("Valid agreements"), 1, NUMBER),
    ]


def visit_columns() -> list[Column]:
    return [
        Column(_("Municipality"), 2),
        Column(_("Delegations to us"), 1, NUMBER),
        Column(_("Their members"), 1, NUMBER),
        Column(_("Delegations from us"), 1, NUMBER),
        Column(_("Our members"), 1, NUMBER),
    ]


def country_columns() -> list[Column]:
    return [
        Column(_("Country"), 3),
        Column(_("Partners"), 1, NUMBER),
        Column(_("Interactions"), 1.4, NUMBER),
        Column(_("Valid agreements"), 1, NUMBER),
    ]


def _summed(parts: Iterator[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Parts with the same code added up."""
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        known = found.setdefault(part["code"], {"code": part["code"], "ru": part["ru"], "en": part["en"]})
        for name, value in part.items():
            if isinstance(value, int):
                known[name] = known.get(name, 0) + value
    return list(found.values())
