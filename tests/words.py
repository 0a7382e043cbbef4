"""The catalogues of the interface: gather its texts into both, and say what is missing. `make words` runs it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

import config

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

LANGUAGES = ("ru", "en")
FOLDER = config.ROOT / "tracker" / "translations"
KEYWORDS = ("_l", "_n:1,2", "lazy_gettext", "lazy_ngettext:1,2")
SHAPE = ("--no-wrap", "--omit-header", "--add-location=file", "--sort-output")


def _pybabel(*arguments: str) -> None:
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", *arguments]
    subprocess.run(command, check=True, cwd=config.ROOT)


def extract(to: Path) -> None:
    """Every text that the code and the templates mark, as a template catalogue."""
    keywords = [part for word in KEYWORDS for part in ("--keyword", word)]
    _pybabel(
        "extract", "--mapping", "pyproject.toml", *keywords, *SHAPE, "--output-file", str(to), "tracker", "templates"
    )


def catalogue(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read(path: Path) -> Catalog:
    with path.open("rb") as held:
        return read_po(held)


def gather() -> None:
    """Bring both catalogues to the texts of today. Texts that are gone go; new ones wait for their translation."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        for language in LANGUAGES:
            known = catalogue(language)
            shape = ["--input-file", str(template), "--output-file", str(known), "--locale", language, "--no-wrap"]
            if known.exists():
                _pybabel("update", "--no-fuzzy-matching", "--ignore-obsolete", *shape)
            else:
                known.parent.mkdir(parents=True, exist_ok=True)
                _pybabel("init", *shape)
            print(f"{known.relative_to(config.ROOT)}: {len(faults(language, template))} to translate")


def faults(language: str, template: Path) -> list[str]:
    """What the catalogue lacks of the extracted texts, in words."""
    wanted, held = read(template), read(catalogue(language))
    found = []
    for message in wanted:
        if not message.id:
            continue
        known = held.get(message.id, message.context)
        name = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
        if known is None:
            found.append(f"{language}: not in the catalogue (run `make words`): {name!r}")
        elif known.fuzzy:
            found.append(f"{language}: marked fuzzy: {name!r}")
        elif not _is_translated(known, language):
            found.append(f"{language}: not translated: {name!r}")
        else:
            found += [f"{language}: {name!r}: {error}" for error in known.check(held)]
    return found


def _is_translated(message: Message, language: str) -> bool:
    """English texts stand in the code; their catalogue is there for the plurals."""
    texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(texts) or (language == "en" and not message.pluralizable)


if __name__ == "__main__":
    gather()
