"""The line to the server is encrypted where it is asked for, and its certificate is checked."""

from __future__ import annotations

import socket
import ssl

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

import config
from tests.outbox.certificates import make_certificate
from tracker.outbox import smtp


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


def _serve(certificate, *, from_the_start):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def let_in(_server, _session, _envelope, _mechanism, data):
        return AuthResult(handled=False, success=(data.login, data.password) == (b"tracker", b"p w"))

    class Handler:
        pass

    class Held(Controller):
        def factory(self):
            if from_the_start:
                return SMTP(self.handler, authenticator=let_in, auth_require_tls=False)
            return SMTP(self.handler, authenticator=let_in, tls_context=context, require_starttls=True)

        def _trigger_server(self):  # the controller's own knock speaks no TLS
            socket.create_connection((self.hostname, self.port)).close()

    controller = Held(Handler(), hostname="127.0.0.1", port=port, ssl_context=context if from_the_start else None)
    controller.start()
    return controller


@pytest.mark.parametrize("scheme", ["smtps", "starttls"])
def test_it_signs_in_over_tls_with_a_known_certificate_only(certificate, scheme):
    controller = _serve(certificate, from_the_start=scheme == "smtps")
    try:
        url = f"{scheme}://tracker:p%20w@localhost:{controller.port}"
        trusting = config.Settings(mail_url=f"{url}?ca={certificate[0]}").mail_server()
        smtp.connect(trusting).quit()
        with pytest.raises(smtp.NoServer, match="CERTIFICATE_VERIFY_FAILED"):
            smtp.connect(config.Settings(mail_url=url).mail_server())
        wrong = config.Settings(mail_url=f"{scheme}://tracker:no@localhost:{controller.port}?ca={certificate[0]}")
        with pytest.raises(smtp.NoServer, match="does not let us in"):
            smtp.connect(wrong.mail_server())
    finally:
        controller.stop()
