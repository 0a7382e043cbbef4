"""A report as an office paper: information on ties and results, then the list or the notice that nothing changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.papers import (
    A3_ACROSS,
    DAY,
    NUMBER,
    Column,
    Facts,
    Heading,
    Letterhead,
    NewPage,
    Note,
    Paper,
    Signature,
    Signatures,
    Table,
    Text,
)
from tracker.web import formats
from tracker.yearly_reports import content as contents
from tracker.yearly_reports import wording
from tracker.yearly_reports.kinds import OF_ITSELF, TEXT_LABELS, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tracker.papers.paper import Part
    from tracker.yearly_reports.comparing import Change
    from tracker.yearly_reports.content import Content
    from tracker.yearly_reports.models import YearlyReport


def paper(report: YearlyReport, content: Content, changes: Sequence[Change] = ()) -> Paper:
    """In the report's own language, whoever reads it."""
    with force_locale(report.language.value):
        return Paper(
            title=_title(report),
            subtitle=_subtitle(report),
            language=report.language.value,
            author=content["owner"],
            letterhead=Letterhead([content["owner"]], left=_letter(report), right=[content["body"]]),
            parts=list(_parts(report, content, changes)),
            footer=f"{content['owner']}, {report.year}",
        )


def _title(report: YearlyReport) -> str:
    return _("Information on international and foreign economic relations in %(year)s", year=report.year)


def _subtitle(report: YearlyReport) -> str:
    told = []
    if report.edition > 1:
        told.append(_("corrected, edition %(number)s", number=report.edition))
    if report.status is Status.DRAFT:
        told.append(_("draft"))
    return ", ".join(told)


def _letter(report: YearlyReport) -> list[str]:
    if report.sent_on is None:
        return [_("No. ______ of ____________")]
    return [_("No. %(number)s of %(day)s", number=report.letter_number, day=formats.day(report.sent_on))]


def _parts(report: YearlyReport, content: Content, changes: Sequence[Change]) -> Iterator[Part]:
    yield from (Note(_("Ground: %(act)s.", act=act)) for act in content["grounds"])
    if report.edition > 1:
        yield from _correction(report, changes)
    yield from _texts(report, OF_ITSELF[:2])
    yield from _figures(content["figures"])
    yield from _partners(report, content["figures"])
    yield from _texts(report, OF_ITSELF[2:])
    yield Signatures(
        [Signature(report.signatory_post or _("Head of the municipality"), report.signatory or "")],
        day=formats.paper_day(report.sent_on) if report.sent_on else "",
    )
    yield from _list(content)


def _correction(report: YearlyReport, changes: Sequence[Change]) -> Iterator[Part]:
    yield Heading(_("What was corrected"))
    yield Text(report.correction_reason or "")
    if changes:
        columns = [Column(_("What"), 2), Column(_("Before"), 3), Column(_("Now"), 3)]
        yield Table(columns, [[one.label, one.before, one.after] for one in changes])


def _texts(report: YearlyReport, names: Sequence[str]) -> Iterator[Part]:
    for name in names:
        if text := getattr(report, name):
            yield Heading(formats.words(TEXT_LABELS[name]))
            yield Text(text)


def _figures(figures: Mapping[str, Any]) -> Iterator[Part]:
    agreements, talks = figures["agreements"], figures["negotiations"]
    yield Heading(_("Figures"))
    yield Facts(
        [
            (_("Interactions"), sum(figures["interactions"].values())),
            *((wording.kind_label(kind), count) for kind, count in wording.in_order(figures["interactions"])),
            *_visits(figures.get("delegations")),
            *((_("Interests voiced"), text) for text in wording.amounts(figures)),
            (_("Negotiations begun, ended, under way"), _of_three(talks["begun"], talks["ended"], talks["under_way"])),
            (
                _("Agreements concluded, lapsed, valid"),
                _of_three(agreements["concluded"], agreements["lapsed"], agreements["valid"]),
            ),
        ]
    )
    yield from _joined(figures.get("organisations", ()))
    if figures["countries"]:
        yield Heading(_("By country"), 2)
        columns = [Column(_("Country"), 3), *_number_columns()]
        rows = [
            [wording.name_of(one), one["partners"], one["interactions"], one["agreements"]]
            for one in figures["countries"]
        ]
        yield Table(columns, rows)
    yield from _counted(
        _("Valid agreements by field"),
        _("Field of cooperation"),
        [(wording.name_of(one), one["agreements"]) for one in figures["areas"]],
    )
    frequent = sorted(agreements["kinds"].items(), key=lambda pair: -pair[1])
    kinds = [(wording.agreement_kind_label(kind), count) for kind, count in frequent]
    yield from _counted(_("Valid agreements by kind"), _("Kind of document"), kinds)


