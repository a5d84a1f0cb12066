"""Django's cache in Redis: the same as ever while it answers, and no error when it does not."""

from __future__ import annotations

import time

import pytest
from django.core.cache import caches

from accounts.throttle import Limit
from operations import shared_cache
from tests.redis_server import RedisServer

pytestmark = pytest.mark.redis


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
    monkeypatch.setattr(shared_cache, "REST", 0.3)
    monkeypatch.setattr(shared_cache, "_states", {})
    settings.CACHES = {
        "default": {"BACKEND": "operations.shared_cache.SharedCache", "LOCATION": one_server.url, "KEY_PREFIX": "t"}
    }
    return one_server


@pytest.fixture
def cache(server):
    return caches["default"]


def back(server):
    server.start()
    time.sleep(0.4)


def everything(cache):
    """Use it in every way; return what was told."""
    cache.set("a", {"x": 1}, 60)
    cache.set_many({"b": 2, "c": 3})
    told = [cache.get("a"), cache.get("nothing", "default"), cache.get_many(["b", "c"]), cache.has_key("b"), "b" in cache]
    told += [cache.add("b", 9), cache.add("d", 4), cache.incr("d"), cache.decr("d"), cache.touch("d", 60)]
    told += [cache.get_or_set("e", 5), cache.delete("b"), cache.get("b"), cache.set_many({"f": 6}, timeout=9)]
    cache.delete_many(["c", "e"])
    told += [cache.get("c"), cache.set("g", 1, version=2), cache.get("g", version=2), cache.get("g")]
    cache.clear()
    return [*told, cache.get("a")]


def test_it_tells_the_same_with_and_without_a_server(server, cache):
    with_server = everything(cache)
    server.kill()
    assert everything(cache) == with_server
    assert with_server[0] == {"x": 1}


def test_it_lies_in_redis(server, cache):
    cache.set("a", 1)
    assert server.client().keys() == [b"t:1:a"]


def test_a_dead_server_costs_one_wait_and_not_one_for_each_question(server, cache):
    server.kill()
    cache.get("a")
    begun = time.monotonic()
    for _time in range(200):
        cache.get("a")
    assert time.monotonic() - begun < 0.25


def test_what_was_changed_meanwhile_is_not_as_before_when_it_is_back(server, cache):
    cache.set_many({"deleted": 1, "changed": 1, "kept": 1}, timeout=300)
    before = server.dumped()
    server.kill()
    cache.delete("deleted")
    cache.set("changed", 2)
    assert cache.get("changed") == 2
    server.start()
    for key, value in before.items():
        server.client().restore(key, 300_000, value)
    time.sleep(0.4)
    assert cache.get_many(["deleted", "changed", "kept"]) == {"kept": 1}


def test_limits_are_counted_on(server, cache, monkeypatch):
    monkeypatch.setattr("accounts.throttle.cache", cache)
    limit = Limit("test", 3, 3600)
    assert [limit.take("reader") for _time in range(2)] == [0, 0]
    server.kill()
    assert [limit.take("reader") > 0 for _time in range(4)] == [False, False, False, True]
    assert limit.wait("reader") > 0
    limit.forget("reader")
    back(server)
    assert limit.take("reader") == 0


def test_a_mistake_of_ours_is_still_an_error(server, cache):
    with pytest.raises(ValueError, match="not found"):
        cache.incr("nothing")


@pytest.mark.django_db
def test_pages_that_remember_go_on(server, cache, client, home):
    server.kill()
    assert client.get("/en/").status_code == 200
    assert client.get("/en/search/?q=returns").status_code == 200
    assert client.post("/en/account/login/", {"username": "x", "password": "y"}).status_code == 200


def test_a_server_that_was_restarted_is_asked_at_once(server, cache):
    cache.set("a", 1)
    server.kill()
    server.start()
    cache.set("b", 2)
    assert server.client().keys() == [b"t:1:b"]
