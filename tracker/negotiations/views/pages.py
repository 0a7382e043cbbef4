"""Talks: list, board, record page, and what one does with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts import queries as account_queries
from tracker.agreements import queries as agreement_queries
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.text import numbers_of, read_number
from tracker.negotiations import actions, forms, queries, rules
from tracker.negotiations.models import OUTCOME_LABELS, Negotiation, Outcome
from tracker.negotiations.telling import path_of
from tracker.negotiations.views.board import BOARD
from tracker.negotiations.views.listing import NEGOTIATIONS, partner_name, stage_name
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission
from tracker.web import board_peeks, boards
from tracker.web.area import Area
from tracker.web.editing import answer_form
from tracker.web.errors import told
from tracker.web.formats import language, today, words
from tracker.web.frame import flash_undo
from tracker.web.lookups import Group, Option, lookup_answer, typed_query
from tracker.web.signed_in import signed_in_user
from tracker.web.timeline import story_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

negotiations = Area(
    "negotiations",
    __name__,
    label=_l("Negotiations"),
    icon="layout-kanban",
    order=20,
    needs=Permission.NEGOTIATIONS_READ,
)
negotiations.add_look("board", _l("Board"))
negotiations.list(NEGOTIATIONS, needs=Permission.NEGOTIATIONS_READ)
CONFLICT, FORBIDDEN, REFUSED = 409, 403, 422


@negotiations.page("/board", needs=Permission.NEGOTIATIONS_READ)
def board() -> ResponseReturnValue:
    return boards.page(BOARD)


@negotiations.page("/board/<int:column>", needs=Permission.NEGOTIATIONS_READ)
def board_column(column: int) -> ResponseReturnValue:
    return boards.column(BOARD, str(column))


@negotiations.page("/board/card/<int:negotiation_id>", needs=Permission.NEGOTIATIONS_READ)
def board_card(negotiation_id: int) -> ResponseReturnValue:
    return board_peeks.peek(BOARD, negotiation_id)


@negotiations.page("/lookup", needs=Permission.NEGOTIATIONS_READ)
def lookup() -> ResponseReturnValue:
    options = [_option(row) for row in queries.found(typed_query())]
    return lookup_answer([Group(_("Negotiations"), options)])


def _option(row: Any) -> Option:
    return Option(str(row.id), row.subject, f"{partner_name(row)} · {stage_name(row)}", row.country_code.lower())


@negotiations.page("/<int:negotiation_id>", needs=Permission.NEGOTIATIONS_READ)
def show(negotiation_id: int) -> ResponseReturnValue:
    negotiation = queries.get_negotiation(negotiation_id)
    since = rules.standing_since(negotiation.stage_since_on, negotiation.last_interaction_on)
    days = max((today() - since).days, 0)
    return render_template(
        "negotiations/show.html",
        negotiation=negotiation,
        partner=_title(negotiation.partnership),
        stage=negotiation.stage.name_in(language()),
        outcome=words(OUTCOME_LABELS[negotiation.outcome]) if negotiation.outcome else "",
        steps=path_of(negotiation, queries.stages(), queries.reached(negotiation_id)),
        days=days,
        stale=rules.is_stale(days, negotiation.stage.stale_after_days),
        story=story_of(
            "negotiation",
            negotiation_id,
            may=signed_in_user().may,
            shown=request.args.get("shown", ""),
            before=request.args.get("before", ""),
        ),
        agreements=agreement_queries.of_negotiation(negotiation_id),
        may_end=signed_in_user().may(Permission.NEGOTIATIONS_MOVE),
    )


def _title(partnership: Any) -> str:
    return str(partnership.title_ru if language() == "ru" else partnership.title_en)


def _officials() -> list[tuple[Any, str]]:
    return [("", ""), *account_queries.officials()]


def _partners_named(tokens: Sequence[str]) -> list[Option]:
    return [_partner_option(row) for row in partner_queries.named(numbers_of(tokens))]


def _partners_found(typed: str) -> list[Option]:
    return [_partner_option(row) for row in partner_queries.found(typed)]


def _partner_option(row: Any) -> Option:
    return Option(str(row.id), _title(row), flag=row.country_code.lower())


@negotiations.form("/new", needs=Permission.NEGOTIATIONS_EDIT)
def new() -> ResponseReturnValue:
    by = signed_in_user()
    asked = request.args.get("partner", "")
    opened_with = {
        "partner": asked if asked.isdigit() else None,
        "started_on": today(),
        "responsible_id": by.id,
    }
    form = forms.starting_form(named=_partners_named, found=_partners_found)(opened_with)
    form.responsible_id.set_choices(_officials())

    def save() -> Negotiation:
        answers = form.answers()
        partnership = partner_queries.get_partnership(int(answers.pop("partner")))
        return actions.start(by=by, partnership=partnership, answers=answers, today=today())

    return answer_form(
        form,
        save=save,
        saved_to=lambda made: url_for("negotiations.show", negotiation_id=made.id),
        saved_text=_("The talks are begun."),
        template="negotiations/new.html",
    )


@negotiations.form("/<int:negotiation_id>/edit", needs=Permission.NEGOTIATIONS_EDIT)
def edit(negotiation_id: int) -> ResponseReturnValue:
    negotiation = queries.get_negotiation(negotiation_id)
    names = ("subject", "responsible_id", "started_on", "next_step", "next_step_on", "note")
    form = forms.NegotiationForm({name: getattr(negotiation, name) for name in names}, version=negotiation.version)
    form.responsible_id.set_choices(_officials())
    here = url_for("negotiations.show", negotiation_id=negotiation_id)
    return answer_form(
        form,
        save=lambda: actions.edit(
            negotiation, by=signed_in_user(), version=form.opened_version(), answers=form.answers()
        ),
        saved_to=lambda _none: here,
        saved_text=_("Saved."),
        template="negotiations/edit.html",
        record=negotiation,
        back_to=here,
        negotiation=negotiation,
    )


@negotiations.form("/<int:negotiation_id>/move", needs=Permission.NEGOTIATIONS_MOVE_OWN)
def move(negotiation_id: int) -> ResponseReturnValue:
    negotiation = queries.get_negotiation(negotiation_id)
    stages = [stage for stage in queries.stages() if stage.id != negotiation.stage_id]
    following = next((stage.id for stage in stages if stage.position > negotiation.stage.position), None)
    asked = request.args.get("stage", type=read_number) or following
    form = forms.MoveForm({"moved_on": today(), "stage": asked}, version=negotiation.version)
    form.stage.set_choices([("", ""), *((stage.id, stage.name_in(language())) for stage in stages)])

    def save() -> None:
        said = rules.MoveRequest(
            moved_on=form.moved_on.data or today(),
            reason=form.reason.data or "",
            document=form.document.data or "",
        )
        to = queries.get_stage(form.stage.data)
        actions.move(negotiation, to, by=signed_in_user(), version=form.opened_version(), said=said, today=today())

    if boards.is_from_board() and form.is_submitted():
        return _move_on_board(negotiation, form, save)
    here = url_for("negotiations.show", negotiation_id=negotiation_id)
    return answer_form(
        form,
        save=save,
        saved_to=lambda _none: here,
        saved_text=_("The talks are at the next stage."),
        template="negotiations/move.html",
        record=negotiation,
        back_to=here,
        negotiation=negotiation,
        stages=stages,
    )


def _move_on_board(negotiation: Negotiation, form: forms.MoveForm, save: Any) -> ResponseReturnValue:
    """The board's own way: a fresh card, or the reason why not with the form that asks for what is missing."""
    subject, negotiation_id = negotiation.subject, negotiation.id
    ask = {"form": form, "to": queries.find_stage(form.stage.data), "negotiation_id": negotiation_id}
    if not form.validate():
        why = next(iter(field.errors[0] for field in form if field.errors), _("Look at what you wrote."))
        return boards.refused(str(why), "negotiations/_ask.html", REFUSED, **ask)
    try:
        save()
        db.session.flush()
    except NotAllowed as broken:
        return boards.refused(told(broken), "boards/_no.html", FORBIDDEN)
    except RuleBroken as broken:
        template = "negotiations/_ask.html" if broken.field in {"reason", "document", "moved_on"} else "boards/_no.html"
        return boards.refused(told(broken), template, REFUSED, **ask)
    except EditedMeanwhile:
        name = negotiation.updated_by.name if negotiation.updated_by else _("Somebody")
        return boards.refused(
            _("%(name)s changed these talks a moment ago. Reload the board.", name=name), "boards/_no.html", CONFLICT
        )
    stage = negotiation.stage.name_in(language())
    return boards.moved(BOARD, negotiation_id, _("“%(subject)s” is at “%(stage)s” now.", subject=subject, stage=stage))