def _visits(counts: Mapping[str, int] | None, *, only_if_any: bool = False) -> Iterator[tuple[str, str]]:
    """Delegations that came and went, with their members; a report of an earlier edition may not tell them."""
    labels = {("incoming", "guests"): _("Delegations to us"), ("outgoing", "travellers"): _("Delegations from us")}
    for (visits, members), label in labels.items():
        if counts is not None and (counts[visits] or not only_if_any):
            yield label, wording.delegations(counts[visits], counts[members])


def _joined(organisations: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    if organisations:
        yield Heading(_("Organisations that joined agreements"), 2)
        columns = [Column(_("Organisation"), 3), Column(_("Agreements"), 3)]
        yield Table(columns, [[wording.name_of(one), ", ".join(one["agreements"])] for one in organisations])


def _of_three(*numbers: int) -> str:
    return " / ".join(str(number) for number in numbers)


def _number_columns() -> list[Column]:
    return [
        Column(_("Partners"), 1, NUMBER),
        Column(_("Interactions"), 1.4, NUMBER),
        Column(_("Valid agreements"), 1, NUMBER),
    ]


def _counted(heading: str, name: str, rows: Sequence[tuple[str, int]]) -> Iterator[Part]:
    if rows:
        yield Heading(heading, 2)
        yield Table([Column(name, 4), Column(_("Agreements"), 1, NUMBER)], rows)


def _partners(report: YearlyReport, figures: Mapping[str, Any]) -> Iterator[Part]:
    told = {one.partnership_id: one for one in report.partners}
    if figures["partners"]:
        yield Heading(_("By partner"))
    for partner in figures["partners"]:
        country = partner["country_ru"] if formats.language() == "ru" else partner["country_en"]
        yield Heading(f"{wording.name_of(partner)}, {country}", 2)
        yield Facts(
            [
                (_("Ground"), ", ".join(partner["agreements"]) or _("no agreement")),
                (_("Interactions"), wording.by_kind(partner["interactions"]) or _("none")),
                *_visits(partner.get("delegations"), only_if_any=True),
            ]
        )
        if partner["events"]:
            columns = [Column(_("Day"), 1, DAY), Column(_("Kind"), 1), Column(_("Subject"), 4), Column(_("Place"), 2)]
            yield Table(columns, list(_events(partner["events"])))
        said = told.get(partner["id"])
        if said is not None:
            for name, label in (
                ("results", _("Results")),
                ("problems", _("Problems and proposals")),
                ("plan", _("Plan")),
            ):
                if text := getattr(said, name):
                    yield Text(f"{label}: {text}")


def _events(events: Sequence[Sequence[str]]) -> Iterator[Sequence[Any]]:
    for day, kind, subject, place in events:
        yield date.fromisoformat(day), wording.kind_label(kind), subject, place


def _list(content: Content) -> Iterator[Part]:
    """The list follows on its own sheet; where nothing was concluded and nothing lapsed, a notice says so."""
    yield NewPage(A3_ACROSS)
    yield Heading(_("List of agreements"))
    if content["figures"]["nothing_changed"]:
        yield Text(
            _("In the reporting year no agreement was concluded and none lapsed: the list has not changed."),
            strong=True,
        )
    yield contents.register_table(content)
    yield from (Note(_("Ground: %(act)s.", act=act)) for act in content["list_grounds"])
