"""Filling a template, once: what is filled in is text and is never looked at again.

No session, no request. The values are texts by the name of their field; a value that is not known is a line to be
written by hand.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.document_templates.fields import PLACEHOLDER, TABLE_FIELDS, plain_name
from tracker.document_templates.papers import W_TR, Paper, Paragraph, paragraphs_of_row, replace
from tracker.kernel.text import clean
from tracker.papers.wording import bound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BY_HAND = "__________"
Text = dict[str, str]  # language → text


@dataclass
class Values:
    """What is known: text by language for each field, and the entries of each table."""

    fields: dict[str, Text] = field(default_factory=dict)
    tables: dict[str, Sequence[Mapping[str, Text]]] = field(default_factory=dict)


def fill(content: bytes, values: Values, language: str) -> bytes:
    """The paper. `language`: that of fields which name none."""
    paper = Paper(content)
    done: set[Any] = set()
    for _kind, root in paper.roots():
        for row in list(root.iter(W_TR)):
            if table := table_of_row(row):
                done |= _repeat(row, values, table, language)
    for paragraph in paper.paragraphs():
        if paragraph.element not in done:
            _fill(paragraph, values.fields, language)
    return paper.as_bytes()


def table_of_row(row: Any) -> str | None:
    """The table whose entries the row is repeated for."""
    for paragraph in paragraphs_of_row(row):
        for found in PLACEHOLDER.finditer(paragraph.text):
            if table := TABLE_FIELDS.get(plain_name(found[1])[0]):
                return table
    return None


def _repeat(row: Any, values: Values, table: str, language: str) -> set[Any]:
    """One row for each entry, none for none; the paragraphs that are filled with it."""
    done: set[Any] = set()
    spot = row
    for entry in values.tables.get(table, ()):
        made = copy.deepcopy(row)
        spot.addnext(made)
        spot = made
        for paragraph in paragraphs_of_row(made):
            _fill(paragraph, {**values.fields, **entry}, language)
            done.add(paragraph.element)
    row.getparent().remove(row)
    return done


def _fill(paragraph: Paragraph, values: Mapping[str, Text], language: str) -> None:
    """From the last placeholder to the first, so that what was filled in moves none that is still to come."""
    for found in reversed(list(PLACEHOLDER.finditer(paragraph.text))):
        name, asked = plain_name(found[1])
        said = values.get(name, {}).get(asked or language, "")
        replace(paragraph, found.start(), found.end(), bound(clean(said, lines=True)) or BY_HAND)
