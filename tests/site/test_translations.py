"""Every text of the interface stands in both catalogues, translated and not fuzzy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    template = tmp_path_factory.mktemp("words") / "messages.pot"
    words.extract(template)
    return template


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_text_is_missing_or_fuzzy(extracted: Path, language: str) -> None:
    faults = words.faults(language, extracted)
    assert not faults, f"{len(faults)} faults in {words.catalogue(language)}:\n" + "\n".join(faults[:40])


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_text_is_kept_that_nobody_shows(extracted: Path, language: str) -> None:
    wanted, held = words.read(extracted), words.read(words.catalogue(language))
    over = [message.id for message in held if message.id and message.id not in wanted]
    assert not over, f"run `make words`: {over[:10]}"
    assert not held.obsolete, "run `make words`"
