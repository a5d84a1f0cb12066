"""Broken links: found in texts, looked at in the database and over the network, told when it is sure."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document

from content.web import inner_hosts, web_request
from kb.facts.texts import texts_read
from kb.links import checking, outside
from kb.links.checking import links_check, links_tidy, settle
from kb.links.extracting import links_in, links_store
from kb.links.inside import look_inside
from kb.links.outside import look_outside
from kb.links.verdicts import broken, failing, unknown
from kb.lists.registry import list_named
from kb.lists.selectors import list_counts, list_pages
from kb.models import CategoryPage, CheckedLink, LinkState, PageLink
from tests.factories import add_page
from tests.kb.test_facts import article
from tests.kb.test_lists_private import local_editor, shelves  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


class Site:
    """A site elsewhere, as it is told to answer."""

    def __init__(self):
        self.answers = {}
        self.came = []
        self.url = ""


@contextmanager
def site_elsewhere():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            site.came.append((self.command, self.path, self.headers.get("User-Agent", "")))
            status, location = site.answers.get((self.command, self.path)) or site.answers.get(self.path, (200, ""))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = answer  # noqa: N815

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def nobody_was_asked():
    """What a process remembers of hosts must not reach the next test."""
    checking._asked.clear()


@pytest.fixture
def elsewhere(monkeypatch):
    """This machine may be asked, for it plays the part of another one."""
    monkeypatch.setattr(outside, "web_request", partial(web_request, allowed=inner_hosts("127.0.0.1")))
    monkeypatch.setattr(checking, "PAUSE", 0)
    with site_elsewhere() as site:
        yield site


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<a href="https://example.org/a?b=1&amp;c">x</a>', ["https://example.org/a?b=1&c"]),
        ('<a linktype="page" id="7">x</a>', ["page:7"]),
        ('<a linktype="document" id="3">x</a>', ["document:3"]),
        ('<a href="/en/returns/">x</a>', ["/en/returns/"]),
        ('<a href="http://testserver/en/x/?q=1">x</a>', ["/en/x/?q=1"]),
        ('<a href="#why">x</a>', ["page:1#why"]),
        ('<a href="//cdn.example.org/x">x</a>', ["https://cdn.example.org/x"]),
        ('<a href="mailto:help@example.org">x</a><a href="tel:+123">y</a><a href="javascript:x">z</a><a>w</a>', []),
        ('<a linktype="page" id="1 or 1=1">x</a><a linktype="page" id="٣">y</a>', []),
        ('<a href="http://[::1">x</a>', ["http://[::1"]),
    ],
)
def test_links_are_found_in_texts(markup, found):
    assert list(links_in([{"type": "rich_text", "value": markup}], 1)) == found


def test_links_are_found_in_blocks_at_any_depth():
    raw = [{"type": "box", "value": {"items": [{"url": "https://example.org/", "page": 7, "count": 3, "label": "https://no"}]}}]
    assert list(links_in(raw, 1)) == ["https://example.org/", "page:7"]


def test_publishing_notes_the_links_and_forgets_those_that_are_gone(category):
    page = article(category, "One", '<a href="https://example.org/old">x</a>')
    texts_read()
    page.body = [{"type": "rich_text", "value": '<p><a href="https://example.org/new">x</a></p>'}]
    page.save_revision().publish()
    texts_read()
    assert [row.link.address for row in PageLink.objects.all()] == ["https://example.org/new"]


@pytest.mark.parametrize("address", ["https://example.org/\ud800", "https://example.org/\0", "https://e.org/" + "x" * 3000])
def test_addresses_that_no_database_takes_are_left_out(category, address):
    page = article(category, "One")
    links_store(page, [[{"type": "box", "value": {"url": address}}]])
    assert not CheckedLink.objects.exists()


def test_what_is_no_longer_linked_is_forgotten(category):
    page = article(category, "One", '<a href="https://example.org/old">x</a>')
    texts_read()
    page.delete()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        links_tidy()
    assert not CheckedLink.objects.exists()


# -- on this site -----------------------------------------------------------------------------------------------------


def test_a_page_that_is_there_is_fine(category):
    page = article(category, "One", slug="one")
    assert {look_inside(each).state for each in (f"page:{page.pk}", "/en/returns/one/", "/en/returns/", "/en/")} == {"fine"}


def test_a_page_that_is_gone_is_broken(category):
    assert (look_inside("page:999999").reason, look_inside("/en/nowhere/").reason) == ("no-page", "no-address")


def test_a_draft_is_told_as_one(category):
    page = article(category, "One", slug="one", live=False)
    assert {look_inside(each).reason for each in (f"page:{page.pk}", "/en/returns/one/")} == {"draft"}


def test_a_page_for_agents_is_there(category):
    page = article(category, "One", audience=2)
    assert look_inside(f"page:{page.pk}").state == LinkState.FINE


def test_a_heading_that_is_there_is_fine(category):
    page = article(category, "One", "</p><h2>لماذا؟ Why not</h2><p>x")
    assert look_inside(f"page:{page.pk}#لماذا-why-not").state == LinkState.FINE


def test_a_heading_that_is_gone_is_broken(category):
    page = article(category, "One", "</p><h2>Why not</h2><p>x")
    assert look_inside(f"page:{page.pk}#because").reason == "no-heading"


def test_an_old_address_that_leads_on_is_fine(category, home):
    Redirect.add_redirect("/en/old/", redirect_to=home)
    assert look_inside("/en/old/").state == LinkState.FINE


def test_addresses_that_are_no_pages_are_fine():
    assert {look_inside(each).state for each in ("/en/search/?q=x", "/admin/", "/sitemap.xml", "/media/x.pdf")} == {"fine"}


def test_a_file_that_is_there_is_fine_and_one_that_is_gone_is_broken(db):
    file = Document.objects.create(title="x", file=ContentFile(b"x", "x.txt"))
    assert (look_inside(f"document:{file.pk}").state, look_inside("document:99999").reason) == ("fine", "no-file")


@pytest.mark.parametrize("address", ["/", "/xx/", "/en", "/en//x", "/%00", "/%ff/", "/en/ " * 100, "/?", "/#x"])
def test_garbage_is_no_fault(homes, address):
    look_inside(address)


# -- elsewhere --------------------------------------------------------------------------------------------------------


def test_a_head_request_is_enough_where_all_is_well(elsewhere):
    assert (look_outside(f"{elsewhere.url}/a").state, [each[0] for each in elsewhere.came]) == (LinkState.FINE, ["HEAD"])


def test_who_does_not_know_head_is_asked_by_get(elsewhere):
    elsewhere.answers[("HEAD", "/a")] = (405, "")
    assert (look_outside(f"{elsewhere.url}/a").state, [each[0] for each in elsewhere.came]) == (LinkState.FINE, ["HEAD", "GET"])


def test_who_asks_says_so(elsewhere):
    look_outside(f"{elsewhere.url}/a")
    assert elsewhere.came[0][2].startswith("SanadLinkCheck/1.0 (+http")


@pytest.mark.parametrize(
    ("status", "state"),
    [(404, "broken"), (410, "broken"), (500, "failing"), (503, "failing"), (403, "unknown"), (429, "unknown"), (204, "fine")],
)
def test_answers_mean_what_they_say(elsewhere, status, state):
    elsewhere.answers["/a"] = (status, "")
    assert look_outside(f"{elsewhere.url}/a").state == state


def test_redirections_are_followed(elsewhere):
    elsewhere.answers |= {"/a": (301, "/b"), "/b": (404, "")}
    assert look_outside(f"{elsewhere.url}/a").state == LinkState.BROKEN


def test_a_circle_is_broken(elsewhere):
    elsewhere.answers["/a"] = (302, "/a")
    assert look_outside(f"{elsewhere.url}/a").reason == "circle"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "http://localhost/", "http://169.254.169.254/latest/", "http://[::1]/", "http://10.0.0.1/"]
)
def test_our_own_network_is_not_asked(address):
    assert look_outside(address) == unknown("inner")


def test_nobody_leads_us_into_our_own_network(elsewhere, monkeypatch):
    elsewhere.answers["/a"] = (302, "http://169.254.169.254/latest/meta-data/")
    assert look_outside(f"{elsewhere.url}/a") == unknown("inner")


def test_nobody_leads_us_to_a_file(elsewhere):
    elsewhere.answers["/a"] = (302, "file:///etc/passwd")
    assert look_outside(f"{elsewhere.url}/a").state == LinkState.FAILING


# -- going round ------------------------------------------------------------------------------------------------------


def linked(category, address, title="One"):
    page = article(category, title, f'<a href="{address}">x</a>')
    texts_read()
    return page, CheckedLink.objects.get(address=address)


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


# -- the list ---------------------------------------------------------------------------------------------------------


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
def test_links_of_pages_of_others_are_not_there(client, local_editor, shelves, action):  # noqa: F811
    linked(shelves[1], "/en/nowhere/")
    client.force_login(local_editor)
    assert client.post(reverse(action, args=[PageLink.objects.get().pk])).status_code == 404


def test_pages_of_others_with_broken_links_are_in_no_list(client, local_editor, shelves):  # noqa: F811
    linked(shelves[1], "/en/nowhere/", "zqsecret")
    links_check()
    client.force_login(local_editor)
    shown = client.get(reverse("kb_list", args=["broken"])).content.decode()
    assert ("zqsecret" in shown, list_counts(local_editor)["broken"]) == (False, 0)


@pytest.mark.parametrize("action", ["kb_link_ignore", "kb_link_recheck"])
def test_following_a_link_changes_nothing(torn, client, superuser, action):
    client.force_login(superuser)
    assert client.get(reverse(action, args=[PageLink.objects.get().pk])).status_code == 405
