"""Which pages stand in which list of editors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from activity.models import DailyCount
from content.models import HelpPage
from kb.facts import numbers
from kb.facts.likeness import likeness_refresh
from kb.facts.numbers import numbers_refresh
from kb.facts.texts import texts_read
from kb.lists.registry import Chosen, all_lists, list_named
from kb.lists.selectors import list_counts, list_pages
from kb.models import ArticlePage, CategoryPage, KnowledgeBasePage
from tests.factories import add_page
from tests.kb.test_facts import LONG, article, voted

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns")


def viewed(page, views=0, exits=0, *, back=0):
    day = timezone.localdate() - timedelta(days=back)
    DailyCount.objects.create(page_id=page.pk, day=day, views=views, exits=exits)


def titles(name, user, chosen=None) -> list[str]:
    numbers_refresh()
    texts_read()
    likeness_refresh()
    entry = list_named(name)
    assert entry is not None
    pages = list_pages(entry, user, chosen)
    return list(pages.order_by(entry.order, "pk").values_list("title", flat=True))


def test_the_most_read_pages_come_first(category, superuser):
    for name, views in (("Little", 2), ("Most", 9), ("Never", 0)):
        viewed(article(category, name), views)
    assert titles("most-viewed", superuser) == ["Most", "Little"]


def test_readers_of_long_ago_do_not_count_as_new_ones(category, superuser):
    viewed(article(category, "Old"), 9, back=60)
    assert (titles("most-viewed", superuser), titles("most-viewed", superuser, Chosen(days=90))) == ([], ["Old"])


def test_unhelpful_pages_are_those_below_the_average_the_worst_first(category, superuser):
    for name, helpful, unhelpful in (("Good", 90, 10), ("Bad", 30, 70), ("Worst", 5, 95), ("One voice", 0, 1)):
        voted(article(category, name), helpful, unhelpful)
    assert titles("unhelpful", superuser) == ["Worst", "Bad", "One voice"]


def test_pages_that_many_read_and_nobody_judges_are_listed(category, superuser):
    viewed(article(category, "Silent"), 40)
    viewed(article(category, "Seldom"), 3)
    judged = article(category, "Judged")
    viewed(judged, 40)
    voted(judged, 1, 0)
    assert titles("unvoted", superuser) == ["Silent"]


def test_pages_that_send_readers_to_contact_are_listed(category, superuser):
    viewed(article(category, "Fine"), 40)
    viewed(article(category, "Some"), 40, 2)
    viewed(article(category, "Many"), 40, 20)
    assert titles("exits", superuser) == ["Many", "Some"]


def test_pages_due_for_review_are_listed(category, superuser, monkeypatch):
    page = article(category, "Old")
    article(category, "New")
    monkeypatch.setattr(numbers, "_stale", [lambda ids: {page.pk}])
    assert titles("stale", superuser) == ["Old"]


def test_pages_without_somebody_responsible_are_listed(category, superuser):
    article(category, "Nobody’s")
    article(category, "Mine", responsible=superuser)
    assert titles("unowned", superuser) == ["Nobody’s"]


def test_pages_nobody_links_to_are_listed(category, superuser):
    page = article(category, "Linked")
    article(category, "Alone", f'<a linktype="page" id="{page.pk}">there</a>')
    assert titles("orphaned", superuser) == ["Alone"]


def test_short_pages_are_listed(category, superuser):
    article(category, "Long", LONG)
    article(category, "Short")
    assert titles("thin", superuser) == ["Short"]


def test_pages_that_say_the_same_are_listed(category, superuser):
    for name in ("One", "Two"):
        article(category, name, LONG)
    article(category, "Other")
    assert titles("duplicates", superuser) == ["One", "Two"]


def test_pages_without_a_translation_are_listed(category, superuser):
    page = article(category, "Here and there")
    article(category, "Only here")
    page.copy_for_translation(Locale.objects.get(language_code="ar"), copy_parents=True).save_revision().publish()
    assert titles("untranslated", superuser, Chosen(language="ar")) == ["Only here"]


def test_a_copy_without_translation_is_no_translation(category, superuser):
    page = article(category, "Here")
    page.copy_for_translation(Locale.objects.get(language_code="ar"), copy_parents=True, alias=True)
    assert titles("untranslated", superuser, Chosen(language="ar")) == ["Here"]


def test_a_knowledge_base_of_some_languages_lacks_nothing_in_others(home, superuser):
    base = add_page(home, KnowledgeBasePage, "Base", languages=["en", "ar"])
    shelf = add_page(base, CategoryPage, "Shelf")
    article(shelf, "Here")
    chosen = [Chosen(language="ar"), Chosen(language="fa")]
    assert [titles("untranslated", superuser, each) for each in chosen] == [["Here"], []]


def test_pages_that_lack_the_first_language_are_listed_when_it_is_chosen(homes, superuser):
    article(add_page(homes["ar"], CategoryPage, "Shelf"), "Arabic only")
    assert titles("untranslated", superuser, Chosen(language="en")) == ["Arabic only"]


@pytest.mark.parametrize("name", [entry.name for entry in all_lists()])
def test_drafts_are_in_no_list(category, superuser, name):
    page = article(category, "Draft", live=False)
    viewed(page, 90, 20)
    assert titles(name, superuser) == []


def test_shelves_and_home_pages_are_in_no_list(category, superuser):
    assert {name: count for name, count in list_counts(superuser).items() if count} == {}


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
