"""Looking at a page as somebody who is not there: with their rights, language, zone and scope, and only to read."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from flask import current_app

from tracker.kernel.db import begin_for_reading
from tracker.web.area import open_scope
from tracker.web.signed_in import stand_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.accounts.models import User


@contextmanager
def looking_as(find: Callable[[], User], address: str) -> Iterator[User]:
    """A request of its own to this address, on a session of its own. `find` reads the person there.

    Whether the person may open the address is asked by the caller: no view is called here.
    """
    with ExitStack() as opened:
        opened.enter_context(current_app.app_context())
        # a request to a host that is not ours builds no addresses
        hosts = current_app.config["TRUSTED_HOSTS"] or ["localhost"]
        opened.enter_context(current_app.test_request_context(address, base_url=f"http://{hosts[0].lstrip('.')}"))
        opened.enter_context(begin_for_reading())
        user = find()
        stand_in(user)
        open_scope(opened, user)
        yield user
