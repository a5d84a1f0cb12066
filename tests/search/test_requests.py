"""What Elasticsearch is asked, held against a stored request: a change of ranking shows in review as a change of a file.

A change that is meant: SANAD_WRITE_SNAPSHOTS=1 script/test tests/search/test_requests.py, then read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from search.engines.elasticsearch.requests import elsewhere_body, search_body, suggest_body
from search.queries import SearchQuery

SNAPSHOTS = Path(__file__).parent / "snapshots"

REQUESTS = {
    "words": search_body(SearchQuery("refund time", "en"), all_words=True),
    "any-words": search_body(SearchQuery("refund time", "en"), all_words=False),
    "stop-words-only": search_body(SearchQuery("how to", "en"), all_words=True),
    "synonyms": search_body(
        SearchQuery("cancel plan now", "en", segments=(("cancel plan", "end contract"), ("now",))), all_words=True
    ),
    "phrase-and-exclusions": search_body(
        SearchQuery('"gift card" -lost', "en", segments=(("buy",),), phrases=("gift card",), excluded=("lost", "old card")),
        all_words=True,
    ),
    "agent": search_body(
        SearchQuery("refund", "ar", level=2, groups=frozenset({"3,17|5", "4"}), leading=("policy",)), all_words=True
    ),
    "agent-names-the-kind": search_body(
        SearchQuery("refund policy", "en", level=2, leading=("policy",), leading_segments=(("refund",),)), all_words=True
    ),
    "narrowed": search_body(
        SearchQuery("refund", "en", filters=(("kind", ("faq",)), ("base", ("7", "8"))), updated="month", page=3), all_words=True
    ),
    "listing": search_body(
        SearchQuery("", "en", excluded=("lost",), level=1, filters=(("kind", ("faq",)),), updated="month"), all_words=True
    ),
    "without-waiting": search_body(SearchQuery("refund", "en", exclude_keys=("page:1", "page:2")), all_words=True),
    "elsewhere": elsewhere_body(SearchQuery("refund", "en")),
    "suggest": suggest_body(SearchQuery("how can i ret", "en", size=8)),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_the_request_is_the_one_that_was_reviewed(name):
    file = SNAPSHOTS / f"{name}.json"
    written = json.dumps(REQUESTS[name], ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("SANAD_WRITE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(written, encoding="utf-8")

    assert written == file.read_text(encoding="utf-8")


def test_a_request_is_the_same_for_the_same_query():
    def body():
        return search_body(SearchQuery("refund", "en", groups=frozenset({"4", "3", "12"})), all_words=True)

    assert json.dumps(body()) == json.dumps(body())
