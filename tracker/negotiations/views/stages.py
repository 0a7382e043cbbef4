"""The administrator's pages about stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.negotiations import actions, queries
from tracker.negotiations.forms import MergeForm, StageForm
from tracker.permissions import Permission
from tracker.web.area import Area
from tracker.web.editing import answer_form
from tracker.web.formats import language
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

stages = Area(
    "stages",
    __name__,
    label=_l("Stages"),
    icon="list-numbers",
    order=110,
    under="administration",
    needs=Permission.STAGES_MANAGE,
    path="/admin/stages",
)
FIELDS = (
    "name_ru",
    "name_en",
    "stale_after_days",
    "most_cards",
    "needs_manager",
    "needs_city",
    "asks_document",
    "asks_ru",
    "asks_en",
    "is_last",
)


@stages.page("/", needs=Permission.STAGES_MANAGE)
def index() -> ResponseReturnValue:
    in_use, retired = queries.stages(), queries.retired_stages()
    return render_template(
        "stages/index.html",
        stages=in_use,
        retired=retired,
        names={stage.id: stage.name_in(language()) for stage in (*in_use, *retired)},
        cards=queries.cards_per_stage(),
    )


@stages.form("/new", needs=Permission.STAGES_MANAGE)
def new() -> ResponseReturnValue:
    form = StageForm()
    return answer_form(
        form,
        save=lambda: actions.add_stage(by=signed_in_user(), answers=form.answers()),
        saved_to=lambda _stage: url_for("stages.index"),
        saved_text=_("The stage is added at the end. Move it to its place."),
        template="stages/new.html",
    )


@stages.form("/<int:stage_id>/edit", needs=Permission.STAGES_MANAGE)
def edit(stage_id: int) -> ResponseReturnValue:
    stage = queries.get_stage(stage_id)
    form = StageForm({name: getattr(stage, name) for name in FIELDS}, version=stage.version)
    return answer_form(
        form,
        save=lambda: actions.edit_stage(
            stage, by=signed_in_user(), version=form.opened_version(), answers=form.answers()
        ),
        saved_to=lambda _none: url_for("stages.index"),
        saved_text=_("Saved."),
        template="stages/edit.html",
        record=stage,
        back_to=url_for("stages.edit", stage_id=stage_id),
        stage=stage,
    )


@stages.action("/<int:stage_id>/<any(up,down):way>", needs=Permission.STAGES_MANAGE)
def shift(stage_id: int, way: str) -> ResponseReturnValue:
    actions.shift_stage(queries.get_stage(stage_id), by=signed_in_user(), up=way == "up")
    return redirect(url_for("stages.index"), 303)


@stages.form("/<int:stage_id>/merge", needs=Permission.STAGES_MANAGE)
def merge(stage_id: int) -> ResponseReturnValue:
    stage = queries.get_stage(stage_id)
    form = MergeForm(version=stage.version)
    others = [one for one in queries.stages() if one.id != stage.id]
    form.into.set_choices([("", ""), *((one.id, one.name_in(language())) for one in others)])
    return answer_form(
        form,
        save=lambda: actions.merge_stage(stage, queries.get_stage(form.into.data), by=signed_in_user()),
        saved_to=lambda _count: url_for("stages.index"),
        saved_text=_("The stages are merged. The history of moves is kept."),
        template="stages/merge.html",
        stage=stage,
        cards=queries.cards_at(stage),
    )


@stages.action("/<int:stage_id>/retire", needs=Permission.STAGES_MANAGE)
def retire(stage_id: int) -> ResponseReturnValue:
    actions.retire_stage(queries.get_stage(stage_id), by=signed_in_user())
    flash_undo(
        _("The stage is retired. Its name stays in the history."), url_for("stages.reinstate", stage_id=stage_id)
    )
    return redirect(url_for("stages.index"), 303)


@stages.action("/<int:stage_id>/reinstate", needs=Permission.STAGES_MANAGE)
def reinstate(stage_id: int) -> ResponseReturnValue:
    actions.reinstate_stage(queries.get_stage(stage_id), by=signed_in_user())
    flash(_("The stage is used again."), "ok")
    return redirect(url_for("stages.index"), 303)
