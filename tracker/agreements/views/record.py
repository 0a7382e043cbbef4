"""The page of one agreement: what to do next, its path, parties, facts and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from tracker.agreements import papers, pathway, queries, rules, standing, wording
from tracker.agreements.approval_rows import Glance
from tracker.agreements.asks import ASKS
from tracker.agreements.kinds import ABOUT_APPROVALS, LIVING, OVER, VISAS, Action, Renewal, Status
from tracker.agreements.next_step import Look, next_step
from tracker.agreements.prefill import prefill
from tracker.agreements.views.area import agreements
from tracker.agreements.views.endpoints import endpoint_of
from tracker.agreements.views.taking import step_form
from tracker.contacts import queries as contact_queries
from tracker.documents import telling
from tracker.documents.kinds import OPEN_TO_THE_REGION
from tracker.documents.receiving import MEGABYTE, largest
from tracker.kernel.text import fold
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission
from tracker.regulations import queries as regulations
from tracker.regulations.kinds import ApprovalKind, Basis
from tracker.web import formats
from tracker.web.signed_in import signed_in_user
from tracker.web.timeline import story_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.agreements.forms import StepForm
    from tracker.agreements.models import Agreement, Party


@agreements.page("/<int:agreement_id>", needs=Permission.AGREEMENTS_READ)
def show(agreement_id: int) -> ResponseReturnValue:
    agreement = queries.get_told(agreement_id)
    return page_of(agreement, _opened_step(agreement))


def _opened_step(agreement: Agreement) -> StepForm | None:
    """The form of the step that the address names, if this person may take it now."""
    asked = request.args.get("step", "")
    today, user = formats.today(), signed_in_user()
    status = standing.effective_status(agreement, today)
    if asked not in set(Action) or Action(asked) not in rules.offered_actions(agreement, status, by=user, today=today):
        return None
    action = Action(asked)
    opened_with = prefill(agreement, action, today, request.args.get("approval", ""))
    return step_form(agreement, action, opened_with=opened_with)


def page_of(
    agreement: Agreement, form: StepForm | None = None, code: int = 200, *, refused: tuple[str, str] | None = None
) -> ResponseReturnValue:
    """The record page, with the form of a step open in it, or why one was refused and what happened before."""
    today, user = formats.today(), signed_in_user()
    status = standing.effective_status(agreement, today)
    offered = rules.offered_actions(agreement, status, by=user, today=today)
    changes = queries.history(agreement)
    step = next_step(Look(agreement, status, offered, user, today, changes))
    shown = step.actions if step else []
    with_people = user.may(Permission.INTERACTIONS_READ)
    held = _held(agreement) if user.may(Permission.CONTACTS_READ) else {}
    approvals = Glance(agreement, status, today, offered, with_people, _papers(agreement, user)).rows()
    placed = {*shown, *(action for row in approvals for action in row.actions)}
    page = render_template(
        "agreements/show.html",
        agreement=agreement,
        status=status,
        status_label=wording.status_label(status),
        marks=[
            wording.mark(told) for told in standing.signals(agreement, today) if with_people or told.about not in VISAS
        ],
        refused=refused,
        step=step,
        step_form=form,
        step_title=wording.action_label(form.action) if form else "",
        buttons=[button_of(agreement, action) for action in shown],
        menu_items=_menu(agreement, [action for action in offered if action not in placed], user),
        approvals=approvals,
        approval_buttons=lambda row: [button_of(agreement, action, row.kind) for action in row.actions],
        in_approvals=form is not None and form.action in ABOUT_APPROVALS,
        consent_basis=_consent_basis(agreement, today),
        step_url=url_for(f"agreements.{endpoint_of(form.action)}", agreement_id=agreement.id) if form else "",
        path=pathway.path(agreement, status, changes),
        parties=[
            {**_party(party, agreement, with_people=with_people), "held": held.get(party.id, [])}
            for party in agreement.parties
        ],
        facts=_facts(agreement, status, today, with_people=with_people),
        story=story_of(
            "agreement",
            agreement.id,
            may=user.may,
            shown=request.args.get("shown", ""),
            before=request.args.get("before", ""),
        ),
        papers=queries.papers_under(agreement, today),
        with_people=with_people,
        may_edit=_may_edit(agreement, user),
        related=_related(agreement, user),
        wording=wording,
        most_megabytes=largest() // MEGABYTE,
    )
    return page, code


def _papers(agreement: Agreement, user: User) -> dict[int, list[dict[str, Any]]]:
    """The files of each approval; to the region only what it reads of documents anyway."""
    inside = user.may(Permission.DOCUMENTS_READ)
    found = papers.of_approvals(agreement, kinds=() if inside else OPEN_TO_THE_REGION) if agreement.approvals else {}
    endpoint = "documents.show" if inside else "documents.paper"
    return {
        number: [
            {"title": row.title, "url": url_for(endpoint, document_id=row.id), "sub": telling.type_and_size(row)}
            for row in rows
        ]
        for number, rows in found.items()
    }


def _may_edit(agreement: Agreement, user: User) -> bool:
    return user.may(Permission.AGREEMENTS_EDIT) and agreement.archived_at is None


def _consent_basis(agreement: Agreement, today: date) -> str:
    """The article by which the region is asked, on the day it was asked or would be."""
    if not agreement.needs(ApprovalKind.REGION):
        return ""
    asked = agreement.approval(ApprovalKind.REGION)
    day = asked.asked_on if asked is not None else today
    found = regulations.legal_basis(Basis.CONSENT, on=day, municipality_id=agreement.municipality_id)
    return found.cited_in(formats.language()) if found is not None else ""


def button_of(agreement: Agreement, action: Action, approval: ApprovalKind | None = None) -> dict[str, Any]:
    """A step as a button: at once where nothing has to be said, else a link that opens its form on the page."""
    text = wording.action_label(action)
    if any(ask.required for ask in ASKS[action]):
        about: dict[str, Any] = (
            {"approval": approval.value} if approval is not None and action in ABOUT_APPROVALS else {}
        )
        address = url_for("agreements.show", agreement_id=agreement.id, step=action.value, **about, _anchor="step")
        return {"action": action, "text": f"{text}…", "url": address}
    address = url_for(f"agreements.{endpoint_of(action)}", agreement_id=agreement.id)
    return {"action": action, "text": text, "post": address, "fields": {"version": agreement.version}}


def _menu(agreement: Agreement, actions: Sequence[Action], user: User) -> list[dict[str, Any] | None]:
    """What else may be done: the steps that are not the next one, a supplement, the archive."""
    items: list[dict[str, Any] | None] = [button_of(agreement, action) for action in actions]
    if _may_edit(agreement, user) and agreement.status in LIVING:
        address = url_for("agreements.new", parent=agreement.id)
        items.append({"text": _("New supplementary agreement"), "url": address})
    if rules.may_archive(agreement, user):
        items += [None] if items else []
        put_away = agreement.archived_at is None
        word, endpoint = (_("To the archive"), "archive") if put_away else (_("Back from the archive"), "restore")
        items.append({"text": word, "post": url_for(f"agreements.{endpoint}", agreement_id=agreement.id)})
    return items


def _related(agreement: Agreement, user: User) -> list[dict[str, str]]:
    """The partner and the talks it belongs to, for those who may open them."""
    found = []
    language = formats.language()
    if agreement.partnership is not None and user.may(Permission.PARTNERS_READ):
        found.append(
            {
                "title": agreement.partnership.title_in(language),
                "url": url_for("partners.show", partnership_id=agreement.partnership_id),
                "sub": _partner_now(agreement),
                "icon": "map-pin",
            }
        )
    if agreement.negotiation is not None and user.may(Permission.NEGOTIATIONS_READ):
        found.append(
            {
                "title": agreement.negotiation.subject,
                "url": url_for("negotiations.show", negotiation_id=agreement.negotiation_id),
                "sub": _("talks"),
                "icon": "layout-kanban",
            }
        )
    return found


def _held(agreement: Agreement) -> dict[int, list[dict[str, str]]]:
    """Party → who held its post on the day of signing: the signatory, or those of the signatory's post."""
    day = agreement.signed_on
    if day is None:
        return {}
    theirs = [party for party in agreement.parties if not party.is_ours]
    organisations = [party.organisation_id for party in theirs if party.organisation_id is not None]
    cities = [party.city_id for party in theirs if party.city_id is not None]
    rows = contact_queries.holders_on(organisations, cities, day) if organisations or cities else []
    found: dict[int, list[dict[str, str]]] = {}
    for party in theirs:
        there = [
            row
            for row in rows
            if party.organisation_id == row.organisation_id or (party.city_id and party.city_id == row.city_id)
        ]
        found[party.id] = [_holder(row) for row in there if _is_of(row, party)]
    return found


