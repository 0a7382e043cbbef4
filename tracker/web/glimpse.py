"""A glimpse of a list from elsewhere: the rows behind one of its addresses, to be counted or shown a few at a time.

Whoever states a number beside a link takes both from one glimpse, so that they cannot differ.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from tracker.web.lists import LISTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Select


@dataclass(frozen=True)
class Glimpse:
    """A list at an address. `words`: what the address says, each a word that the list's filters know."""

    name: str
    words: Mapping[str, str]

    @property
    def url(self) -> str:
        words: dict[str, Any] = dict(self.words)
        return url_for(f"{self.name}.index", **words)

    @functools.cached_property
    def statement(self) -> Select[Any]:
        """The list's rows as narrowed by the words, unsorted."""
        spec = LISTS[self.name].spec
        statement = spec.query()
        for one in spec.filters():
            if one.name in self.words:
                statement = one.narrow(statement, [self.words[one.name]])
            elif one.otherwise is not None:
                statement = one.otherwise(statement)
        return statement

    def keys(self, most: int) -> Select[Any]:
        """The keys of at most so many rows and one, for a bounded count.

        The outer joins stay, as the database leaves out by itself those that only add columns: to take them out here
        each statement would have to be compiled anew, and the first page has many.
        """
        key = LISTS[self.name].spec.key
        return self.statement.with_only_columns(key, maintain_column_froms=True).order_by(None).limit(most + 1)
