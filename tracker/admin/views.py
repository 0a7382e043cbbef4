"""Settings of the municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts import actions
from tracker.accounts.forms import SettingsForm
from tracker.permissions import Permission
from tracker.web.area import Area
from tracker.web.editing import answer_form
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

administration = Area("administration", __name__, label=_l("Administration"), icon="settings", order=99)
settings = Area(
    "settings",
    __name__,
    label=_l("Settings"),
    icon="settings",
    order=120,
    under="administration",
    needs=Permission.SETTINGS_MANAGE,
    path="/admin/settings",
)
FIELDS = (
    "name_ru",
    "name_en",
    "administration_ru",
    "administration_en",
    "timezone",
    "locale",
    "four_eyes",
    "silent_after_months",
    "silent_twin_months",
    "silent_friendship_months",
    "silent_project_months",
    "silent_contact_months",
)


@settings.form("/", needs=Permission.SETTINGS_MANAGE)
def index() -> ResponseReturnValue:
    by = signed_in_user()
    municipality = by.municipality
    if municipality is None:
        raise RuntimeError("an administrator without a municipality")
    form = SettingsForm({name: getattr(municipality, name) for name in FIELDS}, version=municipality.version)
    here = url_for("settings.index")
    return answer_form(
        form,
        save=lambda: actions.change_settings(
            municipality, by=by, version=form.opened_version(), answers=form.answers()
        ),
        saved_to=lambda _none: here,
        saved_text=_("Saved."),
        template="settings/index.html",
        record=municipality,
        back_to=here,
    )
