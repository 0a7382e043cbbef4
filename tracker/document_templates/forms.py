"""Forms of templates: a new one, and what is said of one with, perhaps, another file."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage

from tracker.document_templates.kinds import KIND_LABELS, LANGUAGE_LABELS
from tracker.web import formats
from tracker.web.fields import ChoiceField, RecordForm, Required, TextField
from tracker.web.uploads import FilesField

ACCEPT = ".docx"


class TemplateForm(RecordForm):
    """What is said of a template; its file may stay as it is."""

    files = FilesField(_l("File"), many=False, accept=ACCEPT)
    name = TextField(_l("Title"), [Required()])
    kind = ChoiceField(_l("For which papers"), [Required()])
    language = ChoiceField(_l("Language"), [Required()])

    def __init__(self, opened_with: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(opened_with, **options)
        self.kind.set_choices([(kind.value, formats.words(label)) for kind, label in KIND_LABELS.items()])
        self.language.set_choices([(one.value, formats.words(label)) for one, label in LANGUAGE_LABELS.items()])

    @property
    def file(self) -> FileStorage | None:
        return next(iter(self.files.data), None)


class NewTemplateForm(TemplateForm):
    """A new template comes with its file."""

    files = FilesField(_l("File"), [Required()], many=False, accept=ACCEPT)
