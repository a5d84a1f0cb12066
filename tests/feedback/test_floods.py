"""Too many answers from one address are refused, and it is said so."""

from __future__ import annotations

import pytest
import time_machine

from accounts.throttle import Limit
from feedback.models import Vote
from feedback.views import voting as views
from tests.feedback.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_an_hour(monkeypatch):
    """At the beginning of an hour, so that none of these tests runs over its end."""
    monkeypatch.setattr(views, "VOTES_PER_ADDRESS", Limit("votes", 3, 3600))
    with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False):
        yield


@pytest.fixture
def exhausted(article):
    for _number in range(3):
        assert Browser().answer(article, "yes").status_code == 200


def test_one_too_many_is_refused(exhausted, article):
    assert Browser().answer(article, "yes").status_code == 429


def test_it_is_not_counted(exhausted, article):
    Browser().answer(article, "yes")
    assert Vote.objects.count() == 3


def test_it_is_said_so(exhausted, article):
    html = Browser().answer(article, "yes").content.decode()
    assert "Your answer was not counted" in html and "in 60 minutes" in html


def test_programs_are_told_how_long_to_wait(exhausted, article):
    assert Browser().answer(article, "yes")["Retry-After"] == "3600"


def test_without_javascript_it_is_said_on_a_whole_page(exhausted, article):
    assert "<html" in Browser().answer(article, "yes", htmx=False).content.decode()


def test_other_addresses_may_answer(exhausted, article):
    assert Browser().answer(article, "yes", ip="192.0.2.2").status_code == 200


def test_a_forged_forwarding_header_helps_nobody(exhausted, article):
    browser = Browser()
    browser.client.defaults["HTTP_X_FORWARDED_FOR"] = "203.0.113.9"
    assert browser.answer(article, "yes").status_code == 429


def test_an_hour_later_answers_count_again(exhausted, article):
    with time_machine.travel("2026-03-01T11:00:00+00:00", tick=False):
        assert Browser().answer(article, "yes").status_code == 200


def test_reading_is_not_limited(exhausted, article, browser):
    assert "Was this helpful?" in browser.read(article)
