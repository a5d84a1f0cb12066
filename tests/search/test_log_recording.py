"""One row for each search, and nothing in it about who searched."""

from __future__ import annotations

import json
import logging
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from search.log import click_log, recording, search_log
from search.models import SearchLogEntry

pytestmark = pytest.mark.django_db
CLICK = "/en/search/click/"


def log(text: str = "refund", **fields) -> str:
    return search_log(**{"text": text, "language": "en", "side": "public", "results": 3, "via": "page", **fields})


@pytest.fixture
def chain() -> str:
    return str(uuid.uuid4())


def entry() -> SearchLogEntry:
    return SearchLogEntry.objects.get()


def test_a_search_is_one_row():
    log("Refunds")
    assert (entry().text, entry().key, entry().results, entry().clicked_at) == ("Refunds", "refund", 3, None)


def test_the_row_has_no_column_for_a_person():
    names = {field.name for field in SearchLogEntry._meta.get_fields()}
    assert names == {
        "id", "created", "chain", "language", "side", "via", "text", "key", "results", "clicked_at", "stood_in",
    }  # fmt: skip


def test_personal_data_is_gone_before_it_is_stored():
    log("refund ana@example.com 0912 345 6789")
    assert entry().text == "refund"


@pytest.mark.parametrize("text", ["", "a", "؟", "ana@example.com", "123456", "\x00", "a" * 100_000])
def test_nothing_left_is_nothing_stored(text):
    assert (log(text), SearchLogEntry.objects.count()) == ("", 0)


def test_two_letters_of_any_script_are_enough():
    assert log("من")


def test_a_typed_chain_is_one_row_with_the_last_text(chain):
    for text in ("re", "refu", "refunds"):
        log(text, via="suggest", chain=chain, results=len(text))
    assert (entry().text, entry().results) == ("refunds", 7)


def test_a_sent_search_takes_the_place_of_its_typing(chain):
    log("refu", via="suggest", chain=chain)
    log("refund", via="page", chain=chain, results=9)
    assert (entry().text, entry().via, entry().results) == ("refund", "page", 9)


def test_typing_that_arrives_late_does_not_replace_what_was_sent(chain):
    log("refund", via="page", chain=chain)
    assert log("refun", via="suggest", chain=chain) == ""
    assert (entry().text, entry().via) == ("refund", "page")


def test_a_chain_that_turns_into_an_address_leaves_nothing(chain):
    log("ana.b", via="suggest", chain=chain)
    log("ana.b@example.com", via="suggest", chain=chain)
    assert not SearchLogEntry.objects.exists()


@pytest.mark.parametrize("garbage", ["x", "1234", "a" * 5000, "{}", "' or 1=1", "00000000-0000-0000-0000-00000000000g"])
def test_garbage_for_a_chain_counts_as_none(garbage):
    log("refund", chain=garbage)
    log("refunds", chain=garbage)
    assert SearchLogEntry.objects.count() == 2


def test_an_old_chain_begins_a_new_row(chain):
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        log("refund", chain=chain)
    log("return", chain=chain)
    assert sorted(SearchLogEntry.objects.values_list("text", flat=True)) == ["refund", "return"]


def test_a_click_is_stored_with_its_place():
    assert click_log(token=log(), place=4)
    assert entry().clicked_at == 4


def test_only_the_first_click_counts():
    token = log()
    click_log(token=token, place=4)
    assert click_log(token=token, place=1)
    assert entry().clicked_at == 4


def test_reading_the_same_results_again_keeps_the_click(chain):
    click_log(token=log("refund", chain=chain), place=2)
    log("refunds", chain=chain)
    assert entry().clicked_at == 2


def test_another_text_of_the_chain_has_no_click_yet(chain):
    click_log(token=log("refund", chain=chain), place=2)
    log("delivery", chain=chain)
    assert entry().clicked_at is None


def test_a_token_is_void_after_a_day():
    token = log()
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=2)):
        assert not click_log(token=token, place=1)


@pytest.mark.parametrize("place", [0, -1, 1001, 10**9])
def test_a_place_that_no_result_has_is_refused(place):
    assert not click_log(token=log(), place=place)


def test_the_token_tells_nothing():
    assert "refund" not in log("refund") and str(entry().pk) not in log("refund").split(":")[0].split("-")


def test_a_database_that_refuses_is_no_fault_for_the_reader(monkeypatch, caplog):
    monkeypatch.setattr(recording, "_warned", {"at": -1e9})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_searchlogentry RENAME TO gone")
    with caplog.at_level(logging.WARNING):
        assert (log("refund"), log("delivery")) == ("", "")
    assert len(caplog.records) == 1
    assert "refund" not in caplog.text


def test_a_refused_row_leaves_the_transaction_around_it_whole():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_searchlogentry RENAME TO gone")
    with transaction.atomic():
        log("refund")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE gone RENAME TO search_searchlogentry")
    assert log("refund")


def test_a_transaction_that_is_lost_already_is_left_to_its_owner():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        transaction.set_rollback(True)
        assert log("refund") == ""
        cursor.execute("SELECT 1 FROM nowhere")


def test_the_beacon_takes_a_form(client):
    assert client.post(CLICK, {"token": log(), "place": "3"}).status_code == 204
    assert entry().clicked_at == 3


def test_the_beacon_takes_json_as_plain_text(client):
    body = json.dumps({"token": log(), "place": 2})
    assert client.post(CLICK, body, content_type="text/plain;charset=UTF-8").status_code == 204
    assert entry().clicked_at == 2


def test_the_beacon_needs_no_cookie(client):
    client.handler.enforce_csrf_checks = True
    response = client.post(CLICK, {"token": log(), "place": "1"})
    assert (response.status_code, dict(response.cookies)) == (204, {})


def test_the_beacon_is_sent_not_fetched(client):
    assert client.get(CLICK).status_code == 405


BAD = [
    "",
    "{",
    "[]",
    "null",
    '{"token": 1, "place": 1}',
    '{"token": "x", "place": 1}',
    "[" * 1500,
    "x" * 3000,
    '{"token": "x:y:z"}',
    "\x00",
]


@pytest.mark.parametrize("body", BAD)
def test_a_beacon_of_garbage_is_refused(client, body):
    assert client.post(CLICK, body, content_type="text/plain").status_code == 400


@pytest.mark.parametrize("place", ["", "0", "-1", "x", "9" * 50, "１", "²"])
def test_a_beacon_without_a_place_is_refused(client, place):
    expected = 204 if place == "１" else 400
    assert client.post(CLICK, {"token": log(), "place": place}).status_code == expected


def test_a_beacon_in_parts_is_read_or_refused(client):
    assert client.post(CLICK, b"no parts", content_type="multipart/form-data; boundary=x").status_code == 400


@pytest.mark.parametrize("text", ["kind:how-to", "in:nowhere -kind:faq"])
def test_operators_alone_are_no_row(text):
    assert log(text, via="page", results=0) == ""
    assert not SearchLogEntry.objects.exists()