def _is_of(row: Any, party: Party) -> bool:
    """The person whose name stands under the document, or who held the post that does."""
    signed, post = set(fold(party.signatory or "").split()), fold(party.post or "")
    names = (row.name_ru, row.name_en, row.name_original or "")
    return any(len(signed & set(fold(name).split())) > 1 for name in names) or (
        bool(post) and post in {fold(row.title_ru), fold(row.title_en)}
    )


def _holder(row: Any) -> dict[str, str]:
    first, second = ("ru", "en") if formats.language() == "ru" else ("en", "ru")
    days = "–".join(formats.day(day) if day else "" for day in (row.since_on, row.until_on))
    return {
        "name": getattr(row, f"name_{first}"),
        "url": url_for("contacts.show", contact_id=row.id),
        "post": getattr(row, f"title_{first}") or getattr(row, f"title_{second}"),
        "days": days if days != "–" else "",
    }


def _partner_now(agreement: Agreement) -> str:
    """What the partner is today: itself, or a city that goes on in its place."""
    succession = partner_queries.find_succession(agreement.partnership_id or 0)
    if succession is None:
        return _("partner")
    title = succession.successor.title_in(formats.language())
    return _("since %(day)s its successor is %(city)s", day=formats.day(succession.merged_on), city=title)


def _party(party: Any, agreement: Agreement, *, with_people: bool) -> dict[str, Any]:
    """Signatories of what is not signed yet are shown to the staff only."""
    named = with_people or agreement.signed_on is not None
    basis = ", ".join(text for text in (party.post, party.ground) if text)
    address = None
    if party.organisation_id and signed_in_user().may(Permission.ORGANISATIONS_READ):
        address = url_for("organisations.show", organisation_id=party.organisation_id)
    return {
        "heading": wording.party_heading(party),
        "name": party.name_in(formats.language()),
        "url": address,
        "flag": party.country_code.lower() if party.is_foreign else None,
        "signatory": party.signatory if named else None,
        "basis": basis if named else None,
        "now": _called_now(party, agreement),
    }


