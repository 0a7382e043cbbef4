"""The form of a contact: the person, the ways to reach him or her, the posts."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField

from tracker.contacts.models import BASIS_LABELS, SOURCE_LABELS, WAY_LABELS, WayKind
from tracker.web.fields import ChoiceField, DateField, LongTextField, RecordForm, TextField
from tracker.web.formats import words
from tracker.web.lookups import LookupField

MOST_ROWS = 20


def _labels(labels: Any) -> list[tuple[str, str]]:
    return [(one.value, words(label)) for one, label in labels.items()]


class WayForm(Form):
    kind = ChoiceField(_l("Kind"), default=WayKind.PHONE.value)
    value = TextField(_l("Number or address"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind.set_choices(_labels(WAY_LABELS))


def contact_form(organisations_named: Any, organisations_found: Any) -> type[RecordForm]:
    """The form, with ways to find the organisation of a post."""

    class PostForm(Form):
        id = HiddenField()
        organisation = LookupField(
            _l("Organisation"),
            source="organisations.lookup",
            named=organisations_named,
            found=organisations_found,
            creates=True,
        )
        title_ru = TextField(_l("Post in Russian"))
        title_en = TextField(_l("Post in English"))
        since_on = DateField(_l("Since"))
        until_on = DateField(_l("Until"))
        is_main = BooleanField(_l("Main post"))

    class ContactForm(RecordForm):
        name_ru = TextField(_l("Name in Russian"), description=_l("One of the three forms is enough."))
        name_en = TextField(_l("Name in Latin letters"))
        name_original = TextField(_l("Name as written at home"))
        address_as_ru = TextField(_l("How to address in Russian"))
        address_as_en = TextField(_l("How to address in English"))
        languages = TextField(_l("Languages"), description=_l("Such as: Portuguese, English."))
        ways = FieldList(FormField(WayForm), label=_l("Phones and addresses"), max_entries=MOST_ROWS)
        posts = FieldList(FormField(PostForm), label=_l("Posts"), max_entries=MOST_ROWS)
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
            asked = request.form.get("more")
            for rows, name in ((self.ways, "ways"), (self.posts, "posts")):
                if len(rows.entries) < MOST_ROWS and (not self.is_submitted() or asked == name):
                    rows.append_entry()

        @property
        def asks_for_more(self) -> bool:
            """Whether the button for one more row was pressed: nothing is saved then."""
            return bool(request.form.get("more"))

        def answers(self) -> dict[str, Any]:
            given = super().answers()
            posts = []
            for entry in self.posts.entries:
                form = entry.form
                posts.append(
                    {
                        **{name: value for name, value in form.data.items() if name != "organisation"},
                        "id": int(form.id.data) if str(form.id.data or "").isdigit() else None,
                        "organisation_id": form.organisation.number,
                        "new_organisation": form.organisation.new_name(),
                    }
                )
            return {**given, "posts": posts}

    return ContactForm
