"""Office documents from one description: a `Paper` is written as DOCX and as PDF, and shown on the screen.

    paper = Paper(
        title="List of agreements",
        subtitle="as of 31 December 2026",
        language="en",
        letterhead=Letterhead(["Administration of Dzerzhinsk"], left=["No. 12 of 11 January 2027"], right=["To …"]),
        parts=[
            Heading("What was agreed"),
            Text("Two agreements were concluded. …"),
            Facts([("Signed on", date(2026, 6, 3)), ("Place", "Grodno")]),
            Table([Column("No.", 1, NUMBER), Column("Title", 6), Column("Ends", 2)], rows, total=[2, "", ""]),
            Note("Made under …"),
            Signatures([Signature("Head of the city", "I. Ivanov")]),
        ],
        page=A4_ACROSS,
    )
    write_docx(paper, file)
    write_pdf(paper, file)

`rows` of a table may be a generator: both writers read it once, row by row, and hold no more of it than a page and the
first rows, whose words say how wide the columns have to be. Values are given as they are (text, numbers, days, None)
and written in the paper's language. Texts may be anything that people type: characters that a file cannot hold are left
out. In an English paper what is Russian is marked so (`marking`). In views: `web.files.docx_answer`, `pdf_answer`; on
the screen the macro `components/paper.html`.
"""

from __future__ import annotations

import io
from typing import Any

from tracker.papers.marking import marked
from tracker.papers.paper import (
    A3_ACROSS,
    A4,
    A4_ACROSS,
    BRIEF,
    DAY,
    NUMBER,
    TEXT,
    Band,
    Box,
    Bullets,
    Column,
    Facts,
    Heading,
    Letterhead,
    NewPage,
    Note,
    Page,
    Paper,
    Picture,
    Signature,
    Signatures,
    Table,
    Text,
)


def write_docx(paper: Paper, target: Any) -> None:
    """Write the paper to a binary file as DOCX."""
    from tracker.papers import word  # the libraries are read when the first paper is written

    word.write_docx(marked(paper), target)


def write_pdf(paper: Paper, target: Any) -> None:
    """Write the paper to a binary file as PDF. Raises FontsMissing where the assets were not built."""
    from tracker.papers import pdf  # the libraries are read when the first paper is written

    pdf.write_pdf(marked(paper), target)


def pages_of(paper: Paper) -> int:
    """How many sheets its PDF has. The rows of its tables are read: no generators. Raises FontsMissing."""
    from tracker.papers import pdf  # the libraries are read when the first paper is written

    return pdf.write_pdf(marked(paper), io.BytesIO())


__all__ = [
    "A3_ACROSS",
    "A4",
    "A4_ACROSS",
    "BRIEF",
    "DAY",
    "NUMBER",
    "TEXT",
    "Band",
    "Box",
    "Bullets",
    "Column",
    "Facts",
    "Heading",
    "Letterhead",
    "NewPage",
    "Note",
    "Page",
    "Paper",
    "Picture",
    "Signature",
    "Signatures",
    "Table",
    "Text",
    "marked",
    "pages_of",
    "write_docx",
    "write_pdf",
]
