"""Every write to the register of letters. Registering one logs the interaction that it is, or takes up a logged one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event, inspect
from sqlalchemy.exc import IntegrityError

from tracker.audit import actions as audit
from tracker.interactions import actions as interactions
from tracker.interactions.kinds import LETTERS, Direction
from tracker.interactions.models import Interaction
from tracker.interactions.rules import When
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import N_
from tracker.letters import queries, rules
from tracker.letters.kinds import KIND_OF, Delivery, Translation
from tracker.letters.models import Letter

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from tracker.accounts.models import User
    from tracker.interactions.actions import Company

PLAIN = ("number", "registered_on", "written_on", "their_number", "translator", "answer_due_on")
# what the interaction repeats of the register, and the field of its form beside which that is said
KEPT_HERE = (("registry_number", "registry_number"), ("kind", "kind"), ("happened_on", "when"))
TAKEN = N_("This number is taken. The next free one is %(free)s.")


def register(
    *,
    by: User,
    answers: dict[str, Any],
    company: Company,
    now: datetime,
    today: date,
    interaction: Interaction | None = None,
) -> Letter:
    """Enter a letter in the register. `interaction`: the entry that was logged of it already.

    `answers`: direction, number, registered_on, subject, language, and as far as known text, written_on,
    their_number, translation, translator, delivery, answer_due_on, negotiation_id, agreement_id, responsible (a
    User), reply_to (a Letter).
    """
    direction = Direction(answers["direction"])
    _check(direction, answers, by=by, today=today)
    if interaction is not None and (interaction.kind not in LETTERS or queries.of_interactions([interaction.id])):
        raise RuleBroken(N_("This is no letter, or it is registered already."))
    told = _told(direction, answers, interaction)
    if interaction is None:
        interaction = interactions.log(by=by, answers=told, company=company, now=now)
    else:
        interactions.edit(interaction, by=by, version=None, answers=told, company=company, now=now)
    reply_to = answers.get("reply_to")
    letter = Letter(interaction=interaction, interaction_id=interaction.id, direction=direction)
    letter.reply_to_id = reply_to.id if reply_to is not None else None
    letter.thread_id = reply_to.root_id if reply_to is not None else None
    _fill(letter, answers)
    _enter(letter, by=by)
    if reply_to is not None:
        _answer_by(reply_to, letter, by=by)
    return letter


def edit(
    letter: Letter,
    *,
    by: User,
    version: int | None,
    answers: dict[str, Any],
    company: Company,
    now: datetime,
    today: date,
) -> None:
    """Correct an entry of the register. `answers` and `company` say all of it but the direction."""
    if version is not None and letter.version != version:
        raise EditedMeanwhile(letter)
    _check(letter.direction, answers, by=by, today=today, letter=letter)
    with db.session.no_autoflush:
        _fill(letter, answers)
        _reply_to(letter, answers.get("reply_to"))
    told = _told(letter.direction, answers, letter.interaction)
    interactions.edit(letter.interaction, by=by, version=None, answers=told, company=company, now=now)
    audit.record("edit", letter, by=by)


def assign(letter: Letter, to: User, *, by: User) -> None:
    """Somebody else answers for the letter."""
    rules.check_responsible(to)
    letter.responsible_id = to.id
    audit.record("assign", letter, by=by)


def mark_answered(letter: Letter, *, by: User, on: date | None, note: str | None, today: date) -> None:
    """The answer that was due is given, without a letter of the register: by phone, at a meeting."""
    rules.check_answer(letter, on, today)
    letter.answered_on, letter.answer_note = on, note
    audit.record("answer", letter, by=by)


def mark_waiting(letter: Letter, *, by: User) -> None:
    """It is not answered after all."""
    rules.check_answered(letter)
    letter.answered_on = letter.answer_note = None
    audit.record("reopen", letter, by=by)


def archive(letter: Letter, *, by: User) -> None:
    """Put away with its interaction; the number stays taken."""
    interactions.archive(letter.interaction, by=by)


def restore(letter: Letter, *, by: User) -> None:
    interactions.restore(letter.interaction, by=by)


def _check(
    direction: Direction, answers: dict[str, Any], *, by: User, today: date, letter: Letter | None = None
) -> None:
    registered_on = answers.get("registered_on")
    rules.check_days(registered_on, answers.get("written_on"), answers.get("answer_due_on"), today)
    home = by.municipality.locale.value if by.municipality is not None else ""
    rules.check_translation(answers["language"], Translation(answers["translation"]), home)
    responsible = answers.get("responsible")
    if letter is None or responsible is None or responsible.id != letter.responsible_id:
        rules.check_responsible(responsible)
    rules.check_reply(answers.get("reply_to"), answers["registered_on"])
    year, number = answers["registered_on"].year, answers.get("number")
    if not number:
        raise RuleBroken(N_("Give it a number."), "number")
    if queries.is_taken(direction, year, number, letter.id if letter is not None else None):
        raise RuleBroken(TAKEN, "number", free=queries.free_number(direction, year))


def _told(direction: Direction, answers: dict[str, Any], interaction: Interaction | None) -> dict[str, Any]:
    """What the interaction says of the letter; a next step that was noted there stays."""
    steps = ("next_step", "next_step_on", "next_step_by")
    kept = {name: getattr(interaction, name) for name in steps} if interaction is not None else {}
    return {
        **kept,
        "kind": KIND_OF[direction],
        "when": When(answers["registered_on"], None),
        "subject": answers["subject"],
        "text": answers.get("text"),
        "registry_number": answers["number"],
        "negotiation_id": answers.get("negotiation_id"),
        "agreement_id": answers.get("agreement_id"),
    }


def _fill(letter: Letter, answers: dict[str, Any]) -> None:
    for name in PLAIN:
        setattr(letter, name, answers.get(name))
    letter.year = letter.registered_on.year
    letter.language, letter.translation = answers["language"], Translation(answers["translation"])
    letter.delivery = Delivery(answers["delivery"]) if answers.get("delivery") else None
    responsible = answers.get("responsible")
    letter.responsible_id = responsible.id if responsible is not None else None
    if letter.answered_on is not None and letter.answered_on < letter.registered_on:
        letter.answered_on = letter.registered_on


def _enter(letter: Letter, *, by: User) -> None:
    """Write the row; of two that take one number at the same moment the second is told so."""
    try:
        with db.session.begin_nested():
            db.session.add(letter)
            audit.record("register", letter, by=by)
    except IntegrityError:
        raise RuleBroken(TAKEN, "number", free=queries.free_number(letter.direction, letter.year)) from None


def _answer_by(reply_to: Letter, letter: Letter, *, by: User) -> None:
    """The other side's letter that waited is answered by this one."""
    if reply_to.direction is not letter.direction and reply_to.answered_on is None:
        reply_to.answered_on = letter.registered_on
        audit.record("answer", reply_to, by=by)


