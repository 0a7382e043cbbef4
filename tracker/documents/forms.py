"""Forms of documents: files to attach, a newer version, what is said of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.contacts import languages
from tracker.documents.file_types import ACCEPT
from tracker.documents.kinds import KIND_LABELS
from tracker.web import formats
from tracker.web.fields import TITLE, ChoiceField, NumberChoiceField, RecordForm, Required, TextField
from tracker.web.lookups import LookupField, Option
from tracker.web.uploads import FilesField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FIRST_LANGUAGES = ("ru", "en")


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, formats.words(label)) for kind, label in KIND_LABELS.items()]


def language_choices() -> list[tuple[str, str]]:
    """The languages by name, the two of the interface first."""
    names = languages.names(formats.language())
    return [("", "—"), *((code, names[code]) for code in FIRST_LANGUAGES)] + [
        (code, name) for code, name in names.items() if code not in FIRST_LANGUAGES
    ]


class AboutFields(RecordForm):
    """What is said of a document."""

    kind = ChoiceField(_l("What it is"), [Required()])
    title = TextField(_l("Title"), most=TITLE)
    language = ChoiceField(_l("Language"))

    def __init__(self, opened_with: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(opened_with, **options)
        self.kind.set_choices(kind_choices())
        self.language.set_choices(language_choices())


def upload_form(
    named: Callable[[Sequence[str]], Sequence[Option]], found: Callable[[str], Sequence[Option]]
) -> type[AboutFields]:
    """Attaching files to a record; without a title each is called after its file."""

    class UploadForm(AboutFields):
        files = FilesField(_l("Files"), [Required()], accept=ACCEPT)
        subject = LookupField(_l("Belongs to"), [Required()], source="documents.subjects", named=named, found=found)
        note = TextField(_l("Note"), most=TITLE)

    return UploadForm


class VersionForm(RecordForm):
    """A newer file of the same document."""

    files = FilesField(_l("File"), [Required()], many=False, accept=ACCEPT)
    note = TextField(_l("What is new in it"), most=TITLE)


class DocumentForm(AboutFields):
    """Correcting what is said."""

    title = TextField(_l("Title"), [Required()], most=TITLE)
    responsible_id = NumberChoiceField(_l("Who answers for it"))

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        self.responsible_id.set_choices([("", "—"), *people])
