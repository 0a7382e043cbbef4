"""Fields that pick records by a part of a name (comboboxes), and the answers their addresses give.

The page posts the picked ids under the field's name and the typed text under `<name>-text`. Without JavaScript
only the text comes: one exact hit is taken, several are offered as choices beside the error.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import wtforms
from flask import current_app, jsonify, request, url_for
from flask_babel import gettext
from wtforms import ValidationError

from tracker.kernel.text import clean, fold, number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response
    from wtforms import Form

NEW = "new:"
MOST_PICKED = 60
_TOKEN = re.compile(r"(?:[a-z-]{1,20}:)?[0-9]{1,9}")


@dataclass(frozen=True)
class Option:
    """One line of a combobox. `id` is what is posted, `flag` a country code in small letters."""

    id: str
    label: str
    hint: str = ""
    flag: str = ""


@dataclass(frozen=True)
class Group:
    label: str
    options: Sequence[Option]


def typed_query() -> str:
    """What was typed into the combobox that asks."""
    return clean(request.args.get("q", ""))[:200]


def lookup_answer(groups: Sequence[Group], *, create: str | None = None) -> Response:
    """The answer of a lookup address. `create`: words of the last line that makes a new record, if that may be."""
    flag_url: Any = current_app.jinja_env.globals["flag_url"]
    shown = [
        {
            "label": group.label,
            "options": [asdict(one) | {"flag_url": flag_url(one.flag) if one.flag else None} for one in group.options],
        }
        for group in groups
        if group.options
    ]
    new_first = create is not None and names_nobody(typed_query(), [one for group in groups for one in group.options])
    return jsonify(groups=shown, create=create, **({"new_first": True} if new_first else {}))


def names_nobody(typed: str, options: Sequence[Option]) -> bool:
    """Whether a name in full (two words and more) was typed that none of these bears: parts of words alone agree.

    “Петров Пётр” is not Ana Petrović, though both of its words are in hers.
    """
    words = fold(typed).split()
    return len(words) > 1 and not any(_bears(fold(one.label).split(), fold(one.hint).split(), words) for one in options)


def _bears(names: Sequence[str], said: Sequence[str], words: Sequence[str]) -> bool:
    """Whether every typed word begins a name, none being counted twice, or else a word of what is `said` beside it.

    The hint may repeat the name in its own script, so what begins a name of the label is not looked for there.
    """
    free = list(names)
    for word in sorted(words, key=len, reverse=True):
        if begun := [name for name in free if name.startswith(word)]:
            free.remove(min(begun, key=len))
        elif any(name.startswith(word) for name in names) or not any(one.startswith(word) for one in said):
            return False
    return True


class LookupField(wtforms.Field):
    """One record, or several with `many`.

    `source`: endpoint of the lookup. `named`: ids → options, for showing what is picked; only ids it knows are
    accepted, so another municipality's record cannot be picked. `found`: typed text → options. `data`: with
    `many` a list of tokens, else one token or None; a token is an id, `kind:id`, or `new:<name>` if `creates`.
    """

    def __init__(
        self,
        label: Any = None,
        validators: Sequence[Any] = (),
        *,
        source: str,
        named: Callable[[Sequence[str]], Sequence[Option]],
        found: Callable[[str], Sequence[Option]],
        many: bool = False,
        creates: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(label, validators, **options)
        self.source_endpoint, self.named, self.found = source, named, found
        self.many, self.creates = many, creates
        self.typed = ""
        self.suggestions: Sequence[Option] = ()
        self._options: dict[str, Option] | None = None

    @property
    def source_url(self) -> str:
        return url_for(self.source_endpoint)

    @property
    def tokens(self) -> list[str]:
        if self.many:
            return [str(token) for token in self.data or []]
        return [str(self.data)] if self.data not in (None, "") else []

    @property
    def picked(self) -> list[Option]:
        """What is picked, as options, in the order of picking."""
        if self._options is None:
            known = [token for token in self.tokens if not token.startswith(NEW) and self._token(token)]
            self._options = {option.id: option for option in (self.named(known) if known else ())}
        options = self._options
        return [
            Option(token, token.removeprefix(NEW)) if token.startswith(NEW) else options[token]
            for token in self.tokens
            if token.startswith(NEW) or token in options
        ]

    @property
    def token(self) -> str | None:
        """The one that is picked, for a field that is not `many`."""
        return next(iter(self.tokens), None)

    @property
    def number(self) -> int | None:
        """The one picked id as a number."""
        token = self.tokens[0] if self.tokens else ""
        return number_of(token)

    def new_name(self) -> str | None:
        """The name of the one record to be created."""
        token = self.tokens[0] if self.tokens else ""
        return token.removeprefix(NEW) if token.startswith(NEW) else None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self._options = None
        self.typed = clean(str(request.form.get(f"{self.name}-text", "")))[:200]
        values = [str(value) for value in valuelist[:MOST_PICKED]]
        if chosen := self._chosen():
            values = [*values, chosen] if self.many else [chosen]
            self.typed = ""
        tokens = [token for value in values if (token := self._token(value))]
        self.data = list(dict.fromkeys(tokens)) if self.many else (tokens[0] if tokens else None)

    def _chosen(self) -> str:
        """What was chosen, without scripts, among the records found under the typed name; not if that changed since."""
        asked = clean(str(request.form.get(f"{self.name}-asked", "")))[:200]
        return str(request.form.get(f"{self.name}-chosen", "")) if asked and asked == self.typed else ""

    def _token(self, value: str) -> str | None:
        if value.startswith(NEW):
            name = clean(value.removeprefix(NEW))[:200]
            return f"{NEW}{name}" if self.creates and name else None
        return value if _TOKEN.fullmatch(value) else None

    def process(self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        if formdata is not None and self.name not in formdata and f"{self.name}-text" in formdata:
            self.process_formdata([])

    def pre_validate(self, form: Form) -> None:
        if len(self.picked) < len(self.tokens):
            raise ValidationError(gettext("This record is not there any more. Choose another one."))
        if self.typed and (self.many or not self.tokens):
            self._take_typed()

    def _take_typed(self) -> None:
        hits = self.found(self.typed)
        exact = [hit for hit in hits if fold(hit.label) == fold(self.typed)]
        if self.creates and names_nobody(self.typed, hits):
            self._add(f"{NEW}{self.typed}")
        elif len(exact) == 1 or len(hits) == 1:
            self._add((exact or list(hits))[0].id)
        elif self.creates and not hits:
            self._add(f"{NEW}{self.typed}")
        elif hits:
            self.suggestions = hits[:8]
            raise ValidationError(gettext("Choose one of these, or write the name in full."))
        else:
            raise ValidationError(gettext("Nothing is found under this name. Choose from the list."))
        self.typed = ""

    def _add(self, token: str) -> None:
        self._options = None
        self.data = [*(self.data or []), token] if self.many else token

    def as_seen(self) -> Any:
        """What the conflict page compares and shows."""
        labels = [option.label for option in self.picked]
        return labels if self.many else (labels[0] if labels else "")
