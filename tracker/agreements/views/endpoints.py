"""The names of the steps' endpoints."""

from __future__ import annotations

from tracker.agreements.kinds import Action


def endpoint_of(action: Action) -> str:
    """`return` is no name for a function."""
    return "return_" if action is Action.RETURN else action.value.replace("-", "_")
