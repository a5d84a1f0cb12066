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
        [
            {"is_stale": True, "helpful": 1.0},
            {"is_stale": True, "kind": "policy"},
            {"fades": True, "helpful": 1.0, "updated": datetime(2020, 1, 1, tzinfo=UTC)},
        ],
        ids=["stale", "a stale one of a leading kind", "an old release note"],
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


class TestTypedForm:
    """The very form that was typed lifts a page a little, and never a mention above a title."""

    @pytest.mark.parametrize(
        ("language", "typed", "title"),
        [
            ("ar", "الاسترداد", "استرداد المال"),
            ("id", "mengembalikan", "Pengembalian barang"),
            ("en", "returning", "Return a thing"),
        ],
    )
    def test_a_title_stands_above_a_body_with_the_form(self, engine, language, typed, title):
        stem = title.split()[0] if language != "id" else "pengembalian"
        common = [
            Document(key=f"page:{number}", language=language, kind="a", title="Other", body=f"x {stem} y " + "z " * number)
            for number in range(10, 40)
        ]
        engine.index(
            [
                *common,
                Document(key="page:1", language=language, kind="a", title=title, body="x y z"),
                Document(key="page:2", language=language, kind="a", title="Other", body=f"x {typed} y"),
            ]
        )
        assert find(engine, typed, language)[0] == "page:1"


class TestLeadingKinds:
    """Policies first for agents: a policy about refunds need not say that it is one."""

    @pytest.fixture
    def policies(self, engine):
        plain: dict[str, Any] = {"language": "en", "min_level": 0}
        engine.index(
            [
                Document(key="page:1", kind="article", title="Refund policy of other shops", body="Policy, policy.", **plain),
                Document(key="page:2", kind="article", title="Our policy on privacy", body="What we keep.", **plain),
                Document(key="page:3", kind="policy", title="Refunds within 30 days", body="Money back.", **plain),
                Document(key="page:4", kind="policy", title="Lost parcels", body="Send it again.", **plain),
                Document(key="page:5", kind="article", title="Refunds for all", body="Money back.", **plain),
            ]
        )
        return engine

    def found(self, engine, text, segments, **more):
        return find(engine, text, level=2, leading=("policy",), leading_segments=segments, **more)

    def test_the_word_for_the_kind_is_not_asked_of_it(self, policies):
        assert self.found(policies, "refund policy", (("refund",),))[:2] == ["page:3", "page:1"]

    def test_the_word_alone_lists_the_kind_first(self, policies):
        found = self.found(policies, "policy", ())

        assert {*found[:2]} == {"page:3", "page:4"}
        assert {*found[2:]} == {"page:1", "page:2"}

    def test_other_kinds_must_have_the_word(self, policies):
        found = policies.search(SearchQuery("refund policy", "en", level=2, leading=("policy",), leading_segments=(("refund",),)))

        assert found.full == 2

    def test_filters_hold_for_them_too(self, policies):
        assert {*self.found(policies, "policy", (), filters=(("kind", ("article",)),))} == {"page:1", "page:2"}
