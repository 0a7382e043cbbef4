"""What the interface says in a language: tests name texts by their msgids."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from tests import words

if TYPE_CHECKING:
    from collections.abc import Callable


@functools.cache
def said_in(language: str) -> Callable[[str], str]:
    """A function from a msgid to the text of the catalogue: `said_in("ru")("Save")`."""
    catalogue = words.read(words.catalogue(language))

    def said(msgid: str) -> str:
        message = catalogue.get(msgid)
        assert message is not None, f"the catalogue does not know “{msgid}”"
        return str(message.string or msgid)

    return said
