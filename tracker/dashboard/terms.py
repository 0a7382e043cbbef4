"""Days of agreements and duties: approvals that are overdue, what expires, must be objected to or published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.agreements import consents
from tracker.agreements.conditions import ACT_UNTIL, VALID_UNTIL
from tracker.agreements.models import Agreement
from tracker.dashboard.section import Line, Section, named
from tracker.interactions.models import Interaction
from tracker.letters.models import Letter
from tracker.obligations.models import Obligation
from tracker.permissions import Permission
from tracker.regulations.kinds import APPROVAL_LABELS, ApprovalKind
from tracker.web import formats
from tracker.web.glimpse import Glimpse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.accounts.models import User

WITHIN = 180
SOON = 90
AGREEMENT = {
    "id": Agreement.id,
    "title_ru": Agreement.title,
    "sub_ru": Agreement.counterparts_ru,
    "sub_en": Agreement.counterparts_en,
}


def sections(user: User) -> list[Section]:
    """Of all agreements for who decides or only reads, of one's own for who drafts."""
    mine = {"mine": "yes"} if is_drafter(user) else {}
    found = [_overdue(mine), _acting(mine), _expiring(mine), _publishing(mine)]
    if user.may(Permission.OBLIGATIONS_READ):
        found.append(_duties(mine))
    if user.may(Permission.LETTERS_EDIT):
        found.append(_letters({"responsible": str(user.id)} if mine else {}))
    return found


def is_drafter(user: User) -> bool:
    """Works on agreements without deciding about them: sees first what is their own."""
    return user.may(Permission.AGREEMENTS_EDIT) and not user.may(Permission.AGREEMENTS_DECIDE)


def _line(row: Any, *, kind: str = "", sub: str = "") -> Line:
    return Line(
        title=row.title_ru,
        url=url_for("agreements.show", agreement_id=row.id),
        sub=sub or named(row, "sub"),
        end=formats.short_day(row.on),
        kind=kind,
    )


def _overdue(mine: Mapping[str, str]) -> Section:
    due_on = consents.longest_due(formats.today())

    def line(row: Any) -> Line:
        days = (formats.today() - row.on).days
        late = ngettext("%(num)d day overdue", "%(num)d days overdue", days)
        return _line(row, kind="bad", sub=f"{formats.words(APPROVAL_LABELS[ApprovalKind(row.code)])}: {late}")

    return Section(
        name="overdue",
        title=_("Approvals are overdue"),
        glimpse=Glimpse("agreements", {"consent": consents.Standing.OVERDUE.value, **mine}),
        columns={**AGREEMENT, "on": due_on[0], "code": due_on[1]},
        order=(due_on[0], Agreement.id),
        line=line,
        note=_("answer due"),
        words=lambda count: ngettext("approval is overdue", "approvals are overdue", count),
    )


def _publishing(mine: Mapping[str, str]) -> Section:
    return Section(
        name="publishing",
        title=_("To be published"),
        glimpse=Glimpse("agreements", {"publication": "due", **mine}),
        columns={**AGREEMENT, "on": Agreement.publication_due_on},
        order=(Agreement.publication_due_on, Agreement.id),
        line=lambda row: _line(row, kind="bad" if row.on < formats.today() else "warn"),
        note=_("publish by"),
        words=lambda count: ngettext("agreement is to be published", "agreements are to be published", count),
    )


def _expiring(mine: Mapping[str, str]) -> Section:
    return Section(
        name="expiring",
        title=_("Expiring"),
        glimpse=Glimpse("agreements", {"expires": str(WITHIN), "sort": "until", **mine}),
        columns={**AGREEMENT, "on": Agreement.ends_on},
        order=(VALID_UNTIL, Agreement.id),
        line=lambda row: _line(row, kind="warn" if (row.on - formats.today()).days <= SOON else ""),
        note=_("valid until"),
        words=lambda count: ngettext(
            "agreement expires within %(days)s days", "agreements expire within %(days)s days", count, days=WITHIN
        ),
    )


def _acting(mine: Mapping[str, str]) -> Section:
    return Section(
        name="acting",
        title=_("Decide whether to prolong"),
        glimpse=Glimpse("agreements", {"act": str(WITHIN), "sort": "act", **mine}),
        columns={**AGREEMENT, "on": Agreement.last_day_to_act},
        order=(ACT_UNTIL, Agreement.id),
        line=lambda row: _line(row, kind="warn" if (row.on - formats.today()).days <= SOON else ""),
        note=_("decide by"),
    )


def _duties(mine: Mapping[str, str]) -> Section:
    return Section(
        name="duties",
        title=_("Obligations are overdue"),
        glimpse=Glimpse("obligations", {"state": "overdue", **mine}),
        columns={"id": Obligation.id, "title_ru": Obligation.text, "sub_ru": Agreement.title, "on": Obligation.due_on},
        order=(Obligation.due_on, Obligation.id),
        line=lambda row: Line(
            title=row.title_ru,
            url=url_for("obligations.show", obligation_id=row.id),
            sub=row.sub_ru,
            end=formats.short_day(row.on),
            kind="bad",
        ),
        note=_("was due"),
        words=lambda count: ngettext("obligation is overdue", "obligations are overdue", count),
    )


def _letters(whose: Mapping[str, str]) -> Section:
    return Section(
        name="letters",
        title=_("Letters to answer"),
        glimpse=Glimpse("letters", {"answer": "waiting", **whose}),
        columns={"id": Letter.id, "title_ru": Interaction.subject, "sub_ru": Letter.number, "on": Letter.answer_due_on},
        order=(Letter.answer_due_on, Letter.id),
        line=lambda row: Line(
            title=row.title_ru,
            url=url_for("letters.show", letter_id=row.id),
            sub=_("No. %(number)s", number=row.sub_ru),
            end=formats.short_day(row.on),
            kind="bad" if row.on < formats.today() else "",
        ),
        note=_("answer by"),
    )
