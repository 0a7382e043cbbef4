"""Backing up and restoring from the command line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext

from tracker.backups import keeping, transfer
from tracker.backups.errors import BackupFailed
from tracker.documents import sweeping
from tracker.kernel import schema
from tracker.kernel.tenancy import everywhere

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@with_appcontext
def backup(folder: Path) -> None:
    """Write the database and all files into a new folder, also while the site serves; run it daily."""
    try:
        made = keeping.back_up(folder)
    except BackupFailed as failed:
        raise click.ClickException(str(failed)) from None
    size = made.dump.size + sum(one.size for one in made.files.values())
    click.echo(f"{sum(made.rows.values())} rows and {len(made.files)} files in {folder}, {size} bytes.")


@click.command()
@click.argument("folder", type=FOLDER)
@with_appcontext
def restore(folder: Path) -> None:
    """Bring a backup back into an empty database and its files into the storage, and compare both with it."""
    try:
        made = keeping.restore(folder)
    except BackupFailed as failed:
        raise click.ClickException(str(failed)) from None
    click.echo(f"{sum(made.rows.values())} rows and {len(made.files)} files of {made.made_at} are back.")
    if fault := schema.fault():
        click.echo(fault)
        return
    with everywhere("comparing the storage with the restored rows"):
        missing = sweeping.sweep(timedelta(), remove=False).missing
    for document, key in missing:
        click.echo(f"MISSING  the file {key} of document {document} was not in the backup.")
    if missing:
        raise SystemExit(1)
    click.echo("Every row has its file.")


@click.command("transfer")
@click.argument("address")
@with_appcontext
def transfer_rows(address: str) -> None:
    """Bring all rows of another database (its SQLAlchemy address) into this empty one: from SQLite to PostgreSQL."""
    try:
        brought = transfer.bring_in(address)
    except BackupFailed as failed:
        raise click.ClickException(str(failed)) from None
    click.echo(f"{brought} rows are here. The files stay where TRACKER_STORAGE_URL points.")
