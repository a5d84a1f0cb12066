"""A page is for agents, then for its audience, then archived: by its dates, with nobody acting at the moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail_localize.fields import get_translatable_fields

from content.audiences import Audience
from content.dated import dated_changes_tell
from content.models import HelpPage
from content.timed import TIMED_FIELDS
from content.visibility import visibility_problems
from kb.models import ArticlePage, CategoryPage
from search.models import OutboxEntry
from tests.factories import add_page

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
BEFORE, AFTER = NOON - timedelta(seconds=1), NOON + timedelta(seconds=1)


@pytest.fixture
def shelf(home):
    with time_machine.travel(BEFORE - timedelta(days=1), tick=False):
        return add_page(home, CategoryPage, "Returns", slug="returns")


def made(parent, **fields):
    with time_machine.travel(BEFORE - timedelta(days=1), tick=False):
        return add_page(parent, ArticlePage, fields.pop("title", "Send it back"), slug=fields.pop("slug", "send"), **fields)


def at(moment):
    return time_machine.travel(moment, tick=False)


def listed(user=None) -> set[str]:
    return set(HelpPage.objects.listable_to(user).values_list("title", flat=True))


def test_before_its_moment_only_agents_are_listed_it(shelf, agent, customer):
    made(shelf, public_from=NOON)
    with at(BEFORE):
        assert "Send it back" in listed(agent)
        assert "Send it back" not in listed() | listed(customer)


def test_after_its_moment_everybody_is_listed_it_though_nothing_ran(shelf):
    made(shelf, public_from=NOON)
    with at(AFTER):
        assert "Send it back" in listed()


def test_its_address_opens_at_the_moment_and_not_before(shelf, client):
    made(shelf, public_from=NOON)
    with at(BEFORE):
        assert client.get("/en/returns/send/").status_code == 302
    with at(AFTER):
        assert client.get("/en/returns/send/").status_code == 200


def test_what_agents_see_early_is_not_for_caches(shelf, agent):
    made(shelf, public_from=NOON)
    reader = Client()
    with at(BEFORE):
        reader.force_login(agent)
        assert "no-store" in reader.get("/en/returns/send/").headers["Cache-Control"]


def test_a_page_is_not_public_before_its_category(home, shelf):
    shelf.public_from = NOON
    shelf.save()
    made(shelf, public_from=NOON - timedelta(days=2))
    with at(BEFORE):
        assert "Send it back" not in listed()


def test_an_archived_page_is_listed_to_nobody_not_even_superusers(shelf, superuser):
    made(shelf, archived_from=NOON)
    with at(BEFORE):
        assert "Send it back" in listed()
    with at(AFTER):
        assert "Send it back" not in listed() | listed(superuser)


def test_an_archived_page_keeps_its_address_with_a_notice_for_readers_and_robots(shelf, client):
    made(shelf, archived_from=NOON)
    with at(AFTER):
        response = client.get("/en/returns/send/")
    assert "This page is archived." in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_the_notice_leads_to_the_successor_in_the_language_of_the_page(homes, client):
    english = add_page(homes["en"], CategoryPage, "New returns", slug="new")
    add_page(homes["ar"], CategoryPage, "الجديد", slug="jadid", translation_key=english.translation_key)
    made(homes["ar"], title="قديم", slug="qadim", archived_from=NOON, successor=HelpPage.objects.get(pk=english.pk))
    with at(AFTER):
        assert 'href="/ar/jadid/"' in client.get("/ar/qadim/").content.decode()


def test_where_it_says_so_readers_are_sent_on(shelf, client):
    successor = made(shelf, title="New", slug="new")
    made(shelf, archived_from=NOON, successor=successor, archive_redirects=True)
    with at(BEFORE):
        assert client.get("/en/returns/send/").status_code == 200
    with at(AFTER):
        assert client.get("/en/returns/send/").headers["Location"] == "/en/returns/new/"


def test_nobody_is_sent_to_a_successor_they_may_not_open(shelf, client):
    successor = made(shelf, title="Secret", slug="secret-new", audience=Audience.AGENT)
    made(shelf, archived_from=NOON, successor=successor, archive_redirects=True)
    with at(AFTER):
        response = client.get("/en/returns/send/")
    assert response.status_code == 200
    assert "secret-new" not in response.content.decode()


def test_a_deleted_successor_leaves_the_notice(shelf, client):
    successor = made(shelf, title="New", slug="new")
    made(shelf, archived_from=NOON, successor=successor, archive_redirects=True)
    successor.delete()
    with at(AFTER):
        assert "This page is archived." in client.get("/en/returns/send/").content.decode()


def test_successors_that_are_archived_too_are_passed_over(shelf, client):
    newest = made(shelf, title="Newest", slug="newest")
    newer = made(shelf, title="Newer", slug="newer", archived_from=NOON, successor=newest)
    made(shelf, archived_from=NOON, successor=newer, archive_redirects=True)
    with at(AFTER):
        assert client.get("/en/returns/send/").headers["Location"] == "/en/returns/newest/"


def test_two_archived_pages_that_name_each_other_send_nobody_round(shelf, client):
    one = made(shelf, title="One", slug="one", archived_from=NOON, archive_redirects=True)
    other = made(shelf, title="Other", slug="other", archived_from=NOON, successor=one, archive_redirects=True)
    HelpPage.objects.filter(pk=one.pk).update(successor=other.pk)
    with at(AFTER):
        assert client.get("/en/returns/one/").status_code == 200


def test_what_stands_below_an_archived_category_follows_its_successor(home, shelf, client):
    made(shelf)
    new = add_page(home, CategoryPage, "New", slug="new")
    shelf.archived_from, shelf.successor, shelf.archive_redirects = NOON, HelpPage.objects.get(pk=new.pk), True
    with at(BEFORE):
        shelf.save()
    with at(AFTER):
        assert client.get("/en/returns/send/").headers["Location"] == "/en/new/"


def test_an_archived_page_is_not_in_the_sitemap(shelf, client):
    made(shelf, archived_from=NOON)
    with at(AFTER):
        assert "/en/returns/send/" not in client.get("/sitemap.xml").content.decode()


def test_a_translation_is_archived_for_itself(homes):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="r2")
    add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=english.translation_key)
    english.archived_from = NOON
    with at(BEFORE):
        english.save()
    with at(AFTER):
        assert "الإرجاع" in listed()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"public_from": NOON, "go_live_at": AFTER}, "public_from"),
        ({"archived_from": NOON, "public_from": AFTER}, "archived_from"),
        ({"archived_from": NOON, "go_live_at": AFTER}, "archived_from"),
        ({"archived_from": AFTER, "expire_at": NOON}, "archived_from"),
    ],
)
def test_dates_in_the_wrong_order_are_refused_with_a_sentence(shelf, fields, wrong):
    page = made(shelf)
    for name, value in fields.items():
        setattr(page, name, value)
    with at(BEFORE), pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert refused.value.message_dict[wrong][0].endswith("date.")


def test_equal_dates_are_in_order(shelf):
    page = made(shelf)
    page.go_live_at = page.public_from = page.archived_from = NOON
    with at(BEFORE):
        page.full_clean()


def test_the_job_tells_search_once_at_each_moment(shelf):
    page = made(shelf, public_from=NOON, archived_from=NOON + timedelta(days=1))
    OutboxEntry.objects.all().delete()
    told = []
    for moment in (BEFORE, AFTER, AFTER, AFTER + timedelta(days=1), AFTER + timedelta(days=2)):
        with at(moment):
            told.append(dated_changes_tell())
    assert told == [0, 1, 0, 1, 0]
    assert OutboxEntry.objects.filter(key=f"page:{page.pk}").exists()


def test_a_moment_that_just_passed_is_no_mistake_in_the_stored_visibility(shelf):
    made(shelf, public_from=NOON)
    with at(AFTER):
        assert visibility_problems() == []


def test_dates_of_a_draft_count_when_it_is_published(shelf):
    page = made(shelf)
    page.archived_from = NOON
    with at(BEFORE):
        revision = page.save_revision()
    with at(AFTER):
        assert "Send it back" in listed()
        revision.publish()
        assert "Send it back" not in listed()


def test_translating_again_copies_neither_dates_nor_reviews_whatever_the_type_of_page():
    own = {*TIMED_FIELDS, "reviewed_on", "reviewed_by", "reviewed_as", "verified_until"}
    for model in (each for each in apps.get_models() if issubclass(each, HelpPage)):
        page = model(title="x")
        copied = {field.field_name for field in get_translatable_fields(model) if field.is_synchronized(page)}
        assert not copied & own, model
