"""The templates that come with the tracker: set from their words whenever they are asked for, the same each time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tracker.document_templates.actions import Source
from tracker.document_templates.kinds import Kind, Language
from tracker.document_templates.shipped import words
from tracker.document_templates.shipped.sheet import CENTRE, LEFT, Sheet, cell_text, keep_whole, keep_with_next

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES: dict[str, dict[str, str]] = {
    "letter": {"ru": "Письмо партнёру", "en": "Letter to a partner"},
    "agreement": {"ru": "Соглашение о сотрудничестве", "en": "Agreement on cooperation"},
    "supplementary": {"ru": "Дополнительное соглашение", "en": "Supplementary agreement"},
    "minutes": {"ru": "Протокол встречи", "en": "Minutes of a meeting"},
    "consent_request": {"ru": "Запрос о согласовании", "en": "Request for consent"},
    "notice": {"ru": "Уведомление о переговорах", "en": "Notice of negotiations"},
}
BOTH_NAME = "Соглашение на двух языках"


@cache
def shipped() -> dict[str, Source]:
    """Word of the address → template."""
    found = {
        f"{kind.replace('_', '-')}-{language}": Source(
            names[language], Kind(kind), Language(language), _MADE[kind](language)
        )
        for kind, names in NAMES.items()
        for language in ("ru", "en")
    }
    found["agreement-bilingual"] = Source(BOTH_NAME, Kind.AGREEMENT, Language.BILINGUAL, _both())
    return found


def _letter(language: str) -> bytes:
    said = words.LETTER
    sheet = _begun(language, ["{{ partner.name }}", "{{ partner.country }}"], said["subject"][language])
    sheet.line(said["greeting"][language], align=CENTRE if language == "ru" else LEFT, after=6)
    for part in ("first", "second", "third"):
        sheet.paragraph(said[part][language])
    return _ended(sheet, language, regards=True)


def _consent(language: str) -> bytes:
    said = words.CONSENT
    sheet = _begun(language, ["{{ region.body }}"], said["subject"][language])
    sheet.paragraph(said["first"][language])
    for fact in said["facts"][language].split("\n"):
        sheet.paragraph(fact)
    sheet.paragraph(said["second"][language])
    sheet.heading(said["enclosed"][language])
    sheet.listed(said["heads"][language].split("|"), ["{{ enclosure.number }}", "{{ enclosure.name }}"], (15, 150))
    return _ended(sheet, language)


def _notice(language: str) -> bytes:
    said = words.NOTICE
    sheet = _begun(language, ["{{ region.body }}"], said["subject"][language])
    sheet.paragraph(said["first"][language])
    for fact in said["facts"][language].split("\n"):
        sheet.paragraph(fact)
    sheet.paragraph(said["second"][language])
    return _ended(sheet, language)


def _minutes(language: str) -> bytes:
    said = words.MINUTES
    sheet = Sheet(language)
    sheet.line(words.SENDER, align=CENTRE, bold=True, after=16)
    sheet.line(said["title"][language], align=CENTRE, bold=True, size=15)
    sheet.line(said["about"][language], align=CENTRE, after=12)
    for fact in said["facts"][language].split("\n"):
        sheet.line(fact, after=2)
    for side in ("ours", "theirs"):
        sheet.line("", size=6)
        sheet.listed([said[side][language]], [f"{{{{ {side}.name }}}}"], (165,))
    sheet.heading(said["discussed"][language])
    sheet.paragraph("{{ interaction.text }}")
    sheet.heading(said["decided"][language])
    for part in said["step"][language].split("\n"):
        sheet.paragraph(part)
    sheet.signature(said["kept"][language], "{{ author.name }}")
    sheet.footer(words.BASIS[language])
    return sheet.as_bytes()


def _agreement(language: str) -> bytes:
    sheet = Sheet(language)
    sheet.line(words.AGREEMENT_HEAD[language], align=CENTRE, bold=True, size=15)
    sheet.line(words.AGREEMENT_TITLE[language], align=CENTRE, bold=True, after=8)
    for part in words.NUMBER_LINE[language].split("\n"):
        sheet.line(part, align=CENTRE, after=2)
    sheet.paragraph(words.PREAMBLE[language], before=10)
    for title, text in words.ARTICLES:
        sheet.heading(title[language])
        last = sheet.paragraph(text[language])
    last.paragraph_format.keep_with_next = True  # nobody signs a page that says nothing
    _signatures(sheet, language)
    sheet.footer(words.BASIS[language])
    return sheet.as_bytes()


def _supplementary(language: str) -> bytes:
    said = words.SUPPLEMENTARY
    sheet = Sheet(language)
    sheet.line(said["head"][language], align=CENTRE, bold=True, size=15)
    sheet.line(said["to"][language], align=CENTRE, after=8)
    for part in words.NUMBER_LINE[language].split("\n"):
        sheet.line(part, align=CENTRE, after=2)
    sheet.paragraph(said["first"][language], before=10)
    sheet.paragraph(said["second"][language])
    _signatures(sheet, language)
    sheet.footer(words.BASIS[language])
    return sheet.as_bytes()


def _both() -> bytes:
    """Russian at the left and English at the right, article beside article."""
    sheet = Sheet("ru")
    grid = sheet.grid((82, 82))
    _pair(grid.rows[0], words.AGREEMENT_HEAD, bold=True, align=CENTRE, size=14)
    _pair(grid.add_row(), words.AGREEMENT_TITLE, bold=True, align=CENTRE)
    _pair(grid.add_row(), words.NUMBER_LINE, align=CENTRE)
    _pair(grid.add_row(), words.PREAMBLE)
    for title, text in words.ARTICLES:
        _pair(grid.add_row(), title, bold=True)
        _pair(grid.add_row(), text)
    keep_with_next(grid.rows[-1])
    sheet.heading(f"{words.SIGNATURES['ru']} / {words.SIGNATURES['en']}")
    pairs = zip(words.PARTY_HEADS["ru"].split("|"), words.PARTY_HEADS["en"].split("|"), strict=True)
    heads = [f"{ru} / {en}" for ru, en in pairs]
    sheet.listed(heads, words.PARTY_CELLS_OF_BOTH.split("|"), (95, 70), together=True)
    sheet.footer(f"{words.BASIS['ru'].replace(' }}', '.ru }}')} / {words.BASIS['en'].replace(' }}', '.en }}')}")
    return sheet.as_bytes()


def _pair(row: Any, text: dict[str, str], **look: Any) -> None:
    keep_whole(row)
    for cell, language in zip(row.cells, ("ru", "en"), strict=True):
        cell_text(cell, text[language], **look)


def _begun(language: str, addressee: list[str], subject: str) -> Sheet:
    sheet = Sheet(language)
    sheet.letterhead(words.SENDER, words.REFERENCE[language], addressee)
    sheet.subject(subject)
    return sheet


def _ended(sheet: Sheet, language: str, *, regards: bool = False) -> bytes:
    if regards:
        sheet.paragraph(words.REGARDS[language], before=10)
    sheet.signature(words.HEAD[language], "____________________")
    sheet.executor(words.EXECUTOR[language])
    sheet.footer(words.BASIS[language])
    return sheet.as_bytes()


def _signatures(sheet: Sheet, language: str) -> None:
    sheet.heading(words.SIGNATURES[language])
    sheet.listed(
        words.PARTY_HEADS[language].split("|"), words.PARTY_CELLS[language].split("|"), (95, 70), together=True
    )


_MADE: dict[str, Callable[[str], bytes]] = {
    "letter": _letter,
    "agreement": _agreement,
    "supplementary": _supplementary,
    "minutes": _minutes,
    "consent_request": _consent,
    "notice": _notice,
}
