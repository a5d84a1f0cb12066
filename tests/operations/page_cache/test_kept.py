"""Public pages are made once, and sent to everybody who is signed out as fast as a file."""

from __future__ import annotations

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.operations.page_cache.conftest import end_now, forget

PATH = "/en/returns/send/"


def test_the_second_reader_gets_what_was_made_for_the_first(door, article):
    first, second = door.ask(PATH), door.ask(PATH)
    assert "Pack it well." in first.text
    assert first.sent == second.sent
    assert (first.is_hit, second.is_hit, door.reached) == (False, True, [PATH])


def test_a_page_from_the_cache_costs_no_query(door, article, monkeypatch):
    """But for the question whether anything has changed, four times a second for the whole process."""
    monkeypatch.setattr("operations.page_cache.generation.CHECKED", 3600)
    door.ask(PATH)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        door.ask(PATH)
    assert not len(queries)


def test_the_headers_of_the_page_come_along(door, article):
    made, kept = door.ask(PATH), door.ask(PATH)
    for name in ("Content-Type", "Content-Security-Policy", "Content-Language", "Cache-Control", "ETag"):
        assert kept.headers[name] == made.headers[name]
    assert kept.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in kept.headers


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate", "gzip"),
        ("", ""),
        ("zstd", ""),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=0", ""),
        ("*", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=nonsense", ""),
        ("x" * 9000, ""),
    ],
)
def test_readers_get_an_encoding_they_take(door, article, accepted, sent):
    door.ask(PATH)
    got = door.ask(PATH, HTTP_ACCEPT_ENCODING=accepted)
    assert got.is_hit
    assert got.headers.get("Content-Encoding", "") == sent
    assert got.headers["Content-Length"] == str(len(got.sent))
    assert "Pack it well." in got.text


def test_each_encoding_has_its_own_entity_tag(door, article):
    tags = {door.ask(PATH, HTTP_ACCEPT_ENCODING=each).headers["ETag"] for each in ("br", "gzip", "")}
    assert len(tags) == 3


@pytest.mark.parametrize("known", ["{0}", "W/{0}", '"other", {0}', "*"])
def test_who_has_the_page_already_gets_304(door, article, known):
    tag = door.ask(PATH).headers["ETag"]
    got = door.ask(PATH, HTTP_IF_NONE_MATCH=known.format(tag))
    assert (got.status, got.sent) == (304, b"")
    assert got.headers["ETag"] == tag
    assert got.headers["Cache-Control"] == door.ask(PATH).headers["Cache-Control"]
    assert "Content-Length" not in got.headers


def test_who_has_another_one_gets_the_page(door, article):
    door.ask(PATH)
    assert door.ask(PATH, HTTP_IF_NONE_MATCH='"other"').status == 200


def test_a_page_that_is_made_anew_without_a_change_keeps_its_tag(door, article):
    before = door.ask(PATH).headers["ETag"]
    end_now(door)
    again = door.ask(PATH)
    assert (again.is_hit, again.headers["ETag"]) == (False, before)


def test_head_is_answered_without_the_body(door, article):
    whole = door.ask(PATH)
    got = door.ask(PATH, method="HEAD")
    assert (got.is_hit, got.sent, got.headers["Content-Length"]) == (True, b"", whole.headers["Content-Length"])


def test_head_alone_keeps_nothing(door, article):
    door.ask(PATH, method="HEAD")
    assert len(door.cache.memory) == 0


def test_the_sent_bytes_are_good_gzip(door, article):
    door.ask(PATH)
    got = door.ask(PATH, HTTP_ACCEPT_ENCODING="gzip")
    assert b"Pack it well." in gzip.decompress(got.sent)


def test_pages_that_are_too_old_are_made_anew(door, article, settings):
    door.ask(PATH)
    settings.SANAD_PAGE_CACHE_SECONDS = 0
    assert not door.ask(PATH).is_hit


def test_no_more_is_kept_than_there_is_room_for(door, article, homes):
    door.ask(PATH)
    one = door.cache.memory.size
    door.cache.memory.most = int(one * 4.5)
    for path in ("/en/returns/", "/en/", "/ar/", "/fa/", "/id/", PATH):
        door.ask(path)
    assert door.cache.memory.size <= door.cache.memory.most
    assert 0 < len(door.cache.memory) < 6
    forget(door)
    assert door.ask(PATH).is_hit
