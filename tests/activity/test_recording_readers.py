"""Who is counted as a reader, and how often."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from wagtail.models import Locale

from activity import recording
from activity.models import DailySalt, Kind, Seen
from tests.activity.conftest import FIREFOX, tell

pytestmark = pytest.mark.django_db


def test_a_reader_is_counted(article):
    tell(article.pk)
    assert Seen.objects.get().page_id == article.pk


def test_the_same_reader_counts_once_a_day(article):
    tell(article.pk)
    tell(article.pk)
    assert Seen.objects.count() == 1


def test_the_same_reader_counts_once_though_processes_know_nothing_of_each_other(article):
    tell(article.pk)
    recording.forget_known()
    tell(article.pk)
    assert Seen.objects.count() == 1


def test_coming_again_asks_the_database_nothing(article, django_assert_num_queries):
    tell(article.pk)
    with django_assert_num_queries(0):
        tell(article.pk)


def test_a_first_view_is_one_question_and_one_row(article, django_assert_num_queries):
    tell(article.pk, ip="192.0.2.8")
    with django_assert_num_queries(4):  # the page, a savepoint, the row, the end of the savepoint
        tell(article.pk)


@pytest.mark.parametrize("other", [{"ip": "192.0.2.2"}, {"agent": FIREFOX.replace("130", "131")}])
def test_another_address_or_browser_is_another_reader(article, other):
    tell(article.pk)
    tell(article.pk, **other)
    assert Seen.objects.count() == 2


def test_an_account_is_one_reader_wherever_it_signs_in(article, customer):
    for ip in ("192.0.2.1", "198.51.100.7"):
        client = Client()
        client.force_login(customer)
        tell(article.pk, client=client, ip=ip)
    assert Seen.objects.count() == 1


def test_the_same_reader_counts_again_the_next_day(article):
    for day in ("2026-03-01", "2026-03-02"):
        with time_machine.travel(f"{day}T10:00:00+00:00", tick=False):
            tell(article.pk)
    assert Seen.objects.count() == 2


def test_the_rows_of_a_reader_on_two_pages_have_nothing_in_common(article, category):
    tell(article.pk)
    tell(category.pk)
    assert len(set(Seen.objects.values_list("reader", flat=True))) == 2


def test_the_rows_of_a_reader_on_two_days_have_nothing_in_common(article):
    for day in ("2026-03-01", "2026-03-02"):
        with time_machine.travel(f"{day}T10:00:00+00:00", tick=False):
            tell(article.pk)
    assert len(set(Seen.objects.values_list("reader", flat=True))) == 2


def test_without_the_secret_key_the_salt_makes_another_hash(article, settings):
    tell(article.pk)
    settings.SECRET_KEY = "another-" * 9
    tell(article.pk)
    assert DailySalt.objects.count() == 1 and Seen.objects.count() == 2


def test_neither_address_nor_browser_is_stored(article):
    tell(article.pk, ip="192.0.2.77")
    row = Seen.objects.values().get()
    assert "192.0.2.77" not in str(row) and "Firefox" not in str(row)


def test_an_exit_is_counted_beside_the_view(article):
    tell(article.pk)
    tell(article.pk, "exit")
    assert set(Seen.objects.values_list("kind", flat=True)) == {Kind.VIEW, Kind.EXIT}


def test_a_copy_without_translation_counts_for_the_page_whose_text_it_shows(article, home):
    twin = article.copy_for_translation(Locale.objects.get(language_code="ar"), copy_parents=True, alias=True)
    tell(twin.pk)
    assert Seen.objects.get().page_id == article.pk


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Googlebot/2.1",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 HeadlessChrome/129.0",
        "Pingdom.com_bot",
        "x spider",
    ],
)
def test_programs_are_no_readers(article, agent):
    tell(article.pk, agent=agent)
    assert not Seen.objects.exists()


@pytest.mark.parametrize("header", [{"DNT": "1"}, {"Sec-GPC": "1"}])
def test_who_does_not_want_to_be_counted_is_not(article, header):
    tell(article.pk, **header)
    assert not Seen.objects.exists()


@pytest.mark.parametrize("header", [{"DNT": "1"}, {"Sec-GPC": "1"}])
def test_that_wish_is_a_setting(article, header, settings):
    settings.SANAD_VIEWS_HONOUR_DNT = False
    tell(article.pk, **header)
    assert Seen.objects.count() == 1


def test_counting_can_be_switched_off(article, settings):
    settings.SANAD_COUNT_VIEWS = False
    tell(article.pk)
    assert not Seen.objects.exists()


def test_other_sites_cannot_count(article):
    tell(article.pk, **{"Sec-Fetch-Site": "cross-site"})  # type: ignore[arg-type]  # a header is no parameter
    assert not Seen.objects.exists()


def test_a_flood_from_one_address_is_cut_off(article, monkeypatch):
    monkeypatch.setattr(recording, "FLOOD", 3)
    for number in range(9):
        tell(article.pk, agent=f"{FIREFOX} {number}")
    assert Seen.objects.count() == 3


def test_what_the_database_does_not_take_waits_for_the_next(article, monkeypatch):
    from django.db import OperationalError

    with monkeypatch.context() as patched:

        def locked(**_options):
            raise OperationalError("database is locked")

        patched.setattr(recording, "brief_write", locked)
        assert tell(article.pk).status_code == 204
    assert not Seen.objects.exists()
    tell(article.pk, ip="192.0.2.2")
    assert Seen.objects.count() == 2
