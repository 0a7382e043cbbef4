"""What people do with talks and stages. Each is one function: rule, change, history, journal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from tracker.audit import actions as audit
from tracker.kernel import clock, ordered
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.negotiations import queries, rules
from tracker.negotiations.models import Negotiation, Outcome, Stage, StageChange
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.accounts.models import User
    from tracker.negotiations.rules import MoveRequest
    from tracker.partners.models import Partnership

# code, ru, en, days after which talks stand still, needs a manager, asks for (ru, en)
DEFAULT_STAGES: Sequence[tuple[str, str, str, int | None, bool, tuple[str, str] | None]] = (
    ("contact", "Первичный контакт", "First contact", 45, False, None),
    ("interest", "Изучение интересов", "Exploring interests", 90, True, None),
    (
        "notice",
        "Уведомление региона",
        "Region notified",
        30,
        False,
        ("письмо в уполномоченный орган: номер и дата", "letter to the authorised body: number and date"),
    ),
    (
        "intent",
        "Протокол о намерениях",
        "Letter of intent",
        120,
        False,
        ("протокол или письмо о намерениях: номер и дата", "protocol or letter of intent: number and date"),
    ),
    ("drafting", "Подготовка проекта", "Drafting", 90, False, None),
    ("internal", "Внутреннее согласование", "Internal review", 20, True, None),
    (
        "region",
        "Согласование с регионом",
        "Regional consent",
        45,
        False,
        ("письмо в регион: номер и дата", "letter to the region: number and date"),
    ),
    ("signing", "Подготовка к подписанию", "Ready to sign", 60, False, None),
    (
        "signed",
        "Подписано",
        "Signed",
        None,
        True,
        ("подписанный документ: номер и дата", "signed document: number and date"),
    ),
)
CITY_NEEDED_FROM = "drafting"


def create_default_stages() -> None:
    """The nine stages a municipality begins with, if it has none."""
    if db.session.scalar(select(Stage.id).limit(1)) is not None:
        return
    for position, (code, ru, en, days, manager, asks) in enumerate(DEFAULT_STAGES, start=1):
        db.session.add(
            Stage(
                position=position,
                code=code,
                name_ru=ru,
                name_en=en,
                stale_after_days=days,
                needs_manager=manager,
                needs_city=code == CITY_NEEDED_FROM,
                asks_document=asks is not None,
                asks_ru=asks[0] if asks else "",
                asks_en=asks[1] if asks else "",
                is_last=code == "signed",
            )
        )
    db.session.flush()


def start(*, by: User, partnership: Partnership, answers: dict[str, Any], today: date) -> Negotiation:
    """Talks begin at the first stage."""
    started_on = answers.get("started_on") or today
    if started_on > today:
        raise RuleBroken(N_("This day lies in the future."), "started_on")
    first = queries.stages()[0]
    negotiation = Negotiation(
        subject=answers["subject"],
        partnership=partnership,
        stage_id=first.id,
        stage_since_on=started_on,
        started_on=started_on,
        responsible_id=answers.get("responsible_id") or by.id,
        next_step=answers.get("next_step"),
        next_step_on=answers.get("next_step_on"),
        note=answers.get("note"),
    )
    db.session.add(negotiation)
    db.session.flush()
    _remember(negotiation, None, first, by=by, moved_on=started_on)
    return negotiation


def edit(negotiation: Negotiation, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    if negotiation.version != version:
        raise EditedMeanwhile(negotiation)
    if answers.get("started_on") and answers["started_on"] > negotiation.stage_since_on:
        raise RuleBroken(
            N_("The talks came to their stage on %(day)s; they cannot have begun later."),
            "started_on",
            day=negotiation.stage_since_on,
        )
    for name, value in answers.items():
        setattr(negotiation, name, value)
    audit.record("edit", negotiation, by=by)


def assign(negotiation: Negotiation, to: User | None, *, by: User) -> None:
    """Hand the talks over to another official."""
    if to is None or not (to.may(Permission.NEGOTIATIONS_MOVE_OWN) and to.is_active):
        raise RuleBroken(N_("This person cannot answer for talks."), "responsible_id")
    if negotiation.responsible_id != by.id and not by.may(Permission.RECORDS_REASSIGN):
        raise NotAllowed(N_("Only the manager hands over what somebody else is responsible for."), "responsible_id")
    negotiation.responsible_id = to.id
    audit.record("assign", negotiation, by=by)


def check_move(
    negotiation: Negotiation, to: Stage, *, by: User, said: MoveRequest, today: date, order: Sequence[Stage]
) -> int:
    """May these talks come to the stage, by this person, as said? Gives how many stages lie between.

    `order`: the stages in use. Raises RuleBroken, NotAllowed.
    """
    rules.check_may_move(negotiation, to, by)
    between = _stages_between(negotiation.stage, to, order)
    city_named = negotiation.partnership.city_id is not None
    rules.check_move(negotiation, to, said, between=between, today=today, city_named=city_named)
    return between


def move(
    negotiation: Negotiation,
    to: Stage,
    *,
    by: User,
    version: int | None,
    said: MoveRequest,
    today: date,
    order: Sequence[Stage] | None = None,
) -> None:
    """The talks come to another stage. Raises RuleBroken, NotAllowed, EditedMeanwhile.

    `order`: the stages in use, where they are known already.
    """
    if version is not None and negotiation.version != version:
        raise EditedMeanwhile(negotiation)
    between = check_move(negotiation, to, by=by, said=said, today=today, order=order or queries.stages())
    left = negotiation.stage
    negotiation.stage = to
    negotiation.stage_id = to.id
    negotiation.stage_since_on = said.moved_on
    _remember(
        negotiation,
        left,
        to,
        by=by,
        moved_on=said.moved_on,
        reason=said.reason,
        document=said.document,
        skipped=max(between, 0),
    )
    audit.record("move", negotiation, by=by, reason=said.reason)


def take_back_move(negotiation: Negotiation, stage: Stage, since: date, *, by: User, today: date) -> None:
    """The last move is undone at once: the talks stand where they stood, and the figures know neither move."""
    rules.check_taking_back(negotiation, stage)
    undone = queries.last_change(negotiation.id)
    left = negotiation.stage
    negotiation.stage = stage
    negotiation.stage_id = stage.id
    negotiation.stage_since_on = since
    _remember(negotiation, left, stage, by=by, moved_on=today, undoes_id=undone.id)
    audit.record("take-back", negotiation, by=by)


def _stages_between(left: Stage, to: Stage, order: Sequence[Stage]) -> int:
    """Stages in use that a move forward jumps over; negative for a move back."""
    places = {stage.id: place for place, stage in enumerate(order)}
    if to.position < left.position:
        return -1
    begin = places.get(left.id, sum(1 for stage in order if stage.position < left.position) - 1)
    return max(places.get(to.id, begin + 1) - begin - 1, 0)


def _remember(
    negotiation: Negotiation, left: Stage | None, to: Stage | None, *, by: User, moved_on: date, **more: Any
) -> None:
    db.session.add(
        StageChange(
            negotiation_id=negotiation.id,
            from_stage_id=left.id if left else None,
            to_stage_id=to.id if to else None,
            from_ru=left.name_ru if left else "",
            from_en=left.name_en if left else "",
            to_ru=to.name_ru if to else "",
            to_en=to.name_en if to else "",
            moved_on=moved_on,
            went_back=left is not None and to is not None and to.position < left.position,
            by_id=by.id,
            **more,
        )
    )


def end(
    negotiation: Negotiation,
    outcome: Outcome,
    *,
    by: User,
    version: int | None,
    ended_on: date,
    reason: str,
    resume_on: date | None,
    today: date,
) -> None:
    """The talks are over, or rest until a day."""
    if version is not None and negotiation.version != version:
        raise EditedMeanwhile(negotiation)
    rules.check_may_end(by)
    rules.check_end(negotiation, outcome, ended_on=ended_on, reason=reason, resume_on=resume_on, today=today)
    negotiation.outcome = outcome
    negotiation.outcome_on = ended_on
    negotiation.outcome_reason = reason or None
    negotiation.resume_on = resume_on if outcome is Outcome.PAUSED else None
    _remember(negotiation, negotiation.stage, None, by=by, moved_on=ended_on, reason=reason, outcome=outcome)
    audit.record("end", negotiation, by=by, reason=reason)


def reopen(negotiation: Negotiation, *, by: User, version: int | None, reason: str, today: date) -> None:
    """The talks go on at the stage they stood at."""
    if version is not None and negotiation.version != version:
        raise EditedMeanwhile(negotiation)
    rules.check_may_end(by)
    rules.check_reopening(negotiation, reason=reason)
    negotiation.outcome = negotiation.outcome_on = negotiation.outcome_reason = negotiation.resume_on = None
    negotiation.stage_since_on = today
    _remember(negotiation, None, negotiation.stage, by=by, moved_on=today, reason=reason)
    audit.record("reopen", negotiation, by=by, reason=reason)


def archive(negotiation: Negotiation, *, by: User) -> None:
    rules.check_may_archive(negotiation, by)
    negotiation.archived_at = clock.now()
    audit.record("archive", negotiation, by=by)


def restore(negotiation: Negotiation, *, by: User) -> None:
    rules.check_may_archive(negotiation, by)
    negotiation.archived_at = None
    audit.record("restore", negotiation, by=by)


# stages


def add_stage(*, by: User, answers: dict[str, Any]) -> Stage:
    """A new stage at the end of the order. Raises RuleBroken for a name that is there."""
    _check_names(answers)
    last = db.session.scalar(select(func.max(Stage.position))) or 0
    stage = Stage(position=last + 1, code=f"stage-{clock.now():%y%m%d%H%M%S}-{last + 1}", **answers)
    db.session.add(stage)
    audit.record("create", stage, by=by)
    return stage


def edit_stage(stage: Stage, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    if stage.version != version:
        raise EditedMeanwhile(stage)
    _check_names(answers, but=stage)
    for name, value in answers.items():
        setattr(stage, name, value)
    audit.record("edit", stage, by=by)


def _check_names(answers: dict[str, Any], *, but: Stage | None = None) -> None:
    others = [stage for stage in (*queries.stages(), *queries.retired_stages()) if stage is not but]
    ordered.check_names(answers, others, N_("There is a stage of this name already."))


def shift_stage(stage: Stage, *, by: User, up: bool) -> None:
    """Change places with the neighbour in the order."""
    if ordered.shift(stage, queries.stages(), up=up):
        audit.record("reorder", stage, by=by)


def retire_stage(stage: Stage, *, by: User) -> None:
    rules.check_retiring(stage, cards=queries.cards_at(stage), others=len(queries.stages()) - 1)
    stage.retired_at = clock.now()
    audit.record("retire", stage, by=by)


def merge_stage(stage: Stage, into: Stage, *, by: User) -> int:
    """The talks of one stage stand at another from now on; gives how many. The history keeps its rows.

    Nobody moved anything, so no talks get a move, a new day or a new version.
    """
    rules.check_merging(stage, into)
    moved = queries.cards_at(stage)
    db.session.execute(update(Negotiation).where(Negotiation.stage_id == stage.id).values(stage_id=into.id))
    db.session.execute(update(Stage).where(Stage.merged_into_id == stage.id).values(merged_into_id=into.id))
    stage.retired_at = clock.now()
    stage.merged_into_id = into.id
    audit.record("merge-stages", stage, by=by)
    db.session.expire_all()
    return moved


def reinstate_stage(stage: Stage, *, by: User) -> None:
    """Used again, beginning without talks; what was merged stays where it is."""
    stage.retired_at = None
    stage.merged_into_id = None
    audit.record("reinstate", stage, by=by)
