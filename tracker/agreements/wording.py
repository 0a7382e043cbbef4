"""What an agreement's page and rows say, in the user's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.agreements import guards
from tracker.agreements.kinds import (
    IN_PREPARATION,
    RENEWAL_LABELS,
    STATUS_LABELS,
    Action,
    NoticeUnit,
    Renewal,
    Status,
)
from tracker.agreements.rules import ACTION_LABELS
from tracker.agreements.standing import DECIDE_AHEAD, Signal, Told
from tracker.kernel.text import N_
from tracker.regulations.kinds import APPROVAL_LABELS
from tracker.web import formats

if TYPE_CHECKING:
    from datetime import date

    from tracker.agreements.members import StatusChange
    from tracker.agreements.models import Agreement, Party
    from tracker.regulations.kinds import ApprovalKind

NAMED_AT_MOST = 120
# what was done within a status, where the step itself is called by what is to be done
DONE = {
    Action.PUBLISH: N_("Published"),
    Action.PROLONG: N_("Prolonged"),
    Action.KEEP_RENEWAL: N_("Decided to prolong"),
    Action.OBJECT: N_("Objected to the prolongation"),
    Action.GIVE_NOTICE: N_("Notice of termination recorded"),
    Action.WITHDRAW_NOTICE: N_("The notice was withdrawn"),
}
APPROVAL_STEPS = {
    Action.ASK_APPROVAL: N_("asked"),
    Action.GIVE_APPROVAL: N_("given"),
    Action.REFUSE_APPROVAL: N_("refused"),
}


@dataclass(frozen=True)
class Mark:
    """A computed signal as a tag: text, kind (warn, bad), icon."""

    text: str
    kind: str
    icon: str


def status_label(status: Status) -> str:
    return formats.words(STATUS_LABELS[status])


def action_label(action: Action) -> str:
    return formats.words(ACTION_LABELS[action])


def mark(told: Told) -> Mark:
    """The signal in words."""
    days = told.days
    texts = {
        Signal.EXPIRES: lambda: ngettext("expires in %(num)d day", "expires in %(num)d days", days),
        Signal.RENEWS: lambda: ngettext("its term ends in %(num)d day", "its term ends in %(num)d days", days),
        Signal.ENDS_BY_NOTICE: lambda: ngettext(
            "ends by notice in %(num)d day", "ends by notice in %(num)d days", days
        ),
        Signal.LAPSED: lambda: ngettext("lapsed %(num)d day ago", "lapsed %(num)d days ago", days),
        Signal.CONSENT_MISSING: lambda: _("no consent of the region"),
        Signal.CONSENT_OVERDUE: lambda: ngettext(
            "%(who)s: %(num)d day overdue", "%(who)s: %(num)d days overdue", days, who=_who(told)
        ),
        Signal.REFUSED: lambda: _("%(who)s: refused", who=_who(told)),
        Signal.CONSENT_ENDS: lambda: (
            _("%(who)s: the consent has run out", who=_who(told))
            if days < 0
            else ngettext(
                "%(who)s: the consent ends in %(num)d day",
                "%(who)s: the consent ends in %(num)d days",
                days,
                who=_who(told),
            )
        ),
        Signal.PUBLICATION_DUE: lambda: ngettext(
            "to be published within %(num)d day", "to be published within %(num)d days", days
        ),
        Signal.PUBLICATION_OVERDUE: lambda: ngettext(
            "publication is %(num)d day overdue", "publication is %(num)d days overdue", days
        ),
    }
    return Mark(texts[told.signal](), told.kind, "building-bank" if told.about is not None else "clock")


def _who(told: Told) -> str:
    return approval_label(told.about) if told.about is not None else ""


def approval_label(kind: ApprovalKind) -> str:
    return formats.words(APPROVAL_LABELS[kind])


def number_or_draft(number: str, status: Status) -> str | None:
    """The number; what is not signed yet and has none is called a draft."""
    return number or (_("draft") if status in IN_PREPARATION else None)


def counterparts(row: Any) -> str:
    """The first of the other parties, as a row or a record keeps it."""
    name = row.counterparts_ru if formats.language() == "ru" else row.counterparts_en
    return str(name) or no_counterpart()


def no_counterpart() -> str:
    return _("no other party yet")


def more_counterparts(row: Any) -> str:
    return f" + {row.counterpart_count - 1}" if row.counterpart_count > 1 else ""


def first_flag(row: Any) -> str:
    return str(row.counterpart_flags).partition(" ")[0]


def term(agreement: Agreement) -> str:
    """From when until when."""
    until = _("no end") if agreement.ends_on is None and agreement.indefinite else formats.day(agreement.ends_on)
    if agreement.enters_on is None:
        return until
    return f"{formats.day(agreement.enters_on)} — {until}"


def no_end(agreement: Any) -> str:
    """What stands for the end of the term where there is none."""
    return _("no end") if agreement.indefinite else "—"


def renewal(agreement: Agreement) -> str:
    text = formats.words(RENEWAL_LABELS[agreement.renewal])
    if agreement.renewal is Renewal.NONE or not agreement.renewal_months:
        return text
    months = ngettext("for %(num)d month", "for %(num)d months", agreement.renewal_months)
    return f"{text}, {months}"


def notice_period(agreement: Agreement) -> str:
    if not agreement.notice:
        return ""
    if agreement.notice_unit is NoticeUnit.MONTHS:
        return ngettext("%(num)d month", "%(num)d months", agreement.notice)
    return ngettext("%(num)d day", "%(num)d days", agreement.notice)


def last_day(agreement: Agreement, today: date) -> tuple[str, str, str]:
    """Label and text of the last day to act, and how urgent it is: warn or nothing."""
    label = _("Ask by") if agreement.renewal is Renewal.ON_WRITTEN_WISH else _("Object by")
    text = formats.day(agreement.last_day_to_act)
    period = notice_period(agreement)
    last = agreement.last_day_to_act
    near = last is not None and today <= last <= today + DECIDE_AHEAD
    return label, f"{text} ({period})" if period else text, "warn" if near else ""


def register(agreement: Agreement) -> str:
    """Whether it stands in the yearly list, and why."""
    if agreement.register_override is not None:
        answer = _("in the list") if agreement.register_override else _("not in the list")
        return f"{answer}: {agreement.register_reason}"
    if not agreement.has_foreign_party:
        return _("not in the list: no foreign party")
    return _("in the list") if agreement.in_register else _("not in the list: not signed yet")


def no_consent_reason(agreement: Agreement) -> str:
    if not agreement.has_foreign_party:
        return _("no foreign party")
    return "" if guards.needs_consent(agreement) else _("not asked here")


def step_title(step: Any) -> str:
    """A step in the history: from status to status, or what was done."""
    if step.action is None or step.from_status is None:
        return _("Drafted")
    if step.approval is not None:
        return f"{approval_label(step.approval)}: {formats.words(APPROVAL_STEPS[step.action])}"
    if step.from_status is step.to_status:
        return formats.words(DONE[step.action]) if step.action in DONE else action_label(step.action)
    moved = f"{status_label(step.from_status)} → {status_label(step.to_status)}"
    return _("%(step)s, taken back", step=moved) if step.action is Action.TAKE_BACK else moved


def step_papers(step: Any) -> str:
    """Papers and days of a step."""
    parts = []
    if step.document_number:
        parts.append(_("№ %(number)s", number=step.document_number))
    if step.document_on:
        parts.append(_("notice of %(day)s", day=formats.day(step.document_on)))
    if step.side:
        parts.append(step.side)
    if step.until:
        parts.append(_("until %(day)s", day=formats.day(step.until)))
    return ", ".join(parts)


def party_heading(party: Party) -> str:
    if party.is_ours:
        return _("Party %(number)s · we", number=party.position)
    return _("Party %(number)s", number=party.position)


def days_left(day: date, today: date) -> str:
    """Until a day, with the days that are left."""
    left = (day - today).days
    if left == 0:
        return _("until %(day)s, today is the last day", day=formats.long_day(day))
    return ngettext(
        "until %(day)s, %(num)d day left", "until %(day)s, %(num)d days left", left, day=formats.long_day(day)
    )


def paper_sub(row: Any) -> str:
    """A row of another agreement in one line: its status and, where it has one, its last day."""
    status = status_label(row.status)
    if row.ends_on is None:
        return status
    return _("%(status)s, until %(day)s", status=status, day=formats.day(row.ends_on))


def chain_note(row: Any, agreement: Agreement) -> str:
    """What a paper under an agreement makes of its term; a gap before it is told."""
    if row.new_ends_on is None and not row.new_indefinite:
        return ""
    until = _("no end") if row.new_indefinite else _("until %(day)s", day=formats.day(row.new_ends_on))
    if row.amended_on is not None:
        return _("changed the term: %(until)s", until=until)
    if row.status in IN_PREPARATION | {Status.SIGNED}:
        return _("will change the term: %(until)s", until=until)
    gap = guards.gap_before(agreement, row.enters_on)
    if gap:
        return ngettext(
            "did not change the term: it began %(num)d day after the end",
            "did not change the term: it began %(num)d days after the end",
            gap,
        )
    return _("did not change the term")


def stands_now(agreement: Agreement) -> str:
    """What is said after a step."""
    return _("“%(title)s”: %(status)s.", title=agreement.title[:NAMED_AT_MOST], status=status_label(agreement.status))


def done(agreement: Agreement, step: StatusChange | None) -> str:
    """What is said after a step: where the document stands now, or what was recorded where it stays there."""
    if step is None or step.from_status is not step.to_status:
        return stands_now(agreement)
    return _("“%(title)s”: %(done)s.", title=agreement.title[:NAMED_AT_MOST], done=step_title(step))


def meanwhile(agreement: Agreement, step: StatusChange | None) -> str:
    """What was done to the record last: a page of it was opened before that."""
    by = agreement.updated_by.name if agreement.updated_by else _("Somebody")
    told = [_("%(name)s saved at %(moment)s.", name=by, moment=formats.moment(agreement.updated_at))]
    if step is not None:
        told.append(_("The last step: %(step)s.", step=step_title(step)))
    return " ".join(told)
