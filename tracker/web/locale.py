"""The language and the zone of a request: the user's setting, else the cookie's choice, else the install's.

A public page has chosen its own already (`g.language`): it is the same for everybody.
"""

from __future__ import annotations

from flask import current_app, g, has_request_context, request

from tracker.web.signed_in import found_profile

LANGUAGES = ("ru", "en")


def of_request() -> str | None:
    if not has_request_context():
        return None
    if (public := g.get("language")) is not None:
        return str(public)
    if (profile := found_profile()) is not None:
        return profile.language
    chosen = request.cookies.get("language")
    if chosen in LANGUAGES:
        return chosen
    return str(current_app.config["BABEL_DEFAULT_LOCALE"])


def zone_of_request() -> str | None:
    profile = found_profile() if has_request_context() else None
    if profile is not None and profile.zone:
        return profile.zone
    return str(current_app.config["BABEL_DEFAULT_TIMEZONE"])
