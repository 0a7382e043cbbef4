"""Whether a template is one: what it names is on the list, and it carries nothing that acts by itself.

The report says of each fault where it stands. No session, no request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from tracker.document_templates.fields import (
    LEGAL_BASIS,
    PLACEHOLDER,
    SUSPICIOUS,
    TABLE_FIELDS,
    known,
    plain_name,
)
from tracker.document_templates.kinds import MADE_FROM, Kind
from tracker.document_templates.papers import W_TR, Paper, Paragraph, Place, nearest, paragraphs_of_row
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_QUOTE = 120
WHOLE = Place(N_("in the whole document"), {})
HARMLESS_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
HARMLESS_LINKS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_ACTING = {qn(f"w:{name}") for name in ("altChunk", "object", "control", "subDoc")}
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@dataclass(frozen=True)
class Fault:
    """`why` is an English text to be translated; `text` is quoted from the document."""

    place: Place
    why: str
    text: str


class TemplateRefused(RuleBroken):
    """The file is no template; `faults` say where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(N_("The file is not taken as a template. What to mend stands below."), "files")
        self.faults = faults


def check(content: bytes, kind: Kind) -> None:
    """Raises TemplateRefused with every fault that the file has."""
    if faults := faults_of(content, kind):
        raise TemplateRefused(faults)


def faults_of(content: bytes, kind: Kind) -> list[Fault]:
    paper = Paper(content)
    paragraphs = list(paper.paragraphs())
    faults = [fault for paragraph in paragraphs for fault in _in_paragraph(paragraph, kind)]
    faults += [fault for paragraph in paragraphs for fault in _in_rows(paragraph)]
    faults += _acting(paper)
    named = {plain_name(name)[0] for paragraph in paragraphs for name in names_in(paragraph.text)}
    if LEGAL_BASIS not in named:
        faults.append(Fault(WHOLE, N_("names no legal basis: put this field somewhere"), "{{ legal_basis }}"))
    return faults


def names_in(text: str) -> list[str]:
    return [found[1] for found in PLACEHOLDER.finditer(text)]


def _in_paragraph(paragraph: Paragraph, kind: Kind) -> Iterator[Fault]:
    for name in names_in(paragraph.text):
        field = known(name)
        if field is None:
            yield Fault(paragraph.place, N_("is not on the list of fields"), f"{{{{ {name} }}}}")
        elif not set(MADE_FROM[kind]) & set(field.of):
            yield Fault(paragraph.place, N_("is not known for papers of this kind"), f"{{{{ {name} }}}}")
    rest = PLACEHOLDER.sub("", paragraph.text)
    if SUSPICIOUS.search(rest) or "{{{" in paragraph.text or "}}}" in paragraph.text:
        why = N_("is no field: only names of the list are filled, no expressions")
        yield Fault(paragraph.place, why, _quoted(rest))


def _quoted(text: str) -> str:
    found = SUSPICIOUS.search(text)
    start = max(found.start() - 10, 0) if found else 0
    return text[start : start + LONGEST_QUOTE].strip()


def _in_rows(paragraph: Paragraph) -> Iterator[Fault]:
    """Fields of a table stand in a row, and those of one table only."""
    tables = _tables_named([paragraph])
    if not tables:
        return
    text = paragraph.text[:LONGEST_QUOTE]
    row = nearest(paragraph.element, W_TR)
    if row is None:
        yield Fault(paragraph.place, N_("stands outside a row of a table, so it cannot be repeated"), text)
    elif len(_tables_named(paragraphs_of_row(row))) > 1:
        yield Fault(paragraph.place, N_("shares a row with the fields of another table"), text)


def _tables_named(paragraphs: Iterable[Paragraph]) -> set[str]:
    fields = {plain_name(name)[0] for paragraph in paragraphs for name in names_in(paragraph.text)}
    return {TABLE_FIELDS[field] for field in fields if field in TABLE_FIELDS}


def _acting(paper: Paper) -> Iterator[Fault]:
    """What a word processor would do by itself: fields that fetch, embedded programs, contents from elsewhere."""
    for kind, root in paper.roots():
        for element in root.iter(*_ACTING):
            yield Fault(WHOLE, N_("is embedded and not taken"), f"{kind}: {element.tag.rpartition('}')[2]}")
        instructions = [element.text or "" for element in root.iter(qn("w:instrText"))]
        instructions += [element.get(qn("w:instr")) or "" for element in root.iter(qn("w:fldSimple"))]
        for instruction in instructions:
            word = instruction.strip().partition(" ")[0].upper()
            if word and word not in HARMLESS_FIELDS:
                why = N_("is a field that the word processor would carry out")
                yield Fault(WHOLE, why, instruction.strip()[:LONGEST_QUOTE])
    filled = [root for _kind, root in paper.roots()]
    for part in paper.parts:
        if not any(getattr(part, "element", None) is root for root in filled):
            yield from _beside(part)
        for link in part.rels.values():
            if link.is_external and not (link.reltype == _LINK and HARMLESS_LINKS.match(link.target_ref)):
                yield Fault(WHOLE, N_("is fetched from elsewhere and not taken"), link.target_ref[:LONGEST_QUOTE])


def _beside(part: Any) -> Iterator[Fault]:
    """Parts that are not filled hold no fields: footnotes, comments."""
    name = str(part.partname)
    if name.startswith("/word/") and name.endswith(".xml") and (b"{{" in part.blob or b"{%" in part.blob):
        yield Fault(WHOLE, N_("stands in a part of the file that is not filled (footnotes, comments)"), name)
