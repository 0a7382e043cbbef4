"""The administrator's pages about what law and region ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.agreements import queries as agreement_queries
from tracker.permissions import Permission
from tracker.regulations import actions, queries, rules
from tracker.regulations.forms import LegalBasisForm, RegulationForm, opening_values
from tracker.regulations.kinds import APPROVAL_LABELS, BASIS_LABELS, WHEN_LABELS, ApprovalKind, DayUnit, When
from tracker.web import formats
from tracker.web.area import Area
from tracker.web.editing import answer_form
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.regulations.models import Regulation

regulations = Area(
    "regulations",
    __name__,
    label=_l("Law and region"),
    icon="scale",
    order=118,
    under="administration",
    needs=Permission.REGULATIONS_MANAGE,
    path="/admin/regulations",
)


@regulations.page("/", needs=Permission.REGULATIONS_MANAGE)
def index() -> ResponseReturnValue:
    today = formats.today()
    profiles = queries.regulations()
    current = next((one for one in profiles if rules.holds(one, today)), None)
    return render_template(
        "regulations/index.html",
        current=current,
        facts=_facts(current) if current is not None else [],
        others=[one for one in profiles if one is not current],
        bases=queries.legal_bases(),
        labels=BASIS_LABELS,
        holds=lambda one: rules.holds(one, today),
    )


def _facts(profile: Regulation) -> list[tuple[str, str]]:
    """The profile in label and value."""
    language = formats.language()
    pattern = profile.number_pattern
    return [
        (_("Authorised body"), profile.body_in(language)),
        *((formats.words(APPROVAL_LABELS[kind]), _asked(profile, kind)) for kind in ApprovalKind),
        (_("Who consents"), profile.consent_giver_in(language)),
        (_("Notice before talks"), _days(profile.notice_days)),
        (_("Application before the signing"), _days(profile.application_days)),
        (_("Enclosures"), "; ".join(profile.enclosures_in(language))),
        (_("Who may sign"), profile.signers_in(language)),
        (_("Numbers in the register"), pattern),
        (_("Publication after the signing"), _days(profile.publication_days)),
        (_("Report of a received gift"), _working_days(profile.gift_notice_days)),
        (_("Limit of a gift's value"), "" if profile.gift_value is None else formats.number(profile.gift_value)),
        (_("Yearly papers"), _before(profile)),
    ]


def _asked(profile: Regulation, kind: ApprovalKind) -> str:
    """Of which agreements an approval is asked, and within which term it is given."""
    when: When = getattr(profile, f"{kind.value}_when")
    days, unit = profile.term_of(kind)
    text = formats.words(WHEN_LABELS[when])
    if when is When.NEVER or not days:
        return text
    return f"{text}, {_working_days(days) if unit is DayUnit.WORKING else _days(days)}"


def _days(count: int | None) -> str:
    return ngettext("%(num)d day", "%(num)d days", count) if count else _("not asked")


def _working_days(count: int | None) -> str:
    return ngettext("%(num)d working day", "%(num)d working days", count) if count else _("not asked")


def _before(profile: Regulation) -> str:
    last = rules.report_due_on(profile, formats.today().year)
    return _("at the latest on %(day)s", day=formats.long_day(last)) if last else _("not asked")


@regulations.form("/new", needs=Permission.REGULATIONS_MANAGE)
def new() -> ResponseReturnValue:
    """A profile from a day on; it begins as a copy of the one of today."""
    opened_with = {**opening_values(queries.regulation(on=formats.today()), RegulationForm), "valid_from": None}
    form = RegulationForm(opened_with).offer_documents(_documents())
    return answer_form(
        form,
        save=lambda: actions.add_regulation(form.values(), by=signed_in_user(), today=formats.today()),
        saved_to=_to_index,
        saved_text=_("Saved."),
        template="regulations/new.html",
    )


@regulations.form("/<int:regulation_id>/edit", needs=Permission.REGULATIONS_MANAGE)
def edit(regulation_id: int) -> ResponseReturnValue:
    regulation = queries.get_regulation(regulation_id)
    form = RegulationForm(opening_values(regulation, RegulationForm), version=regulation.version)
    form.offer_documents(_documents())
    return answer_form(
        form,
        save=lambda: actions.edit_regulation(
            regulation,
            form.values(),
            by=signed_in_user(),
            version=form.opened_version(),
            today=formats.today(),
        ),
        saved_to=_to_index,
        saved_text=_("Saved."),
        template="regulations/edit.html",
        record=regulation,
        back_to=url_for("regulations.edit", regulation_id=regulation_id),
    )


@regulations.form("/bases/new", needs=Permission.REGULATIONS_MANAGE)
def new_basis() -> ResponseReturnValue:
    asked = request.args.get("code")
    form = LegalBasisForm({"code": asked} if asked in set(BASIS_LABELS) else {})
    return answer_form(
        form,
        save=lambda: actions.add_basis(form.values(), by=signed_in_user()),
        saved_to=_to_index,
        saved_text=_("Saved."),
        template="regulations/new_basis.html",
    )


@regulations.form("/bases/<int:legal_basis_id>/edit", needs=Permission.REGULATIONS_MANAGE)
def edit_basis(legal_basis_id: int) -> ResponseReturnValue:
    basis = queries.get_legal_basis(legal_basis_id)
    form = LegalBasisForm(opening_values(basis, LegalBasisForm), version=basis.version)
    return answer_form(
        form,
        save=lambda: actions.edit_basis(basis, form.values(), by=signed_in_user(), version=form.opened_version()),
        saved_to=_to_index,
        saved_text=_("Saved."),
        template="regulations/edit_basis.html",
        record=basis,
        back_to=url_for("regulations.edit_basis", legal_basis_id=legal_basis_id),
    )


def _documents() -> list[tuple[str, str]]:
    """The kinds of documents: (code, name)."""
    return [(code, formats.words(label)) for code, label in agreement_queries.document_kinds()]


def _to_index(_saved: object) -> str:
    return url_for("regulations.index")
