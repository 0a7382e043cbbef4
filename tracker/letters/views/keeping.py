"""Keeping the register: enter a letter, correct it, note its answer, put it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.interactions import people
from tracker.interactions import queries as interaction_queries
from tracker.interactions.kinds import Direction, Side
from tracker.kernel import clock
from tracker.kernel.errors import EditedMeanwhile
from tracker.kernel.text import read_number
from tracker.letters import actions, forms, queries, telling
from tracker.letters.about import TOPICS, ids_of, token_for
from tracker.letters.kinds import DIRECTION_OF, Translation
from tracker.letters.views.area import letters
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.fields import read_day
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.interactions.models import Interaction
    from tracker.letters.models import Letter

PLAIN = ("number", "registered_on", "their_number", "written_on", "translator", "answer_due_on", "responsible_id")


def _page(letter: Letter) -> str:
    return url_for("letters.show", letter_id=letter.id)


@letters.form("/new", needs=Permission.LETTERS_EDIT)
def new() -> ResponseReturnValue:
    """Enter a letter: a new one, a reply (`reply_to`), or one that was logged already (`interaction`)."""
    by = signed_in_user()
    logged = _asked_interaction()
    reply_to = queries.find_letter(request.args.get("reply_to", type=read_number))
    form = forms.LetterForm(_prefilled(by, logged, reply_to))
    form.offer(account_queries.officials())
    return answer_form(
        form,
        save=lambda: actions.register(
            by=by,
            answers=_answers(form),
            company=people.company(form.with_whom.tokens, new_as=form.new_as.data or "", ours=_ours(logged, by)),
            now=clock.now(),
            today=formats.today(),
            interaction=logged,
        ),
        saved_to=_page,
        saved_text=_("Registered."),
        template="letters/new.html",
        reply_to=reply_to,
    )


def _asked_interaction() -> Interaction | None:
    number = request.args.get("interaction", type=read_number)
    return interaction_queries.get_interaction(number) if number else None


def _ours(logged: Interaction | None, by: User) -> list[User]:
    if logged is None:
        return [by]
    return [one.user for one in logged.participants if one.side is Side.OURS and one.user is not None]


def _prefilled(by: User, logged: Interaction | None, reply_to: Letter | None) -> dict[str, Any]:
    """What the address asks for, as far as it names something."""
    asked, today = request.args, formats.today()
    direction = asked.get("direction", "")
    if direction not in dict(telling.direction_choices()):
        direction = Direction.INCOMING.value
    home = by.municipality.locale.value if by.municipality is not None else "ru"
    said: dict[str, Any] = {
        "direction": direction,
        "registered_on": today,
        "language": home,
        "translation": Translation.NOT_NEEDED.value,
        "new_as": people.PERSON,
        "responsible_id": by.id,
        "with_whom": people.known(f"{k}:{asked[k]}" for k in ("partner", "contact", "organisation") if asked.get(k)),
        "about": next((f"{kind}:{asked[kind]}" for kind in TOPICS.names if asked.get(kind)), None),
    }
    if logged is not None:
        said |= _said_by(logged) | {"registered_on": logged.happened_on}
        said["direction"] = DIRECTION_OF.get(logged.kind, Direction.INCOMING).value
    elif reply_to is not None:
        said |= _said_by(reply_to.interaction) | {"text": None, "reply_to": str(reply_to.id)}
        said |= {"language": reply_to.language, "translation": reply_to.translation.value}
    if said["about"] and not TOPICS.named([said["about"]]):
        said["about"] = None
    taken = logged.registry_number if logged is not None else None
    said["number"] = taken or queries.free_number(Direction(said["direction"]), said["registered_on"].year)
    return said


def _said_by(interaction: Interaction) -> dict[str, Any]:
    return {
        "subject": interaction.subject,
        "text": interaction.text,
        "with_whom": people.tokens_of(interaction),
        "about": token_for(interaction),
    }


def _answers(form: forms.LetterForm) -> dict[str, Any]:
    """What the actions take: records in place of their tokens."""
    number = form.responsible_id.data
    return {
        **form.answers(),
        **ids_of(form.about.token),
        "responsible": account_queries.get_user(number) if number else None,
        "reply_to": queries.find_letter(form.reply_to.number),
    }


@letters.page("/free-number", needs=Permission.LETTERS_EDIT)
def free_number() -> ResponseReturnValue:
    """The next number of a book, when the direction or the day of the form changes."""
    direction = request.args.get("direction", "")
    try:
        year = read_day(request.args.get("registered_on", "")).year
    except ValueError:
        year = formats.today().year
    if direction not in dict(telling.direction_choices()):
        direction = Direction.INCOMING.value
    return jsonify(number=queries.free_number(Direction(direction), year))


@letters.form("/<int:letter_id>/edit", needs=Permission.LETTERS_EDIT)
def edit(letter_id: int) -> ResponseReturnValue:
    letter = queries.get_letter(letter_id)
    by = signed_in_user()
    form = forms.LetterForm(_opened(letter), version=letter.version)
    form.offer(_takers(letter))
    if form.is_submitted():
        form.direction.data = letter.direction.value

    def save() -> None:
        company = people.company(
            form.with_whom.tokens, new_as=form.new_as.data or "", ours=_ours(letter.interaction, by)
        )
        actions.edit(
            letter,
            by=by,
            version=form.opened_version(),
            answers=_answers(form),
            company=company,
            now=clock.now(),
            today=formats.today(),
        )

    return answer_form(
        form,
        save=save,
        saved_to=lambda _none: _page(letter),
        saved_text=_("Saved."),
        template="letters/edit.html",
        record=letter,
        back_to=_page(letter),
        letter=letter,
    )


def _takers(letter: Letter) -> list[tuple[int, str]]:
    """Who can answer for it; whoever does now stays on offer, also after having left."""
    offered, now = list(account_queries.officials()), letter.responsible
    if now is not None and now.id not in dict(offered):
        offered.append((now.id, now.name))
    return offered


def _opened(letter: Letter) -> dict[str, Any]:
    """What the form is opened with."""
    return {
        **{name: getattr(letter, name) for name in PLAIN},
        **_said_by(letter.interaction),
        "direction": letter.direction.value,
        "new_as": people.PERSON,
        "language": letter.language,
        "translation": letter.translation.value,
        "delivery": letter.delivery.value if letter.delivery is not None else None,
        "reply_to": str(letter.reply_to_id) if letter.reply_to_id is not None else None,
    }


@letters.form("/<int:letter_id>/answered", needs=Permission.LETTERS_EDIT)
def answered(letter_id: int) -> ResponseReturnValue:
    """The answer was given without a letter."""
    letter = queries.get_letter(letter_id)
    form = forms.AnsweredForm({"answered_on": formats.today()}, version=letter.version)

    def save() -> None:
        opened = form.opened_version()
        if opened is not None and opened != letter.version:
            raise EditedMeanwhile(letter)
        by, on = signed_in_user(), form.answered_on.data
        actions.mark_answered(letter, by=by, on=on, note=form.note.data, today=formats.today())

    return answer_form(
        form,
        save=save,
        saved_to=lambda _none: _page(letter),
        saved_text=_("Noted as answered."),
        template="letters/answered.html",
        record=letter,
        back_to=_page(letter),
        letter=letter,
    )


@letters.action("/<int:letter_id>/not-answered", needs=Permission.LETTERS_EDIT)
def not_answered(letter_id: int) -> ResponseReturnValue:
    letter = queries.get_letter(letter_id)
    actions.mark_waiting(letter, by=signed_in_user())
    flash(_("It waits for an answer again."), "ok")
    return redirect(_page(letter), 303)


@letters.action("/<int:letter_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(letter_id: int) -> ResponseReturnValue:
    letter = queries.get_letter(letter_id)
    actions.archive(letter, by=signed_in_user())
    flash_undo(_("The letter is archived; its number stays taken."), url_for("letters.restore", letter_id=letter_id))
    return redirect(url_for("letters.index"), 303)


@letters.action("/<int:letter_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(letter_id: int) -> ResponseReturnValue:
    letter = queries.get_letter(letter_id)
    actions.restore(letter, by=signed_in_user())
    flash(_("The letter is back."), "ok")
    return redirect(_page(letter), 303)
