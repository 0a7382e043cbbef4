"""The board of agreements by status: a drop is the step that leads there, and asks what that step asks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.accounts import queries as account_queries
from tracker.agreements import conditions, consents, guards, options, queries, rules, wording
from tracker.agreements.kinds import LIVING, OVER, STATUS_LABELS, Status
from tracker.agreements.models import Agreement
from tracker.agreements.taking_back import UNDOING
from tracker.agreements.views.area import agreements
from tracker.agreements.views.endpoints import endpoint_of
from tracker.agreements.views.listing import AGREEMENTS
from tracker.agreements.views.taking import opened_form, step_form, take, way_back
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.reading import first_word
from tracker.permissions import Permission
from tracker.places import queries as place_queries
from tracker.web import board_peeks, boards, formats
from tracker.web.board_cards import Card, card_url
from tracker.web.board_lanes import LaneBy
from tracker.web.boards import BoardColumn, BoardSpec, Move
from tracker.web.cells import initials
from tracker.web.errors import told
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from flask.typing import ResponseReturnValue

    from tracker.agreements.forms import StepForm
    from tracker.agreements.kinds import Action

# days in a status after which a card looks old
LIMITS = {
    Status.DRAFT: 90,
    Status.RETURNED: 30,
    Status.IN_REVIEW: 20,
    Status.APPROVED: 30,
    Status.AT_REGION: 30,
    Status.CONSENTED: 60,
}
ANY = 0
FORBIDDEN, CONFLICT = 403, 409


def board_spec() -> BoardSpec:
    """The board as of today."""
    today = formats.today()
    return BoardSpec(
        list=AGREEMENTS,
        query=lambda: consents.with_region(queries.listed(today)),
        columns=columns,
        column=conditions.effective_status(today),
        holds=lambda column: conditions.stands_parts(Status(column.key), today),
        sort=Agreement.status_since,
        key=Agreement.id,
        cards=cards,
        lanes=lanes,
        moved=conditions.moved_since,
        kind="agreement",
        facts=facts,
        moves_with=Permission.AGREEMENTS_SUBMIT,
        lean=True,
    )


def lanes() -> Sequence[LaneBy]:
    """What has several areas, or parties of several countries, stands in the lane of the first one."""
    by_country = LaneBy(
        name="country",
        label=_l("Country"),
        key=first_word(Agreement.counterpart_flags),
        titles=lambda codes: [
            (row.code.lower(), row.name_ru if formats.language() == "ru" else row.name_en)
            for row in place_queries.countries_of(codes)
        ],
    )
    by_area = LaneBy(
        name="area",
        label=_l("Area of cooperation"),
        key=first_word(Agreement.area_codes),
        titles=lambda codes: [(code, options.area_names(code)) for code in sorted(codes) if code],
    )
    if signed_in_user().municipality_id is None:
        return (by_area, by_country)
    people = LaneBy(
        name="responsible", label=_l("Responsible"), key=Agreement.responsible_id, titles=account_queries.names_of
    )
    return (by_area, by_country, people)


def facts(row: Any) -> Sequence[tuple[str, Any]]:
    """The observer sees no people."""
    shown: list[tuple[str, Any]] = [
        (_("Status"), wording.status_label(row.status)),
        (_("Number"), row.number),
        (_("Signed on"), formats.day(row.signed_on) if row.signed_on else None),
        (_("Enters into force"), formats.day(row.enters_on) if row.enters_on else None),
        (_("Valid until"), _("no end") if row.indefinite else (formats.day(row.ends_on) if row.ends_on else None)),
        (_("Areas"), options.area_names(row.area_codes)),
    ]
    if signed_in_user().municipality_id is not None:
        shown.append((_("Responsible"), row.responsible))
    return shown


def columns() -> Sequence[BoardColumn]:
    return [
        BoardColumn(
            key=status.value,
            label=wording.status_label(status),
            status=status.value,
            hint=_("limit %(days)s days", days=LIMITS[status]) if status in LIMITS else "",
            thin=status in OVER,
            folds=status in LIVING | {Status.SIGNED},
            moves=_moves(status),
        )
        for status in STATUS_LABELS
    ]


def _moves(status: Status) -> list[Move]:
    """Where a card of this status may go, as this person's permissions allow."""
    user = signed_in_user()
    moves = []
    for (origin, action), found in rules.GRAPH.items():
        if (
            origin is status
            and found.to is not origin
            and found.needs is not None
            and found.by_drop
            and user.may(found.needs)
        ):
            address = url_for(f"agreements.{endpoint_of(action)}", agreement_id=ANY)
            moves.append(Move(to=found.to.value, label=wording.status_label(found.to), url=address))
    return moves


