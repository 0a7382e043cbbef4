"""The pages of yearly reports: how they stand, one of them, drafting, sending, correcting, the region's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.models import User
from tracker.kernel.text import read_number
from tracker.permissions import Permission
from tracker.web import files, formats
from tracker.web.area import Area
from tracker.web.editing import answer_form
from tracker.web.signed_in import signed_in_user
from tracker.yearly_reports import actions, comparing, figures, queries, rules, wording
from tracker.yearly_reports import content as contents
from tracker.yearly_reports.actions import Texts
from tracker.yearly_reports.document import paper as paper_of
from tracker.yearly_reports.forms import CorrectForm, SendForm, opening_texts, texts_form
from tracker.yearly_reports.kinds import DUE_GLYPHS, OF_A_PARTNER, OF_ITSELF, STATUS_GLYPHS, Status
from tracker.yearly_reports.region import Region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response
    from flask.typing import ResponseReturnValue

    from tracker.papers import Paper
    from tracker.yearly_reports.comparing import Change
    from tracker.yearly_reports.content import Content
    from tracker.yearly_reports.models import YearlyReport
    from tracker.yearly_reports.queries import Standing

yearly_reports = Area(
    "yearly_reports",
    __name__,
    label=_l("Yearly reports"),
    icon="file-text",
    order=32,
    under="agreements",
    needs=Permission.YEARLY_REPORTS_READ,
    path="/yearly-reports",
)
MOST_CHANGES = 200


# how they stand


@yearly_reports.page("/", needs=Permission.YEARLY_REPORTS_READ)
def index() -> ResponseReturnValue:
    user, today = signed_in_user(), formats.today()
    standings = queries.standings(today, with_drafts=user.municipality_id is not None)
    return render_template(
        "yearly_reports/index.html",
        rows=[_row(one, user) for one in standings],
        of_region=user.municipality_id is None,
        years=list(dict.fromkeys(one.year for one in standings)),
    )


def _row(one: Standing, user: User) -> dict[str, Any]:
    today = formats.today()
    return {
        "standing": one,
        "home": one.municipality.name_in(formats.language()),
        "glyph": DUE_GLYPHS[one.state],
        "label": wording.due_label(one.state),
        "left": wording.days_left(one, today),
        "url": url_for("yearly_reports.show", yearly_report_id=one.report_id) if one.report_id else "",
        "may_draft": one.report_id is None and user.may(Permission.YEARLY_REPORTS_EDIT) and one.year <= today.year,
    }


@yearly_reports.action("/draft", needs=Permission.YEARLY_REPORTS_EDIT)
def draft() -> ResponseReturnValue:
    user, today = signed_in_user(), formats.today()
    year = request.form.get("year", rules.current_year(today), type=read_number)
    rules.check_year(year, today)
    language = user.municipality.locale if user.municipality else formats.language()
    texts = wording.drafted(figures.of_year(year, today=today), year=year, language=language)
    report = actions.draft(year, texts, by=user, today=today)
    flash(_("Drafted from the records. Every text can be rewritten."), "ok")
    return redirect(_address(report), 303)


def _address(report: YearlyReport) -> str:
    return url_for("yearly_reports.show", yearly_report_id=report.id)


# one report


@yearly_reports.page("/<int:yearly_report_id>", needs=Permission.YEARLY_REPORTS_READ)
def show(yearly_report_id: int) -> ResponseReturnValue:
    user = signed_in_user()
    report = queries.get_report(yearly_report_id, by=user)
    content = contents.of(report, today=formats.today())
    told, changes = _told(report, content)
    is_draft = report.status is Status.DRAFT
    latest = queries.editions(report, by=user)
    return render_template(
        "yearly_reports/show.html",
        report=report,
        paper=told,
        changes=changes[:MOST_CHANGES],
        more_changes=len(changes) - MOST_CHANGES,
        editions=latest,
        status_label=wording.status_label,
        glyphs=STATUS_GLYPHS,
        may_edit=is_draft and user.may(Permission.YEARLY_REPORTS_EDIT),
        outdated=is_draft and bool(wording.counted_anew(report, content["figures"])),
        may_send=is_draft and user.may(Permission.YEARLY_REPORTS_SEND),
        may_correct=report.status is Status.SENT
        and user.may(Permission.YEARLY_REPORTS_EDIT)
        and latest[0].status is not Status.DRAFT,
        facts=_facts(report),
        costs=wording.costs(content["figures"]) if user.municipality_id else [],
        files=[
            {"text": _("DOCX, for Word"), "url": url_for(".show_docx", yearly_report_id=report.id)},
            {"text": _("PDF, for print"), "url": url_for(".show_pdf", yearly_report_id=report.id)},
        ],
    )


def _facts(report: YearlyReport) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = [(_("Edition"), report.edition)]
    if report.sent_on is not None:
        told += [
            (_("Letter"), _("No. %(number)s of %(day)s", number=report.letter_number, day=formats.day(report.sent_on))),
            (_("Sent by"), report.sent_by.name if report.sent_by and signed_in_user().municipality_id else ""),
            (_("Frozen"), formats.moment(report.sent_at)),
            (_("Signed by"), ", ".join(word for word in (report.signatory_post, report.signatory) if word)),
        ]
    if report.correction_reason:
        told.append((_("Why corrected"), report.correction_reason))
    return [(label, value) for label, value in told if value]


def _told(report: YearlyReport, content: Content) -> tuple[Paper, list[Change]]:
    """The report as a paper, and what it says in another way than the edition before it."""
    before = queries.former(report) if report.edition > 1 else None
    changes = comparing.changes(before, report, _frozen(before), content) if before is not None else []
    return paper_of(report, content, changes), changes


def _frozen(report: YearlyReport) -> Content:
    kept: Content = report.frozen or {}
    return kept


def _file(yearly_report_id: int) -> tuple[str, Paper]:
    report = queries.get_report(yearly_report_id, by=signed_in_user())
    name = f"yearly-report-{report.municipality.slug}-{report.year}"
    told, _changes = _told(report, contents.of(report, today=formats.today()))
    return (name if report.edition == 1 else f"{name}-{report.edition}"), told


@yearly_reports.page("/<int:yearly_report_id>/report.docx", needs=Permission.YEARLY_REPORTS_READ)
def show_docx(yearly_report_id: int) -> ResponseReturnValue:
    return files.docx_answer(*_file(yearly_report_id))


@yearly_reports.page("/<int:yearly_report_id>/report.pdf", needs=Permission.YEARLY_REPORTS_READ)
def show_pdf(yearly_report_id: int) -> ResponseReturnValue:
    return files.pdf_answer(*_file(yearly_report_id))


# writing


@yearly_reports.form("/<int:yearly_report_id>/edit", needs=Permission.YEARLY_REPORTS_EDIT)
def edit(yearly_report_id: int) -> ResponseReturnValue:
    user = signed_in_user()
    report = queries.get_report(yearly_report_id, by=user)
    if request.method == "GET" and report.status is not Status.DRAFT:
        return redirect(_address(report))
    counted = figures.of_year(report.year, today=formats.today())
    names = {one.partnership_id: one.partnership.title_ru for one in report.partners}
    names |= {partner["id"]: wording.name_of(partner) for partner in counted["partners"]}
    form = texts_form(list(names))(opening_texts(_texts(report, names)), version=report.version)
    return answer_form(
        form,
        save=lambda: actions.edit(report, form.texts(), by=user, version=form.opened_version()),
        saved_to=lambda _saved: _address(report),
        saved_text=_("Saved."),
        template="yearly_reports/edit.html",
        record=report,
        back_to=_address(report),
        report=report,
        names=names,
        own=OF_ITSELF,
    )


@yearly_reports.action("/<int:yearly_report_id>/recount", needs=Permission.YEARLY_REPORTS_EDIT)
def recount(yearly_report_id: int) -> ResponseReturnValue:
    """Write the numbers of now into the lines of the texts that the records gave."""
    user = signed_in_user()
    report = queries.get_report(yearly_report_id, by=user)
    anew = wording.counted_anew(report, figures.of_year(report.year, today=formats.today()))
    if anew:
        own = {name: getattr(report, name) for name in OF_ITSELF} | anew
        actions.edit(report, Texts(own=own, partners={}), by=user)
    flash(_("The texts tell the numbers of today."), "ok")
    return redirect(_address(report), 303)


def _texts(report: YearlyReport, names: Mapping[int, str]) -> Texts:
    """The report's texts, also the empty ones of partners that came into the records since it was drafted."""
    known = {one.partnership_id: one for one in report.partners}
    return Texts(
        own={name: getattr(report, name) for name in OF_ITSELF},
        partners={number: {name: getattr(known.get(number), name, None) for name in OF_A_PARTNER} for number in names},
    )


