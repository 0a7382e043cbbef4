"""The field that takes files; `templates/components/drop.html` draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import wtforms
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_FILES = 20


class FilesField(wtforms.Field):  # type: ignore[misc]  # WTForms carries no types
    """Files that were picked, dropped or taken with a camera. `data` is a list of FileStorage.

    `accept`: the endings that the browser offers, by comma; what a file is, its content tells.
    """

    def __init__(
        self, label: Any = None, validators: Sequence[Any] = (), *, accept: str, many: bool = True, **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.many = many
        self.accept = accept

    def process_data(self, _value: Any) -> None:
        self.data: list[FileStorage] = []

    def process_formdata(self, valuelist: list[Any]) -> None:
        sent = [one for one in valuelist if isinstance(one, FileStorage) and one.filename]
        self.data = sent if self.many else sent[:1]

    def pre_validate(self, form: wtforms.Form) -> None:
        if len(self.data) > MOST_FILES:
            raise wtforms.ValidationError(_l("At most %(most)d files at once.", most=MOST_FILES))

    def as_seen(self) -> str:
        return ", ".join(str(one.filename) for one in self.data)
