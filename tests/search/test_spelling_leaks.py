"""A word that only some readers' documents hold is never offered to the others, nor does a correction betray it."""

import pytest

from content.audiences import Audience
from search.documents import Document
from search.engines.database import DatabaseEngine
from search.models import VocabularyWord
from search.outbox import outbox_add
from search.queries import SearchQuery
from search.selectors import search_pages
from search.spelling import corrected, tolerant, vocabulary_refresh

pytestmark = pytest.mark.django_db

PUBLIC, CUSTOMER, AGENT = map(int, Audience)


def write(number, body, **fields):
    """Index a document as the outbox would."""
    DatabaseEngine().index([Document(key=f"page:{number}", language="en", kind="article", title="Page", body=body, **fields)])


@pytest.fixture(autouse=True)
def indexed(db):
    write(1, "the public courier")
    write(2, "the goodwill voucher", min_level=AGENT)
    write(3, "the frequent customer", min_level=CUSTOMER)
    write(4, "the escalation committee", required_groups="3")
    vocabulary_refresh(full=True)


def test_a_public_reader_gets_no_word_of_agents():
    assert (corrected("goodwll", "en", PUBLIC), corrected("goodwll", "en", CUSTOMER)) == ("", "")


def test_an_agent_gets_it():
    assert corrected("goodwll", "en", AGENT) == "goodwill"


def test_a_customer_gets_the_words_of_customers():
    assert (corrected("frequennt", "en", PUBLIC), corrected("frequennt", "en", CUSTOMER)) == ("", "frequent")


@pytest.mark.parametrize("level", [PUBLIC, CUSTOMER, AGENT])
def test_documents_of_certain_groups_bring_no_words(level):
    assert corrected("escallation comittee", "en", level) == ""
    assert not VocabularyWord.objects.filter(word__in=["escalation", "committee"]).exists()


def test_a_tolerant_search_of_a_public_reader_knows_no_word_of_agents():
    assert tolerant((("goodwll",),), "en", PUBLIC) == (("goodwll",),)


def test_a_word_of_agents_is_corrected_to_a_public_one_as_if_it_were_unknown():
    write(5, "the public goodwin", min_level=PUBLIC)
    vocabulary_refresh()

    # "goodwill" is unknown to the public, and nothing may say that somebody else knows it.
    assert corrected("goodwinn", "en", PUBLIC) == "goodwin"
    assert "goodwill" not in tolerant((("goodwinl",),), "en", PUBLIC)[0]


def test_no_split_and_no_join_brings_a_word_of_agents():
    assert (corrected("goodwillvoucher", "en", PUBLIC), corrected("good will", "en", PUBLIC)) == ("", "")
    assert corrected("goodwillvoucher", "en", AGENT) == "goodwill voucher"


def test_no_other_keyboard_brings_a_word_of_agents():
    assert corrected("لخخيصهمم", "en", PUBLIC) == ""
    assert corrected("لخخيصهمم", "en", AGENT) == "goodwill"


def test_a_word_is_withdrawn_with_its_document_before_anybody_counts():
    assert corrected("couriier", "en", PUBLIC) == "courier"
    DatabaseEngine().remove(["page:1"])

    assert corrected("couriier", "en", PUBLIC) == ""


def test_a_document_that_waits_in_the_outbox_brings_no_words():
    outbox_add(keys=["page:1"])

    assert corrected("couriier", "en", PUBLIC) == ""


def test_a_document_made_internal_takes_its_words_along():
    write(1, "the public courier", min_level=AGENT)
    vocabulary_refresh()

    assert (corrected("couriier", "en", PUBLIC), corrected("couriier", "en", AGENT)) == ("", "courier")


def test_passages_for_agents_bring_no_words_to_others(center, anonymous):
    center.article("Refunds", ("audience", {"audience": AGENT, "body": [{"type": "rich_text", "value": "<p>chargeback</p>"}]}))
    center.settle()
    vocabulary_refresh(full=True)

    assert search_pages(SearchQuery("chargebak", "en"), anonymous).did_you_mean == ""
    assert corrected("chargebak", "en", AGENT) == "chargeback"


def test_the_nightly_count_raises_the_level_again():
    write(1, "the public courier", min_level=AGENT)
    vocabulary_refresh(full=True)

    assert VocabularyWord.objects.get(language="en", word="courier").level == AGENT
