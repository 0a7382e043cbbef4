"""The subscription: a secret address for the calendar program of one's own, made and revoked by oneself."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import abort, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.calendar import actions, ics, queries
from tracker.calendar.registry import Ask, entries
from tracker.calendar.views.area import calendar
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.area import EVERYONE
from tracker.web.parts import MAIN, Part, register_part
from tracker.web.signed_in import signed_in_user
from tracker.web.throttle import Throttle

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User
    from tracker.calendar.models import CalendarLink
    from tracker.kernel.subjects import Subject

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
LONGEST_TOKEN = 100
KEPT = timedelta(minutes=5)
WATCHED = timedelta(minutes=10)
by_token = Throttle(60, WATCHED)
by_stranger = Throttle(30, WATCHED)


@calendar.form("/subscription", needs=Permission.CALENDAR_READ)
def subscription() -> ResponseReturnValue:
    """Says whether there is a link; makes a new one, which is shown on this answer and never again."""
    user = signed_in_user()
    address = ""
    if request.method == "POST":
        site = current_app.extensions["settings"].public_url or request.url_root
        address = site.rstrip("/") + url_for("calendar.feed", token=actions.subscribe(user))
    return render_template("calendar/subscription.html", link=queries.link_of(user), address=address)


@calendar.action("/subscription/revoke", needs=Permission.CALENDAR_READ)
def revoke() -> ResponseReturnValue:
    actions.revoke(signed_in_user())
    flash(_("The address opens nothing any more."), "ok")
    return redirect(url_for("calendar.subscription"), 303)


@calendar.page(".ics", needs=EVERYONE)
def feed() -> ResponseReturnValue:
    """The calendar of whoever holds the secret address, by that person's rights of this moment."""
    token = request.args.get("token", "")
    link = _link(token)
    if link is None:
        if not by_stranger.lets(request.remote_addr or ""):
            abort(429)
        abort(404)
    if not by_token.lets(link.token_hash):
        abort(429)
    answer = make_response(_written(link.user))
    answer.headers["Content-Type"] = ics.MIME
    answer.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer.cache_control.private = True
    answer.cache_control.max_age = int(KEPT.total_seconds())
    answer.add_etag()
    g.kept_privately = True
    return answer.make_conditional(request)


def _link(token: str) -> CalendarLink | None:
    """The link, if its person may read the calendar and has the role of when it was made."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    with everywhere("whose calendar this is"):
        link = queries.find_link(token)
        if link is None:
            return None
        user = link.user
        able = user.is_active and user.role is link.role and user.may(Permission.CALENDAR_READ)
        return link if able and user.municipality is not None else None


def _written(user: User) -> bytes:
    with ExitStack() as opened:
        opened.enter_context(acting_for(*current_app.extensions["visible_municipalities"](user)))
        opened.enter_context(force_locale(user.language.value))
        g.zone = user.municipality.timezone if user.municipality is not None else "UTC"
        today = formats.today()
        ask = Ask(since=today - BACK, until=today + AHEAD, user=user, language=formats.language(), today=today)
        return ics.of_user(entries(ask), user)


def _beside(_subject: Subject) -> str:
    return render_template("calendar/_subscription.html", link=queries.link_of(signed_in_user()))


register_part(["account"], Part(name="calendar", place=MAIN, order=20, needs=Permission.CALENDAR_READ, render=_beside))
