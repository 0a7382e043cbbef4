"""What people see when something is refused or breaks: a page in their language that says what to do."""

from __future__ import annotations

import logging
import secrets
from datetime import date
from typing import TYPE_CHECKING

from flask import current_app, jsonify, redirect, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from tracker.kernel.db import begin_for_reading, db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.web import formats
from tracker.web.security import LARGEST_BODY

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

log = logging.getLogger(__name__)

CONFLICT, NOT_FOUND, FORBIDDEN, TOO_BUSY, TOO_LARGE = 409, 404, 403, 503, 413
MEGABYTE = 1024 * 1024


def told(error: RuleBroken) -> str:
    """The broken rule in the user's language."""
    shown = {
        name: formats.day(value) if isinstance(value, date) else str(value) for name, value in error.values.items()
    }
    return gettext(error.message, **shown)


def error_page(code: int, *, message: str = "", number: str = "") -> ResponseReturnValue:
    db.session.rollback()
    if wants_json():
        return jsonify(error=message or str(code)), code
    with begin_for_reading():
        return render_template("errors/error.html", code=code, message=message, number=number), code


def _too_large() -> str:
    """The limit that applies here: of a form with files it is the files'."""
    files = (request.max_content_length or LARGEST_BODY) - LARGEST_BODY
    if files > 0 and request.mimetype == "multipart/form-data":
        return gettext("At most %(most)s MB of files at once.", most=files // MEGABYTE)
    return gettext("At most %(most)s MB at once, and no files here.", most=LARGEST_BODY // MEGABYTE)


def wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _without_last_slash() -> str | None:
    """The address that was meant by one with a slash too many; None if that is none of ours either."""
    path = request.path.removesuffix("/")
    adapter = current_app.create_url_adapter(request)
    if path == request.path or adapter is None or not adapter.test(path, method="GET"):
        return None
    return f"{path}?{request.query_string.decode('ascii', 'replace')}" if request.query_string else path


def catch_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        if request.routing_exception is error and request.method == "GET" and (meant := _without_last_slash()):
            return redirect(meant, 301)
        answer = error_page(error.code or 500, message=_too_large() if error.code == TOO_LARGE else "")
        if error.response is not None or error.code in {301, 302, 303, 307, 308}:
            return error.get_response()
        return answer

    @app.errorhandler(CSRFError)
    def csrf_error(_error: CSRFError) -> ResponseReturnValue:
        return error_page(
            400, message=gettext("The page was open too long. Go back, reload it and send the form again.")
        )

    @app.errorhandler(RuleBroken)
    def rule_broken(error: RuleBroken) -> ResponseReturnValue:
        return error_page(FORBIDDEN if isinstance(error, NotAllowed) else CONFLICT, message=told(error))

    @app.errorhandler(NoResultFound)
    def no_result(_error: NoResultFound) -> ResponseReturnValue:
        return error_page(NOT_FOUND)

    @app.errorhandler(EditedMeanwhile)
    @app.errorhandler(StaleDataError)
    def edited_meanwhile(_error: Exception) -> ResponseReturnValue:
        message = gettext("Somebody changed this record a moment ago. Open it again and repeat what you did.")
        return error_page(CONFLICT, message=message)

    @app.errorhandler(OperationalError)
    def database_busy(error: OperationalError) -> ResponseReturnValue:
        log.warning("database: %s", type(error.orig).__name__)
        return error_page(
            TOO_BUSY, message=gettext("The database is busy. Nothing was changed; try again in a moment.")
        )

    @app.errorhandler(InternalServerError)
    def broken(_error: InternalServerError) -> ResponseReturnValue:
        number = secrets.token_hex(4)
        log.error("error %s at %s %s", number, request.method, request.path)
        return error_page(500, number=number)
