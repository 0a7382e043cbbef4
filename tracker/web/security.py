"""What every answer carries, which hosts are served, and where a redirect may lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import abort, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, IntegerConverter

from tracker.web.area import declared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask, Response
    from flask.sessions import SessionMixin

    from config import Settings
    from tracker.web.area import Declared

_NO_FRAME = "frame-ancestors 'none'"
CONTENT_SECURITY_POLICY = "; ".join(  # noqa: FLY002 - one line a source
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        _NO_FRAME,
    )
)
LARGEST_BODY = 2 * 1024 * 1024
MOST_FIELDS = 2000


def largest_request(settings: Settings) -> int:
    """Most bytes of any body: the largest file, and a form around it."""
    return settings.largest_file * 1024 * 1024 + LARGEST_BODY


class StrictId(IntegerConverter):
    """A record's number in an address: ASCII digits that fit a column of 32 bits, nothing else."""

    regex = r"[1-9][0-9]{0,8}"


class Slug(BaseConverter):
    """The short name of a municipality in an address."""

    regex = r"[a-z0-9][a-z0-9-]{0,39}"


def protect(app: Flask, settings: Settings) -> None:
    app.url_map.converters["int"] = StrictId
    app.url_map.converters["slug"] = Slug
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS
    app.config["TRUSTED_HOSTS"] = settings.hosts() or None
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies, settings.proxies)  # type: ignore[method-assign]

    @app.before_request
    def let_files_in() -> None:
        # before anything reads the form; a stranger's body stays small
        view = app.view_functions.get(request.endpoint or "")
        if (found := declared(view)) is not None and found.takes_files and "_user_id" in session:
            request.max_content_length = largest_request(settings)

    @app.before_request
    def refuse_oversized() -> None:
        # MAX_FORM_PARTS counts multipart fields only
        if request.mimetype == "application/x-www-form-urlencoded" and (request.content_length or 0) > LARGEST_BODY:
            abort(413)

    app.session_interface = _OwnSessions()

    @app.after_request
    def add_headers(answer: Response) -> Response:
        opened = _is_public() and answer.status_code < 400  # noqa: PLR2004
        framed_by = g.get("framed_by", ()) if opened and _is_embeddable() else ()
        answer.headers.setdefault("Content-Security-Policy", content_security_policy(framed_by))
        answer.headers["X-Content-Type-Options"] = "nosniff"
        if not framed_by:
            answer.headers["X-Frame-Options"] = "DENY"
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if opened else "same-origin"
        answer.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
        if settings.https:
            answer.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.endpoint != "static" and not opened and not g.get("kept_privately"):
            # an answer that says so may be kept by whoever asked, and by nobody between
            answer.headers["Cache-Control"] = "no-store"
            answer.vary.add("Cookie")
        return answer


def content_security_policy(framed_by: Sequence[str] = ()) -> str:
    """The policy of a page; `framed_by`: the sites (scheme and host) that may show it in a frame."""
    if not framed_by:
        return CONTENT_SECURITY_POLICY
    return CONTENT_SECURITY_POLICY.replace(_NO_FRAME, f"frame-ancestors {' '.join(framed_by)}")


def _declared_here() -> Declared | None:
    return declared(current_app.view_functions.get(request.endpoint or ""))


def _is_public() -> bool:
    found = _declared_here()
    return found is not None and found.public


def _is_embeddable() -> bool:
    found = _declared_here()
    return found is not None and found.embeddable


class _OwnSessions(SecureCookieSessionInterface):
    """Sessions in a cookie, which an answer that is the same for everybody neither sets nor renews."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not _is_public():
            super().save_session(app, session, response)


_CONTROLS = re.compile(r"[\x00-\x20\x7f\\]")


def own_path(address: str | None) -> str | None:
    """The address if it is a path of this site (one leading slash, no host in any spelling), else None."""
    if not address or not address.startswith("/") or address.startswith("//") or _CONTROLS.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if not parts.scheme and not parts.netloc else None
