"""Users from the command line: added, given a new first password, blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from flask.cli import with_appcontext

from tracker.accounts import actions, passwords, queries
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.kernel.tenancy import everywhere
from tracker.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import Municipality, User


@click.group()
def user() -> None:
    """Users: add, block, set a new first password."""


@user.command("add")
@click.argument("email")
@click.option("--municipality", help="Short name of the municipality (all roles but the observer).")
@click.option("--region", help="ISO 3166-2 code of the region (the observer).")
@click.option("--name", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@with_appcontext
def user_add(email: str, municipality: str | None, region: str | None, name: str, role: str) -> None:
    """Add a user and print the first password."""
    password = passwords.new_password()
    with everywhere("adding a user from the command line"):
        home = found_municipality(municipality) if municipality else None
        if municipality and home is None:
            raise click.ClickException(f"There is no municipality {municipality!r}.")
        made = attempt(
            lambda: actions.add_user(
                home.id if home else None,
                answers={"email": email, "name": name, "role": role},
                password=password,
                by=None,
                region_code=region,
            )
        )
        made.must_change_password = True
        db.session.commit()
    click.echo(f"{email} may sign in with the password {password}")


@user.command("reset")
@click.argument("email")
@with_appcontext
def user_reset(email: str) -> None:
    """Set a new first password and end the user's sessions."""
    with everywhere("resetting a password from the command line"):
        password = actions.reset_password(found_user(email), by=None)
        db.session.commit()
    click.echo(f"{email} may sign in with the password {password}")


@user.command("block")
@click.argument("email")
@with_appcontext
def user_block(email: str) -> None:
    """Block an account and end its sessions."""
    with everywhere("blocking a user from the command line"):
        found = found_user(email)
        actions.shut(found)
        db.session.commit()
    click.echo(f"{email} is blocked.")


def found_municipality(slug: str | None) -> Municipality | None:
    return queries.find_municipality(slug or "")


def found_user(email: str) -> User:
    found = queries.find_user_by_email(email)
    if found is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return found


def attempt(step: Callable[[], Any]) -> Any:
    try:
        return step()
    except RuleBroken as broken:
        db.session.rollback()
        raise click.ClickException(str(broken)) from None
