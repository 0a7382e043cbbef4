"""How often an address may be asked for, counted in this process: enough against a program gone wild."""

from __future__ import annotations

from collections import OrderedDict, deque
from threading import Lock
from typing import TYPE_CHECKING

from tracker.kernel import clock

if TYPE_CHECKING:
    from datetime import datetime, timedelta


class Throttle:
    """At most `most` in `within` for each key; only the latest keys are remembered."""

    def __init__(self, most: int, within: timedelta, *, keys: int = 2000) -> None:
        self.most, self.within, self.keys = most, within, keys
        self._asked: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def lets(self, key: str) -> bool:
        """Count one more, and say whether it may be answered."""
        now = clock.now()
        with self._lock:
            asked = self._asked.setdefault(key, deque())
            self._asked.move_to_end(key)
            while asked and now - asked[0] > self.within:
                asked.popleft()
            if len(asked) >= self.most:
                return False
            asked.append(now)
            while len(self._asked) > self.keys:
                self._asked.popitem(last=False)
        return True
