"""Limits on how often something may be tried, counted in the cache that all processes share."""

import hashlib
import json
import math
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import ngettext

from accounts import conf


@dataclass(frozen=True)
class Limit:
    """At most `attempts` per window of `seconds`, for each combination of parts.

    The windows lie fixed on the clock, so the count needs one cache key and no stored time; at the border of two
    windows twice as many attempts pass, which is harmless here. Names and addresses reach the cache only as a hash.
    """

    name: str
    attempts: int
    seconds: int

    def _key(self, parts: tuple[str, ...]) -> str:
        digest = hashlib.sha256(json.dumps([self.name, *parts]).encode()).hexdigest()
        return f"accounts:limit:{int(time.time() // self.seconds)}:{digest}"

    def _seconds_left(self) -> int:
        return max(1, math.ceil(self.seconds - time.time() % self.seconds))

    def take(self, *parts: str) -> int:
        """Count one attempt. Returns 0 where it may go on, otherwise the seconds to wait."""
        key = self._key(parts)
        cache.add(key, 0, timeout=self.seconds)
        try:
            count = cache.incr(key)
        except ValueError:  # evicted between the two calls
            cache.set(key, 1, timeout=self.seconds)
            count = 1
        return self._seconds_left() if count > self.attempts else 0

    def wait(self, *parts: str) -> int:
        """The seconds to wait after an attempt was refused, 0 otherwise. Counts nothing."""
        return self._seconds_left() if cache.get(self._key(parts), 0) > self.attempts else 0

    def give_back(self, *parts: str) -> None:
        """Take one attempt out of the count, after a success that was no guess."""
        try:
            cache.decr(self._key(parts))
        except ValueError:  # the window has ended, or the cache has forgotten
            return

    def forget(self, *parts: str) -> None:
        """Begin anew, after a success."""
        cache.delete(self._key(parts))


def sign_in_limit() -> Limit:
    """Per name as typed and address: guessing one account does not lock its owner out elsewhere."""
    return Limit("sign-in", conf.sign_in_attempts(), conf.sign_in_window())


# A mailbox must not fill up because somebody types its address again and again. Silent: the answer stays the same.
MAILS_PER_MAILBOX = Limit("mailbox", 3, 3600)

# Mails that one address may cause, whoever they go to.
MAILS_PER_ADDRESS = Limit("mails", 20, 3600)


def waiting_sentence(seconds: int) -> str:
    """What to tell who has to wait, in whole minutes."""
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "Too many attempts. Please try again in %(minutes)d minute.",
        "Too many attempts. Please try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
