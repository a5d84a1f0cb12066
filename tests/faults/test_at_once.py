"""Fifty at once, a flood, and forged headers: what was sent once is stored once, and others are served meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.faults.conftest import Rows, Site, hidden_fields

pytestmark = pytest.mark.timeout(900)

VOTES = "SELECT count(*) FROM feedback_vote"


def at_once(number: int, do: Callable[[int], Any]) -> list[Any]:
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(do, range(number)))


def test_fifty_submits_of_one_form_are_one_answer_and_one_comment(site: Site, rows: Rows, article_id: int) -> None:
    path = f"/feedback/{article_id}/"
    fields, cookie = site.form(path)
    answers = at_once(50, lambda _number: site.ask(path, data={**fields, "answer": "no"}, cookie=cookie))
    assert {status for status, _text, _headers in answers} == {303}
    assert rows(VOTES) == [(1,)]

    # The comment belongs to that answer, and to the browser that gave it.
    reader = next(headers["Set-Cookie"].partition(";")[0] for _status, _text, headers in answers if "Set-Cookie" in headers)
    both = f"{cookie}; {reader}"
    more = {**hidden_fields(site.ask(f"{path}?more=1", cookie=both)[1]), "text": "The price is wrong."}
    sent = at_once(25, lambda _number: site.ask(f"{path}comment/", data=more, cookie=both))
    assert all(status < 500 for status, _text, _headers in sent)
    assert rows("SELECT count(*) FROM feedback_comment") == [(1,)]


def test_a_flood_from_one_address_counts_sixty_whatever_it_forges(site: Site, rows: Rows, article_id: int) -> None:
    """The address is what our own proxy wrote last; all before it is the word of whoever asks."""
    path = f"/feedback/{article_id}/"
    fields, cookie = site.form(path)
    data = {name: value for name, value in fields.items() if name != "reader"} | {"answer": "yes"}
    forged = ["203.0.113.{}", "10.0.0.{}, 127.0.0.1", "::ffff:203.0.113.{}", "unknown {}", "'; DROP TABLE x; -- {}"]

    def vote(number: int) -> int:
        return site.ask(path, data=data, cookie=cookie, forged=forged[number % len(forged)].format(number))[0]

    statuses = [status for start in range(4) for status in at_once(25, lambda number, start=start: vote(25 * start + number))]
    assert statuses.count(303) == 60
    assert statuses.count(429) == 40
    assert rows(VOTES) == [(60,)]
    assert site.ask("/en/orders/returns/", address="198.51.100.1")[0] == 200
    # Who comes from elsewhere is not held to it.
    assert site.ask(path, data=data, cookie=cookie, address="198.51.100.1")[0] == 303


def test_a_flood_from_many_addresses_leaves_the_site_standing(site: Site, rows: Rows, article_id: int) -> None:
    path = f"/feedback/{article_id}/"
    fields, cookie = site.form(path)
    data = {name: value for name, value in fields.items() if name != "reader"} | {"answer": "no"}

    def act(number: int) -> int:
        if number % 5 == 4:
            return site.ask("/en/orders/returns/", address=f"198.51.100.{number}")[0]
        return site.ask(path, data=data, cookie=cookie, address=f"203.0.{number % 7}.{number}")[0]

    statuses = at_once(50, act) + at_once(50, act)
    assert set(statuses) == {200, 303}
    assert rows(VOTES) == [(80,)]
