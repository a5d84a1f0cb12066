"""After the answer: a reason, a comment, an address."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

from feedback.models import Comment, Reason, State, Vote
from feedback.models.comment import LONGEST
from tests.feedback.conftest import Browser, comment_url, hidden

pytestmark = pytest.mark.django_db

THANKS = "Thank you. It is in good hands."


@pytest.fixture
def unhappy(browser, article) -> str:
    """The form after "No"."""
    return browser.answer(article, "no").content.decode()


class TestTheForm:
    def test_no_is_followed_by_the_seven_reasons(self, unhappy):
        assert [value for value in Reason.values if f'value="{value}"' in unhappy] == Reason.values

    def test_no_reason_is_chosen_beforehand(self, unhappy):
        assert "checked" not in unhappy

    def test_yes_is_followed_by_no_reasons(self, browser, article):
        html = browser.answer(article, "yes").content.decode()
        assert 'name="reason"' not in html and 'name="text"' in html

    def test_who_comes_back_is_not_pressed(self, browser, article, unhappy):
        assert 'name="text"' not in browser.read(article)

    def test_who_comes_back_can_say_more(self, browser, article, unhappy):
        assert "more=1" in browser.read(article) and 'name="text"' in browser.read(article, more="1")

    def test_who_has_not_answered_gets_none(self, browser, article):
        assert 'name="text"' not in browser.read(article, more="1")

    def test_typed_words_find_their_own_direction(self, unhappy):
        assert 'dir="auto"' in unhappy[unhappy.index("<textarea") :]

    @pytest.mark.parametrize("language", ["ar", "fa", "id"])
    def test_it_speaks_the_language_of_the_page(self, browser, homes, language):
        html = browser.answer(homes[language], "no").content.decode()
        with override(language):
            assert gettext("Send") in html

    def test_it_is_never_kept_by_caches(self, browser, article, unhappy):
        assert "no-store" in browser.comment(article, unhappy, reason="other")["Cache-Control"]


class TestSending:
    def test_a_reason_is_stored(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="outdated")
        assert Comment.objects.get().reason == Reason.OUTDATED

    def test_words_and_address_are_stored(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="other", text="  Where is\r\nthe form? ", email="ann@example.org")
        comment = Comment.objects.get()
        assert (comment.text, comment.email) == ("Where is\nthe form?", "ann@example.org")

    def test_it_knows_what_it_is_about(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="other")
        comment, vote = Comment.objects.get(), Vote.objects.get()
        assert (comment.vote, comment.target_id, comment.revision) == (vote, article.pk, article.live_revision_id)
        assert (comment.language, comment.is_helpful, comment.state) == ("en", False, State.OPEN)

    def test_the_section_that_was_read_is_stored(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="other", section="قبل-أن-تبدأ")
        assert Comment.objects.get().section == "قبل-أن-تبدأ"

    @pytest.mark.parametrize("section", ["a b", "<b>", "x" * 256, 'a"b', "../a", "a\x00b"])
    def test_a_section_that_can_be_none_is_left_out(self, browser, article, unhappy, section):
        browser.comment(article, unhappy, reason="other", section=section)
        assert Comment.objects.get().section == ""

    def test_readers_are_thanked(self, browser, article, unhappy):
        assert THANKS in browser.comment(article, unhappy, reason="other").content.decode()

    def test_praise_needs_words_only(self, browser, article):
        html = browser.answer(article, "yes").content.decode()
        browser.comment(article, html, text="Clear at last")
        assert (Comment.objects.get().is_helpful, Comment.objects.get().reason) == (True, "")

    def test_as_many_signs_as_are_allowed_fit(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="other", text="😀" * LONGEST)
        assert len(Comment.objects.get().text) == LONGEST

    def test_sending_again_replaces(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="other", text="First", email="ann@example.org")
        browser.comment(article, unhappy, reason="broken", text="Second")
        assert list(Comment.objects.values_list("reason", "text", "email")) == [("broken", "Second", "")]

    def test_it_is_said_that_it_replaces(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="other")
        assert "takes its place" in browser.read(article, more="1")

    def test_what_was_sent_is_not_shown_to_the_next_at_this_browser(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="other", text="Private words", email="ann@example.org")
        html = browser.read(article, more="1")
        assert "Private words" not in html and "ann@example.org" not in html

    def test_who_signs_in_between_still_is_the_one_who_answered(self, browser, article, unhappy, customer):
        session = browser.client.cookies
        browser.client.force_login(customer)
        assert session and browser.comment(article, unhappy, reason="other").status_code == 200

    def test_the_signed_in_comment_by_their_account(self, signed_in, article, customer):
        browser = signed_in(customer)
        browser.comment(article, browser.answer(article, "no").content.decode(), reason="other")
        assert Comment.objects.get().voter_key == f"user:{customer.pk}"


class TestWithoutJavaScript:
    @pytest.fixture
    def page(self, browser, article) -> str:
        """The small page that shows what the answer did."""
        response = browser.answer(article, "no", htmx=False)
        return browser.client.get(response.url).content.decode()

    def test_the_form_stands_on_the_page_of_thanks(self, page):
        assert "<html" in page and hidden(page, "token")

    def test_it_leads_to_the_thanks(self, browser, article, page):
        response = browser.comment(article, page, htmx=False, reason="other")
        assert response.status_code == 303 and THANKS in browser.client.get(response.url).content.decode()

    def test_nobody_is_thanked_for_nothing(self, browser, article, page):
        assert THANKS not in browser.read(article, htmx=False, done="sent")

    def test_what_is_refused_stands_on_a_whole_page(self, browser, article, page):
        html = browser.comment(article, page, htmx=False, text="Kept words").content.decode()
        assert "<html" in html and "Kept words" in html

    def test_its_own_address_leads_to_the_question(self, browser, article):
        assert browser.client.get(comment_url(article)).status_code == 302


def test_a_comment_during_publishing_stays_with_what_was_read(browser, article, unhappy):
    read = article.live_revision_id
    article.save_revision().publish()
    browser.comment(article, unhappy, reason="other")
    assert Comment.objects.get().revision == read


def test_two_readers_have_two_comments(article):
    for _number in range(2):
        browser = Browser()
        browser.comment(article, browser.answer(article, "no").content.decode(), reason="other")
    assert Comment.objects.count() == 2
