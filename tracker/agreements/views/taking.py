"""Taking a step from what was posted: shared by the record page and the board."""

from __future__ import annotations

from typing import Any

from flask import url_for

from tracker.agreements import actions, queries
from tracker.agreements.forms import StepForm
from tracker.agreements.kinds import Action
from tracker.agreements.models import Agreement
from tracker.agreements.prefill import prefill
from tracker.kernel import once
from tracker.regulations import queries as regulations
from tracker.web import formats
from tracker.web.signed_in import signed_in_user

UNREADABLE_VERSION = 0


def take(agreement: Agreement, form: StepForm) -> None:
    """Carry the step out with the form's answers. Raises RuleBroken, NotAllowed, EditedMeanwhile."""
    actions.take_step(
        agreement,
        form.action,
        by=signed_in_user(),
        today=formats.today(),
        answers=form.said(queries.get_agreement),
        version=form.opened_version() or UNREADABLE_VERSION,
    )


def way_back(agreement: Agreement, back_to: str | None) -> str:
    """What takes the step just taken back, and leads to `back_to`."""
    step = queries.last_step(agreement)
    return url_for("agreements.take_back", agreement_id=agreement.id, step=step, next=back_to)


def step_form(agreement: Agreement, action: Action, **options: Any) -> StepForm:
    """The form of a step with what the rules of today want enclosed."""
    form = StepForm(action, agreement, **options)
    if "enclosures" in form:
        regulation = regulations.regulation(on=formats.today())
        named = zip(regulation.enclosures_in("ru"), regulation.enclosures_in(formats.language()), strict=False)
        form.offer_enclosures(list(named))
    return form


def opened_form(agreement: Agreement, action: Action) -> StepForm:
    """The step's form as it is opened, whatever was posted."""
    opened_with = prefill(agreement, action, formats.today())
    form = step_form(agreement, action, opened_with=opened_with, formdata=None)
    form.form_key.data = once.new_key()
    form.version.data = str(agreement.version)
    return form
