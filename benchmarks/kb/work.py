"""What is measured."""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from accounts.models import User
from activity import recording
from activity.models import DailyCount, Seen
from benchmarks.kb import peer
from benchmarks.kb.report import Report, milliseconds, once, p50, p95, times_of
from benchmarks.search.place import say
from feedback.models import Vote
from kb.facts.numbers import numbers_refresh
from kb.lists.registry import all_lists
from kb.lists.selectors import counts_forget, list_counts, list_pages
from kb.models import ArticlePage, CategoryPage, PageFacts

LIST_MS = 300
ARTICLE_KB = 100
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
READERS = 100


def measure(options: argparse.Namespace, scratch: Path) -> Report:
    """Measure everything; return the figures."""
    report = Report()
    counted = (PageFacts.objects.count(), DailyCount.objects.count(), Vote.objects.count())
    say("{:,} pages, {:,} rows of readers, {:,} votes, {}".format(*counted, connection.vendor))
    _lists(report, options)
    article = ArticlePage.objects.live().filter(effective_audience=0, unlisted=False).order_by("pk")[20]
    _article(report, article, options.requests)
    _counting(report, article, options.requests)
    report.add("job: numbers of all pages anew, nothing changed", milliseconds(numbers_refresh, 1)[0] / 1000, "s")
    if options.peer:
        peer.compare(report, options.peer, scratch, article, options.requests)
    return report


def _lists(report: Report, options: argparse.Namespace) -> None:
    people = {"superuser": _superuser(), "editor of a branch": _editor()}
    for who, user in people.items():
        client = Client()
        client.force_login(user)
        for entry in all_lists():
            _list(report, client, f"list {entry.name}, {who}", reverse("kb_list", args=[entry.name]), options.rounds)
            if options.explain:
                print(f"{entry.name}\n{list_pages(entry, user).order_by('pk')[:50].explain()}\n", file=sys.stderr)
        times = milliseconds(partial(_counted_anew, user), 5)
        report.add(f"numbers of all lists, {who}, once in five minutes", p50(times), "ms")
    client = Client()
    client.force_login(people["superuser"])
    for name, address in (("aging-pages", "/admin/reports/aging-pages/"), ("site-history", "/admin/reports/site-history/")):
        taken = times_of(partial(client.get, address), options.rounds)
        report.add(f"Wagtail's own report {name}, p95", p95(taken.wall), "ms")
        report.add(f"Wagtail's own report {name}, median of processor time", p50(taken.own), "ms")
    branch = CategoryPage.objects.order_by("path")[2].pk
    asked = f"?days=90&language=en&branch={branch}&published_from=2020-01-01"
    _list(report, client, "list most-viewed, four filters", reverse("kb_list", args=["most-viewed"]) + asked, options.rounds)


def _list(report: Report, client: Client, name: str, address: str, rounds: int) -> None:
    if client.get(address).status_code != 200:
        raise RuntimeError(f"{address} does not answer")
    times = times_of(partial(client.get, address), rounds)
    report.add(f"{name}, p95", p95(times.wall), "ms", at_most=LIST_MS)
    report.add(f"{name}, median of processor time", p50(times.own), "ms")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
        statements = 1000 * sum(float(each["time"]) for each in captured.captured_queries)
    report.add(f"{name}, its statements alone", statements, "ms")


def _counted_anew(user: User) -> None:
    counts_forget(user)
    list_counts(user)


def _superuser() -> User:
    known = User.objects.filter(username="bench-root").first()
    return known or User.objects.create_superuser("bench-root", "root@example.org", "unused")


def _editor() -> User:
    """Somebody who edits the first of the knowledge bases."""
    known = User.objects.filter(username="bench-editor").first()
    if known:
        return known
    group = Group.objects.create(name="bench")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=CategoryPage.objects.order_by("path")[0], permission=change)
    user = User.objects.create_user("bench-editor", "editor@example.org", "unused")
    user.groups.add(group)
    return user


def _article(report: Report, article: ArticlePage, requests: int) -> None:
    client = Client()
    client.get(article.link)
    with CaptureQueriesContext(connection) as captured:
        html = client.get(article.link).content
        queries = len(captured)
    times = times_of(partial(client.get, article.link), requests)
    report.add("article, queries", queries, "", at_most=6)
    report.add("article, median in process", p50(times.wall), "ms")
    report.add("article, median in process, processor time", p50(times.own), "ms")
    pages, files = len(gzip.compress(html)), assets_of(html.decode())
    everything = (pages + sum(files.values())) / 1000
    report.add("article, HTML packed", pages / 1000, "kB")
    report.add(f"article with {len(files)} style sheets and scripts, packed", everything, "kB", at_most=ARTICLE_KB)


def assets_of(html: str) -> dict[str, int]:
    """Return the bytes, packed, of every style sheet and script that a page asks for, those that they import included."""
    found: dict[str, int] = {}
    waiting = re.findall(r"""(?:href|src)="/static/([^"?]+\.(?:css|js))""", html)
    while waiting:
        name = waiting.pop()
        path = finders.find(name)
        if name in found or not path:
            continue
        text = Path(path).read_text("utf-8")
        found[name] = len(gzip.compress(text.encode()))
        folder = name.rpartition("/")[0]
        imported = re.findall(r"""(?:@import\s+(?:url\()?|from\s+|import\s+)["']([^"']+\.(?:css|js))""", text)
        waiting += [str(Path("/", folder, each).resolve())[1:] for each in imported]
    return found


def _counting(report: Report, article: ArticlePage, requests: int) -> None:
    """What the counting adds to a page, what a beacon takes, and a hundred readers at once."""
    from django.template import engines

    client = Client()
    tag = engines["django"].from_string('{% include "activity/beacon.html" with contact="/en/contact/" %}')
    added = milliseconds(lambda: tag.render({"page": article}), 10 * requests)
    report.add("counting, added to a page", p50(added), "ms", at_most=1)
    number = iter(range(10**9))

    def tell(repeated: bool) -> None:
        agent = FIREFOX if repeated else f"{FIREFOX} {next(number)}"
        client.post(f"/activity/view/{article.pk}/", headers={"User-Agent": agent})

    recording.FLOOD = 10**9
    report.add("counting, a new reader's beacon", p50(milliseconds(lambda: tell(False), requests)), "ms")
    report.add("counting, the beacon of one who comes again", p50(milliseconds(lambda: tell(True), requests)), "ms")
    Seen.objects.all().delete()
    recording.forget_known()
    times = _together(article)
    recording.rows_write()
    counted = Seen.objects.count()
    report.add(f"counting, {READERS} readers at once, counted", counted, "readers", at_least=READERS)
    report.add(f"counting, {READERS} readers at once, the slowest", max(times), "ms")
    Seen.objects.all().delete()


def _together(article: ArticlePage) -> list[float]:
    barrier = threading.Barrier(READERS)

    def one(number: int) -> float:
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        barrier.wait()
        ask: Any = lambda: client.post(f"/activity/view/{article.pk}/", headers={"User-Agent": FIREFOX})  # noqa: E731
        try:
            return once(ask)
        finally:
            connection.close()

    with ThreadPoolExecutor(READERS) as threads:
        return list(threads.map(one, range(READERS)))
