"""The page of figures: each measurement writes its own chapter and leaves the others."""

from __future__ import annotations

import re

from config import ROOT

PAGE = ROOT / "docs" / "performance.md"


def put(told: str) -> None:
    """`told` begins with its title: the page's own (`# …`), or that of a chapter (`## …`)."""
    title = told.partition("\n")[0]
    chapters = re.split(r"^(?=##? )", PAGE.read_text(), flags=re.MULTILINE) if PAGE.exists() else []
    chapters = [one.strip() for one in chapters if one.strip()]
    titles = [one.partition("\n")[0] for one in chapters]
    if title in titles:
        chapters[titles.index(title)] = told.strip()
    else:
        chapters.append(told.strip())
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n\n".join(chapters) + "\n")
    print(told)
