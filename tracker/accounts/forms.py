"""Forms of sign-in, the own account, users and the municipality's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, PasswordField
from wtforms.validators import Email, Length, ValidationError

from tracker.accounts.models import Language, Theme
from tracker.permissions import ROLE_LABELS, Role
from tracker.web.fields import ChoiceField, DateField, NumberChoiceField, NumberField, RecordForm, Required, TextField
from tracker.web.formats import words

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_PASSWORD = 128


def language_choices() -> list[tuple[str, str]]:
    return [(Language.RUSSIAN.value, "Русский"), (Language.ENGLISH.value, "English")]


def theme_choices() -> list[tuple[str, object]]:
    return [
        (Theme.SYSTEM.value, _l("As the system")),
        (Theme.LIGHT.value, _l("Light")),
        (Theme.DARK.value, _l("Dark")),
    ]


def role_choices() -> list[tuple[str, str]]:
    """Roles inside a municipality."""
    return [(role.value, words(ROLE_LABELS[role])) for role in Role if role is not Role.OBSERVER]


class SignInForm(FlaskForm):
    email = TextField(_l("Work e-mail"), [Required()], render_kw={"autocomplete": "username", "type": "email"})
    password = PasswordField(
        _l("Password"),
        [Required(), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )


class ForgottenForm(FlaskForm):
    email = TextField(_l("Work e-mail"), [Required()], render_kw={"autocomplete": "username", "type": "email"})


class NewPasswordForm(RecordForm):
    new_password = PasswordField(
        _l("New password"),
        [Required(), Length(max=LONGEST_PASSWORD)],
        description=_l("At least 10 characters. Three or four unusual words are good."),
        render_kw={"autocomplete": "new-password"},
    )


class AccountForm(RecordForm):
    name = TextField(_l("Name"), [Required()])
    post = TextField(_l("Post"))
    language = ChoiceField(_l("Language"), [Required()])
    theme = ChoiceField(_l("Theme"), [Required()])
    away_from = DateField(_l("Away from"))
    away_until = DateField(_l("Away until"))
    deputy_id = NumberChoiceField(_l("Deputy"))

    def __init__(self, *args: object, deputies: Iterable[tuple[int, str]] = (), **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.deputy_id.set_choices([("", ""), *deputies])
        self.language.set_choices(language_choices())
        self.theme.set_choices(theme_choices())

    def validate_away_until(self, field: Field) -> None:
        if self.away_from.data and field.data is None and not field.errors:
            raise ValidationError(str(_l("Say until when.")))
        if self.away_from.data and field.data and field.data < self.away_from.data:
            raise ValidationError(str(_l("This is before the first day.")))


class PasswordForm(RecordForm):
    current_password = PasswordField(
        _l("Current password"),
        [Required(), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        _l("New password"),
        [Required(), Length(max=LONGEST_PASSWORD)],
        description=_l("At least 10 characters. Three or four unusual words are good."),
        render_kw={"autocomplete": "new-password"},
    )


class UserForm(RecordForm):
    name = TextField(_l("Name"), [Required()])
    email = TextField(
        _l("Work e-mail"), [Required(), Email(_l("This is no e-mail address."))], render_kw={"type": "email"}
    )
    post = TextField(_l("Post"))
    department = TextField(_l("Department"))
    role = ChoiceField(
        _l("Role"),
        [Required()],
        description=_l(
            "A viewer reads. An official keeps records. A manager also approves and reassigns. "
            "An administrator also keeps users and settings."
        ),
    )
    language = ChoiceField(_l("Language"), [Required()])

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.role.set_choices(role_choices())
        self.language.set_choices(language_choices())


class UserEditForm(UserForm):
    email = None  # type: ignore[assignment]  # the address is the account's identity and stays


class SettingsForm(RecordForm):
    name_ru = TextField(_l("Title in Russian"), [Required()])
    name_en = TextField(_l("Name in English"), [Required()])
    administration_ru = TextField(
        _l("Administration in Russian"),
        [Required()],
        description=_l("Stands in papers; their head and signature are changed in Templates of papers."),
    )
    administration_en = TextField(_l("Administration in English"), [Required()])
    timezone = TextField(_l("Time zone"), [Required()], description=_l("Such as Europe/Moscow."))
    locale = ChoiceField(_l("Language of a new account"), [Required()])
    four_eyes = BooleanField(_l("Who submitted an agreement does not approve it"))
    silent_after_months = NumberField(
        _l("A partner is silent after so many months without contact"), [Required()], least=1, most=120
    )
    silent_twin_months = NumberField(_l("A twin city"), least=1, most=120)
    silent_friendship_months = NumberField(_l("A friendship city"), least=1, most=120)
    silent_project_months = NumberField(_l("A project partnership"), least=1, most=120)
    silent_contact_months = NumberField(_l("A contact"), least=1, most=120)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.locale.set_choices(language_choices())

    def validate_timezone(self, field: Field) -> None:
        if field.data not in available_timezones():
            raise ValidationError(str(_l("There is no such zone. Write it like Europe/Moscow.")))
