"""Pages that are read, judged and linked; what a list says; and a site elsewhere, as it is told to answer."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from activity.models import DailyCount
from content.models import HelpPage
from feedback.models import VoteTotal
from kb.facts.likeness import likeness_refresh
from kb.facts.numbers import numbers_refresh
from kb.facts.texts import texts_read
from kb.lists.registry import list_named
from kb.lists.selectors import list_pages
from kb.models import ArticlePage, CheckedLink
from tests.factories import add_page

LONG = " ".join(f"word{number} of the text" for number in range(40))


def article(category, title, text="Some words.", **fields):
    return add_page(category, ArticlePage, title, body=[{"type": "rich_text", "value": f"<p>{text}</p>"}], **fields)


def voted(page, helpful, unhelpful):
    page_type = ContentType.objects.get_for_model(HelpPage)
    VoteTotal.objects.create(target_type=page_type, target_id=page.pk, helpful=helpful, unhelpful=unhelpful)


def viewed(page, views=0, exits=0, *, back=0):
    day = timezone.localdate() - timedelta(days=back)
    DailyCount.objects.create(page_id=page.pk, day=day, views=views, exits=exits)


def titles(name, user, chosen=None) -> list[str]:
    numbers_refresh()
    texts_read()
    likeness_refresh()
    entry = list_named(name)
    assert entry is not None
    pages = list_pages(entry, user, chosen)
    return list(pages.order_by(entry.order, "pk").values_list("title", flat=True))


def linked(category, address, title="One"):
    page = article(category, title, f'<a href="{address}">x</a>')
    texts_read()
    return page, CheckedLink.objects.get(address=address)


class Site:
    """A site elsewhere, as it is told to answer."""

    def __init__(self):
        self.answers = {}
        self.came = []
        self.url = ""


@contextmanager
def site_elsewhere():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            site.came.append((self.command, self.path, self.headers.get("User-Agent", "")))
            status, location = site.answers.get((self.command, self.path)) or site.answers.get(self.path, (200, ""))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = answer  # noqa: N815

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
