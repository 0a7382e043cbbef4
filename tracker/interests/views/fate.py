"""What becomes of an interest: whom it suits at home, talks, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.interests import actions, forms, queries
from tracker.interests.views.area import interests
from tracker.interests.views.keeping import page_of
from tracker.kernel.text import read_number
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def _organisation_asked() -> int:
    """The organisation the form, or the address of a way back, speaks of. Raises NoResultFound."""
    return queries.known_organisation(request.values.get("organisation", 0, type=read_number))


@interests.action("/<int:interest_id>/match", needs=Permission.INTERESTS_EDIT)
def match(interest_id: int) -> ResponseReturnValue:
    interest = queries.get_interest(interest_id)
    organisation_id = _organisation_asked()
    actions.match(interest, organisation_id, by=signed_in_user())
    undo = url_for("interests.unmatch", interest_id=interest_id, organisation=organisation_id)
    flash_undo(_("The organisation suits."), undo)
    return redirect(page_of(interest), 303)


@interests.action("/<int:interest_id>/unmatch", needs=Permission.INTERESTS_EDIT)
def unmatch(interest_id: int) -> ResponseReturnValue:
    interest = queries.get_interest(interest_id)
    actions.unmatch(interest, _organisation_asked(), by=signed_in_user())
    flash(_("The organisation is taken off."), "ok")
    return redirect(page_of(interest), 303)


@interests.form("/<int:interest_id>/talks", needs=Permission.NEGOTIATIONS_EDIT)
def talks(interest_id: int) -> ResponseReturnValue:
    """The form is filled in already: one press begins the talks."""
    interest = queries.get_interest(interest_id)
    by = signed_in_user()
    form = forms.TalksForm(
        {
            "partner": str(interest.partnership_id) if interest.partnership_id else None,
            "subject": interest.what,
            "responsible_id": by.id,
        }
    )
    form.responsible_id.set_choices([("", ""), *account_queries.officials()])
    return answer_form(
        form,
        save=lambda: actions.begin_talks(interest, by=by, answers=form.answers(), today=formats.today()),
        saved_to=lambda made: url_for("negotiations.show", negotiation_id=made.id),
        saved_text=_("The talks are begun."),
        template="interests/talks.html",
        interest=interest,
    )


@interests.form("/<int:interest_id>/drop", needs=Permission.INTERESTS_EDIT)
def drop(interest_id: int) -> ResponseReturnValue:
    interest = queries.get_interest(interest_id)
    form = forms.DropForm()
    return answer_form(
        form,
        save=lambda: actions.drop(interest, by=signed_in_user(), reason=form.reason.data),
        saved_to=lambda _none: page_of(interest),
        saved_text=_("The interest is dropped."),
        template="interests/drop.html",
        interest=interest,
    )


@interests.action("/<int:interest_id>/take-up", needs=Permission.INTERESTS_EDIT)
def take_up(interest_id: int) -> ResponseReturnValue:
    interest = queries.get_interest(interest_id)
    actions.take_up(interest, by=signed_in_user())
    flash(_("The interest is open again."), "ok")
    return redirect(page_of(interest), 303)
