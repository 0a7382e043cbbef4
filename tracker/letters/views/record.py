"""The page of one letter: what the register says of it, its chain of replies, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import gettext as _

from tracker.interactions import rules as interaction_rules
from tracker.interactions.kinds import Direction, Side
from tracker.letters import queries, rules, telling
from tracker.letters.about import TOPICS, token_for, topic_of
from tracker.letters.kinds import DELIVERY_LABELS, OPPOSITE, Translation
from tracker.letters.views.area import letters
from tracker.partners import wording
from tracker.permissions import Permission
from tracker.web import formats, records
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.letters.models import Letter


@letters.page("/<int:letter_id>", needs=Permission.LETTERS_READ)
def show(letter_id: int) -> ResponseReturnValue:
    letter = queries.get_letter(letter_id)
    interaction, user = letter.interaction, signed_in_user()
    archived = interaction.archived_at is not None
    topic, found = topic_of(interaction), TOPICS.picked(token_for(interaction))
    return render_template(
        "letters/show.html",
        letter=letter,
        interaction=interaction,
        direction=telling.direction_label(letter.direction),
        icon=telling.icon(letter.direction),
        numbered=telling.numbered(letter),
        partner=wording.title(interaction.partnership) if interaction.partnership is not None else "",
        theirs=[_participant(one) for one in interaction.participants if one.side is Side.THEIRS],
        topic=found[1] if found else "",
        topic_url=records.url_of(topic.kind, topic.id) if topic is not None else "",
        facts=facts_of(letter),
        step=None if archived else _step(letter),
        chain=queries.chain(letter, formats.language()),
        telling=telling,
        reply_words={"direction": OPPOSITE[letter.direction].value, "reply_to": letter.id},
        may_edit=user.may(Permission.LETTERS_EDIT) and not archived,
        may_archive=interaction_rules.can_archive(interaction, user),
    )


def facts_of(letter: Letter) -> list[tuple[str, Any]]:
    incoming = letter.direction is Direction.INCOMING
    facts: list[tuple[str, Any]] = [
        (_("Number in our register"), letter.number),
        (_("Registered on"), formats.day(letter.registered_on)),
        (_("Number of theirs"), letter.their_number),
        (_("Date of the letter"), formats.day(letter.written_on)),
        (_("Language"), telling.language_name(letter.language)),
    ]
    if letter.translation is not Translation.NOT_NEEDED:
        made = dict(telling.translation_choices())[letter.translation]
        facts.append((_("Translation"), ", ".join(part for part in (made, letter.translator) if part)))
    if letter.delivery is not None:
        way = formats.words(DELIVERY_LABELS[letter.delivery])
        facts.append((_("How it came") if incoming else _("How it was sent"), way))
    if letter.answer_due_on is not None:
        facts.append((_("Answer due"), formats.day(letter.answer_due_on)))
    if letter.answered_on is not None:
        answered = formats.day(letter.answered_on)
        facts.append((_("Answered on"), ", ".join(part for part in (answered, letter.answer_note) if part)))
    facts.append((_("Responsible"), letter.responsible.name if letter.responsible else None))
    return facts


def _step(letter: Letter) -> dict[str, str] | None:
    """What is to be done: translate it, answer it, remind them."""
    if letter.waits:
        text = _("Answer the letter.") if letter.direction is Direction.INCOMING else _("Their answer is awaited.")
        late = rules.days_late(letter.answer_due_on, letter.answered_on, formats.today())
        return {"text": text, "when": telling.answer_words(letter)[0], "kind": "warn" if late else ""}
    if letter.translation is Translation.ORDERED:
        return {"text": _("The translation is being made."), "when": letter.translator or "", "kind": ""}
    return None


def _participant(one: Any) -> dict[str, str]:
    """Who it is from or to, as a line of a section."""
    language = formats.language()
    if one.contact is not None:
        url = url_for("contacts.show", contact_id=one.contact.id)
        return {"name": one.contact.name_in(language), "url": url, "icon": "user"}
    if one.organisation is not None:
        url = url_for("organisations.show", organisation_id=one.organisation.id)
        return {"name": one.organisation.name_in(language), "url": url, "icon": "building"}
    return {"name": one.name, "url": "", "icon": "user"}