def cards() -> Callable[[Any], Card]:
    me, today = signed_in_user().id, formats.today()
    return lambda row: _card(row, me, today)


def _card(row: Any, me: int, today: date) -> Card:
    status = row.status
    days = (today - row.status_since).days if status in LIMITS else None
    return Card(
        id=row.id,
        version=row.version,
        url=card_url("agreements.show", "agreement_id", row.id),
        move_url=card_url("agreements.show", "agreement_id", row.id),
        title=row.title,
        partner=f"{wording.counterparts(row)}{wording.more_counterparts(row)}",
        flag=wording.first_flag(row),
        sub=_term_of(row, today),
        owner_name=row.responsible or "",
        owner_initials=initials(row.responsible) if row.responsible else "",
        mine=row.responsible_id == me,
        days=days,
        days_text="" if days is None else formats.days_since(days),
        limit=_limit_of(row),
    )


def _limit_of(row: Any) -> int | None:
    """Days in the status after which the card looks old: at the region, the term in which it answers."""
    if row.status is Status.AT_REGION and row.consent_due_on is not None:
        return max(int((row.consent_due_on - row.status_since).days), 0)
    return LIMITS.get(row.status)


def _term_of(row: Any, today: date) -> str:
    if row.status not in LIVING | {Status.SIGNED}:
        return str(row.number)
    if row.ends_on is None:
        return _("no end")
    left = row.ends_on - today
    if timedelta() <= left <= timedelta(days=90):
        return ngettext("ends in %(num)d day", "ends in %(num)d days", left.days)
    return _("until %(day)s", day=formats.day(row.ends_on))


@agreements.page("/board", needs=Permission.AGREEMENTS_READ, endpoint="board")
def show_board() -> ResponseReturnValue:
    return boards.page(board_spec())


@agreements.page("/board/card/<int:agreement_id>", needs=Permission.AGREEMENTS_READ)
def board_card(agreement_id: int) -> ResponseReturnValue:
    return board_peeks.peek(board_spec(), agreement_id)


@agreements.page(f"/board/<any({','.join(Status)}):column>", needs=Permission.AGREEMENTS_READ)
def board_column(column: str) -> ResponseReturnValue:
    return boards.column(board_spec(), column)


# a drop


def dropped(agreement: Agreement, action: Action) -> ResponseReturnValue:
    """The answer to a drop: the fresh card, or the reason why not with the step's questions on the card."""
    form = step_form(agreement, action)
    if _says_nothing(form):
        return _ask(agreement, opened_form(agreement, action), wording.action_label(action))
    if not form.validate():
        return _ask(agreement, form, next(str(field.errors[0]) for field in form if field.errors))
    try:
        take(agreement, form)
    except RuleBroken as broken:
        return _broken(agreement, form, broken)
    except EditedMeanwhile:
        return _refused(_("Somebody changed this agreement a moment ago. Reload the board."), CONFLICT)
    spec, undo_url = board_spec(), ""
    if action in UNDOING:
        board = f"{url_for('agreements.board')}?{request.query_string.decode()}".rstrip("?")
        undo_url = way_back(agreement, board)
    return boards.moved(spec, agreement.id, wording.stands_now(agreement), undo_url=undo_url)


def _broken(agreement: Agreement, form: StepForm, broken: RuleBroken) -> ResponseReturnValue:
    if broken.field is not None and broken.field in form:
        form.add_error(broken.field, told(broken))
        return _ask(agreement, form, told(broken))
    return _refused(told(broken), FORBIDDEN if isinstance(broken, NotAllowed) else CONFLICT)


def _says_nothing(form: StepForm) -> bool:
    """A bare drop where the step asks for something."""
    required = [field.name for field in form.own_fields() if field.flags.required]
    return bool(required) and not any(name in request.form or f"{name}-text" in request.form for name in required)


def _ask(agreement: Agreement, form: StepForm, why: str) -> ResponseReturnValue:
    """The step's questions; those that need more room than a card has are asked on the record's page."""
    page = url_for("agreements.show", agreement_id=agreement.id, step=form.action.value, _anchor="step")
    nameless = "signatories" in form and bool(guards.unsigned_parties(agreement))
    roomy = nameless or "replacement" in form
    return boards.refused(
        why,
        "agreements/_ask.html",
        agreement_id=agreement.id,
        form=form,
        url=url_for(f"agreements.{endpoint_of(form.action)}", agreement_id=agreement.id),
        title=wording.action_label(form.action),
        page=page if roomy else "",
    )


def _refused(why: str, code: int) -> ResponseReturnValue:
    return boards.refused(why, "boards/_no.html", code)
