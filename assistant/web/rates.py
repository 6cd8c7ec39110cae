"""How often one person may ask, and how often a password may be tried."""

from __future__ import annotations

import time

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.web.turns import ComeBackLater

UPLOADS = RateLimitItemPerHour(60)
# Wrong passwords. A person who mistypes never meets these; a list of passwords takes years.
_PAIR = RateLimitItemPerMinute(5, 5)  # one name from one address: five in five minutes
_ADDRESS = RateLimitItemPerMinute(20, 5)  # any names from one address
_NAME = RateLimitItemPerHour(60)  # one name from anywhere; not a lock: its owner, too, waits at most an hour


class TooMany(ComeBackLater):
    """One person asks more than their share."""

    status = 429


class Rates:
    """Counts in memory, over a moving window."""

    def __init__(self, questions: int) -> None:
        """Allow `questions` a minute and person; 0 for any number."""
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._questions = RateLimitItemPerMinute(questions) if questions else None

    def question(self, person: str) -> None:
        """Count a question. Raises TooMany."""
        if self._questions is not None:
            self._take(self._questions, "question", person)

    def upload(self, person: str) -> None:
        """Count an upload. Raises TooMany."""
        self._take(UPLOADS, "upload", person)

    def check_attempt(self, name: str, address: str) -> None:
        """Raise TooMany where too many passwords were wrong, before the next one is even looked at."""
        for item, keys in _attempts(name, address):
            if not self._limiter.test(item, *keys):
                raise TooMany("Too many wrong passwords. Try again later.", self._seconds(item, *keys))

    def wrong_attempt(self, name: str, address: str) -> None:
        """Count a wrong password."""
        for item, keys in _attempts(name, address):
            self._limiter.hit(item, *keys)

    def _take(self, item: RateLimitItem, *keys: str) -> None:
        if not self._limiter.hit(item, *keys):
            seconds = self._seconds(item, *keys)
            raise TooMany(f"That is more than {item.amount} in a short time. Try again in {seconds:.0f} s.", seconds)

    def _seconds(self, item: RateLimitItem, *keys: str) -> float:
        return max(1.0, self._limiter.get_window_stats(item, *keys).reset_time - time.time())


def _attempts(name: str, address: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
    name = name.casefold()
    return [
        (_PAIR, ("pair", name, address)),
        (_ADDRESS, ("address", address)),
        (_NAME, ("name", name)),
    ]
