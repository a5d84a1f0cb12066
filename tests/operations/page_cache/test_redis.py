"""Several processes share what they made through Redis; without it each goes on by itself."""

from __future__ import annotations

import time

import pytest

from operations.page_cache import shared
from operations.page_cache.generation import token_read
from tests.operations.page_cache.conftest import Door, end_now, forget
from tests.redis_server import RedisServer

pytestmark = pytest.mark.redis
PATH = "/en/returns/send/"


@pytest.fixture(scope="module")
def one_server():
    server = RedisServer()
    yield server
    server.close()


@pytest.fixture
def server(one_server, settings, monkeypatch):
    if one_server.process is None:
        one_server.start()
    one_server.client().flushall()
    settings.REDIS_URL = one_server.url
    monkeypatch.setattr(shared, "_resting_until", 0.0)
    monkeypatch.setattr(shared, "REST", 0.3)
    return one_server


@pytest.fixture
def other(door, settings) -> Door:
    """The same site in another process: with a memory of its own."""
    return Door()


def test_what_one_made_the_other_sends(server, door, other, article):
    made = door.ask(PATH)
    got = other.ask(PATH, HTTP_ACCEPT_ENCODING="gzip")
    assert (got.is_hit, other.reached, got.text) == (True, [], made.text)
    server.client().flushall()
    assert other.ask(PATH).is_hit  # from its own memory now


def test_a_change_in_one_is_seen_by_the_other(server, door, other, article, publishing):
    door.ask(PATH)
    other.ask(PATH)
    with publishing():
        article.unpublish()
    forget(other)
    assert other.ask(PATH).status == 404


def test_the_generation_is_one_question_to_the_database(server, door, other, article, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(shared, "SPREAD", 60)  # a busy machine may take more than the second between the two
    door.ask(PATH)
    with django_assert_num_queries(0):
        assert other.cache.generation.now() == door.cache.generation.now()


def test_everything_there_ends_by_itself(server, door, article):
    door.ask(PATH)
    client = server.client()
    keys = client.keys()
    assert keys
    assert all(0 < client.ttl(key) <= 600 + 3600 for key in keys)


def test_what_somebody_else_put_there_is_not_sent(server, door, other, article):
    door.ask(PATH)
    client = server.client()
    for key in client.keys(b"*:page:*"):
        client.set(key, b"<h1>defaced</h1>")
    assert "Pack it well." in other.ask(PATH).text


def test_another_release_sees_nothing_of_it(server, door, other, article, monkeypatch):
    door.ask(PATH)
    monkeypatch.setattr(shared, "_site_mark", lambda: "other")
    assert not other.ask(PATH).is_hit


def test_readers_notice_nothing_when_it_dies(server, door, other, article, publishing):
    door.ask(PATH)
    server.kill()
    forget(door)
    assert door.ask(PATH).is_hit
    assert other.ask(PATH).status == 200
    begun = time.monotonic()
    with publishing():
        article.unpublish()
    forget(other)
    assert (door.ask(PATH).status, other.ask(PATH).status) == (404, 404)
    assert time.monotonic() - begun < 3


def test_what_it_kept_meanwhile_is_not_sent_when_it_is_back(server, door, other, article, publishing):
    """It was only out of reach, and has the pages of before a change of which it was not told."""
    door.ask(PATH)
    forgotten = server.dumped(b"*:page:*")
    server.kill()
    with publishing():
        article.unpublish()
    server.start()
    for key, value in forgotten.items():
        server.client().restore(key, 60_000, value)
    time.sleep(0.4)
    forget(other)
    assert (forgotten != {}, other.ask(PATH).status) == (True, 404)


def test_it_is_used_again_when_it_is_back(server, door, other, article):
    server.kill()
    door.ask(PATH)
    server.start()
    time.sleep(0.4)
    end_now(door)
    door.ask(PATH)
    assert server.client().keys(b"*:page:*")
    assert token_read() == door.cache.generation.now().token
