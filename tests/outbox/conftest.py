"""A real mail server on a free port, which can refuse and put off."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import socket
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from flask import Flask

    from config import Settings


class Server:
    """What arrived; `answer`: what is said to the next recipients, by their address."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.answer: dict[str, str] = {}

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address in self.answer:
            return self.answer[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.raw.append(envelope.content)
        self.arrived.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def smtp(app: Flask, mailing: Settings) -> Iterator[Server]:
    """The server that the app's mail goes to."""
    server = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    app.extensions["settings"] = dataclasses.replace(mailing, mail_url=f"smtp://127.0.0.1:{port}")
    yield server
    controller.stop()
