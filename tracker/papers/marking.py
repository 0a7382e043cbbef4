"""What a paper in English says in Russian because nobody has written it in English: told as such, piece by piece.

An original name in brackets, in its own quotes or behind a middle dot is no such text, nor are letters of a number.
Cells of tables are left as they are: beside every second name the mark would say nothing that one does not see.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.papers.paper import Box, Bullets, Facts, Heading, Note, Text

if TYPE_CHECKING:
    from tracker.papers.paper import Paper, Part, Value

MARK = "[in Russian]"
_MARKED = "en"
_ORIGINALS = re.compile(r"\([^()]*\)| · [^·\n]*|«[^«»]*»")
_RUSSIAN = re.compile("[А-яЁё]{3}")


def is_russian(text: str) -> bool:
    """Whether a reader of English cannot read it all."""
    return _RUSSIAN.search(text) is not None and _RUSSIAN.search(_ORIGINALS.sub("", text)) is not None


def marked(paper: Paper) -> Paper:
    """The paper as it is written down."""
    if paper.language != _MARKED:
        return paper
    return replace(paper, title=_line(paper.title), parts=[_part(part) for part in paper.parts])


def _line(text: str) -> str:
    return f"{text} {MARK}" if is_russian(text) else text


def _part(part: Part) -> Part:
    if isinstance(part, Heading | Text | Box | Note):
        return replace(part, text=_paragraphs(part.text))
    if isinstance(part, Bullets):
        return replace(part, lines=[_line(line) for line in part.lines])
    if isinstance(part, Facts):
        return replace(part, rows=[(name, _value(value)) for name, value in part.rows])
    return part


def _paragraphs(text: str) -> str:
    """Marked once at its end, however many lines it has."""
    return "\n\n".join(_line(one) for one in re.split(r"\n\s*\n", text))


def _value(value: Value) -> Value:
    return "\n".join(_line(line) for line in value.split("\n")) if isinstance(value, str) else value