def _called_now(party: Any, agreement: Agreement) -> str:
    """The municipality was reorganised or renamed since: what was signed goes on under the name of today."""
    today = agreement.municipality.administration_in(formats.language())
    return today if party.is_ours and party.name_in(formats.language()) != today else ""


def _facts(agreement: Agreement, status: Status, today: date, *, with_people: bool) -> Sequence[tuple[str, Any, str]]:
    """Label, value and urgency; left and right by turns: what it is, and its term."""
    pairs: list[tuple[str, Any, str]] = [
        (_("Kind"), formats.words(agreement.kind_label), ""),
        (_("Term"), wording.term(agreement), ""),
        (_("Number"), _numbered(agreement), ""),
        (_("Prolongation"), wording.renewal(agreement), ""),
        (_("Place"), agreement.signed_at_place, ""),
    ]
    if agreement.renewal is not Renewal.NONE and status not in OVER:
        pairs.append(wording.last_day(agreement, today))
    pairs += [(_("Subject"), agreement.subject, ""), (_("Yearly list"), wording.register(agreement), "")]
    optional: list[tuple[str, Any]] = [
        (_("Title in the second language"), agreement.title_second),
        (_("Languages"), agreement.languages),
        (_("Copies"), agreement.copies),
        (_("Published"), _published(agreement)),
        (_("To be published by"), None if agreement.published_on else _day_or_none(agreement.publication_due_on)),
        (_("Changes the term"), _changed_term(agreement)),
        (_("Notice of termination"), _day_or_none(agreement.notice_given_on)),
        (_("Why it ended"), agreement.termination_reason),
        (_("Working note"), agreement.note if with_people else None),
    ]
    return pairs + [(label, value, "") for label, value in optional if value]


def _numbered(agreement: Agreement) -> str | None:
    if agreement.number and agreement.signed_on:
        return _("%(number)s of %(day)s", number=agreement.number, day=formats.day(agreement.signed_on))
    return agreement.number or (formats.day(agreement.signed_on) if agreement.signed_on else None)


def _published(agreement: Agreement) -> Any:
    if agreement.published_on is None:
        return None
    text = f"{agreement.published_in}, {formats.day(agreement.published_on)}"
    if not agreement.published_url:
        return text
    return Markup('<a href="{}" rel="noopener">{}</a>').format(agreement.published_url, text)


def _changed_term(agreement: Agreement) -> str | None:
    """What a supplementary paper makes of the term of its agreement."""
    if agreement.new_indefinite:
        return _("no end")
    return _("until %(day)s", day=formats.day(agreement.new_ends_on)) if agreement.new_ends_on else None


def _day_or_none(day: Any) -> str | None:
    return formats.day(day) if day else None
