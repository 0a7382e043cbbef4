"""The form of a contact: the person, the ways to reach him or her, the posts."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FileField, Form, FormField, HiddenField
from wtforms.validators import ValidationError

from tracker.contacts import languages, rules
from tracker.contacts.models import BASIS_LABELS, SOURCE_LABELS, WAY_LABELS, WayKind
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import number_of
from tracker.web import formats
from tracker.web.attaching import PictureField, without_pictures
from tracker.web.errors import told
from tracker.web.fields import ChoiceField, DateField, LongTextField, RecordForm, TextField
from tracker.web.formats import words
from tracker.web.lookups import LookupField, Option
from tracker.web.rows import RowsField, RowsForm


class CardsForm(RecordForm):
    """A file of visiting cards."""

    file = FileField(_l("File of cards (.vcf)"))


def _labels(labels: Any) -> list[tuple[str, str]]:
    return [(one.value, words(label)) for one, label in labels.items()]


def language_option(code: str) -> Option:
    """A language in the reader's words, with its name in the other language beside it."""
    here, other = ("ru", "en") if formats.language() == "ru" else ("en", "ru")
    return Option(code, languages.names(here)[code], languages.names(other)[code])


def languages_found(typed: str) -> list[Option]:
    return [language_option(code) for code in languages.found(typed, formats.language())]


class LanguagesField(LookupField):
    """Several languages, found by their names in Russian or English. `data`: codes."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(
            label,
            source="contacts.language_lookup",
            named=lambda codes: [language_option(code) for code in codes if code in languages.CODES],
            found=languages_found,
            many=True,
            **options,
        )

    def _token(self, value: str) -> str | None:
        return value if value in languages.CODES else None


class WayForm(Form):
    kind = ChoiceField(_l("Kind"), default=WayKind.PHONE.value)
    value = TextField(_l("Number or address"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind.set_choices(_labels(WAY_LABELS))

    def validate_value(self, field: Field) -> None:
        if field.data and self.kind.data in set(WayKind):
            try:
                rules.check_way(WayKind(self.kind.data), field.data)
            except RuleBroken as broken:
                raise ValidationError(told(broken)) from broken

    def told(self) -> str:
        if not self.value.data:
            return ""
        label = dict(_labels(WAY_LABELS)).get(self.kind.data or "", "")
        return f"{label}: {self.value.data}"


def _post_form(organisations_named: Any, organisations_found: Any) -> type[Form]:
    class PostForm(Form):
        id = HiddenField()
        organisation = LookupField(
            _l("Organisation"),
            source="organisations.lookup",
            named=organisations_named,
            found=organisations_found,
            creates=True,
        )
        body = TextField(_l("Or a body that is only named"))
        title_ru = TextField(_l("Post in Russian"))
        title_en = TextField(_l("Post in English"))
        since_on = DateField(_l("Since"))
        until_on = DateField(_l("Until"))
        is_main = BooleanField(_l("Main post"))

        def validate_title_ru(self, _field: Field) -> None:
            if (self.since_on.data or self.until_on.data) and not self._says_where():
                raise ValidationError(gettext("Write the post or the organisation."))

        def validate_until_on(self, field: Field) -> None:
            if field.data and self.since_on.data and field.data < self.since_on.data:
                raise ValidationError(gettext("A post ends before it begins."))

        def _says_where(self) -> list[str]:
            place = self.organisation.as_seen() or self.organisation.typed or self.body.data
            return [part for part in (place, self.title_ru.data, self.title_en.data) if part]

        def told(self) -> str:
            days = [formats.day(one.data) for one in (self.since_on, self.until_on) if isinstance(one.data, date)]
            said = [*self._says_where(), *days]
            return " · ".join([*said, gettext("main post")] if said and self.is_main.data else said)

    return PostForm


def contact_form(organisations_named: Any, organisations_found: Any) -> type[RowsForm]:
    """The form, with ways to find the organisation of a post."""
    post_form = _post_form(organisations_named, organisations_found)

    class ContactForm(RowsForm):
        name_ru = TextField(_l("Name in Russian"), description=_l("One of the three forms is enough."))
        name_en = TextField(_l("Name in Latin letters"))
        name_original = TextField(_l("Name as written at home"))
        address_as_ru = TextField(_l("How to address in Russian"))
        address_as_en = TextField(_l("How to address in English"))
        languages = LanguagesField(_l("Languages"), description=_l("Such as: Portuguese, English."))
        ways = RowsField(FormField(WayForm), label=_l("Phones and addresses"))
        posts = RowsField(FormField(post_form), label=_l("Posts"))
        card = PictureField(_l("Photo of the business card"), kind="business_card")
        photo = PictureField(_l("Photo of the person"), kind="photo")
        postal_address = LongTextField(_l("Postal address"), most=1000)
        birthday = DateField(_l("Birthday"))
        note = LongTextField(_l("Note"))
        basis = ChoiceField(_l("Basis for keeping the data"))
        source = ChoiceField(_l("Where the data came from"))
        obtained_on = DateField(_l("Obtained on"))
        review_on = DateField(_l("Review on"))
        may_send_abroad = BooleanField(_l("The data may be sent abroad"))

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.basis.set_choices([("", ""), *_labels(BASIS_LABELS)])
            self.source.set_choices([("", ""), *_labels(SOURCE_LABELS)])

        def answers(self) -> dict[str, Any]:
            given = without_pictures(self, super().answers())
            posts = []
            for entry in self.posts.entries:
                form = entry.form
                posts.append(
                    {
                        **{name: value for name, value in form.data.items() if name != "organisation"},
                        "id": number_of(form.id.data),
                        "organisation_id": form.organisation.number,
                        "new_organisation": form.organisation.new_name(),
                    }
                )
            return {**given, "posts": posts}

    return ContactForm
