"""What many have searched with success is offered to others, and nobody's own words are."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.signals import request_finished
from django.utils import timezone

from search.log import popular_queries, search_log
from search.log.popular import FRESH, KEPT
from search.log.popular import popular_queries as read
from search.models import SearchLogEntry

pytestmark = pytest.mark.django_db


def searched(text: str, *days_ago: int, language: str = "en", **fields) -> None:
    for days in days_ago:
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            search_log(**{"text": text, "language": language, "side": "public", "results": 4, "via": "page", **fields})


def offered(prefix: str, *, language: str = "en", side: str = "public", limit: int = 5) -> list[str]:
    return popular_queries(prefix, language, side, limit)


def test_what_several_searched_on_several_days_is_offered():
    searched("refund policy", 1, 2, 3)
    assert offered("ref") == ["refund policy"]


def test_what_two_searched_is_not_offered():
    searched("refund policy", 1, 2)
    assert offered("ref") == []


def test_what_was_searched_on_one_day_only_is_not_offered():
    searched("refund policy", 1, 1, 1, 1, 1)
    assert offered("ref") == []


def test_one_chain_counts_once():
    for days in (2, 1):
        for _each in range(3):
            searched("refund policy", days, chain=f"7d0a9c1e-6f6b-4d0c-9d0e-0d6d3b2f1a1{days}")
    assert offered("ref") == []


def test_what_found_nothing_the_last_time_is_not_offered():
    searched("refund policy", 5, 4, 3)
    searched("refund policy", 1, results=0)
    assert offered("ref") == []


def test_what_finds_something_by_now_is_offered():
    searched("refund policy", 5, 4, 3, results=0)
    searched("refund policy", 1)
    assert offered("ref") == ["refund policy"]


def test_what_was_asked_long_ago_is_not_offered():
    searched("refund policy", 40, 41, 42)
    assert offered("ref") == []


def test_unfinished_words_are_not_offered():
    searched("refu", 1, 2, 3, via="suggest")
    assert offered("ref") == []


def test_what_agents_search_is_not_offered_to_the_public():
    searched("refund limits vip", 1, 2, 3, side="internal")
    assert offered("ref") == []


def test_a_list_that_agents_have_read_is_not_offered_to_the_public():
    searched("refund limits vip", 1, 2, 3, side="internal")
    assert offered("ref", side="internal") == ["refund limits vip"]
    assert offered("ref") == []


def test_agents_are_offered_what_the_public_searches_too():
    searched("refund policy", 1, 2, 3)
    assert offered("ref", side="internal") == ["refund policy"]


def test_each_language_has_its_own():
    searched("refund policy", 1, 2, 3)
    assert offered("ref", language="id") == []


def test_the_most_frequent_comes_first():
    searched("refund policy", 1, 2, 3)
    searched("refund time", 1, 2, 3, 4)
    assert offered("ref") == ["refund time", "refund policy"]


def test_the_most_frequent_spelling_stands_for_all():
    searched("Refunds policy!", 1)
    searched("refund policy", 1, 2, 3)
    assert offered("ref") == ["refund policy"]


def test_a_later_word_may_be_typed_first():
    searched("how to get a refund", 1, 2, 3)
    assert offered("refun") == ["how to get a refund"]


def test_what_begins_so_comes_before_what_contains_it():
    searched("how to get a refund", 1, 2, 3, 4, 5)
    searched("refund policy", 1, 2, 3)
    assert offered("ref") == ["refund policy", "how to get a refund"]


SAME_LETTERS = [
    ("إسترداد الأم", "ar", "استرداد الأموال"),
    ("كت", "fa", "کتاب درسی"),
    ("گوشی ١", "fa", "گوشی ۱۲"),
    ("ＲＥＦ", "en", "refund policy"),
]


@pytest.mark.parametrize(("typed", "language", "text"), SAME_LETTERS)
def test_letters_that_nobody_tells_apart_match(typed, language, text):
    searched(text, 1, 2, 3, language=language)
    assert offered(typed, language=language) == [text]


def test_a_story_is_not_offered():
    searched("refund " + "because the parcel was wet " * 4, 1, 2, 3)
    assert offered("ref") == []


def test_personal_data_that_slipped_into_the_log_is_not_offered():
    searched("refund for", 1, 2, 3)
    SearchLogEntry.objects.update(text="refund for ana@example.com")
    assert offered("ref") == ["refund for"]


@pytest.mark.parametrize("typed", ["", " ", "?!", "\x00", "%", "a" * 100_000])
def test_nothing_to_go_by_offers_nothing(typed):
    searched("refund policy", 1, 2, 3)
    assert offered(typed) == []


def test_at_most_as_many_as_wanted():
    for number in range(4):
        searched(f"refund {number}", 1, 2, 3)
    assert len(offered("ref", limit=2)) == 2


def test_a_second_reader_costs_no_query(django_assert_num_queries):
    searched("refund policy", 1, 2, 3)
    offered("ref")
    with django_assert_num_queries(0):
        read("refu", "en", "public", 3)


def test_an_old_list_is_made_anew_after_the_answer_has_gone_out(django_assert_num_queries):
    assert offered("ref") == []
    searched("refund policy", 1, 2, 3)
    with time_machine.travel(timezone.now() + timedelta(seconds=FRESH + 1)):
        with django_assert_num_queries(0):
            assert offered("ref") == []
        request_finished.send(sender=None)
        assert offered("ref") == ["refund policy"]


def test_a_list_that_nobody_asked_for_is_dropped():
    assert offered("ref") == []
    searched("refund policy", 1, 2, 3)
    with time_machine.travel(timezone.now() + timedelta(seconds=KEPT + 1)):
        assert offered("ref") == ["refund policy"]
