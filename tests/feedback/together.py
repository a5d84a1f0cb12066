"""Fifty readers' browsers, or one that sends fifty times, on a real database file. Started by test_together.py.

Prints how many votes, comments and totals there are afterwards, and the statuses that were answered.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.throttle import Limit  # noqa: E402
from feedback.models import Comment, Vote, VoteTotal  # noqa: E402
from feedback.views import commenting, voting  # noqa: E402
from home.services import homes_ensure  # noqa: E402
from kb.models import ArticlePage  # noqa: E402
from tests.factories import add_page  # noqa: E402
from tests.feedback.conftest import HTMX, comment_url, form_url, hidden  # noqa: E402

TIMES = 50


def main(what: str) -> None:
    """`one`: the same reader fifty times at once; `many`: fifty readers at once."""
    call_command("migrate", verbosity=0)
    article = add_page(homes_ensure()["en"], ArticlePage, "Send it back")
    limits_lift()
    first = Client(headers=HTMX)
    fields = fields_of(first.get(form_url(article)).content.decode())
    statuses: Counter[int] = Counter()
    together = threading.Barrier(TIMES)

    def send(number: int) -> None:
        browser, data = Client(headers=HTMX), dict(fields)
        if what == "many":
            data = fields_of(browser.get(form_url(article)).content.decode())
        together.wait()
        answered = browser.post(form_url(article), data | {"answer": "no"})
        statuses[answered.status_code] += 1
        token = hidden(answered.content.decode(), "token")
        together.wait()
        sent = browser.post(comment_url(article), data | {"token": token, "reason": "other", "text": f"Words {number % 3}"})
        statuses[sent.status_code] += 1
        connections.close_all()

    threads = [threading.Thread(target=send, args=[number]) for number in range(TIMES)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    total = VoteTotal.objects.get()
    counted: dict[str, Any] = {"votes": Vote.objects.count(), "comments": Comment.objects.count(), "counted": total.unhelpful}
    print(json.dumps(counted | {"statuses": dict(statuses)}))


def fields_of(html: str) -> dict[str, str]:
    return {name: hidden(html, name) for name in ("revision", "reader")}


def limits_lift() -> None:
    lifted = Limit("lifted", 10_000, 3600)
    vars(voting)["VOTES_PER_ADDRESS"] = vars(commenting)["COMMENTS_PER_ADDRESS"] = lifted


if __name__ == "__main__":
    main(sys.argv[1])
