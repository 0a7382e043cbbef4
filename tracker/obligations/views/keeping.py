"""Keeping obligations: promise, edit, progress, done, dropped, open again, copy a plan, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts import queries as account_queries
from tracker.agreements import queries as agreement_queries
from tracker.documents.actions import Upload
from tracker.documents.receiving import MEGABYTE, largest
from tracker.kernel import clock
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import read_number
from tracker.obligations import actions, forms, queries, rules
from tracker.obligations.evidence import EVIDENCE
from tracker.obligations.kinds import Kind, Side
from tracker.obligations.views.area import obligations
from tracker.obligations.views.board import board_spec
from tracker.permissions import Permission
from tracker.web import boards, formats
from tracker.web.editing import answer_form
from tracker.web.errors import told
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from tracker.agreements.models import Agreement, Party
    from tracker.obligations.models import Obligation
    from tracker.web.fields import RecordForm

FORBIDDEN, CONFLICT, REFUSED = 403, 409, 422


def _page(obligation: Obligation) -> str:
    return url_for("obligations.show", obligation_id=obligation.id)


# promising


@obligations.form("/new", needs=Permission.OBLIGATIONS_EDIT)
def new() -> ResponseReturnValue:
    """First under which agreement, unless the address says it; then the duty."""
    number = request.args.get("agreement", type=read_number)
    if number is None:
        return _choose_agreement()
    agreement = agreement_queries.get_told(number)
    by = signed_in_user()
    kind = request.args.get("kind", "")
    form = forms.ObligationForm(
        {
            "kind": kind if kind in set(Kind) else Kind.OBLIGATION.value,
            "responsible_id": agreement.responsible_id or by.id,
            "counted": forms.STEPS,
            "whole": 1,
        }
    )
    form.offer(agreement, account_queries.officials())
    return answer_form(
        form,
        save=lambda: actions.add(agreement, by=by, answers=_answers(form), party=_party(form, agreement)),
        saved_to=lambda made: (
            url_for("obligations.new", agreement=agreement.id, kind=made.kind.value)
            if "again" in request.form
            else url_for("agreements.show", agreement_id=agreement.id, _anchor="obligations")
        ),
        saved_text=_("Written down."),
        template="obligations/new.html",
        agreement=agreement,
    )


def _choose_agreement() -> ResponseReturnValue:
    form = forms.AgreementForm()
    return answer_form(
        form,
        save=lambda: form.agreement.number,
        saved_to=lambda number: url_for("obligations.new", agreement=number),
        template="obligations/new.html",
        agreement=None,
    )


def _party(form: forms.ObligationForm, agreement: Agreement) -> Party | None:
    return next((one for one in agreement.parties if str(one.id) == form.party.data), None)


def _answers(form: forms.ObligationForm) -> dict[str, Any]:
    """What the actions take: a person in place of the number."""
    number = form.responsible_id.data
    return {**form.answers(), "responsible": account_queries.get_user(number) if number else None}


@obligations.form("/<int:obligation_id>/edit", needs=Permission.OBLIGATIONS_EDIT)
def edit(obligation_id: int) -> ResponseReturnValue:
    obligation = queries.get_obligation(obligation_id)
    rules.check_open(obligation)
    agreement = agreement_queries.get_told(obligation.agreement_id)
    form = forms.ObligationForm(_opened(obligation), version=obligation.version)
    form.offer(agreement, _takers(obligation))
    return answer_form(
        form,
        save=lambda: actions.edit(
            obligation,
            by=signed_in_user(),
            version=form.opened_version(),
            answers=_answers(form),
            party=_party(form, agreement),
        ),
        saved_to=lambda _none: _page(obligation),
        saved_text=_("Saved."),
        template="obligations/edit.html",
        record=obligation,
        back_to=_page(obligation),
        obligation=obligation,
        agreement=agreement,
    )


def _takers(obligation: Obligation) -> list[tuple[int, str]]:
    """Who can answer for it; whoever does now stays on offer, also after having left."""
    offered, now = list(account_queries.officials()), obligation.responsible
    if now is not None and now.id not in dict(offered):
        offered.append((now.id, now.name))
    return offered


def _opened(obligation: Obligation) -> dict[str, Any]:
    """What the form is opened with."""
    plain = ("text", "starts_on", "due_on", "yearly", "area_id", "responsible_id", "whole", "note")
    party = forms.ALL_PARTIES if obligation.side is Side.JOINT else str(obligation.party_id or "")
    return {
        **{name: getattr(obligation, name) for name in plain},
        "kind": obligation.kind.value,
        "party": party,
        "counted": forms.PERCENT if obligation.in_percent else forms.STEPS,
    }


# how far it has come


@obligations.form("/<int:obligation_id>/progress", needs=Permission.OBLIGATIONS_EDIT)
def progress(obligation_id: int) -> ResponseReturnValue:
    obligation = queries.get_obligation(obligation_id)
    rules.check_open(obligation)
    form = forms.ProgressForm({"made": obligation.made, "note": obligation.note}, version=obligation.version)

    def save() -> None:
        _check_version(form, obligation)
        actions.record_progress(obligation, by=signed_in_user(), made=int(form.made.data or 0), note=form.note.data)

    return _answer(obligation, form, save, "obligations/progress.html", _("The progress is recorded."))


@obligations.form("/<int:obligation_id>/done", needs=Permission.OBLIGATIONS_EDIT, takes_files=True)
def finish(obligation_id: int) -> ResponseReturnValue:
    obligation = queries.get_obligation(obligation_id)
    form = forms.DoneForm({"done_on": formats.today(), "note": obligation.note}, version=obligation.version)

    def save() -> None:
        _check_version(form, obligation)
        following = actions.finish(
            obligation,
            by=signed_in_user(),
            done_on=form.done_on.data,
            today=formats.today(),
            now=clock.now(),
            note=form.note.data,
            **_shown(form),
        )
        if following is not None and following.due_on is not None:
            flash(_("The next one is due on %(day)s.", day=formats.long_day(following.due_on)), "ok")

    if boards.is_from_board():
        said = _("“%(what)s” is done.", what=obligation.text)
        return _dropped(obligation, form, save, _("When was it done?"), said)
    rules.check_open(obligation)
    return _answer(obligation, form, save, "obligations/finish.html", _("Recorded as done."))


def _shown(form: forms.DoneForm | forms.EvidenceForm) -> dict[str, Any]:
    """The records and the files that show it, as the actions take them."""
    picked = (EVIDENCE.picked(token) for token in form.evidence.tokens)
    return {
        "evidence": [one for one in picked if one is not None],
        "files": [
            Upload(content=sent.stream, name=sent.filename or "", declared=sent.mimetype or "")
            for sent in form.files.data
        ],
    }


@obligations.form("/<int:obligation_id>/evidence", needs=Permission.OBLIGATIONS_EDIT, takes_files=True)
def add_evidence(obligation_id: int) -> ResponseReturnValue:
    obligation = queries.get_obligation(obligation_id)
    rules.check_takes_evidence(obligation)
    form = forms.EvidenceForm(version=obligation.version)

    def save() -> None:
        actions.add_evidence(obligation, by=signed_in_user(), **_shown(form))

    return _answer(obligation, form, save, "obligations/add_evidence.html", _("It is added."))


@obligations.form("/<int:obligation_id>/drop", needs=Permission.OBLIGATIONS_EDIT)
def drop(obligation_id: int) -> ResponseReturnValue:
    obligation = queries.get_obligation(obligation_id)
    form = forms.DropForm(version=obligation.version)

    def save() -> None:
        _check_version(form, obligation)
        by = signed_in_user()
        actions.drop(obligation, by=by, reason=form.reason.data, today=formats.today(), now=clock.now())

    if boards.is_from_board():
        said = _("“%(what)s” is dropped.", what=obligation.text)
        return _dropped(obligation, form, save, _("Say why it is dropped."), said)
    rules.check_open(obligation)
    return _answer(obligation, form, save, "obligations/drop.html", _("It is dropped."))


@obligations.action("/<int:obligation_id>/reopen", needs=Permission.OBLIGATIONS_EDIT)
def reopen(obligation_id: int) -> ResponseReturnValue:
    obligation = queries.get_obligation(obligation_id)
    if boards.is_from_board():
        said = _("“%(what)s” is open again.", what=obligation.text)
        return _moved(obligation, lambda: actions.reopen(obligation, by=signed_in_user()), said)
    actions.reopen(obligation, by=signed_in_user())
    flash(_("It is open again."), "ok")
    return redirect(_page(obligation), 303)


def _check_version(form: RecordForm, obligation: Obligation) -> None:
    opened = form.opened_version()
    if opened is not None and opened != obligation.version:
        raise EditedMeanwhile(obligation)


def _answer(
    obligation: Obligation, form: RecordForm, save: Callable[[], None], template: str, said: str
) -> ResponseReturnValue:
    return answer_form(
        form,
        save=save,
        saved_to=lambda _none: _page(obligation),
        saved_text=said,
        template=template,
        record=obligation,
        back_to=_page(obligation),
        obligation=obligation,
        most=largest() // MEGABYTE,
    )


# drops on the board


def _dropped(
    obligation: Obligation, form: RecordForm, save: Callable[[], None], asked: str, said: str
) -> ResponseReturnValue:
    """The answer to a drop that asks something: a bare one is answered with the questions."""
    if not any(field.name in request.form for field in form.own_fields()):
        return _ask(obligation, type(form)(form.opened_with, formdata=None), asked)
    if not form.validate():
        return _ask(obligation, form, next(str(field.errors[0]) for field in form if field.errors))
    return _moved(obligation, save, said, form)


def _moved(
    obligation: Obligation, save: Callable[[], Any], said: str, form: RecordForm | None = None
) -> ResponseReturnValue:
    try:
        save()
    except EditedMeanwhile:
        why = _("Somebody changed it a moment ago. Reload the board.")
        return boards.refused(why, "boards/_no.html", CONFLICT)
    except RuleBroken as broken:
        if form is not None and broken.field in form:
            return _ask(obligation, form, told(broken))
        return boards.refused(told(broken), "boards/_no.html", CONFLICT)
    return boards.moved(board_spec(), obligation.id, said)


def _ask(obligation: Obligation, form: RecordForm, why: str) -> ResponseReturnValue:
    return boards.refused(why, "obligations/_ask.html", REFUSED, form=form, url=request.path, obligation=obligation)


# plans and the archive


@obligations.action("/copy-plan/<int:agreement_id>", needs=Permission.OBLIGATIONS_EDIT)
def copy_plan(agreement_id: int) -> ResponseReturnValue:
    agreement = agreement_queries.get_told(agreement_id)
    year = min(max(request.form.get("year", formats.today().year, type=read_number), 1900), 2200)
    made = actions.copy_plan(agreement, year, by=signed_in_user())
    flash(
        ngettext(
            "%(num)d line is copied to the plan of %(year)s.",
            "%(num)d lines are copied to the plan of %(year)s.",
            len(made),
            year=str(year + 1),
        ),
        "ok",
    )
    return redirect(url_for("obligations.index", agreement=agreement.id, kind=Kind.PLAN.value), 303)


@obligations.action("/<int:obligation_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(obligation_id: int) -> ResponseReturnValue:
    obligation = queries.get_obligation(obligation_id)
    actions.archive(obligation, by=signed_in_user(), now=clock.now())
    flash_undo(_("It is archived."), url_for("obligations.restore", obligation_id=obligation_id))
    return redirect(url_for("agreements.show", agreement_id=obligation.agreement_id), 303)


@obligations.action("/<int:obligation_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(obligation_id: int) -> ResponseReturnValue:
    obligation = queries.get_obligation(obligation_id)
    actions.restore(obligation, by=signed_in_user())
    flash(_("It is back."), "ok")
    return redirect(_page(obligation), 303)
