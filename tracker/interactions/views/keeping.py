"""Keeping interactions: edit, next step done or open again, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.interactions import actions, forms, people, queries
from tracker.interactions.kinds import Side
from tracker.interactions.rules import When
from tracker.interactions.views import about
from tracker.interactions.views.area import interactions
from tracker.interactions.views.logging import answers_of, due_days
from tracker.interactions.views.record import page
from tracker.kernel import clock
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.security import own_path
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.interactions.models import Interaction

PLAIN = ("kind", "direction", "subject", "text", "place", "registry_number")
STEP = ("next_step", "next_step_on", "next_step_by_id")


def _page(interaction: Interaction) -> str:
    return url_for("interactions.show", interaction_id=interaction.id)


@interactions.form("/<int:interaction_id>/edit", needs=Permission.INTERACTIONS_EDIT)
def edit(interaction_id: int) -> ResponseReturnValue:
    interaction = queries.get_interaction(interaction_id)
    by = signed_in_user()
    form = forms.edit_form(about.named, about.found)(_opened(interaction), version=interaction.version)
    form.offer(_takers(interaction))

    def save() -> None:
        ours = [account_queries.get_user(int(number)) for number in form.ours.tokens]
        company = people.company(form.with_whom.tokens, new_as=form.new_as.data or "", ours=ours)
        actions.edit(
            interaction,
            by=by,
            version=form.opened_version(),
            answers=answers_of(form),
            company=company,
            now=clock.now(),
        )

    return answer_form(
        form,
        save=save,
        saved_to=lambda _none: _page(interaction),
        saved_text=_("Saved."),
        template="interactions/edit.html",
        record=interaction,
        back_to=_page(interaction),
        interaction=interaction,
        due_days=due_days(),
    )


def _takers(interaction: Interaction) -> list[tuple[int, str]]:
    """Who can take the next step; whoever has it now stays on offer, also after having left."""
    offered = list(account_queries.officials())
    now = interaction.next_step_by
    if now is not None and now.id not in dict(offered):
        offered.append((now.id, now.name))
    return offered


def _opened(interaction: Interaction) -> dict[str, Any]:
    """What the form is opened with."""
    local = interaction.happened_at.astimezone(ZoneInfo(formats.zone()))
    at = local.time() if interaction.has_time else None
    return {
        **{name: getattr(interaction, name) for name in (*PLAIN, *STEP)},
        "when": When(interaction.happened_on, at),
        "with_whom": people.tokens_of(interaction),
        "new_as": people.PERSON,
        "ours": [str(one.user_id) for one in interaction.participants if one.side is Side.OURS and one.user_id],
        "about": about.token_of(interaction),
        "event_id": str(interaction.event_id) if interaction.event_id is not None else None,
    }


@interactions.action("/<int:interaction_id>/next-step-done", needs=Permission.INTERACTIONS_EDIT)
def next_step_done(interaction_id: int) -> ResponseReturnValue:
    interaction = queries.get_interaction(interaction_id)
    form = forms.StepDoneForm()
    if not form.validate():
        return page(interaction, form), 422
    actions.mark_step_done(interaction, by=signed_in_user(), note=form.note.data, now=clock.now())
    flash_undo(_("The step is done."), url_for("interactions.next_step_open", interaction_id=interaction_id))
    return redirect(own_path(request.form.get("next")) or _page(interaction), 303)


@interactions.action("/<int:interaction_id>/next-step-open", needs=Permission.INTERACTIONS_EDIT)
def next_step_open(interaction_id: int) -> ResponseReturnValue:
    interaction = queries.get_interaction(interaction_id)
    actions.reopen_step(interaction, by=signed_in_user())
    flash(_("The step is to be done again."), "ok")
    return redirect(_page(interaction), 303)


@interactions.action("/<int:interaction_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(interaction_id: int) -> ResponseReturnValue:
    interaction = queries.get_interaction(interaction_id)
    actions.archive(interaction, by=signed_in_user())
    flash_undo(_("The entry is archived."), url_for("interactions.restore", interaction_id=interaction_id))
    if interaction.partnership_id is not None:
        return redirect(url_for("partners.show", partnership_id=interaction.partnership_id), 303)
    return redirect(url_for("interactions.index"), 303)


@interactions.action("/<int:interaction_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(interaction_id: int) -> ResponseReturnValue:
    interaction = queries.get_interaction(interaction_id)
    actions.restore(interaction, by=signed_in_user())
    flash(_("The entry is back."), "ok")
    return redirect(_page(interaction), 303)
