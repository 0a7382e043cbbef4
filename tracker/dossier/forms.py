"""The forms of the talking points, and of taking a dossier along."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField

from tracker.web import formats
from tracker.web.fields import LongTextField, RecordForm
from tracker.web.personal import PURPOSE_LABELS, Purpose

LANGUAGES = (("ru", "Русский"), ("en", "English"))


class PointsForm(RecordForm):
    text = LongTextField(
        _l("What to talk about"), most=2000, description=_l("One point a line. Stands at the top of the dossier.")
    )


class TakingForm(Form):
    """Asked in the address of the file: for what it is taken, and in which language it is written."""

    purpose = SelectField(_l("What for"), validate_choice=False)
    language = SelectField(_l("Language of the file"), validate_choice=False)

    def __init__(self, language: str) -> None:
        super().__init__(data={"purpose": Purpose.MEETING.value, "language": language})
        self.purpose.choices = [(one.value, formats.words(label)) for one, label in PURPOSE_LABELS.items()]
        self.language.choices = list(LANGUAGES)
