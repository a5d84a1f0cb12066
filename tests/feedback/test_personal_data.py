"""What readers said, for those who ask for their data."""

from __future__ import annotations

import pytest

from accounts.personal_data import Person, personal_data_erase, personal_data_export
from content.audiences import Audience
from feedback.models import Comment, Vote
from feedback.selectors import vote_counts
from feedback.services import comment_record, vote_record
from feedback.services.counting import totals_refresh
from feedback.targets import target_type

pytestmark = pytest.mark.django_db


def say(page, key: str, *, text: str = "Words", email: str = "") -> Comment:
    vote = vote_record(target=page, revision=7, language="en", voter_key=key, is_helpful=False).vote
    return comment_record(vote=vote, reason="other", text=text, email=email).comment


@pytest.fixture
def mine(article, customer) -> Person:
    """A customer who commented by account and, signed out, by address."""
    say(article, f"user:{customer.pk}", text="Signed in")
    say(article, "anonymous:home", text="Signed out", email=customer.email.upper())
    say(article, "anonymous:stranger", text="A stranger's", email="else@example.org")
    return Person(customer, customer.email)


class TestExport:
    def test_comments_of_account_and_address_are_found(self, mine):
        rows = personal_data_export(mine).data["feedback_comments"]
        assert [row["text"] for row in rows] == ["Signed in", "Signed out"]

    def test_so_are_the_answers(self, mine):
        assert len(personal_data_export(mine).data["feedback_votes"]) == 2

    def test_an_address_without_account_is_enough(self, mine):
        rows = personal_data_export(Person(None, "else@example.org")).data["feedback_comments"]
        assert [row["text"] for row in rows] == ["A stranger's"]

    def test_without_an_address_only_the_account_counts(self, mine, customer):
        assert len(personal_data_export(Person(customer)).data["feedback_comments"]) == 1

    def test_nobody_gets_nothing(self, mine):
        assert not any(personal_data_export(Person()).data.values())

    def test_what_another_account_wrote_with_this_address_is_not_handed_out(self, mine, article, agent, customer):
        say(article, f"user:{agent.pk}", text="An agent's", email=customer.email)
        assert "An agent's" not in str(personal_data_export(mine).data)

    def test_pages_are_named(self, mine, article):
        assert personal_data_export(mine).data["feedback_votes"][0]["title"] == article.title

    def test_a_page_that_was_hidden_since_is_a_number(self, mine, article):
        article.audience = Audience.AGENT
        article.save()
        row = personal_data_export(mine).data["feedback_votes"][0]
        assert (row["page"], row["title"], row["url"]) == (article.pk, None, None)


class TestErase:
    def test_words_and_addresses_go(self, mine):
        personal_data_erase(mine)
        left = Comment.objects.exclude(text="").values_list("text", flat=True)
        assert list(left) == ["A stranger's"]

    def test_nothing_tells_whose_they_were(self, mine, customer):
        personal_data_erase(mine)
        keys = {*Vote.objects.values_list("voter_key", flat=True), *Comment.objects.values_list("voter_key", flat=True)}
        assert f"user:{customer.pk}" not in keys and "anonymous:home" not in keys

    def test_answers_stay_counted(self, mine, article):
        personal_data_erase(mine)
        assert vote_counts(article).total == 3

    def test_a_reader_of_two_versions_still_counts_once(self, article, customer):
        for revision in (7, 8):
            vote_record(target=article, revision=revision, language="en", voter_key=f"user:{customer.pk}", is_helpful=True)
        personal_data_erase(Person(customer, customer.email))
        totals_refresh(of_type=target_type(article), target_ids=[article.pk])
        assert vote_counts(article).total == 1

    def test_reasons_stay(self, mine):
        personal_data_erase(mine)
        assert set(Comment.objects.values_list("reason", flat=True)) == {"other"}

    def test_afterwards_there_is_nothing(self, mine):
        personal_data_erase(mine)
        found = personal_data_export(mine).data
        assert found["feedback_votes"] == found["feedback_comments"] == []

    def test_twice_does_no_harm(self, mine):
        personal_data_erase(mine)
        assert personal_data_erase(mine).counts["feedback_comments"] == 0

    def test_the_address_goes_from_what_another_account_wrote(self, mine, article, agent, customer):
        comment = say(article, f"user:{agent.pk}", text="An agent's", email=customer.email)
        personal_data_erase(mine)
        comment.refresh_from_db()
        assert (comment.text, comment.email) == ("An agent's", "")

    def test_nobody_erases_nothing(self, mine):
        personal_data_erase(Person())
        assert Comment.objects.filter(text="").count() == 0
