"""What a backup or a restore can end with."""

from __future__ import annotations


class BackupFailed(Exception):
    """Nothing was changed, or what was written is not whole; the text says what the operator has to look at."""
