"""Goes round the links: what is due, one host after the other, and again later where something fails."""

from __future__ import annotations

import time
import zlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from kb.links.inside import look_inside
from kb.links.outside import look_outside
from kb.links.verdicts import Verdict, broken
from kb.models.links import CheckedLink, LinkState

SECONDS = 20.0
"""For which one run goes round: other jobs wait meanwhile, and the next run goes on. Every answer is stored at once."""
PAUSE = 2.0
"""Seconds between two questions to one host."""
BATCH = 500
EVERY_INSIDE = timedelta(days=1)
EVERY_OUTSIDE = timedelta(days=7)
WAITS = [timedelta(hours=each) for each in (1, 6, 24, 24, 72)]
"""Between the first failure and the second look, and so on."""
SURE_AFTER = timedelta(days=2)
"""For so long an address must have failed, at every look, before it is called broken: sites are down for a night."""
UNUSED = timedelta(days=1)

LOOKED = ("checked", "reason", "detail", "state", "failures", "failed", "next_check")

_asked: dict[str, float] = {}


def links_check(seconds: float = SECONDS) -> int:
    """Look at addresses that are due; return how many. It may be killed at any time: what was looked at is stored."""
    end = time.monotonic() + seconds
    count = 0
    for link in _due(end):
        settle(link, _looked_at(link), timezone.now())
        count += 1
        if time.monotonic() > end:
            break
    return count


def _looked_at(link: CheckedLink) -> Verdict:
    """Look at one address. What cannot even be read as one, here or on the way to it, must not stop the round."""
    try:
        with transaction.atomic():
            return look_outside(link.address) if link.host else look_inside(link.address)
    except (ValueError, DatabaseError):
        return broken("no-address")


def _due(end: float) -> Iterator[CheckedLink]:
    """Yield those of this site first, then those of others, no host twice within the pause."""
    rows = (
        CheckedLink.objects.filter(next_check__lte=timezone.now(), places__isnull=False).distinct().order_by("next_check", "pk")
    )
    while inside := list(rows.filter(host="")[:BATCH]):
        yield from inside
    hosts: defaultdict[str, list[CheckedLink]] = defaultdict(list)
    for link in rows.exclude(host="")[:BATCH]:
        hosts[link.host].append(link)
    while hosts and time.monotonic() < end:
        ready = [host for host in hosts if time.monotonic() - _asked.get(host, float("-inf")) >= PAUSE]
        if not ready:
            time.sleep(0.1)
        for host in ready:
            _asked[host] = time.monotonic()
            yield hosts[host].pop(0)
            if not hosts[host]:
                del hosts[host]


def settle(link: CheckedLink, verdict: Verdict, now: datetime) -> None:
    """Store what a look said, and when to look again."""
    link.checked, link.reason, link.detail = now, verdict.reason, verdict.detail
    if verdict.state in (LinkState.FINE, LinkState.UNKNOWN):
        link.state, link.failures, link.failed = verdict.state, 0, None
        link.next_check = now + _spread(link, EVERY_OUTSIDE if link.host else EVERY_INSIDE)
    else:
        link.failures += 1
        link.failed = link.failed or now
        # What is on this site is certain; another one may be mistaken about a page for a moment.
        is_sure = not link.host or (link.failures > 2 and now - link.failed >= SURE_AFTER)
        is_sure |= verdict.state == LinkState.BROKEN and link.failures > 1
        link.state = LinkState.BROKEN if is_sure else LinkState.FAILING
        wait = WAITS[min(link.failures, len(WAITS)) - 1] if link.host else EVERY_INSIDE
        link.next_check = now + _spread(link, wait)
    # It may have gone meanwhile, with the last text that had it.
    CheckedLink.objects.filter(pk=link.pk).update(**{name: getattr(link, name) for name in LOOKED})


def links_tidy() -> int:
    """Forget addresses to which nothing links any more; return how many."""
    unused = CheckedLink.objects.filter(places__isnull=True, next_check__lt=timezone.now() - UNUSED)
    return unused.delete()[0]


def _spread(link: CheckedLink, wait: timedelta) -> timedelta:
    """A little earlier or later for each, so that what came together is not asked together for ever."""
    return wait * (0.9 + 0.2 * (zlib.crc32(link.digest.encode()) % 1000) / 1000)