@negotiations.form("/<int:negotiation_id>/end", needs=Permission.NEGOTIATIONS_MOVE)
def end(negotiation_id: int) -> ResponseReturnValue:
    negotiation = queries.get_negotiation(negotiation_id)
    form = forms.EndForm({"outcome_on": today()}, version=negotiation.version)
    here = url_for("negotiations.show", negotiation_id=negotiation_id)
    return answer_form(
        form,
        save=lambda: actions.end(
            negotiation,
            Outcome(form.outcome.data),
            by=signed_in_user(),
            version=form.opened_version(),
            ended_on=form.outcome_on.data or today(),
            reason=form.reason.data or "",
            resume_on=form.resume_on.data,
            today=today(),
        ),
        saved_to=lambda _none: here,
        saved_text=_("The outcome is recorded."),
        template="negotiations/end.html",
        record=negotiation,
        back_to=here,
        negotiation=negotiation,
    )


@negotiations.form("/<int:negotiation_id>/reopen", needs=Permission.NEGOTIATIONS_MOVE)
def reopen(negotiation_id: int) -> ResponseReturnValue:
    negotiation = queries.get_negotiation(negotiation_id)
    form = forms.ReopenForm(version=negotiation.version)
    here = url_for("negotiations.show", negotiation_id=negotiation_id)
    return answer_form(
        form,
        save=lambda: actions.reopen(
            negotiation,
            by=signed_in_user(),
            version=form.opened_version(),
            reason=form.reason.data or "",
            today=today(),
        ),
        saved_to=lambda _none: here,
        saved_text=_("The talks go on."),
        template="negotiations/reopen.html",
        record=negotiation,
        back_to=here,
        negotiation=negotiation,
    )


@negotiations.action("/<int:negotiation_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(negotiation_id: int) -> ResponseReturnValue:
    negotiation = queries.get_negotiation(negotiation_id)
    actions.archive(negotiation, by=signed_in_user())
    flash_undo(_("The talks are archived."), url_for("negotiations.restore", negotiation_id=negotiation_id))
    return redirect(url_for("negotiations.index"), 303)


@negotiations.action("/<int:negotiation_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(negotiation_id: int) -> ResponseReturnValue:
    actions.restore(queries.get_negotiation(negotiation_id), by=signed_in_user())
    flash(_("The talks are back."), "ok")
    return redirect(url_for("negotiations.show", negotiation_id=negotiation_id), 303)
