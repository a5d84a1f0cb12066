"""What is refused after an answer, and what is said then: nothing that was typed gets lost."""

from __future__ import annotations

import html as entities
import json

import pytest
import time_machine
from django.test import Client

from accounts.throttle import Limit
from feedback.models import Comment
from feedback.models.comment import LONGEST
from feedback.views import commenting
from tests.conftest import SHARED
from tests.feedback.conftest import HTMX, Browser, comment_url, hidden
from wiki.models import SpacePage

pytestmark = pytest.mark.django_db

HOSTILE = SHARED / "hostile"


@pytest.fixture
def unhappy(browser, article) -> str:
    """The form after "No"."""
    return browser.answer(article, "no").content.decode()


def shown(response) -> str:
    return entities.unescape(response.content.decode())


class TestTyping:
    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({}, "Please choose what comes closest."),
            ({"reason": "boring"}, "Please choose what comes closest."),
            ({"reason": "other", "text": "x" * (LONGEST + 1)}, "This is 1 character too long. Please shorten it to 1000."),
            ({"reason": "other", "text": "x" * (LONGEST + 9)}, "This is 9 characters too long. Please shorten it to 1000."),
            ({"reason": "other", "email": "ann@"}, "Please correct it, or leave the field empty."),
            ({"reason": "other", "email": "ann\x00@example.org"}, "Please correct it, or leave the field empty."),
        ],
    )
    def test_it_is_said_what_to_do(self, browser, article, unhappy, data, sentence):
        response = browser.comment(article, unhappy, **data)
        assert response.status_code == 400 and sentence in shown(response)

    def test_nothing_is_stored(self, browser, article, unhappy):
        browser.comment(article, unhappy, text="No reason given")
        assert not Comment.objects.exists()

    def test_what_was_typed_is_still_there(self, browser, article, unhappy):
        response = browser.comment(article, unhappy, reason="broken", text="Kept <words>", email="ann@")
        html = response.content.decode()
        assert "Kept &lt;words&gt;" in html and 'value="ann@"' in html
        assert "checked" in html[html.index('value="broken"') :][:200]

    def test_fields_with_mistakes_are_marked_for_screen_readers(self, browser, article, unhappy):
        html = browser.comment(article, unhappy, reason="other", email="ann@").content.decode()
        assert 'aria-invalid="true"' in html and "feedback-email-error" in html and 'role="alert"' in html

    def test_praise_without_words_is_nothing_to_send(self, browser, article):
        html = browser.answer(article, "yes").content.decode()
        assert "There is nothing to send yet" in shown(browser.comment(article, html, text=" \x00 "))

    def test_control_characters_are_taken_out(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="other", text="a\x00b\x1b[31m\tc\u200cd")
        assert Comment.objects.get().text == "ab[31m\tc\u200cd"


class TestTokens:
    @pytest.mark.parametrize("token", ["", "1", "1:x:y", "٧", "x" * 5000])
    def test_a_token_that_is_none_stores_nothing(self, browser, article, unhappy, token):
        response = browser.comment(article, unhappy, reason="other", text="Kept", token=token)
        assert response.status_code == 400 and not Comment.objects.exists()

    def test_it_is_said_and_the_words_are_kept_in_a_new_form(self, browser, article, unhappy):
        html = shown(browser.comment(article, unhappy, reason="other", text="Kept", token="forged"))
        assert "damaged on the way" in html and ">Kept</textarea>" in html and hidden(html, "token") not in ("", "forged")

    def test_the_new_form_can_be_sent(self, browser, article, unhappy):
        again = browser.comment(article, unhappy, reason="other", text="Kept", token="forged").content.decode()
        browser.comment(article, again, reason="other", text="Kept")
        assert Comment.objects.get().text == "Kept"

    def test_a_tampered_token_is_none(self, browser, article, unhappy):
        token = hidden(unhappy, "token")
        assert browser.comment(article, unhappy, reason="other", token=f"9{token}").status_code == 400

    def test_a_token_of_another_reader_is_useless(self, article, unhappy):
        thief = Browser()
        own = thief.answer(article, "no").content.decode()
        thief.comment(article, own, reason="other", token=hidden(unhappy, "token"))
        assert not Comment.objects.exists()

    def test_a_thief_without_an_answer_of_their_own_gets_the_words_back(self, article, unhappy):
        thief = Browser()
        html = shown(thief.comment(article, thief.read(article), token=hidden(unhappy, "token"), text="Kept"))
        assert "choose yes or no first" in html and "Kept</textarea>" in html

    def test_a_token_of_another_page_is_useless(self, browser, article, category, unhappy):
        token = hidden(unhappy, "token")
        other = browser.answer(category, "no").content.decode()
        browser.comment(category, other, reason="other", token=token)
        assert not Comment.objects.exists()

    def test_after_hours_it_is_said_that_the_form_is_too_old(self, browser, article):
        with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False) as clock:
            old = browser.answer(article, "no").content.decode()
            clock.shift(4 * 3600 + 1)
            html = shown(browser.comment(article, old, reason="other", text="Kept"))
        assert "open for hours" in html and ">Kept</textarea>" in html

    def test_within_hours_it_is_good(self, browser, article):
        with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False) as clock:
            form = browser.answer(article, "no").content.decode()
            clock.shift(4 * 3600 - 5)
            assert browser.comment(article, form, reason="other").status_code == 200


