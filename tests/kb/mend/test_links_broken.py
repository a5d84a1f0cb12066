"""Going round the links: when one is called broken, and what editors say to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kb.facts.texts import texts_read
from kb.links import checking
from kb.links.checking import links_check, settle
from kb.links.verdicts import broken, failing, unknown
from kb.lists.registry import list_named
from kb.lists.selectors import list_counts, list_pages
from kb.models import CategoryPage, CheckedLink, LinkState, PageLink
from tests.factories import add_page
from tests.kb.mend.helpers import linked

pytestmark = pytest.mark.django_db


def test_the_job_looks_at_what_is_due_and_stores_it(category, elsewhere):
    elsewhere.answers["/b"] = (503, "")
    for name in ("a", "b"):
        linked(category, f"{elsewhere.url}/{name}", name)
    links_check()
    found = dict(CheckedLink.objects.values_list("address", "state"))
    assert found == {f"{elsewhere.url}/a": LinkState.FINE, f"{elsewhere.url}/b": LinkState.FAILING}


def test_what_was_looked_at_is_not_due_again(category, elsewhere):
    linked(category, f"{elsewhere.url}/a")
    assert (links_check(), links_check()) == (1, 0)


def test_one_host_is_not_asked_twice_within_the_pause(category, elsewhere, monkeypatch):
    for name in ("a", "b", "c"):
        linked(category, f"{elsewhere.url}/{name}", name)
    monkeypatch.setattr(checking, "PAUSE", 60)
    assert links_check(seconds=0.5) == 1


def test_another_site_that_is_down_for_a_night_is_not_called_broken(category):
    _page, link = linked(category, "https://example.org/a")
    now = timezone.now()
    for hours in (0, 1, 7):
        settle(link, failing("silent"), now + timedelta(hours=hours))
    assert link.state == LinkState.FAILING


def test_another_site_that_is_down_for_days_is_broken(category):
    _page, link = linked(category, "https://example.org/a")
    for days in (0, 1, 2):
        settle(link, failing("silent"), timezone.now() + timedelta(days=days))
    assert link.state == LinkState.BROKEN


def test_a_page_that_another_site_does_not_have_is_asked_for_twice(category):
    _page, link = linked(category, "https://example.org/a")
    states = []
    for _each in range(2):
        settle(link, broken("gone", 404), timezone.now())
        states.append(link.state)
    assert states == [LinkState.FAILING, LinkState.BROKEN]


def test_waits_grow_with_failures(category):
    _page, link = linked(category, "https://example.org/a")
    now, waits = timezone.now(), []
    for _each in range(4):
        settle(link, failing("silent"), now)
        waits.append(link.next_check - now)
    assert waits == sorted(waits) and waits[0] < timedelta(hours=2) < timedelta(hours=20) < waits[-1]


def test_an_answer_after_failures_forgets_them(category):
    _page, link = linked(category, "https://example.org/a")
    settle(link, failing("silent"), timezone.now())
    settle(link, unknown("closed", 403), timezone.now())
    assert (link.failures, link.failed, link.state) == (0, None, LinkState.UNKNOWN)


def test_a_link_that_went_meanwhile_is_no_fault(category):
    _page, link = linked(category, "https://example.org/a")
    CheckedLink.objects.all().delete()
    settle(link, failing("silent"), timezone.now())
    assert not CheckedLink.objects.exists()


@pytest.fixture
def torn(category):
    page, _link = linked(category, "/en/nowhere/", "Torn")
    links_check()
    return page


def test_pages_with_broken_links_are_listed_with_the_reason(torn, client, superuser):
    client.force_login(superuser)
    shown = client.get(reverse("kb_list", args=["broken"])).content.decode()
    assert ">Torn</a>" in shown and "/en/nowhere/" in shown and "there is no page at this address" in shown


def test_a_link_that_is_right_as_it_is_is_not_told_again(torn, client, superuser):
    client.force_login(superuser)
    client.post(reverse("kb_link_ignore", args=[PageLink.objects.get().pk]))
    assert (list_counts(superuser)["broken"], PageLink.objects.get().ignored_by) == (0, superuser)


def test_what_was_ignored_stays_so_after_a_publish(torn, client, superuser):
    PageLink.objects.update(ignored=True)
    torn.save_revision().publish()
    texts_read()
    assert PageLink.objects.get().ignored


def test_a_link_that_was_mended_is_looked_at_again_at_once(torn, client, superuser, home):
    add_page(home, CategoryPage, "Nowhere", slug="nowhere")
    client.force_login(superuser)
    client.post(reverse("kb_link_recheck", args=[PageLink.objects.get().pk]))
    entry = list_named("broken")
    assert entry is not None and not list_pages(entry, superuser).exists()


def test_another_site_is_due_at_once_when_it_is_to_be_asked_again(category, client, superuser):
    linked(category, "https://example.org/a")
    CheckedLink.objects.update(next_check=timezone.now() + timedelta(days=9))
    client.force_login(superuser)
    client.post(reverse("kb_link_recheck", args=[PageLink.objects.get().pk]))
    assert CheckedLink.objects.get().next_check <= timezone.now()


@pytest.mark.parametrize("action", ["kb_link_ignore", "kb_link_recheck"])
def test_links_of_pages_of_others_are_not_there(client, local_editor, shelves, action):
    linked(shelves[1], "/en/nowhere/")
    client.force_login(local_editor)
    assert client.post(reverse(action, args=[PageLink.objects.get().pk])).status_code == 404


def test_pages_of_others_with_broken_links_are_in_no_list(client, local_editor, shelves):
    linked(shelves[1], "/en/nowhere/", "zqsecret")
    links_check()
    client.force_login(local_editor)
    shown = client.get(reverse("kb_list", args=["broken"])).content.decode()
    assert ("zqsecret" in shown, list_counts(local_editor)["broken"]) == (False, 0)


@pytest.mark.parametrize("action", ["kb_link_ignore", "kb_link_recheck"])
def test_following_a_link_changes_nothing(torn, client, superuser, action):
    client.force_login(superuser)
    assert client.get(reverse(action, args=[PageLink.objects.get().pk])).status_code == 405
