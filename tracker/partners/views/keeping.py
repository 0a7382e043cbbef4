"""Keeping partnerships: enter, edit, name the city, decide, hand over, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.kernel.text import numbers_of
from tracker.partners import actions, forms, places, queries, rules, wording
from tracker.partners.kinds import Status
from tracker.partners.views.area import partners
from tracker.permissions import Permission
from tracker.web.editing import answer_form
from tracker.web.formats import language, today
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.partners.models import Partnership
    from tracker.web.fields import RecordForm

PLAIN = ("kind", "status", "responsible_id", "introduced_by", "languages", "note", "next_step", "next_step_on")


def _filled(
    form: forms.PartnershipForm, now: Status | None = None, responsible: User | None = None
) -> forms.PartnershipForm:
    """The form with what it offers."""
    form.kind.set_choices(wording.kind_choices())
    form.status.set_choices(forms.ordinary_statuses(now))
    held = set(numbers_of(form.areas.data or ()))
    known = [area for area in queries.areas(with_retired=True) if area.retired_at is None or area.id in held]
    form.areas.set_choices([(str(area.id), area.name_in(language())) for area in known])
    form.responsible_id.set_choices(officials(responsible))
    return form


def officials(now: User | None) -> list[tuple[Any, str]]:
    """Who can answer for a partner; whoever does now stays on offer, also after having left."""
    offered = list(account_queries.officials())
    if now is not None and now.id not in dict(offered):
        offered.append((now.id, now.name))
    return [("", ""), *offered]


def _page(partnership: Partnership) -> str:
    return url_for("partners.show", partnership_id=partnership.id)


def _answer(
    partnership: Partnership, form: RecordForm, save: Callable[[], None], template: str, saved_text: str, **more: Any
) -> ResponseReturnValue:
    """A form about a partner that is there: saved, one is back on its page."""
    return answer_form(
        form,
        save=save,
        saved_to=lambda _none: _page(partnership),
        saved_text=saved_text,
        template=template,
        record=partnership,
        back_to=_page(partnership),
        partnership=partnership,
        title=wording.title(partnership),
        **more,
    )


@partners.form("/new", needs=Permission.PARTNERS_EDIT)
def new() -> ResponseReturnValue:
    by = signed_in_user()
    opened_with = {
        "place": places.token_asked(request.args.get("place")),
        "kind": "contact",
        "status": Status.PROSPECT.value,
        "responsible_id": by.id,
    }
    form = _filled(forms.PartnershipForm(opened_with))
    return answer_form(
        form,
        save=lambda: actions.add(by=by, **form.where(), answers=form.answers(), today=today()),
        saved_to=_page,
        saved_text=_("The partner is entered."),
        template="partners/new.html",
    )


@partners.form("/<int:partnership_id>/edit", needs=Permission.PARTNERS_EDIT)
def edit(partnership_id: int) -> ResponseReturnValue:
    partnership = queries.get_partnership(partnership_id)
    form = forms.PartnershipForm(_opened(partnership), version=partnership.version)
    _filled(form, partnership.status, partnership.responsible)
    by = signed_in_user()

    def save() -> None:
        actions.edit(partnership, by=by, version=form.opened_version(), answers=form.answers(), today=today())
        actions.move_place(partnership, by=by, **form.where(), today=today())

    return _answer(partnership, form, save, "partners/edit.html", _("Saved."))


def _opened(partnership: Partnership) -> dict[str, Any]:
    """What the form is opened with."""
    since = forms.Since(partnership.since_on, partnership.since_is_year) if partnership.since_on else None
    codes = set(partnership.area_codes.split())
    return {
        **{name: getattr(partnership, name) for name in PLAIN},
        "place": places.token_of(partnership),
        "since": since,
        "areas": [str(area.id) for area in queries.areas(with_retired=True) if area.code in codes],
    }


@partners.form("/<int:partnership_id>/name-city", needs=Permission.PARTNERS_EDIT)
def name_city(partnership_id: int) -> ResponseReturnValue:
    """The city is known at last."""
    partnership = queries.get_partnership(partnership_id)
    form = forms.NameCityForm(version=partnership.version)

    def save() -> None:
        _country, _region, city = places.picked(form.place.token)
        actions.name_city(partnership, city, by=signed_in_user(), version=form.opened_version(), today=today())

    return _answer(
        partnership, form, save, "partners/name_city.html", _("The city is named. All that was kept of it stays.")
    )


@partners.form("/<int:partnership_id>/decide", needs=Permission.PARTNERS_ARCHIVE)
def decide(partnership_id: int) -> ResponseReturnValue:
    """To suspend, honour, end or resume is a decision, with its day, reason and document."""
    partnership = queries.get_partnership(partnership_id)
    form = forms.DecisionForm({"to": request.args.get("to"), "decided_on": today()}, version=partnership.version)
    possible = rules.possible_decisions(partnership.status)
    form.to.set_choices([(status.value, wording.decision_label(status)) for status in possible])

    def save() -> None:
        decision = rules.Decision(
            Status(form.to.data), form.decided_on.data, form.reason.data or "", form.document.data or ""
        )
        actions.decide(partnership, decision, by=signed_in_user(), version=form.opened_version(), today=today())

    return _answer(partnership, form, save, "partners/decide.html", _("The decision is recorded."))


@partners.form("/<int:partnership_id>/merged-into", needs=Permission.PARTNERS_ARCHIVE)
def merged_into(partnership_id: int) -> ResponseReturnValue:
    """The city became a part of another one, which goes on with what was signed."""
    partnership = queries.get_partnership(partnership_id)
    form = forms.SuccessionForm(version=partnership.version)

    def save() -> None:
        actions.merge_into(
            partnership,
            queries.find_partnership(form.successor_id.number),
            by=signed_in_user(),
            version=form.opened_version(),
            merged_on=form.merged_on.data,
            document=form.document.data or "",
            today=today(),
        )

    return _answer(
        partnership,
        form,
        save,
        "partners/merged_into.html",
        _("The succession is recorded. The agreements go on with the successor."),
        succession=queries.find_succession(partnership_id),
    )


@partners.action("/<int:partnership_id>/merged-into/undo", needs=Permission.PARTNERS_ARCHIVE)
def undo_merged_into(partnership_id: int) -> ResponseReturnValue:
    partnership = queries.get_partnership(partnership_id)
    reason = _("The succession was recorded by mistake.")
    actions.undo_merge_into(partnership, by=signed_in_user(), reason=reason, today=today())
    flash(_("The succession is taken back."), "ok")
    return redirect(_page(partnership), 303)


@partners.form("/<int:partnership_id>/assign", needs=Permission.RECORDS_REASSIGN)
def assign(partnership_id: int) -> ResponseReturnValue:
    partnership = queries.get_partnership(partnership_id)
    form = forms.AssignForm({"responsible_id": partnership.responsible_id}, version=partnership.version)
    form.responsible_id.set_choices(officials(None))

    def save() -> None:
        to = account_queries.get_user(form.responsible_id.data)
        actions.assign(partnership, to, by=signed_in_user(), version=form.opened_version())

    return _answer(partnership, form, save, "partners/assign.html", _("The partner is handed over."))


@partners.action("/<int:partnership_id>/step-done", needs=Permission.PARTNERS_EDIT)
def step_done(partnership_id: int) -> ResponseReturnValue:
    partnership = queries.get_partnership(partnership_id)
    actions.set_next_step(partnership, by=signed_in_user(), next_step=None, next_step_on=None)
    flash(_("Done. Say what comes next, or log what happened."), "ok")
    return redirect(_page(partnership), 303)


@partners.action("/<int:partnership_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(partnership_id: int) -> ResponseReturnValue:
    partnership = queries.get_partnership(partnership_id)
    actions.archive(partnership, by=signed_in_user())
    flash_undo(
        _("%(title)s is archived.", title=wording.title(partnership)),
        url_for("partners.restore", partnership_id=partnership_id),
    )
    return redirect(url_for("partners.index"), 303)


@partners.action("/<int:partnership_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(partnership_id: int) -> ResponseReturnValue:
    partnership = queries.get_partnership(partnership_id)
    actions.restore(partnership, by=signed_in_user())
    flash(_("%(title)s is back.", title=wording.title(partnership)), "ok")
    return redirect(_page(partnership), 303)
