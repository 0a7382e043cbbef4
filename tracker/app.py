"""The application, put together. Reads as a table of contents."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

import config
from tracker import areas
from tracker.accounts import signing_in
from tracker.audit import handing_out
from tracker.document_templates import views as drafting
from tracker.documents import receiving
from tracker.documents.views import showing
from tracker.kernel import db as database
from tracker.kernel import storage
from tracker.kernel.db import db
from tracker.outbox import postman
from tracker.reminders import sources
from tracker.web import area, built, errors, formats, frame, health, locale, parts, security

if TYPE_CHECKING:
    from config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The program for these settings (default: the environment's). Raises BadSettings."""
    settings = settings or config.from_environment()
    app = Flask("tracker", template_folder=config.ROOT / "templates", static_folder="static")
    app.config.from_mapping(_flask_settings(settings))
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    security.protect(app, settings)
    db.init_app(app)
    Migrate(app, db, directory=str(config.ROOT / "migrations"), render_as_batch=True)
    csrf = CSRFProtect(app)
    Compress(app)
    Babel(app, locale_selector=locale.of_request, timezone_selector=locale.zone_of_request)
    signing_in.set_up(app)
    handing_out.write_down(app)
    formats.add_formats(app)
    frame.add_frame(app, areas.AREAS)
    parts.add_parts(app)
    built.send_squeezed(app)
    errors.catch_errors(app)
    if settings.storage_url:
        storage.use(storage.at(settings.storage_url))
    receiving.limit_to(settings.largest_file)
    for one in areas.AREAS:
        app.register_blueprint(one)
    showing.show_on_records()
    drafting.show_on_records()
    app.register_blueprint(health.health)
    # a mail program posts there with the signed word of its link and nothing else
    for endpoint in ("notices.unsubscribe", "saved_views.end_mail"):
        csrf.exempt(app.view_functions[endpoint])
    postman.employ(app)
    sources.register()

    if open_addresses := area.undeclared(app.view_functions.items()):
        raise TypeError(f"addresses without a declared permission: {open_addresses}")
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "TESTING": settings.testing,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": database.engine_options(settings.database_url),
        "SESSION_COOKIE_NAME": "__Host-tracker" if settings.https else "tracker",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=7),
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": settings.locale,
        "BABEL_DEFAULT_TIMEZONE": settings.timezone,
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
        "COMPRESS_STREAMS": False,
        "COMPRESS_MIMETYPES": ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"],
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
    }
