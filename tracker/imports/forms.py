"""Forms of imports: the upload, the columns, how the file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import ValidationError

from tracker.imports.kinds import KIND_LABELS, ON_MATCH_LABELS, UNKNOWN_CITY_LABELS, Kind, OnMatch, UnknownCity
from tracker.imports.reading.delimited import ENCODINGS, SEPARATORS
from tracker.imports.targets.registry import TARGETS
from tracker.web.fields import ChoiceField, RecordForm
from tracker.web.formats import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wtforms import Field

    from tracker.imports.models import ImportRun

COLUMN = "column-"


class UploadForm(RecordForm):
    file = FileField(
        _l("File"), description=_l("CSV in any encoding, XLSX, ODS or vCard; at most 10 MB and 20,000 rows.")
    )
    kind = ChoiceField(_l("What it holds"))

    def offer(self, kinds: Iterable[Kind]) -> None:
        self.kind.set_choices([("", _("Find out by itself")), *((one.value, words(KIND_LABELS[one])) for one in kinds)])

    def validate_file(self, field: Field) -> None:
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file."))

    def wanted_kind(self) -> Kind | None:
        return Kind(self.kind.data) if self.kind.data else None


def columns_form(run: ImportRun, opened_with: dict[str, Any]) -> RecordForm:
    """The form of step two: for each column of the file what it is, and what happens in cases of doubt."""
    assert run.kind is not None
    target = TARGETS[run.kind]
    fields: dict[str, Any] = {f"{COLUMN}{at}": ChoiceField(head or "…") for at, head in enumerate(run.heads)}
    made: Any = type("ColumnsForm", (_Doubts,), fields)
    form = made(opened_with)
    choices = [("", _("— leave out —")), *((one.name, words(one.label)) for one in target.fields)]
    for at in range(len(run.heads)):
        form[f"{COLUMN}{at}"].set_choices(choices)
    form.on_match.set_choices([(one.value, words(label)) for one, label in ON_MATCH_LABELS.items()])
    if run.kind is Kind.PARTNERS:
        form.unknown_city.set_choices([(one.value, words(label)) for one, label in UNKNOWN_CITY_LABELS.items()])
    else:
        del form.unknown_city, form.drop_placeholder
    return form  # type: ignore[no-any-return]  # a class made above


class _Doubts(RecordForm):
    on_match = ChoiceField(_l("A row about a record that is here"), default=OnMatch.FILL.value)
    unknown_city = ChoiceField(_l("A city that the gazetteer does not know"), default=UnknownCity.REFUSE.value)
    drop_placeholder = BooleanField(_l("Leave out the years 1900 and 2000: they often stand where none is known"))

    def mapping(self) -> dict[str, str]:
        return {
            field.name.removeprefix(COLUMN): field.data
            for field in self
            if field.name.startswith(COLUMN) and field.data
        }

    def options(self) -> dict[str, Any]:
        return {field.name: field.data for field in self.own_fields() if not field.name.startswith(COLUMN)}


def encodings() -> list[tuple[str, str]]:
    return [
        ("", _("found out")),
        *(
            (name, name.upper().replace("CP", "Windows-") if name.startswith("cp125") else name.upper())
            for name in ENCODINGS
        ),
    ]


def separators() -> list[tuple[str, str]]:
    names = {"semicolon": _("semicolon"), "comma": _("comma"), "tab": _("tab"), "bar": _("vertical bar")}
    return [
        ("", _("found out")),
        *((name, f"{names[name]} {sign.strip()}".strip()) for name, sign in SEPARATORS.items()),
    ]
