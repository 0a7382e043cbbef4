"""The `tracker` command: Flask's own command line bound to this app, and the commands of the product."""

from __future__ import annotations

import functools
import logging
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup, with_appcontext
from flask_migrate import upgrade
from sqlalchemy import inspect, text

import config
from tracker.accounts import actions as accounts
from tracker.accounts import passwords
from tracker.accounts import queries as account_queries
from tracker.accounts.commands import attempt, found_municipality, found_user, user
from tracker.accounts.models import Municipality
from tracker.agreements import actions as agreements
from tracker.backups.commands import backup, restore, transfer_rows
from tracker.documents import sweeping
from tracker.imports.kinds import Kind as ImportKind
from tracker.kernel import clock, schema, storage
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.negotiations import actions as negotiations
from tracker.outbox import queries as outbox
from tracker.outbox import sending, smtp
from tracker.outbox.models import State
from tracker.partners import actions as partners
from tracker.permissions import Role
from tracker.places import actions as places
from tracker.regulations import actions as regulations
from tracker.web import security

if TYPE_CHECKING:
    from collections.abc import Callable


def _app() -> Flask:
    from tracker.app import create_app

    try:
        return create_app()
    except config.BadSettings as bad:
        raise click.ClickException(str(bad)) from None


@click.group(cls=FlaskGroup, create_app=_app, add_version_option=False)
def main() -> None:
    """Keep a city's international partnerships."""


for command in (user, backup, restore, transfer_rows):
    main.add_command(command)


def on_prepared_database(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command in the application's context, once the database is as new as the program."""

    @with_appcontext
    @functools.wraps(command)
    def checked(*given: Any, **named: Any) -> Any:
        if fault := schema.fault():
            raise click.ClickException(fault)
        return command(*given, **named)

    return checked


def _prepare(*, quiet: bool) -> None:
    say: Callable[[str], None] = (lambda _text: None) if quiet else click.echo
    say("Bringing the database to the newest migration …")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    upgrade()
    with everywhere("reference data"):
        say("Loading countries, regions and cities …")
        places.load_gazetteer()
        homes = account_queries.municipalities()
        db.session.commit()
    for home in homes:
        with acting_for(home.id):
            regulations.create_defaults(home)
            db.session.commit()


@main.command()
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("--slug", help="Short name of the first municipality, for addresses.")
@click.option("--name-ru", help="Its name in Russian.")
@click.option("--name-en", help="Its name in English.")
@click.option("--region", help="ISO 3166-2 code of its region, such as RU-NIZ.")
@click.option("--admin-email", help="Work e-mail of its administrator.")
@click.option("--admin-name", help="Name of its administrator.")
@with_appcontext
def init(quiet: bool, **first: str | None) -> None:
    """Prepare the database: migrations, reference data, the first municipality and its administrator."""
    _prepare(quiet=quiet)
    if not first["slug"]:
        return
    missing = [name for name, value in first.items() if not value]
    if missing:
        raise click.ClickException(
            f"These are needed too: {', '.join('--' + name.replace('_', '-') for name in missing)}"
        )
    settings = current_app.extensions["settings"]
    with everywhere("the first municipality"):
        municipality = found_municipality(first["slug"]) or _municipality(first, settings.timezone)
        password = passwords.new_password()
        attempt(
            lambda: accounts.add_user(
                municipality.id,
                answers={"email": first["admin_email"], "name": first["admin_name"], "role": Role.ADMIN},
                password=password,
                by=None,
            )
        )
    db.session.commit()
    click.echo(f"{first['admin_email']} may sign in with the password {password}")


def _municipality(first: dict[str, str | None], timezone: str) -> Municipality:
    made = accounts.add_municipality(
        {
            "slug": first["slug"],
            "name_ru": first["name_ru"],
            "name_en": first["name_en"],
            "administration_ru": f"Администрация: {first['name_ru']}",
            "administration_en": f"Administration of {first['name_en']}",
            "region_code": first["region"],
            "timezone": timezone,
        }
    )
    furnish(made)
    return made


def furnish(municipality: Municipality) -> None:
    """What every municipality has from its first day: stages of talks and areas of cooperation."""
    with acting_for(municipality.id):
        negotiations.create_default_stages()
        partners.create_default_areas()
        regulations.create_defaults(municipality)
        db.session.flush()


@main.command()
@with_appcontext
def demo() -> None:
    """Load the demo data: two municipalities, a region's observer, and a story to look at."""
    from tracker import demo as story

    settings = current_app.extensions["settings"]
    if settings.production:
        raise click.ClickException("The demo data does not belong into a production install (TRACKER_ENV=production).")
    password = settings.demo_password or _kept_demo_password()
    story.load(password=password)
    click.echo("\nDemo sign-ins, all with the password " + click.style(password, bold=True))
    for email, role in story.SIGN_INS:
        click.echo(f"  {email:34} {role}")


def _kept_demo_password() -> str:
    """A random password of this machine, so that it is the same after a restart."""
    path = config.ROOT / "instance" / "demo_password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(passwords.new_password())
    return path.read_text().strip()


@main.command()
@click.option("--host", default=lambda: os.environ.get("HOST", "127.0.0.1"), help="Address to listen on (HOST).")
@click.option("--port", type=int, default=lambda: int(os.environ.get("PORT", "5000")), help="Port to listen on (PORT).")
@click.option("--threads", type=int, default=8, show_default=True, help="Requests answered at once.")
@click.option("--with-demo", is_flag=True, help="Prepare the database and load the demo data first.")
@with_appcontext
@click.pass_context
def serve(context: click.Context, host: str, port: int, threads: int, *, with_demo: bool) -> None:
    """Serve the site: one process with threads, right for SQLite; several with gunicorn on PostgreSQL."""
    import waitress

    if with_demo:
        _prepare(quiet=True)
        context.invoke(demo)
    elif fault := schema.fault():
        raise click.ClickException(fault)
    _let_days_pass()
    click.echo(f"\nServing on http://{host}:{port} (Ctrl+C ends it)")
    sys.stdout.flush()
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    waitress.serve(
        app,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        channel_timeout=60,
        # somewhat too large is refused by a page in the reader's language, only beyond that by the server itself
        max_request_body_size=2 * security.largest_request(current_app.extensions["settings"]),
    )


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in ImportKind]), help="What it holds.")
@click.option("--municipality", required=True, help="Short name of the municipality it is for.")
@click.option("--by", "email", required=True, help="Work e-mail of the colleague who answers for it.")
@click.option("--dry-run", is_flag=True, help="Say what every row would do, and change nothing.")
@click.option("--all-or-nothing", is_flag=True, help="Change nothing if a row is refused.")
@on_prepared_database
def import_(file: Path, kind: str, municipality: str, email: str, **how: bool) -> None:
    """Import a CSV, XLSX, ODS or vCard file with the columns as guessed or remembered."""
    from tracker.imports import commands

    with everywhere("importing from the command line"):
        home, by = found_municipality(municipality), found_user(email)
    if home is None or by.municipality_id != home.id:
        raise click.ClickException(f"{email} is no colleague of {municipality!r}.")
    commands.import_file(file, ImportKind(kind), by=by, **how)


