"""The page of one duty: what it is, how far it has come, what shows it, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.obligations import queries, rules, telling
from tracker.obligations.kinds import GLYPHS, KIND_LABELS, Column, Kind, State
from tracker.obligations.views.area import obligations
from tracker.partners import wording
from tracker.permissions import Permission
from tracker.web import formats, records
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.obligations.models import Obligation


@obligations.page("/<int:obligation_id>", needs=Permission.OBLIGATIONS_READ)
def show(obligation_id: int) -> ResponseReturnValue:
    obligation = queries.get_obligation(obligation_id)
    user, obliges = signed_in_user(), rules.can_be_done(obligation.agreement)
    column = rules.column_of(obligation.state, obligation.due_on, formats.today(), obliges=obliges)
    may_edit = user.may(Permission.OBLIGATIONS_EDIT) and obligation.archived_at is None
    return render_template(
        "obligations/show.html",
        obligation=obligation,
        agreement=obligation.agreement,
        partnership=obligation.agreement.partnership,
        glyph=GLYPHS[column],
        stands=telling.column_label(column),
        kind=formats.words(KIND_LABELS[obligation.kind]),
        party=telling.party(obligation),
        progress=telling.progress(obligation),
        made=obligation.whole if obligation.state is State.DONE else obligation.made,
        facts=facts_of(obligation),
        evidence=[
            {"title": one.title, "url": records.url_of(one.evidence_kind, one.evidence_id)}
            for one in obligation.evidences
        ],
        may_show=may_edit and obligation.state is not State.DROPPED,
        obliges=obliges,
        step=_step(obligation, column, obliges=obliges),
        is_late=column is Column.OVERDUE,
        may_edit=may_edit,
        menu_items=_menu(obligation, user, may_edit=may_edit),
        follower_id=queries.follower_id(obligation),
        partner=wording.title(obligation.agreement.partnership) if obligation.agreement.partnership else "",
    )


def facts_of(obligation: Obligation) -> list[tuple[str, Any]]:
    language = formats.language()
    facts: list[tuple[str, Any]] = [
        (_("By whom"), telling.party(obligation)),
        (_("Due"), telling.period(obligation.starts_on, obligation.due_on)),
    ]
    if obligation.yearly:
        facts.append((_("Comes back"), _("every year")))
    if obligation.area is not None:
        facts.append((_("Area of cooperation"), obligation.area.name_in(language)))
    facts.append((_("Responsible"), obligation.responsible.name if obligation.responsible else None))
    if obligation.closed_on is not None and obligation.closed_by is not None:
        label = _("Done on") if obligation.state is State.DONE else _("Dropped on")
        facts.append((label, formats.day(obligation.closed_on)))
        facts.append((_("Recorded by"), obligation.closed_by.name))
    if obligation.reason:
        facts.append((_("Why it is dropped"), obligation.reason))
    return facts


def _step(obligation: Obligation, column: Column, *, obliges: bool) -> dict[str, str] | None:
    """The loudest thing: what is to be done with it now."""
    if not obligation.is_open or obligation.archived_at is not None:
        return None
    if not obliges:
        return {"text": _("Planned: it obliges once the agreement is signed."), "when": "", "kind": ""}
    when = _when(obligation, column)
    if obligation.made == obligation.whole:
        text = _("All of it is made: record it as done.")
    elif obligation.made:
        text = _("Go on: %(progress)s so far.", progress=telling.progress(obligation))
    else:
        text = _("To be begun: nothing is recorded yet.")
    return {"text": text, "when": when, "kind": "warn" if column is Column.OVERDUE else ""}


def _when(obligation: Obligation, column: Column) -> str:
    if obligation.due_on is None:
        return _("all the time")
    days = (obligation.due_on - formats.today()).days
    if column is Column.OVERDUE:
        return ngettext("%(num)d day overdue", "%(num)d days overdue", -days)
    left = ngettext("%(num)d day left", "%(num)d days left", days)
    return f"{_('by %(day)s', day=formats.long_day(obligation.due_on))} · {left}"


def _menu(obligation: Obligation, user: User, *, may_edit: bool) -> list[dict[str, Any] | None]:
    here: dict[str, Any] = {"obligation_id": obligation.id}
    items: list[dict[str, Any] | None] = []
    if may_edit and obligation.is_open:
        items.append({"text": _("Drop…"), "url": url_for("obligations.drop", **here), "icon": "x"})
    elif may_edit:
        items.append({"text": _("Open again"), "post": url_for("obligations.reopen", **here), "icon": "rotate"})
    if may_edit and obligation.kind is Kind.PLAN and obligation.due_on is not None:
        year = obligation.due_on.year
        items.append(
            {
                "text": _("Copy the plan of %(year)s to %(next)s", year=str(year), next=str(year + 1)),
                "post": url_for("obligations.copy_plan", agreement_id=obligation.agreement_id),
                "fields": {"year": year},
                "icon": "replace",
            }
        )
    if rules.can_archive(obligation, user):
        word, endpoint = (_("Archive"), "archive") if obligation.archived_at is None else (_("Restore"), "restore")
        items.append({"text": word, "post": url_for(f"obligations.{endpoint}", **here), "icon": "archive"})
    return items
