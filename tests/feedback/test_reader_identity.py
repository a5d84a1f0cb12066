"""Who a vote belongs to."""

from __future__ import annotations

import pytest

from feedback.models import Vote
from feedback.readers import COOKIE
from tests.feedback.conftest import Browser, form_url

pytestmark = pytest.mark.django_db


def test_who_only_reads_gets_no_id(browser, article):
    browser.read(article)
    assert COOKIE not in browser.client.cookies


def test_who_answers_gets_one(browser, article):
    browser.answer(article, "yes")
    assert COOKIE in browser.client.cookies


def test_scripts_cannot_read_it(browser, article):
    assert browser.answer(article, "yes").cookies[COOKIE]["httponly"]


def test_foreign_sites_cannot_make_the_browser_send_it(browser, article):
    assert browser.answer(article, "yes").cookies[COOKIE]["samesite"] == "Lax"


def test_the_pages_themselves_never_get_it(browser, article):
    assert browser.answer(article, "yes").cookies[COOKIE]["path"] == "/feedback/"


def test_it_travels_encrypted_where_sessions_do(browser, article, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert browser.answer(article, "yes").cookies[COOKIE]["secure"]


def test_it_is_one_reader_on_all_pages(browser, article, category):
    browser.answer(article, "yes")
    browser.answer(category, "yes")
    assert Vote.objects.values("voter_key").distinct().count() == 1


def test_two_browsers_are_two_readers(browser, article):
    browser.answer(article, "yes")
    Browser().answer(article, "yes")
    assert Vote.objects.count() == 2


def test_a_double_click_is_one_reader(browser, article):
    data = {**browser.fields(article), "answer": "yes"}
    browser.send(article, data)
    del browser.client.cookies[COOKIE]  # the second request left before the first was answered
    browser.send(article, data)
    assert Vote.objects.count() == 1


def test_a_made_up_cookie_is_nobody(browser, article, client):
    browser.answer(article, "yes")
    stolen = Vote.objects.get().voter_key.removeprefix("anonymous:")
    client.cookies[COOKIE] = stolen
    assert 'aria-pressed="true"' not in client.get(form_url(article)).content.decode()


def test_an_id_in_the_form_that_is_not_ours_is_not_taken(browser, article):
    browser.send(article, {**browser.fields(article), "reader": "me:forged", "answer": "yes"})
    assert "me" not in Vote.objects.get().voter_key.removeprefix("anonymous:")


def test_the_id_of_a_form_is_no_cookie(browser, article):
    stranger = Browser()
    stranger.client.cookies[COOKIE] = browser.fields(article)["reader"]
    assert stranger.fields(article)["reader"]


def test_the_signed_in_are_known_by_their_account(signed_in, article, customer):
    signed_in(customer).answer(article, "yes")
    assert Vote.objects.get().voter_key == f"user:{customer.pk}"


def test_the_signed_in_get_no_id(signed_in, article, customer):
    browser = signed_in(customer)
    browser.answer(article, "yes")
    assert COOKIE not in browser.client.cookies


def test_the_signed_in_are_one_reader_in_all_browsers(signed_in, article, customer):
    signed_in(customer).answer(article, "yes")
    signed_in(customer).answer(article, "no")
    assert list(Vote.objects.values_list("is_helpful", flat=True)) == [False]


def test_an_address_is_not_stored(browser, article):
    browser.answer(article, "yes", ip="198.51.100.77")
    assert "198.51.100" not in str(Vote.objects.values().get())