@yearly_reports.form("/<int:yearly_report_id>/send", needs=Permission.YEARLY_REPORTS_SEND)
def send(yearly_report_id: int) -> ResponseReturnValue:
    user, today = signed_in_user(), formats.today()
    report = queries.get_report(yearly_report_id, by=user)
    if request.method == "GET" and report.status is not Status.DRAFT:
        return redirect(_address(report))
    form = SendForm(
        {
            "sent_on": today,
            "signatory_post": report.signatory_post or _("Head of the municipality"),
            "signatory": report.signatory,
        },
        version=report.version,
    )

    def save() -> None:
        frozen = contents.live(report, today=today)
        actions.send(report, form.letter(), frozen, by=user, today=today, version=form.opened_version())

    return answer_form(
        form,
        save=save,
        saved_to=lambda _saved: _address(report),
        saved_text=_("Sent. The report is frozen as it is now."),
        template="yearly_reports/send.html",
        record=report,
        back_to=_address(report),
        report=report,
    )


@yearly_reports.form("/<int:yearly_report_id>/correct", needs=Permission.YEARLY_REPORTS_EDIT)
def correct(yearly_report_id: int) -> ResponseReturnValue:
    user = signed_in_user()
    report = queries.get_report(yearly_report_id, by=user)
    if request.method == "GET" and report.status is not Status.SENT:
        return redirect(_address(report))
    form = CorrectForm()
    return answer_form(
        form,
        save=lambda: actions.correct(report, reason=form.reason.data or "", by=user),
        saved_to=_address,
        saved_text=_("A corrected report is drafted. The one that was sent stays as it is."),
        template="yearly_reports/correct.html",
        report=report,
    )


