"""Signed words of links that end mail with one click (RFC 8058): good for what they were made for only."""

from __future__ import annotations

from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

LONGEST = 300


def signed(purpose: str, said: list[Any]) -> str:
    return str(_signer(purpose).dumps(said))


def read(purpose: str, word: str) -> Any:
    """What a word that we signed says, or None."""
    if not word or len(word) > LONGEST:
        return None
    try:
        return _signer(purpose).loads(word)
    except (BadSignature, ValueError, TypeError):
        return None


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=purpose)
