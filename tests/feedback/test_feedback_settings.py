"""What a site can set."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from feedback.conf import feedback_settings
from feedback.models import Comment, FeedbackSettings, FeedbackWording, Vote
from tests.feedback.conftest import comment_url, form_url

pytestmark = pytest.mark.django_db


def site_has(**fields: object) -> FeedbackSettings:
    row = FeedbackSettings.load()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def test_nothing_is_written_by_reading():
    feedback_settings()
    assert not FeedbackSettings.objects.exists()


def test_the_defaults_keep_words_a_year_and_addresses_ninety_days():
    assert (feedback_settings().comment_days, feedback_settings().email_days) == (365, 90)


def test_they_are_remembered(django_assert_num_queries):
    feedback_settings()
    with django_assert_num_queries(0):
        feedback_settings()


def test_a_change_is_known_at_once():
    assert feedback_settings().is_on
    site_has(is_on=False)
    assert not feedback_settings().is_on


class TestOff:
    @pytest.fixture(autouse=True)
    def off(self):
        site_has(is_on=False)

    def test_pages_do_not_ask(self, article):
        assert not render_to_string("feedback/slot.html", {"page": article}).strip()

    def test_the_question_of_a_cached_page_goes_away(self, client, article):
        assert client.get(form_url(article), headers={"HX-Request": "true"}).content == b""

    def test_without_javascript_it_is_said(self, client, article):
        html = client.get(form_url(article)).content.decode()
        assert "We do not ask this at the moment." in html and 'name="answer"' not in html

    def test_no_vote_is_taken(self, client, article):
        client.post(form_url(article), {"answer": "yes"})
        assert not Vote.objects.exists()

    def test_nobody_is_asked_what_a_search_missed(self, client):
        assert client.get(reverse("feedback:missing"), follow=True).status_code == 404


class TestWithoutComments:
    def test_the_answer_is_all(self, browser, article):
        site_has(asks_comments=False)
        assert 'name="text"' not in browser.answer(article, "no").content.decode()

    def test_nothing_more_is_taken(self, browser, article):
        html = browser.answer(article, "no").content.decode()
        site_has(asks_comments=False)
        assert browser.comment(article, html, reason="other").status_code == 404 and not Comment.objects.exists()


def test_without_addresses_none_is_asked_or_stored(browser, article):
    site_has(asks_email=False)
    html = browser.answer(article, "no").content.decode()
    browser.comment(article, html, reason="other", email="ann@example.org")
    assert 'name="email"' not in html and Comment.objects.get().email == ""


def test_the_days_stand_beside_the_address(browser, article):
    site_has(email_days=14)
    assert "We delete it after 14 days." in browser.answer(article, "no").content.decode()


class TestCounts:
    def test_readers_do_not_see_them_unless_the_site_wants_it(self, browser, article):
        assert "found this helpful" not in browser.answer(article, "yes").content.decode()

    def test_they_see_how_many_it_helped(self, browser, article):
        site_has(shows_counts=True)
        assert "1 of 1 reader found this helpful." in browser.answer(article, "yes").content.decode()

    def test_cached_pages_hold_none(self, browser, article):
        site_has(shows_counts=True)
        browser.answer(article, "yes")
        assert "found this" not in render_to_string("feedback/slot.html", {"page": article})


class TestWords:
    @pytest.fixture(autouse=True)
    def words(self):
        words = {"question": "هل نفعك هذا؟", "hint": "لا تكتب <رقمك>", "thanks": "نقرأ كل شيء"}
        FeedbackWording.objects.create(settings=FeedbackSettings.load(), language="ar", **words)

    def test_the_site_asks_in_its_own(self, client, homes):
        assert "هل نفعك هذا؟" in client.get(form_url(homes["ar"])).content.decode()

    def test_they_are_text(self, browser, homes):
        assert "لا تكتب &lt;رقمك&gt;" in browser.answer(homes["ar"], "no").content.decode()

    def test_other_languages_keep_ours(self, client, homes):
        assert "Was this helpful?" in client.get(form_url(homes["en"])).content.decode()

    def test_readers_are_thanked_in_them(self, browser, homes):
        html = browser.answer(homes["ar"], "no").content.decode()
        assert "نقرأ كل شيء" in browser.comment(homes["ar"], html, reason="other").content.decode()


class TestAdmin:
    URL = reverse("wagtailsettings:edit", args=["feedback", "feedbacksettings"])

    def data(self, **fields: object) -> dict[str, str]:
        given = {"is_on": "on", "comment_days": 365, "email_days": 90, "wordings": inline_formset([])}
        return nested_form_data(given | fields)

    def test_superusers_change_them(self, client, superuser):
        client.force_login(superuser)
        pk = FeedbackSettings.load().pk
        url = reverse("wagtailsettings:edit", args=["feedback", "feedbacksettings", pk])
        words = inline_formset([{"language": "en", "question": "Any good?", "hint": "", "thanks": ""}])
        client.post(url, self.data(email_days=7, wordings=words))
        assert feedback_settings().email_days == 7 and feedback_settings().words.question == "Any good?"

    @pytest.mark.parametrize("days", [0, -1, 99999, ""])
    def test_days_that_make_no_sense_are_refused(self, client, superuser, days):
        client.force_login(superuser)
        pk = FeedbackSettings.load().pk
        url = reverse("wagtailsettings:edit", args=["feedback", "feedbacksettings", pk])
        client.post(url, self.data(email_days=days))
        assert feedback_settings().email_days == 90

    def test_others_cannot(self, client, agent):
        client.force_login(agent)
        assert client.get(self.URL).status_code == 302


def test_a_comment_address_is_no_page(client, article):
    assert client.get(comment_url(article)).status_code == 302
