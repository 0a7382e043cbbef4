"""Voicing and keeping interests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.events import telling as event_telling
from tracker.interests import actions, choices, forms, queries
from tracker.interests.kinds import Direction, Kind
from tracker.interests.views.area import interests
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.interests.models import Interest

PLAIN = ("what", "details", "sector", "voiced_on", "value", "currency", "responsible_id")


def page_of(interest: Interest) -> str:
    return url_for("interests.show", interest_id=interest.id)


def _prefilled() -> dict[str, Any]:
    """What the address asks for, as far as it names something."""
    asked = request.args
    tokens = [f"{kind}:{asked[kind]}" for kind in ("partner", "organisation", "contact") if asked.get(kind)]
    event = asked.get("event", "")
    logged = asked.get("interaction", "")
    return {
        "direction": Direction.THEIRS.value,
        "kind": Kind.PRODUCT.value,
        "who": [option.id for option in choices.who_named(tokens)],
        "event_id": event if event and event_telling.options_named([event]) else None,
        "interaction_id": logged if logged and choices.logged_named([logged]) else None,
        "voiced_on": formats.today(),
        "responsible_id": signed_in_user().id,
    }


@interests.form("/new", needs=Permission.INTERESTS_EDIT)
def new() -> ResponseReturnValue:
    form = forms.InterestForm(_prefilled())
    form.offer(account_queries.officials())
    return answer_form(
        form,
        save=lambda: actions.voice(by=signed_in_user(), answers=form.answers(), today=formats.today()),
        saved_to=page_of,
        saved_text=_("The interest is kept."),
        template="interests/new.html",
    )


@interests.form("/<int:interest_id>/edit", needs=Permission.INTERESTS_EDIT)
def edit(interest_id: int) -> ResponseReturnValue:
    interest = queries.get_interest(interest_id)
    form = forms.InterestForm(_opened(interest), version=interest.version)
    offered = dict(account_queries.officials())
    form.offer(list(({interest.responsible_id: interest.responsible.name} | offered).items()))
    return answer_form(
        form,
        save=lambda: actions.edit(
            interest,
            by=signed_in_user(),
            version=form.opened_version(),
            answers=form.answers(),
            today=formats.today(),
        ),
        saved_to=lambda _none: page_of(interest),
        saved_text=_("Saved."),
        template="interests/edit.html",
        record=interest,
        back_to=page_of(interest),
        interest=interest,
    )


def _opened(interest: Interest) -> dict[str, Any]:
    return {
        **{name: getattr(interest, name) for name in PLAIN},
        "direction": interest.direction.value,
        "kind": interest.kind.value,
        "who": choices.tokens_of(interest),
        "event_id": str(interest.event_id) if interest.event_id else None,
        "interaction_id": str(interest.interaction_id) if interest.interaction_id else None,
        "matches": [str(match.organisation_id) for match in interest.matches],
    }


@interests.action("/<int:interest_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(interest_id: int) -> ResponseReturnValue:
    actions.archive(queries.get_interest(interest_id), by=signed_in_user())
    flash_undo(_("The interest is archived."), url_for("interests.restore", interest_id=interest_id))
    return redirect(url_for("interests.index"), 303)


@interests.action("/<int:interest_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(interest_id: int) -> ResponseReturnValue:
    interest = queries.get_interest(interest_id)
    actions.restore(interest, by=signed_in_user())
    flash(_("The interest is back."), "ok")
    return redirect(page_of(interest), 303)