# the region


def _region() -> Region:
    year = request.args.get("year", rules.current_year(formats.today()), type=read_number)
    if not rules.FIRST_YEAR <= year <= formats.today().year:
        abort(404)
    standings = queries.standings(formats.today(), with_drafts=False, years=[year])
    return Region(year, queries.sent_of_year(year), standings)


def _last_years() -> range:
    latest = formats.today().year
    return range(latest, latest - queries.YEARS_SHOWN, -1)


@yearly_reports.page("/region", needs=Permission.REGION_REPORTS_READ)
def region() -> ResponseReturnValue:
    found = _region()
    return render_template(
        "yearly_reports/region.html",
        region=found,
        paper=found.paper(),
        years=[{"text": str(year), "url": url_for(".region", year=year)} for year in _last_years()],
        files=[
            {"text": _("DOCX, for Word"), "url": url_for(".region_docx", year=found.year)},
            {"text": _("PDF, for print"), "url": url_for(".region_pdf", year=found.year)},
            {"text": _("XLSX, for Excel"), "url": url_for(".region_xlsx", year=found.year)},
        ],
    )


@yearly_reports.page("/region.docx", needs=Permission.REGION_REPORTS_READ)
def region_docx() -> Response:
    found = _region()
    return files.docx_answer(f"yearly-reports-{found.year}", found.paper())


@yearly_reports.page("/region.pdf", needs=Permission.REGION_REPORTS_READ)
def region_pdf() -> Response:
    found = _region()
    return files.pdf_answer(f"yearly-reports-{found.year}", found.paper())


@yearly_reports.page("/region.xlsx", needs=Permission.REGION_REPORTS_READ)
def region_xlsx() -> Response:
    found = _region()
    return files.xlsx_book_answer(f"yearly-reports-{found.year}", found.sheets())
