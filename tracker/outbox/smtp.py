"""Speaking with the mail server: plain, in TLS from the first byte, or after STARTTLS; certificates are checked."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from tracker.kernel.text import clean

if TYPE_CHECKING:
    from datetime import datetime

    from config import MailServer
    from tracker.outbox.actions import Letter
    from tracker.outbox.models import OutgoingMail

PATIENCE = 20  # seconds for each word of the server
PERMANENT = 500


class Undeliverable(Exception):
    """The mail will never be taken."""


class PutOff(Exception):
    """The server asks to try this mail later."""


class NoServer(Exception):
    """The server is not there, or does not let us in."""


class _Policy(EmailPolicy):
    """Headers that are addresses of the web or of the mail itself stay in one piece."""

    WHOLE = frozenset({"list-unsubscribe", "message-id"})

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}" if name.lower() in self.WHOLE else str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        whole = name.lower() in self.WHOLE
        return self.fold(name, value).encode("ascii", "replace") if whole else super().fold_binary(name, value)


POLICY = _Policy(linesep="\r\n", max_line_length=76, raise_on_defect=False)


def compose(mail: OutgoingMail, letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """The mail as it goes over the wire. Raises Undeliverable for an address that is none."""
    message = EmailMessage(policy=POLICY)
    try:
        message["From"] = Address(addr_spec=sender)
        message["To"] = Address(display_name=clean(mail.to_name), addr_spec=mail.to_address)
    except (ValueError, IndexError, MessageError) as error:
        raise Undeliverable(f"address: {type(error).__name__}") from None
    message["Subject"] = clean(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = clean(mail.message_id)
    message["Auto-Submitted"] = "auto-generated"
    if letter.refuse_url:
        message["List-Unsubscribe"] = f"<{clean(letter.refuse_url)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    for file in letter.files:
        main, _slash, sub = file.content_type.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=clean(file.name))
    return message


@dataclass
class Line:
    """A line to the server, opened when the first mail goes."""

    server: MailServer
    sender: str
    _held: smtplib.SMTP | None = None

    def send(self, mail: OutgoingMail, letter: Letter, at: datetime) -> None:
        """Hand a mail over. Raises Undeliverable, PutOff or NoServer."""
        message = compose(mail, letter, self.sender, at)
        if self._held is None:
            self._held = connect(self.server)
        try:
            self._held.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            self._start_anew()
            code, said = next(iter(error.recipients.values()))
            raise _of_code(code, said) from None
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
            self._start_anew()
            raise _of_code(error.smtp_code, error.smtp_error) from None
        except smtplib.SMTPNotSupportedError as error:
            raise Undeliverable(str(error)) from None
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise NoServer(_told(error)) from None

    def _start_anew(self) -> None:
        try:
            if self._held is not None:
                self._held.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def close(self) -> None:
        if self._held is None:
            return
        try:
            self._held.quit()
        except (smtplib.SMTPException, OSError):
            self._held.close()
        self._held = None


def connect(server: MailServer) -> smtplib.SMTP:
    """A line to the server, signed in where it wants that. Raises NoServer."""
    try:
        return _connected(server)
    except (smtplib.SMTPException, OSError) as error:
        raise NoServer(_told(error)) from None


def _connected(server: MailServer) -> smtplib.SMTP:
    trust = ssl.create_default_context(cafile=server.ca or None)
    if server.tls == "always":
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=trust)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.tls == "starttls":
            line.starttls(context=trust)  # refused by a server that has none: nothing goes in the open
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def _of_code(code: int, said: Any) -> Exception:
    told = f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    return Undeliverable(told) if code >= PERMANENT else PutOff(told)


def _told(error: Exception) -> str:
    """What went wrong, in one line and without the words of our sign-in."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{error.smtp_code} the server does not let us in: user or password"
    return clean(f"{type(error).__name__}: {error}")[:400]
