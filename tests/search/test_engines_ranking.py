"""What comes first: every engine lifts and sinks the same."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from search.documents import Document
from search.queries import SearchQuery
from tests.search.found import find, keys


class TestSynonyms:
    @pytest.fixture
    def texts(self, engine):
        engine.index(
            [
                Document(key="page:1", language="en", kind="a", title="Terminate your contract", body="By letter."),
                Document(key="page:2", language="en", kind="a", title="Your contract", body="Nothing else."),
                Document(key="page:3", language="en", kind="a", title="Cancel a subscription", body="Today or tomorrow."),
            ]
        )
        return engine

    def test_any_alternative_will_do_and_what_was_typed_comes_first(self, texts):
        found = find(texts, "cancel subscription", segments=(("cancel subscription", "terminate contract"),))

        assert found == ["page:3", "page:1"]

    def test_words_beside_them_must_be_there(self, texts):
        found = texts.search(SearchQuery("x", "en", segments=(("cancel subscription", "terminate contract"), ("letter",))))

        assert keys(found)[0] == "page:1"


class TestRanking:
    def pair(self, engine, **more):
        """Index two documents that are the same but for what is given to the second one; return the order found."""
        plain: dict[str, Any] = {"language": "en", "kind": "a", "title": "Refund", "body": "Words about money."}
        engine.index([Document(key="page:1", **plain), Document(key="page:2", **{**plain, **more})])
        return find(engine, "refund", level=2, leading=("policy",))

    @pytest.mark.parametrize(
        "better", [{"helpful": 1.0}, {"views": 1.0}, {"kind": "policy"}], ids=["helpful", "read often", "a leading kind"]
    )
    def test_it_rises(self, engine, better):
        assert self.pair(engine, **better) == ["page:2", "page:1"]

    @pytest.mark.parametrize(
        "worse",
        [{"is_stale": True, "helpful": 1.0}, {"fades": True, "helpful": 1.0, "updated": datetime(2020, 1, 1, tzinfo=UTC)}],
        ids=["stale", "an old release note"],
    )
    def test_it_sinks(self, engine, worse):
        assert self.pair(engine, **worse) == ["page:1", "page:2"]

    def test_a_new_release_note_does_not_sink(self, engine):
        assert self.pair(engine, fades=True, helpful=1.0, updated=timezone.now()) == ["page:2", "page:1"]

    def test_helpfulness_does_not_lift_a_page_that_fits_less(self, engine):
        engine.index(
            [
                Document(key="page:1", language="en", kind="a", title="Refund of orders", body="Refund, refund."),
                Document(key="page:2", language="en", kind="a", title="Parcels", body="No refund here.", helpful=1.0, views=1.0),
            ]
        )

        assert find(engine, "refund") == ["page:1", "page:2"]
