"""Votes and openings in the library: columns, order, where readers are led, and counting anew."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from activity.models import OpenCount
from content.audiences import ANONYMOUS
from faq_blocks.library_list.ordering import ordered
from faq_blocks.library_list.rows import list_rows
from faq_blocks.models import FaqPage, ListOrder, QuestionPlace
from faq_blocks.readers.kind import QuestionKind
from faq_blocks.readers.opening import NUMBER
from feedback.models import CountRestart
from feedback.selectors import vote_counts
from feedback.services import vote_record
from tests.factories import add_page
from tests.faq_blocks.admin import address, form
from tests.faq_blocks.library import add_question, faq_block, picked
from tests.feedback.conftest import HTMX

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruling(superuser: Any) -> Client:
    client = Client()
    client.force_login(superuser)
    return client


def give(question: Any, yes: int, no: int) -> None:
    for number in range(yes + no):
        key = f"anonymous:{number}"
        vote_record(target=question, revision=0, language="en", voter_key=key, is_helpful=number < yes)


def stand(question: Any, page: Any) -> None:
    QuestionPlace.objects.update_or_create(page=page, anchor=question.slug, defaults={"question": question})


@pytest.fixture
def two(home: Any) -> list[Any]:
    """One that two of two found helpful, and one that 18 of 20 did."""
    few, many = add_question("A few?"), add_question("B many?")
    give(few, 2, 0)
    give(many, 18, 2)
    OpenCount.objects.create(kind=NUMBER, target_id=few.pk, day=timezone.localdate(), readers=77)
    return [few, many]


class TestColumns:
    def test_votes_and_openings_are_shown(self, ruling, two):
        html = ruling.get(address("list")).content.decode()
        assert "18 / 2" in html and "77" in html

    @pytest.mark.parametrize(("ordering", "first"), [("-opened", "A few?"), ("-score", "B many?"), ("opened", "B many?")])
    def test_the_list_is_sorted_by_them(self, ruling, two, ordering, first):
        rows = ruling.get(address("list"), {"ordering": ordering}).context["object_list"]
        assert rows[0].question == first


def test_what_many_found_useful_stands_before_what_few_did(two, home):
    page = add_page(home, FaqPage, "FAQ", lists_library=True)
    assert [row.question for row in ordered(list_rows(page, ANONYMOUS), ListOrder.USEFUL)] == ["B many?", "A few?"]


class TestWhereReadersAreLed:
    def url(self, question: Any) -> str:
        return QuestionKind().listable(ANONYMOUS, [question.pk])[question.pk].url

    def test_to_the_page_that_shows_it(self, question, home):
        from home.models import PlainPage

        page = add_page(home, PlainPage, "Pricing", body=[faq_block(questions=picked(question))])
        stand(question, page)
        assert self.url(question) == f"{page.link}#{question.slug}"

    def test_to_its_own_page_where_no_other_shows_it(self, question):
        assert self.url(question) == f"/en/questions/{question.slug}/"

    def test_a_page_for_others_is_not_named(self, question, home):
        from content.audiences import Audience
        from home.models import PlainPage

        blocks = [faq_block(questions=picked(question))]
        stand(question, add_page(home, PlainPage, "Inside", body=blocks, audience=Audience.AGENT))
        assert "inside" not in self.url(question)


class TestAnswersAlone:
    def test_the_own_page_asks_and_counts(self, client, question):
        html = client.get(f"/en/questions/{question.slug}/").content.decode()
        assert f'data-answer="question/{question.pk}"' in html and "data-answers-read" in html

    def test_an_answer_on_demand_asks_and_counts(self, client, question):
        html = client.get(f"/en/questions/~{question.pk}/answer/", headers=HTMX).content.decode()
        assert f'data-answer="question/{question.pk}"' in html

    def test_search_engines_do_not_read_it_as_part_of_the_answer(self, client, question):
        html = client.get(f"/en/questions/{question.slug}/").content.decode()
        data = html.partition("application/ld+json")[2].partition("</script>")[0]
        assert "Yes." in data and "helpful" not in data


class TestCountingAnew:
    def test_the_tick_stands_where_there_are_votes(self, ruling, two):
        assert "feedback-restart" in ruling.get(address("edit", two[0].pk)).content.decode()

    def test_it_is_not_there_where_there_are_none(self, ruling, question):
        assert "feedback-restart" not in ruling.get(address("edit", question.pk)).content.decode()

    def ticked(self, client: Client, question: Any, **fields: Any) -> None:
        sent = form(question.question, slug=question.slug, **{"feedback-restart-asked": "1", **fields})
        assert client.post(address("edit", question.pk), sent).status_code == 302

    def test_a_ticked_publish_counts_anew(self, ruling, two):
        self.ticked(ruling, two[0], **{"feedback-restart": "on", "action-publish": "1"})
        assert vote_counts(two[0]).total == 0

    def test_a_ticked_draft_counts_on_until_it_is_published(self, ruling, two):
        self.ticked(ruling, two[0], **{"feedback-restart": "on"})
        assert vote_counts(two[0]).total == 2 and not CountRestart.objects.get().in_force

    def test_a_tick_taken_away_is_forgotten(self, ruling, two):
        self.ticked(ruling, two[0], **{"feedback-restart": "on"})
        self.ticked(ruling, two[0])
        assert not CountRestart.objects.exists()
