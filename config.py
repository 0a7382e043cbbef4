"""Settings: read from the environment once (prefix `TRACKER_`), validated, and listed in the README."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent
SHORTEST_KEY = 32
TEXTS = ("public_url", "trusted_hosts", "mail_url", "mail_from", "locale", "timezone", "demo_password", "log_level")
LARGEST_FILE = 1024


class BadSettings(Exception):
    """The environment holds a setting that cannot work; the text says which and how to mend it."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over. `tls`: `never`, `always` (from the first byte) or `starttls`; `ca`: a file of
    certificates to trust instead of the system's.
    """

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = ""
    ca: str = ""


_MAIL_SCHEMES = {"smtp": ("never", 25), "smtps": ("always", 465), "starttls": ("starttls", 587)}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Each field is one environment variable, `TRACKER_` + its name in capitals."""

    env: str = field(default="development", metadata={"help": "`development` or `production`"})
    database_url: str = field(default="", metadata={"help": "SQLAlchemy address; empty: SQLite in `instance/`"})
    secret_key: str = field(default="", metadata={"help": "signs cookies and forms; needed in production"})
    public_url: str = field(
        default="", metadata={"help": "address people type, for links in mail; needed in production"}
    )
    trusted_hosts: str = field(
        default="", metadata={"help": "host names served, by comma; empty: that of the public address"}
    )
    proxies: int = field(default=0, metadata={"help": "how many proxies in front set `X-Forwarded-*`"})
    mail_url: str = field(
        default="", metadata={"help": "mail server: `smtp://`, `smtps://` or `starttls://user:password@host:port`"}
    )
    mail_from: str = field(default="", metadata={"help": "sender of mail; empty: `no-reply@` the public address"})
    locale: str = field(default="ru", metadata={"help": "language before sign-in: `ru` or `en`"})
    timezone: str = field(default="Europe/Moscow", metadata={"help": "zone of a new municipality (IANA name)"})
    demo_password: str = field(
        default="", metadata={"help": "password of the demo sign-ins; empty: a random one is printed"}
    )
    storage_url: str = field(
        default="",
        metadata={"help": "where files are kept, `file:///path` or `s3://bucket/prefix`; empty: `instance/files`"},
    )
    largest_file: int = field(default=50, metadata={"help": "most megabytes of an uploaded file"})
    log_level: str = field(default="INFO", metadata={"help": "`DEBUG`, `INFO`, `WARNING` or `ERROR`"})
    testing: bool = False

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")

    def mail_server(self) -> MailServer | None:
        """The mail server, None where mail is not sent. Raises BadSettings."""
        return _mail_server(self.mail_url) if self.mail_url else None

    def mail_host(self) -> str:
        """The host in whose name mail is written."""
        return urlsplit(self.public_url).hostname or "localhost"

    def sender(self) -> str:
        return self.mail_from or f"no-reply@{self.mail_host()}"

    def hosts(self) -> list[str]:
        named = [host.strip() for host in self.trusted_hosts.split(",") if host.strip()]
        own = urlsplit(self.public_url).hostname
        return named or ([own] if own else [])


def from_environment(environment: dict[str, str] | None = None, instance: Path | None = None) -> Settings:
    """The settings of this process. Raises BadSettings."""
    given = dict(os.environ if environment is None else environment)
    instance = instance or ROOT / "instance"
    env = given.get("TRACKER_ENV", "development")
    values: dict[str, str] = {
        "env": env,
        "database_url": _database_url(given.get("TRACKER_DATABASE_URL", ""), instance),
        "storage_url": given.get("TRACKER_STORAGE_URL", "").strip() or (instance / "files").as_uri(),
        "secret_key": given.get("TRACKER_SECRET_KEY", "") or ("" if env == "production" else _kept_key(instance)),
    }
    for name in TEXTS:
        if given.get(f"TRACKER_{name.upper()}"):
            values[name] = given[f"TRACKER_{name.upper()}"].strip()
    proxies = _number(given, "TRACKER_PROXIES", 0, "how many proxies stand in front")
    largest_file = _number(given, "TRACKER_LARGEST_FILE", 50, "most megabytes of an uploaded file")
    settings = Settings(**values, proxies=proxies, largest_file=largest_file)  # type: ignore[arg-type]  # texts only; the others are named
    check(settings)
    return settings


def check(settings: Settings) -> None:
    """Say what cannot work, and how to mend it."""
    if settings.env not in {"development", "production"}:
        raise BadSettings("TRACKER_ENV must be development or production.")
    if settings.locale not in {"ru", "en"}:
        raise BadSettings("TRACKER_LOCALE must be ru or en.")
    if settings.log_level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise BadSettings("TRACKER_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadSettings(
            f"TRACKER_TIMEZONE: {settings.timezone!r} is no zone; write one like Europe/Moscow."
        ) from None
    if settings.public_url and urlsplit(settings.public_url).scheme not in {"http", "https"}:
        raise BadSettings("TRACKER_PUBLIC_URL must begin with http:// or https://.")
    if settings.mail_server() is not None and not settings.public_url:
        raise BadSettings("TRACKER_PUBLIC_URL is missing: mail holds links, and they begin with it.")
    _check_files(settings)
    if settings.production:
        if len(settings.secret_key) < SHORTEST_KEY:
            raise BadSettings(
                "TRACKER_SECRET_KEY is missing or shorter than 32 characters. Make one with:"
                ' python -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        if not settings.public_url:
            raise BadSettings(
                "TRACKER_PUBLIC_URL is missing: the address people type, such as https://tracker.example."
            )


def _mail_server(url: str) -> MailServer:
    try:
        parts = urlsplit(url)
        tls, usual = _MAIL_SCHEMES[parts.scheme]
        port = parts.port or usual
    except (KeyError, ValueError):
        raise BadSettings("TRACKER_MAIL_URL must look like smtps://user:password@mail.example:465.") from None
    if not parts.hostname:
        raise BadSettings("TRACKER_MAIL_URL names no host.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if user and tls == "never" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise BadSettings("TRACKER_MAIL_URL would send a password in the open: use smtps:// or starttls://.")
    ca = parse_qs(parts.query).get("ca", [""])[0]
    if ca and not Path(ca).is_file():
        raise BadSettings(f"TRACKER_MAIL_URL: there is no file {ca}.")
    return MailServer(parts.hostname, port, tls, user, password, ca)


def _check_files(settings: Settings) -> None:
    if settings.storage_url and urlsplit(settings.storage_url).scheme not in {"file", "s3"}:
        raise BadSettings("TRACKER_STORAGE_URL must begin with file:/// or s3://.")
    if not 1 <= settings.largest_file <= LARGEST_FILE:
        raise BadSettings(f"TRACKER_LARGEST_FILE must lie between 1 and {LARGEST_FILE} megabytes.")


def _number(given: dict[str, str], name: str, default: int, meaning: str) -> int:
    try:
        return int(given.get(name, "") or default)
    except ValueError:
        raise BadSettings(f"{name} must be a whole number: {meaning}.") from None


def _database_url(given: str, instance: Path) -> str:
    if not given:
        instance.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{instance / 'tracker.db'}"
    for plain in ("postgresql://", "postgres://"):
        if given.startswith(plain):
            return "postgresql+psycopg://" + given.removeprefix(plain)
    return given


def _kept_key(instance: Path) -> str:
    """A key of this machine for development, kept so that a restart signs nobody out."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()
