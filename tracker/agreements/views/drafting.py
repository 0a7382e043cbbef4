"""Writing a draft, changing what may change later, and the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.agreements import actions, options, queries, rules, wording
from tracker.agreements.actions import Draft
from tracker.agreements.faults import faults_of
from tracker.agreements.forms import AgreementForm, KeptForm, kept_values, opening_values
from tracker.agreements.kinds import Action, PartyKind, Status
from tracker.agreements.views.area import agreements
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.agreements.models import Agreement

NOT_SAVED = 422
LONGEST_TITLE = 500


@agreements.form("/new", needs=Permission.AGREEMENTS_EDIT)
def new() -> ResponseReturnValue:
    user = signed_in_user()
    form = AgreementForm(_first_values())
    if (page := _reshaped(form, None)) is not None:
        return page

    def save() -> Agreement:
        agreement = actions.create(_draft(form), by=user, today=formats.today())
        return _submitted(agreement)

    return answer_form(
        form,
        save=save,
        saved_to=_to_record,
        template="agreements/new.html",
        **_beside(form, None),
    )


@agreements.form("/<int:agreement_id>/edit", needs=Permission.AGREEMENTS_EDIT)
def edit(agreement_id: int) -> ResponseReturnValue:
    """A draft is rewritten as a whole; of others only what is not part of the text."""
    agreement = queries.get_told(agreement_id)
    rules.check_not_archived(agreement)
    return _edit_draft(agreement) if rules.is_editable(agreement) else _edit_kept(agreement)


def _edit_draft(agreement: Agreement) -> ResponseReturnValue:
    form = AgreementForm(opening_values(agreement), version=agreement.version)
    if (page := _reshaped(form, agreement)) is not None:
        return page

    def save() -> Agreement:
        by = signed_in_user()
        actions.edit(agreement, _draft(form), by=by, version=form.opened_version() or 0)
        if agreement.status is Status.RETURNED:
            actions.take_step(agreement, Action.REOPEN, by=by, today=formats.today())
        return _submitted(agreement)

    return answer_form(
        form,
        save=save,
        saved_to=_to_record,
        template="agreements/edit.html",
        record=agreement,
        back_to=url_for("agreements.show", agreement_id=agreement.id),
        **_beside(form, agreement),
    )


def _edit_kept(agreement: Agreement) -> ResponseReturnValue:
    form = KeptForm(kept_values(agreement), version=agreement.version)

    def save() -> Agreement:
        actions.keep(agreement, form.kept(), by=signed_in_user(), version=form.opened_version() or 0)
        return agreement

    return answer_form(
        form,
        save=save,
        saved_to=_to_record,
        saved_text=_("Saved."),
        template="agreements/_keep.html",
        record=agreement,
        back_to=url_for("agreements.show", agreement_id=agreement.id),
        agreement=agreement,
        status_label=wording.status_label(agreement.status),
    )


def _first_values() -> dict[str, Any]:
    """A new draft begins with ourselves and one other party; a link may name the partner, talks or agreement.

    Of talks it takes over what they are about, not the working note: the region's observer reads agreements.
    """
    user = signed_in_user()
    negotiation_id = options.known_number(request.args.get("negotiation"))
    talks = options.find_talks(negotiation_id)
    partnership = request.args.get("partnership") or (str(talks.partnership_id) if talks is not None else None)
    other = options.party_of_partnership(partnership)
    return {
        **({"title": talks.subject, "subject": talks.subject} if talks is not None else {}),
        "parties": [{"who": options.own_token(user.municipality_id)}, {"who": other}],
        "responsible_id": user.id,
        "partnership_id": options.known_number(partnership),
        "negotiation_id": negotiation_id,
        "parent_id": options.known_number(request.args.get("parent")),
        "kind": "supplementary" if request.args.get("parent") else "cooperation",
        "renewal": "none",
        "notice_unit": "days",
        **_of_parent(options.known_number(request.args.get("parent"))),
    }


def _of_parent(parent_id: int | None) -> dict[str, Any]:
    """A paper to another agreement is between the same parties about the same: only what is new has to be written."""
    parent = queries.find_told(parent_id) if parent_id is not None else None
    if parent is None:
        return {}
    values = opening_values(parent)
    title = _("Supplementary agreement: %(title)s", title=parent.title)
    repeated = ("subject", "area_ids", "parties", "partnership_id", "negotiation_id", "languages", "copies")
    return {"title": title[:LONGEST_TITLE], **{name: values[name] for name in repeated}}


def _reshaped(form: AgreementForm, agreement: Agreement | None) -> ResponseReturnValue | None:
    """One party more or less, by a button that needs no script: the same form again, nothing saved."""
    if not form.is_submitted() or not {"add_party", "remove_party"} & request.form.keys():
        return None
    if "add_party" in request.form:
        form.parties.one_more()
    else:
        form.parties.without(request.form["remove_party"])
    template = "agreements/edit.html" if agreement else "agreements/new.html"
    return render_template(template, form=form, **_beside(form, agreement)), NOT_SAVED


def _draft(form: AgreementForm) -> Draft:
    return Draft(values=form.values(), area_ids=form.chosen_areas(), parties=form.parties.words())


def _submitted(agreement: Agreement) -> Agreement:
    """Saved; and where that button was pressed, submitted for review in the same go."""
    if "submit_now" in request.form:
        actions.take_step(agreement, Action.SUBMIT, by=signed_in_user(), today=formats.today())
    flash(wording.stands_now(agreement), "ok")
    return agreement


def _to_record(agreement: Agreement) -> str:
    return url_for("agreements.show", agreement_id=agreement.id)


def _beside(form: AgreementForm, agreement: Agreement | None) -> dict[str, Any]:
    """What stands beside the form: what submitting needs, the way ahead, agreements with the same parties."""
    parties = [entry.form for entry in form.parties.entries if not entry.form.is_empty]
    words = [party.words() for party in parties]
    alike = queries.alike(
        agreement.id if agreement else None,
        [one.city_id for one in words if one.city_id],
        [one.organisation_id for one in words if one.organisation_id],
        formats.today(),
    )
    return {
        "agreement": agreement,
        "faults": [formats.words(advice) for advice in _faults(form)],
        "needed": _needed(form, words, sum(1 for party in parties if party.signatory.data)),
        "alike": alike,
        "wording": wording,
    }


def _faults(form: AgreementForm) -> list[str]:
    """Wording that is better put otherwise."""
    texts = (form.title.data, form.title_second.data, form.subject.data)
    named = [entry.form.name.data for entry in form.parties.entries]
    return faults_of(texts, named)


def _needed(form: AgreementForm, words: list[Any], signing: int) -> list[dict[str, Any]]:
    """The list “to submit for review”: done, lacking (said once something was sent), or still open."""
    lacking = "bad" if form.is_submitted() else ""
    others = sum(1 for one in words if one.kind is not PartyKind.MUNICIPALITY)
    has_term = bool(form.indefinite.data or form.ends_on.data)
    return [
        {"text": _("Kind and title"), "state": "done" if form.title.data else lacking},
        {"text": _("At least two parties"), "state": "done" if len(words) > 1 and others else lacking},
        {"text": _("Subject: questions of local importance"), "state": "done" if form.subject.data else lacking},
        {"text": _("Term"), "state": "done" if has_term else lacking},
        {
            "text": _("Signatories: %(named)s of %(all)s, needed for signing", named=signing, all=len(words)),
            "state": "done" if words and signing == len(words) else "",
        },
    ]


@agreements.action("/<int:agreement_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(agreement_id: int) -> ResponseReturnValue:
    agreement = queries.get_agreement(agreement_id)
    actions.archive(agreement, by=signed_in_user())
    flash_undo(_("The agreement is in the archive."), url_for("agreements.restore", agreement_id=agreement_id))
    return redirect(url_for("agreements.index"), 303)


@agreements.action("/<int:agreement_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(agreement_id: int) -> ResponseReturnValue:
    agreement = queries.get_agreement(agreement_id)
    actions.restore(agreement, by=signed_in_user())
    flash(_("The agreement is back."), "ok")
    return redirect(_to_record(agreement), 303)
