"""Logging what happened, in seconds: the quick form, and one line on a partner's page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from tracker.accounts import queries as account_queries
from tracker.events import queries as event_queries
from tracker.events import telling as event_telling
from tracker.interactions import actions, forms, people
from tracker.interactions.kinds import FACE_TO_FACE, Kind
from tracker.interactions.views import about
from tracker.interactions.views.area import interactions
from tracker.kernel import clock
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import clean, read_number
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.errors import told
from tracker.web.fields import TITLE
from tracker.web.frame import flash_undo
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.interactions.models import Interaction


@interactions.form("/new", needs=Permission.INTERACTIONS_EDIT)
def new() -> ResponseReturnValue:
    """The quick form, as a page and in the drawer."""
    by = signed_in_user()
    form = forms.log_form(about.named, about.found)(_prefilled(by))
    form.offer(account_queries.officials())

    def save() -> Interaction:
        company = people.company(form.with_whom.tokens, new_as=form.new_as.data or "", ours=[by])
        return actions.log(by=by, answers=answers_of(form), company=company, now=clock.now())

    return answer_form(
        form,
        save=save,
        saved_to=_one_more if "again" in request.form else _led_to,
        saved_text=_("Logged."),
        template="interactions/new.html",
        due_days=due_days(),
        event_asked="event" in request.args,
        face_to_face=" ".join(FACE_TO_FACE),
    )


def answers_of(form: forms.LogFields) -> dict[str, Any]:
    """What the actions take: records in place of their tokens."""
    taker = form.next_step_by_id.data
    return {
        **form.answers(),
        **about.ids_of(form.about.token),
        "next_step_by": account_queries.get_user(taker) if taker else None,
    }


def due_days() -> list[tuple[str, Any]]:
    """What stands on the buttons that fill in a due day."""
    now = formats.today()
    return [
        (_("tomorrow"), now + timedelta(days=1)),
        (_("in a week"), now + timedelta(days=7)),
        (_("in a month"), now + timedelta(days=30)),
    ]


def _prefilled(by: User) -> dict[str, Any]:
    """What the address asks for, as far as it names something; else a meeting, now, by me."""
    asked = request.args
    kind = Kind(asked["kind"]) if asked.get("kind") in set(Kind) else Kind.MEETING
    tokens = [f"{name}:{asked[name]}" for name in ("partner", "contact", "organisation") if asked.get(name)]
    topic = next((f"{name}:{asked[name]}" for name in ("negotiation", "agreement") if asked.get(name)), None)
    try:
        when = forms.read_when(clean(asked.get("when", ""))[:100], formats.today())
    except ValueError:
        when = forms.right_now()
    return {
        "kind": kind.value,
        "with_whom": people.known(tokens),
        "new_as": people.PERSON,
        "subject": clean(asked.get("subject", ""))[:TITLE],
        "about": about.known(topic),
        "when": when,
        "event_id": _event_asked(asked.get("event", ""), kind),
        "next_step_by_id": by.id,
    }


def _event_asked(number: str, kind: Kind) -> str | None:
    """The event the address asks for; else, for what happens face to face, the only one that is under way."""
    if number:
        return number if event_telling.options_named([number]) else None
    if kind not in FACE_TO_FACE:
        return None
    on = event_queries.on_at(clock.now(), 2)
    return str(on[0].id) if len(on) == 1 else None


def _led_to(made: Interaction) -> str:
    """The partner's page shows it at once; without a partner the entry's own."""
    if made.partnership_id is not None:
        return url_for("partners.show", partnership_id=made.partnership_id)
    return url_for("interactions.show", interaction_id=made.id)


def _one_more(made: Interaction) -> str:
    """The form again, for what happened with the same partner on the same day."""
    topic = about.token_of(made)
    kind, _colon, number = topic.partition(":") if topic else ("", "", "")
    words: dict[str, Any] = {"kind": made.kind.value, "when": f"{made.happened_on:%d.%m.%Y}"}
    if made.partnership_id is not None:
        words["partner"] = made.partnership_id
    if number:
        words[kind] = number
    if made.event_id is not None:
        words["event"] = made.event_id
    return url_for("interactions.new", **words)


@interactions.action("/quick", needs=Permission.INTERACTIONS_EDIT)
def quick() -> ResponseReturnValue:
    """One line from a partner's page: now, with this partner, by me."""
    by = signed_in_user()
    sent = request.form
    partner = partner_queries.get_partnership(sent.get("partner", 0, type=read_number))
    subject = clean(sent.get("subject", ""))
    kind = sent.get("kind", "")
    here = url_for("partners.show", partnership_id=partner.id)
    if not subject or len(subject) > TITLE or kind not in set(Kind):
        # what was typed is not lost: the whole form says what is wrong with it
        flash(_("Say in one line what happened.") if not subject else _("One line is at most 500 characters."), "bad")
        return redirect(url_for("interactions.new", partner=partner.id, kind=kind, subject=subject[:TITLE]), 303)
    try:
        made = actions.log(
            by=by,
            answers={"kind": kind, "subject": subject, "when": forms.right_now()},
            company=actions.Company(partners=[partner], ours=[by]),
            now=clock.now(),
        )
    except RuleBroken as broken:
        flash(told(broken), "bad")
        return redirect(here, 303)
    flash_undo(_("Logged."), url_for("interactions.archive", interaction_id=made.id))
    return redirect(here, 303)
