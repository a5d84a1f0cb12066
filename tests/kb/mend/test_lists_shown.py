"""The lists in the admin: what is shown, narrowed, and taken along."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from content.models import HelpPage
from kb.facts.likeness import likeness_refresh
from kb.facts.numbers import numbers_refresh
from kb.facts.texts import texts_read
from kb.lists.registry import all_lists, list_named
from kb.lists.selectors import list_counts, list_pages
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from tests.kb.mend.helpers import LONG, article, titles, viewed

pytestmark = pytest.mark.django_db

SOLUTION = [{"type": "rich_text", "value": "<p>Not read by anybody.</p>"}]
PROBLEM = {"type": "problem", "value": {"title": "Odd", "causes": [{"cause": "Unknown", "solution": SOLUTION}]}}


@pytest.fixture
def browse(client, superuser):
    client.force_login(superuser)

    def get(name, **parameters):
        numbers_refresh()
        response = client.get(reverse("kb_list", args=[name]), parameters)
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.mark.parametrize("name", [entry.name for entry in all_lists()])
def test_every_list_can_be_looked_at_and_taken_along(category, browse, client, name):
    viewed(article(category, "One", LONG), 90, 5)
    article(category, "Two", LONG)
    texts_read()
    likeness_refresh()
    browse(name)
    for kind in ("csv", "xlsx"):
        assert client.get(reverse("kb_list", args=[name]), {"export": kind}).status_code == 200


def test_a_list_is_narrowed_by_language_category_owner_and_day(category, browse, homes, superuser):
    article(category, "Mine", responsible=superuser)
    article(category, "Nobody’s")
    article(add_page(homes["ar"], CategoryPage, "رف"), "Arabic")
    everything = {"Nobody’s", "Arabic"}
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    for parameters, expected in (
        ({}, everything),
        ({"language": "ar"}, {"Arabic"}),
        ({"branch": category.pk}, {"Nobody’s"}),
        ({"owner": superuser.pk}, set()),
        ({"published_from": today}, everything),
        ({"published_from": tomorrow}, set()),
    ):
        shown = browse("unowned", **parameters)
        assert {title for title in everything if f">{title}</a>" in shown} == expected, parameters


@pytest.mark.parametrize(
    "parameters",
    [
        {"ordering": "pk; drop"},
        {"days": "x"},
        {"days": "31"},
        {"missing": "xx"},
        {"branch": "-1"},
        {"p": "99999"},
        {"owner": "\x00"},
    ],
)
def test_garbage_in_the_address_is_no_fault(category, browse, parameters):
    viewed(article(category, "One"), 2)
    for name in ("most-viewed", "untranslated"):
        browse(name, **parameters)


def test_a_list_that_is_not_there_is_not_found(client, superuser):
    client.force_login(superuser)
    assert client.get("/admin/reports/mend/nothing/").status_code == 404


def test_each_row_leads_to_the_editor(category, browse):
    page = article(category, "One")
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in browse("unowned")


def test_a_spreadsheet_runs_no_title(category, browse, client):
    article(category, '=HYPERLINK("http://evil")')
    numbers_refresh()
    response = client.get(reverse("kb_list", args=["unowned"]), {"export": "csv"})
    assert "'=HYPERLINK" in b"".join(response.streaming_content).decode()


def test_markup_in_a_title_is_text(category, browse):
    article(category, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in browse("unowned")


def test_queries_do_not_grow_with_the_rows(category, browse, django_assert_max_num_queries):
    article(category, "One", LONG)
    browse("duplicates")
    for number in range(20):
        article(category, f"Page {number}", LONG)
    texts_read()
    likeness_refresh()
    numbers_refresh()
    with django_assert_max_num_queries(30):
        browse("duplicates")


def test_the_overview_counts_every_list(category, client, superuser):
    article(category, "One")
    numbers_refresh()
    client.force_login(superuser)
    shown = client.get(reverse("kb_lists")).content.decode()
    assert all(reverse("kb_list", args=[each.name]) in shown for each in all_lists())
    assert list_counts(superuser)["orphaned"] == 1


def test_the_first_page_of_the_admin_leads_there(client, superuser):
    client.force_login(superuser)
    assert reverse("kb_lists") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_pages_that_are_gone_are_in_no_list(category, superuser):
    page = article(category, "One")
    numbers_refresh()
    page.delete()
    assert not HelpPage.objects.filter(pk=page.pk).exists() and titles("orphaned", superuser) == []


def test_a_page_has_its_own_type(category, superuser):
    article(category, "One")
    entry = list_named("unowned")
    assert entry is not None and list_pages(entry, superuser).get().specific_class is ArticlePage


def test_a_filter_that_makes_no_sense_shows_nothing(category, browse):
    article(category, "One")
    assert ">One</a>" in browse("unowned")
    assert ">One</a>" not in browse("unowned", branch="-1")


def test_archived_pages_are_in_no_list(category, superuser):
    page = article(category, "One")
    HelpPage.objects.filter(pk=page.pk).update(archived_at=timezone.now())
    assert titles("unowned", superuser) == []


def test_what_belongs_to_another_kind_is_not_read(category):
    page = article(category, "One", "two words", problems=json.dumps([PROBLEM]))
    texts_read()
    assert page.facts.words == 2


def test_the_first_page_of_the_admin_shows_the_numbers_of_the_last_look(category, client, superuser):
    article(category, "One")
    numbers_refresh()
    client.force_login(superuser)
    client.get(reverse("kb_lists"))
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert "Nobody responsible" in client.get(reverse("wagtailadmin_home")).content.decode()
