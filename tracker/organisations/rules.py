"""What holds for an organisation. No session, no request."""

from __future__ import annotations

import re

from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x20<>\"'\\]{3,290}", re.IGNORECASE)


def check_website(address: str | None) -> None:
    """A link that leads to a page and nowhere else."""
    if address and not WEB_ADDRESS.fullmatch(address):
        raise RuleBroken(N_("Write an address that begins with https://"), "website")
