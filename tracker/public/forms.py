"""Forms of the public page and of what is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from tracker.web.fields import TITLE, LongTextField, NumberChoiceField, RecordForm, TextField

if TYPE_CHECKING:
    from collections.abc import Iterable


class PublicPageForm(RecordForm):
    is_on = BooleanField(_l("The page is open to everybody"))
    headline_ru = TextField(_l("Headline in Russian"))
    headline_en = TextField(_l("Headline in English"))
    intro_ru = LongTextField(_l("Under the headline, in Russian"), most=TITLE)
    intro_en = LongTextField(_l("Under the headline, in English"), most=TITLE)
    licence_name = TextField(
        _l("Licence of the data"), description=_l("What others may do with the data, such as CC BY 4.0.")
    )
    licence_url = TextField(_l("Address of the licence"), most=TITLE)
    frame_origins = LongTextField(
        _l("Sites that may show the map in a frame"),
        most=2000,
        description=_l("One a line, such as https://example.org. Without any, no site may."),
    )

    def validate_licence_url(self, field: Field) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("An address begins with https://."))


class PublicationForm(RecordForm):
    is_shown = BooleanField(_l("Show it on the public page"))
    text_ru = LongTextField(_l("In a few words, in Russian"), most=TITLE)
    text_en = LongTextField(_l("In a few words, in English"), most=TITLE)


class PublicAgreementForm(RecordForm):
    is_shown = BooleanField(_l("Show it on the public page"))
    text_ru = TextField(
        _l("Title in Russian"), most=TITLE, description=_l("Without one, the title of the document is shown.")
    )
    text_en = TextField(
        _l("Title in English"), most=TITLE, description=_l("Without one, the title of the document is shown.")
    )
    document_version_id = NumberChoiceField(
        _l("File with the text"),
        description=_l("A signed original or a publication among the documents of the agreement."),
    )

    def offer(self, texts: Iterable[tuple[int, str]]) -> None:
        self.document_version_id.set_choices([("", _("no file")), *texts])