class TestFloods:
    @pytest.fixture(autouse=True)
    def two_an_hour(self, monkeypatch):
        monkeypatch.setattr(commenting, "COMMENTS_PER_ADDRESS", Limit("comments", 2, 3600))
        with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False):
            yield

    @pytest.fixture
    def refused(self, browser, article, unhappy):
        for _number in range(2):
            assert browser.comment(article, unhappy, reason="other").status_code == 200
        return browser.comment(article, unhappy, reason="broken", text="Kept")

    def test_one_too_many_is_refused(self, refused):
        assert refused.status_code == 429 and refused["Retry-After"] == "3600"

    def test_it_is_said_and_kept(self, refused):
        assert "please send it in 60 minutes" in shown(refused) and ">Kept</textarea>" in shown(refused)

    def test_it_is_not_stored(self, refused):
        assert Comment.objects.get().reason == "other"

    def test_mistakes_do_not_count(self, browser, article, unhappy):
        for _number in range(5):
            browser.comment(article, unhappy)
        assert browser.comment(article, unhappy, reason="other").status_code == 200


class TestLargeBodies:
    def test_ten_megabytes_are_answered_with_a_sentence(self, browser, article, unhappy):
        response = browser.comment(article, unhappy, htmx=False, reason="other", text="x" * 10_000_000)
        assert response.status_code == 413 and "far too long" in shown(response)

    def test_they_are_not_stored(self, browser, article, unhappy):
        browser.comment(article, unhappy, reason="other", text="x" * 10_000_000)
        assert not Comment.objects.exists()


class TestStrangers:
    def test_foreign_sites_cannot_comment(self, browser, article, unhappy):
        assert browser.comment(article, unhappy, reason="other", csrfmiddlewaretoken="").status_code == 403

    def test_a_page_that_may_not_be_opened_is_not_there(self, article, home):
        from tests.factories import add_page

        wiki = add_page(home, SpacePage, "Refund wiki")
        assert Client().post(comment_url(wiki), {"token": "x"}, headers=HTMX).status_code == 404

    def test_nothing_is_told_of_it_with_a_large_body_either(self, home):
        from tests.factories import add_page

        wiki = add_page(home, SpacePage, "Refund wiki")
        assert Client().post(comment_url(wiki), {"text": "x" * 100_000}).status_code == 404


class TestHostileTexts:
    @pytest.mark.parametrize("name", ["blns", "unicode", "xss"])
    def test_they_are_stored_as_text_and_shown_as_text(self, browser, article, unhappy, name, monkeypatch):
        monkeypatch.setattr(commenting, "COMMENTS_PER_ADDRESS", Limit("comments", 100_000, 3600))
        for given in texts_of(name):
            response = browser.comment(article, unhappy, reason="other", text=given, email="ann@")
            assert response.status_code == 400, given
            field = response.content.decode().partition("<textarea")[2].partition("</textarea>")[0]
            assert "<" not in field, given
            if given.strip() and len(given) <= LONGEST:
                assert browser.comment(article, unhappy, reason="other", text=given).status_code == 200, given


def texts_of(name: str) -> list[str]:
    """Every text of a list, without halves of letters, which no browser sends."""
    rows = json.loads((HOSTILE / f"{name}.json").read_text())
    rows = rows if isinstance(rows, list) else next(each for each in rows.values() if isinstance(each, list) and len(each) > 20)
    found = [each if isinstance(each, str) else each["input"] for each in rows]
    return [each.encode("utf-8", "ignore").decode() for each in found][::3]
