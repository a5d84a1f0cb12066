"""Each candidate in its turn, and what comes of it."""

from __future__ import annotations

import argparse
import gzip
import re
import statistics
import subprocess
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from benchmarks.kb.report import Report
from benchmarks.search.place import say
from benchmarks.serve.servers import granian, nginx, redis_server
from kb.models import ArticlePage

OF_NGINX = 0.6
"""A page from the cache is sent at least at this part of nginx's rate for the same bytes."""
OF_PLAIN = 2.0
"""An article is made anew at least so many times as fast as by plain Wagtail idioms."""

CACHED, MEMORY_REDIS, NGINX = "from the page cache", "from the page cache, with Redis", "nginx, the same bytes"
DJANGO, UNCACHED, PLAIN = "Django's cache middleware", "made anew", "made anew by plain Wagtail idioms"

_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_BAD = re.compile(r"Non-2xx or 3xx responses: (\d+)")


def measure(report: Report, options: argparse.Namespace, scratch: Path) -> None:
    """Add the rate of each candidate, the middle one of all rounds, and their ratios."""
    article = ArticlePage.objects.listable_to(None).filter(locale__language_code="en").order_by("pk")[0]
    serve = partial(granian, scratch, workers=options.workers)
    with redis_server(scratch) as redis, serve(cache=True) as address:
        folder = _same_bytes(scratch, address, article.link)
        candidates: dict[str, Callable[[], AbstractContextManager[str]]] = {
            NGINX: partial(nginx, scratch, folder, workers=options.workers),
            CACHED: partial(serve, cache=True),
            MEMORY_REDIS: partial(serve, cache=True, redis=redis),
            DJANGO: partial(serve, settings="benchmarks.serve.settings.django_cache"),
            UNCACHED: serve,
            PLAIN: partial(serve, settings="benchmarks.serve.settings.plain"),
        }
        rates: defaultdict[str, list[float]] = defaultdict(list)
    for number in range(options.rounds):
        for name, start in candidates.items():
            with start() as address:
                path = "/page.html" if name == NGINX else article.link
                rates[name].append(_rate(address + path, options))
            say(f"round {number + 1}: {name}: {rates[name][-1]:,.0f} a second")
    _tell(report, rates)


def _tell(report: Report, rates: dict[str, list[float]]) -> None:
    for name, found in rates.items():
        report.add(name, statistics.median(found), "a second")
    report.add("page cache by nginx", _ratio(rates, CACHED, NGINX), "times", at_least=OF_NGINX)
    report.add("page cache with Redis by nginx", _ratio(rates, MEMORY_REDIS, NGINX), "times")
    report.add("page cache by Django's cache middleware", _ratio(rates, CACHED, DJANGO), "times")
    report.add("made anew by plain idioms", _ratio(rates, UNCACHED, PLAIN), "times", at_least=OF_PLAIN)


def _ratio(rates: dict[str, list[float]], one: str, other: str) -> float:
    """Return the middle of the ratios of each round: within a round the machine was the same."""
    return statistics.median(mine / theirs for mine, theirs in zip(rates[one], rates[other], strict=True))


def _same_bytes(scratch: Path, address: str, path: str) -> Path:
    """Put the page as readers get it where nginx sends it from, compressed as here."""
    folder = scratch / "pages"
    folder.mkdir()
    asked = urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310  # nosec B310 # of this machine
        compressed = answer.read()
    (folder / "page.html.gz").write_bytes(compressed)
    (folder / "page.html").write_bytes(gzip.decompress(compressed))
    say(f"{path}: {len(gzip.decompress(compressed)):,} bytes, {len(compressed):,} compressed")
    return folder


def _rate(url: str, options: argparse.Namespace) -> float:
    command = ["wrk", "--threads", "1", "--connections", str(options.connections), "--header", "Accept-Encoding: gzip"]
    for seconds in (1, options.seconds):  # the first to warm up
        done = subprocess.run([*command, "--duration", f"{seconds}s", url], check=True, capture_output=True, text=True)
    if bad := _BAD.search(done.stdout):
        raise SystemExit(f"{url}: {bad[1]} answers were errors")
    found = _RATE.search(done.stdout)
    assert found, done.stdout  # nosec B101 # of a benchmark
    return float(found[1])
