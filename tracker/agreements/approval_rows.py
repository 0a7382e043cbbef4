"""The approvals of an agreement as its page shows them: each with how it stands, and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.agreements import wording
from tracker.agreements.kinds import ANSWER_LABELS, ASKED_IN, IN_PREPARATION, OVER, Action, ApprovalAnswer
from tracker.regulations.kinds import ApprovalKind
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from tracker.agreements.kinds import Status
    from tracker.agreements.models import Agreement, Approval

SEEN_OUTSIDE = frozenset({ApprovalKind.REGION, ApprovalKind.COUNCIL})
MARKS = {ApprovalAnswer.GIVEN: "ok", ApprovalAnswer.REFUSED: "bad", ApprovalAnswer.WITHDRAWN: ""}
OF_REGION = (Action.SEND_TO_REGION, Action.RECORD_CONSENT, Action.RECORD_REFUSAL)
ANSWERS = (Action.GIVE_APPROVAL, Action.REFUSE_APPROVAL)


@dataclass(frozen=True)
class ApprovalRow:
    """One approval: whose, its letters and days, how it stands (text and kind of the mark), what may be done."""

    kind: ApprovalKind
    title: str
    letters: str
    mark: str
    mark_kind: str
    reason: str = ""
    enclosures: Sequence[str] = ()
    files: Sequence[Any] = ()
    actions: Sequence[Action] = ()
    is_current: bool = True


@dataclass(frozen=True)
class Glance:
    """An agreement as one person looks at its approvals. Not `inside`: the region's and the council's only.

    `papers`: the files of each, by its number.
    """

    agreement: Agreement
    status: Status
    today: date
    offered: Collection[Action]
    inside: bool
    papers: Mapping[int, Sequence[Any]]

    def rows(self) -> list[ApprovalRow]:
        """Those that are needed or were asked for; then the ones of an earlier text, the last first."""
        kinds = [kind for kind in ApprovalKind if self.inside or kind in SEEN_OUTSIDE]
        needed = [kind for kind in kinds if self.agreement.needs(kind) and self.status not in OVER]
        shown = [kind for kind in kinds if kind in needed or self.agreement.approval(kind) is not None]
        earlier = [one for one in self.agreement.approvals if not one.is_current and one.kind in kinds]
        return [self._row(kind) for kind in shown] + [self._told(one) for one in reversed(earlier)]

    def _row(self, kind: ApprovalKind) -> ApprovalRow:
        approval = self.agreement.approval(kind)
        actions = self._actions(kind, approval)
        if approval is not None:
            return self._told(approval, actions)
        text = _("not asked yet") if self.status in IN_PREPARATION else _("not recorded")
        return ApprovalRow(kind, wording.approval_label(kind), "", text, "warn" if actions else "", actions=actions)

    def _actions(self, kind: ApprovalKind, approval: Approval | None) -> list[Action]:
        if kind is ApprovalKind.REGION:
            return [action for action in OF_REGION if action in self.offered]
        if self.status not in ASKED_IN[kind] or (approval is not None and not approval.is_open):
            return []
        wanted = (Action.ASK_APPROVAL,) if approval is None else ANSWERS
        return [action for action in wanted if action in self.offered]

    def _told(self, approval: Approval, actions: Sequence[Action] = ()) -> ApprovalRow:
        mark, kind = self._mark(approval)
        return ApprovalRow(
            approval.kind,
            wording.approval_label(approval.kind),
            _letters(approval),
            mark,
            kind,
            approval.reason or "",
            approval.enclosures.splitlines(),
            self.papers.get(approval.id, ()),
            actions,
            approval.is_current,
        )

    def _mark(self, approval: Approval) -> tuple[str, str]:
        if approval.answer is not None:
            return formats.words(ANSWER_LABELS[approval.answer]), MARKS[approval.answer]
        late = approval.days_late(self.today)
        if late > 0:
            return ngettext("%(num)d day overdue", "%(num)d days overdue", late), "bad"
        return _("awaited"), ""


def _letters(approval: Approval) -> str:
    """Which letters went and came, and by when the answer is due."""
    parts = [_letter(_("asked"), approval.asked_on, approval.asked_number)]
    if approval.answered_on is not None:
        parts.append(_letter(_("answered"), approval.answered_on, approval.answer_number))
    elif approval.due_on is not None:
        parts.append(_("answer due by %(day)s", day=formats.day(approval.due_on)))
    if approval.valid_until is not None:
        parts.append(_("valid until %(day)s", day=formats.day(approval.valid_until)))
    return "; ".join(parts)


def _letter(what: str, on: date, number: str) -> str:
    told = f"{what} {formats.day(on)}"
    return f"{told}, {_('№ %(number)s', number=number)}" if number else told