def _reply_to(letter: Letter, reply_to: Letter | None) -> None:
    """Hang it elsewhere in the chains; what others answer stays where it is."""
    wanted = reply_to.id if reply_to is not None else None
    if wanted == letter.reply_to_id:
        return
    if queries.has_replies(letter):
        raise RuleBroken(N_("It has replies: the chain stays as it is."), "reply_to")
    if wanted == letter.id:
        raise RuleBroken(N_("A letter does not answer itself."), "reply_to")
    letter.reply_to_id, letter.thread_id = wanted, reply_to.root_id if reply_to is not None else None


@event.listens_for(db.session, "before_flush")
def _follow_interactions(session: Session, _context: object, _instances: object) -> None:
    """A letter changes with its interaction; what the register says of it is changed in the register only."""
    changed = {row.id: row for row in session.dirty if isinstance(row, Interaction) and session.is_modified(row)}
    if not changed:
        return
    with session.no_autoflush:
        for letter in queries.of_interactions(list(changed)):
            _hold(changed[letter.interaction_id], letter)
            letter.updated_at = clock.now()


def _hold(interaction: Interaction, letter: Letter) -> None:
    said = {"registry_number": letter.number, "kind": KIND_OF[letter.direction], "happened_on": letter.registered_on}
    broken = [(name, field) for name, field in KEPT_HERE if getattr(interaction, name) != said[name]]
    if broken:
        for name, _field in broken:
            history = inspect(interaction).attrs[name].history
            setattr(interaction, name, history.deleted[0] if history.deleted else said[name])
        raise RuleBroken(N_("The register of letters says this: change it there."), broken[0][1])
