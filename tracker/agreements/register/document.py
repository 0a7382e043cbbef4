"""The list as a document: the same columns on the sheet, in a table for machines, and in a paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.agreements.register import columns, queries
from tracker.agreements.register.columns import Names
from tracker.agreements.register.entries import SPAN_LABELS, Asked, entries
from tracker.papers import A3_ACROSS, Column, Letterhead, Note, Paper, Table
from tracker.regulations import queries as regulations
from tracker.regulations.kinds import Basis
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.agreements.register.columns import RegisterColumn
    from tracker.regulations.models import LegalBasis

LETTERS = 6.5


def cited(basis: LegalBasis) -> str:
    """An act as a paper quotes it, with a word of warning where nobody has confirmed the article."""
    text = basis.cited_in(formats.language())
    return text if basis.checked_on else _("%(act)s (not confirmed by the legal department)", act=text)


@dataclass(frozen=True)
class Register:
    """One list: what was asked, whose it is, in which language (that of the request)."""

    asked: Asked
    owner: str
    of_region: bool = False
    with_people: bool = True

    def columns(self) -> Sequence[RegisterColumn]:
        language = formats.language()
        rules = regulations.regulations_on(self.asked.day)
        givers = {municipality_id: one.consent_giver_in(language) for municipality_id, one in rules.items()}
        names = Names(queries.area_names(), givers)
        return columns.columns(names, of_region=self.of_region, with_people=self.with_people)

    def rows(self) -> Iterator[list[Any]]:
        values = [column.value for column in self.columns()]
        for entry in entries(self.asked):
            yield [value(entry) for value in values]

    def cells(self) -> Iterator[list[Any]]:
        """The rows as files hold them: nothing is an empty text."""
        for row in self.rows():
            yield ["" if value is None else value for value in row]

    def headings(self, *, for_machines: bool = False) -> list[str]:
        return [column.name if for_machines else str(column.heading) for column in self.columns()]

    def table(self) -> Table:
        shown = [Column(str(column.heading), column.width, column.kind) for column in self.columns()]
        return Table(shown, self.rows(), numbered=True, size=LETTERS)

    def title(self) -> str:
        return _("List of agreements on international and foreign economic relations")

    def subtitle(self) -> str:
        return _("as of %(day)s, reporting year %(year)s", day=formats.paper_day(self.asked.day), year=self.asked.year)

    def notes(self) -> list[Note]:
        told = [Note(_("The list tells: %(which)s.", which=formats.words(SPAN_LABELS[self.asked.span])))]
        return [*told, *(Note(_("Ground: %(act)s.", act=act)) for act in self.grounds())]

    def grounds(self) -> list[str]:
        """The acts that ask for the list, as the legal bases have them on its day."""
        home = self.asked.municipality_id
        told = [
            cited(one) for one in regulations.legal_bases_of(Basis.YEARLY_LIST, on=self.asked.day, municipality_id=home)
        ]
        return list(dict.fromkeys(told))

    def paper(self) -> Paper:
        return Paper(
            title=self.title(),
            subtitle=self.subtitle(),
            language=formats.language(),
            author=self.owner,
            letterhead=Letterhead([self.owner]) if self.owner else None,
            parts=[self.table(), *self.notes()],
            page=A3_ACROSS,
        )
