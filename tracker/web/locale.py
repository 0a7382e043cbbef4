"""The language and the zone of a request: the user's setting, else the cookie's choice, else the install's."""

from __future__ import annotations

from flask import current_app, has_request_context, request

from tracker.web.signed_in import found_user

LANGUAGES = ("ru", "en")


def of_request() -> str | None:
    if not has_request_context():
        return None
    user = found_user()
    if user is not None:
        return str(user.language.value)
    chosen = request.cookies.get("language")
    if chosen in LANGUAGES:
        return chosen
    return str(current_app.config["BABEL_DEFAULT_LOCALE"])


def zone_of_request() -> str | None:
    user = found_user() if has_request_context() else None
    if user is not None and user.municipality is not None:
        return user.municipality.timezone
    return str(current_app.config["BABEL_DEFAULT_TIMEZONE"])