@main.command()
@on_prepared_database
def lapse() -> None:
    """Let agreements enter into force, prolong themselves and lapse on their day; run it daily, twice is safe."""
    click.echo(f"{_let_days_pass()} agreements changed.")


def _let_days_pass() -> int:
    """What the calendar did to agreements since the last time, each by the day in its municipality's zone."""
    with everywhere("which municipalities there are"):
        homes = account_queries.municipalities()
    changed = 0
    for home in homes:
        with acting_for(home.id):
            changed += agreements.lapse_due(clock.today(home.timezone))
            db.session.commit()
    return changed


@main.command()
@on_prepared_database
def remind() -> None:
    """Tell people what is due, in the tracker and by mail; run it on a timer, twice or on two machines is safe."""
    from tracker.reminders import running

    run = running.remind()
    click.echo(f"{run.notices} notices, {run.mails} mails written.")
    settings = current_app.extensions["settings"]
    if settings.mail_url:
        tally = sending.send_due(settings)
        click.echo(f"{tally.sent} mails sent, {tally.put_off} put off, {tally.failed} not delivered.")
    if run.broken:
        raise click.ClickException(f"These could not be asked what is due: {', '.join(run.broken)}")


@main.group()
def mail() -> None:
    """Mail: send what waits."""


@mail.command("send")
@on_prepared_database
def mail_send() -> None:
    """Send the mail that waits; from a timer every few minutes, on several machines at once if you like."""
    settings = current_app.extensions["settings"]
    if not settings.mail_url:
        raise click.ClickException("TRACKER_MAIL_URL is not set: no mail is sent.")
    tally = sending.send_due(settings)
    click.echo(f"{tally.sent} sent, {tally.put_off} put off, {tally.failed} not delivered.")
    if tally.no_server:
        raise click.ClickException(f"The mail server: {tally.no_server}")


@main.command("sweep")
@click.option("--grace", type=float, default=24, show_default=True, help="Hours a file may lie without its row.")
@on_prepared_database
def sweep_files(grace: float) -> None:
    """Remove stored files that no record names, and say which records miss their file; run it daily, twice is safe."""
    with everywhere("comparing the storage with the rows"):
        swept = sweeping.sweep(timedelta(hours=grace))
    click.echo(f"{swept.kept} files kept, {swept.removed} without a record removed ({swept.freed} bytes).")
    for document, key in swept.missing:
        click.echo(f"MISSING  the file {key} of document {document}: bring it back from a backup.")
    if swept.missing:
        raise SystemExit(1)


@main.command()
@with_appcontext
def check() -> None:
    """Say what is wrong with settings, database, storage and mail, and how to mend it."""
    settings = current_app.extensions["settings"]
    faults = []
    try:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except Exception as error:  # noqa: BLE001 - whatever the driver says is what the operator needs
        faults.append(f"Database: {type(error).__name__}. Look at TRACKER_DATABASE_URL.")
    else:
        if fault := schema.fault():
            faults.append(f"Database: {fault}")
    try:
        storage.try_out(storage.in_use())
    except storage.CannotStore as error:
        faults.append(f"Storage: {error}. Look at TRACKER_STORAGE_URL.")
    if not (config.ROOT / "tracker" / "static" / "dist" / "manifest.json").exists():
        faults.append("Styles and scripts are not built: run `make build`.")
    faults += _faults_of_mail(settings)
    if not settings.production:
        click.echo("TRACKER_ENV is development: fine here, not for real data.")
    for fault in faults:
        click.echo(f"WRONG  {fault}")
    if faults:
        raise SystemExit(1)
    click.echo("All is well.")


def _faults_of_mail(settings: config.Settings) -> list[str]:
    server = settings.mail_server()
    if server is None:
        click.echo("TRACKER_MAIL_URL is not set: no reminders by mail, no new password by mail.")
        return []
    faults = []
    try:
        smtp.connect(server).quit()
    except smtp.NoServer as error:
        faults.append(f"Mail: {error}. Look at TRACKER_MAIL_URL.")
    if inspect(db.engine).has_table("outgoing_mail"):
        with everywhere("mail that could not be delivered"):
            failed = outbox.counts().get(State.FAILED, 0)
        if failed:
            click.echo(f"{failed} mails could not be delivered: Administration, Mail.")
    return faults
