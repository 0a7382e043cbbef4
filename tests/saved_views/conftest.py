"""The mail server of the outbox's tests."""

from tests.outbox.conftest import smtp

__all__ = ["smtp"]
