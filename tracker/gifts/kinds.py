"""The closed lists of the slice."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Way(StrEnum):
    GIVEN = "given"
    RECEIVED = "received"


WAY_LABELS = {Way.GIVEN: N_("Given"), Way.RECEIVED: N_("Received")}
