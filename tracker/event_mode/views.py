"""Event mode: the choice of the event, the form of a card, and what its scripts ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from tracker.event_mode import actions, queries, rules
from tracker.event_mode.forms import LETTER, CardForm
from tracker.events import queries as event_queries
from tracker.events import telling as event_telling
from tracker.events.kinds import State
from tracker.events.rules import state_of
from tracker.interactions import telling
from tracker.interests.kinds import Kind
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import clean
from tracker.permissions import Permission
from tracker.places import queries as place_queries
from tracker.web import formats
from tracker.web.area import Area
from tracker.web.attaching import attach_pictures
from tracker.web.errors import told, wants_json
from tracker.web.lookups import typed_query
from tracker.web.parts import ACTIONS, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.events.models import Event
    from tracker.kernel.subjects import Subject

event_mode = Area("event_mode", __name__, path="/event-mode")
REMEMBERED = ("place", "follow_up", "country_id", "interest_kind")
REFUSED = 422
LONGEST_NUMBER = 9


@event_mode.page("/", needs=Permission.INTERACTIONS_EDIT)
def index() -> ResponseReturnValue:
    """At the only event that is under way one is there at once; else one chooses."""
    on = event_queries.on_at(clock.now())
    if len(on) == 1:
        return redirect(url_for("event_mode.card", event_id=on[0].id), 303)
    lines = [event_telling.line(row) | {"url": url_for("event_mode.card", event_id=row.id)} for row in on]
    return render_template("event_mode/index.html", lines=lines)


@event_mode.form("/<int:event_id>", needs=Permission.INTERACTIONS_EDIT, takes_files=True)
def card(event_id: int) -> ResponseReturnValue:
    """One card after another. With `kept` in the address, the page as a phone may keep it: without people."""
    event = queries.get_event(event_id)
    form = CardForm(_remembered(event))
    form.offer(_countries())
    if form.is_submitted() and form.validate():
        try:
            taken = _take(event, form)
        except RuleBroken as broken:
            db.session.rollback()
            event = queries.get_event(event_id)
            form.add_error(broken.field, told(broken))
        else:
            return _answer(event, form, taken)
    if form.is_submitted() and wants_json():
        refused = {str(name or ""): [str(one) for one in said] for name, said in form.errors.items()}
        return jsonify(errors=refused), REFUSED
    return _page(event, form), REFUSED if form.is_submitted() else 200


def _take(event: Event, form: CardForm) -> actions.Taken:
    moment = rules.moment_of(form.taken_at.data, clock.now())
    said = actions.Card(
        name=form.name.data or "",
        subject=form.subject(),
        post=form.post.data or "",
        organisation=form.organisation.data or "",
        way=form.way.data or "",
        interest=form.interest.data or "",
        interest_kind=form.interest_kind.data or "",
        step=form.step(),
        place=form.place.data or "",
        contact_id=_number(form.contact_id.data),
        country_id=form.country_id.data,
    )
    when = rules.when_of(form.day.data, moment, formats.zone())
    made = actions.take_card(event, said, by=signed_in_user(), taken=moment, when=when)
    db.session.flush()
    attach_pictures(form, made.contact, by=signed_in_user())
    return made


def _number(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def _answer(event: Event, form: CardForm, taken: actions.Taken) -> ResponseReturnValue:
    """To scripts the new line; to a browser without them the form for the next card."""
    double = _double(taken.doubles)
    if wants_json():
        rows = queries.taken_down(event.id, formats.language())
        line = next((_line(row) for row in rows if row.id == taken.interaction.id), None)
        return jsonify(count=rows[0].of_event if rows else 0, line=line, double=double)
    flash(_("Logged."), "ok")
    if double:
        flash(double["text"], "warn")
    sent: dict[str, Any] = {name: request.form.get(name) or None for name in REMEMBERED}
    return redirect(url_for("event_mode.card", event_id=event.id, last=form.organisation.data, **sent), 303)


def _double(rows: Sequence[Any]) -> dict[str, str] | None:
    if not rows:
        return None
    name = rows[0].name_ru if formats.language() == "ru" else rows[0].name_en
    text = _("Somebody of this name or number is here already: %(name)s. Merge them if they are one.", name=name)
    return {"text": text, "url": url_for("contacts.show", contact_id=rows[0].id)}


def _remembered(event: Event) -> dict[str, Any]:
    """Place and day of the event, and what was chosen for the card before."""
    asked = request.args
    city = event.city.name_in(formats.language()) if event.city is not None else ""
    return {
        "place": clean(asked.get("place", ""))[:300] or event.place or city,
        "day": min(formats.today(), event.ends_on),
        "follow_up": asked.get("follow_up") or LETTER,
        "country_id": _number(asked.get("country_id")),
        "interest_kind": asked.get("interest_kind") or Kind.PRODUCT.value,
    }


def _countries() -> list[tuple[int, str]]:
    found = [(one.id, one.name_in(formats.language())) for one in place_queries.countries()]
    return sorted(found, key=lambda pair: pair[1])


def _page(event: Event, form: CardForm) -> str:
    is_kept = "kept" in request.args
    rows = [] if is_kept else queries.taken_down(event.id, formats.language())
    return render_template(
        "event_mode/card.html",
        event=event,
        title=event.title_in(formats.language()),
        form=form,
        near=_near(event),
        lines=[_line(row) for row in rows],
        count=rows[0].of_event if rows else 0,
        today=formats.short_day(formats.today()),
        is_kept=is_kept,
    )


def _near(event: Event) -> list[dict[str, str]]:
    """The delegations at the event by name and flag; first the sender of the card before."""
    language = 0 if formats.language() == "ru" else 1
    named = [(queries.names_of(one)[language], _flag(one)) for one in event.delegations]
    last = clean(request.args.get("last", ""))[:300]
    flags = dict(named)
    names = dict.fromkeys([last, *(name for name, _flag_code in named)])
    return [{"name": name, "flag": flags.get(name, "")} for name in names if name]


def _flag(delegation: Any) -> str:
    if delegation.partnership is not None:
        return str(delegation.partnership.country.code.lower())
    country = delegation.organisation.country if delegation.organisation is not None else delegation.country
    return str(country.code.lower()) if country is not None else ""


def _line(row: Any) -> dict[str, str]:
    return {
        "title": row.subject,
        "sub": row.with_whom or telling.kind_label(row.kind),
        "time": formats.time_of(row.happened_at) if row.has_time else formats.short_day(row.happened_on),
        "url": url_for("interactions.show", interaction_id=row.id),
    }


# what the scripts ask


@event_mode.page("/line", needs=Permission.INTERACTIONS_EDIT)
def line() -> ResponseReturnValue:
    """The line is there: who is signed in, and a token for sending what was kept."""
    return jsonify(user=signed_in_user().id, csrf=generate_csrf())


@event_mode.page("/known", needs=Permission.INTERACTIONS_EDIT)
def known() -> ResponseReturnValue:
    """People who seem to be the one whose name, phone or mail is typed."""
    typed = typed_query()
    try:
        ways = rules.read_ways(clean(request.args.get("way", ""))[:300])
    except RuleBroken:
        ways = []
    rows = queries.known_people(typed, ways) if typed or ways else []
    return jsonify(people=[_person(row) for row in rows[:3]])


def _person(row: Any) -> dict[str, Any]:
    here = "ru" if formats.language() == "ru" else "en"
    where = getattr(row, f"organisation_{here}") or row.body
    sub = ", ".join(part for part in (getattr(row, f"title_{here}"), where) if part)
    return {"id": row.id, "name": getattr(row, f"name_{here}"), "sub": sub}


@event_mode.page("/worker", needs=Permission.INTERACTIONS_EDIT)
def worker() -> ResponseReturnValue:
    """The service worker: its address is what lets it answer for the pages beneath."""
    asset: Any = current_app.jinja_env.globals["asset"]
    answer = current_app.send_static_file(str(asset("worker.js")).removeprefix(f"{current_app.static_url_path}/"))
    answer.headers["Content-Type"] = "text/javascript; charset=utf-8"
    return answer


def _button(subject: Subject) -> str:
    """The main thing to do while the event is on, and still at hand for a week."""
    event, now = event_queries.get_known(subject.id), clock.now()
    if not rules.is_offered(event, now):
        return ""
    address = url_for("event_mode.card", event_id=subject.id)
    return render_template("event_mode/_button.html", address=address, is_on=state_of(event, now) is State.ON)


register_part(
    ["event"], Part(name="event_mode", place=ACTIONS, order=10, needs=Permission.INTERACTIONS_EDIT, render=_button)
)
