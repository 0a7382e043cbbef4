"""The areas of the slice, and how an address of the public page is opened: without a session, kept for minutes."""

from __future__ import annotations

import functools
import hashlib
import hmac
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from flask import Response, abort, current_app, g, make_response, request, url_for
from flask_babel import lazy_gettext as _l

from tracker.kernel import clock
from tracker.kernel.tenancy import reading_for
from tracker.permissions import Permission
from tracker.public import queries
from tracker.web.area import Area
from tracker.web.locale import LANGUAGES
from tracker.web.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

public = Area("public", __name__)
publishing = Area("publishing", __name__, path="")
public_page = Area(
    "public_page",
    __name__,
    label=_l("Public page"),
    icon="world",
    needs=Permission.SETTINGS_MANAGE,
    path="/admin/settings/public-page",
    order=121,
    under="administration",
)
KEPT = timedelta(minutes=5)
by_address = Throttle(600, timedelta(minutes=10))


@dataclass(frozen=True)
class Opened:
    """The public page that an address asks for."""

    home: Any
    language: str
    today: date

    def say(self, name: str) -> str:
        """What the page says in the language asked for: the column `name_ru` or `name_en`."""
        return str(getattr(self.home, f"{name}_{self.language}"))

    def url(self, endpoint: str, **words: Any) -> str:
        """An address of this page in the same language."""
        return url_for(f"public.{endpoint}", slug=self.home.slug, lang=self.language, **words)

    def whole_url(self, endpoint: str = "page", **words: Any) -> str:
        """The same as the world writes it."""
        return whole_url(endpoint, self.home.slug, **words)


def whole_url(endpoint: str, slug: str, **words: Any) -> str:
    """An address of a public page as the world writes it, with the site's own name."""
    site = current_app.extensions["settings"].public_url or request.url_root
    return str(site).rstrip("/") + url_for(f"public.{endpoint}", slug=slug, **words)


def opens(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Find the page that is on, in the language asked for; answer 304 while nothing changed, without drawing it."""

    @functools.wraps(view)
    def opened(slug: str, **arguments: Any) -> ResponseReturnValue:
        if not by_address.lets(request.remote_addr or ""):
            abort(429)
        home_id = queries.find_home_id(slug)
        if home_id is None:
            abort(404)
        with ExitStack() as scope:
            scope.enter_context(reading_for(home_id))
            home = queries.find_page(home_id)
            if home is None:
                abort(404)
            g.language, g.zone = _language(home.locale), home.timezone
            g.framed_by = tuple(home.frame_origins.split())
            page = Opened(home, g.language, clock.today(home.timezone))
            tag = _tag(page)
            if request.if_none_match.contains_weak(tag):
                return _kept(Response(status=304), tag)
            return _kept(make_response(view(page, **arguments)), tag)

    return opened


def _language(otherwise: str) -> str:
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return request.accept_languages.best_match(LANGUAGES) or otherwise


def _tag(page: Opened) -> str:
    """Changes with whatever the answer is made of. Keyed, so that it tells nobody how busy the office is."""
    looks = current_app.extensions["assets"].address("app.css")
    parts = (request.path, page.language, page.today, queries.newest_change(page.home.id), looks)
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, repr(parts).encode(), hashlib.sha256).hexdigest()[:32]


def _kept(answer: Response, tag: str) -> Response:
    answer.set_etag(tag, weak=True)
    answer.cache_control.public = True
    answer.cache_control.max_age = int(KEPT.total_seconds())
    if request.args.get("lang") not in LANGUAGES:
        answer.vary.add("Accept-Language")
    return answer
