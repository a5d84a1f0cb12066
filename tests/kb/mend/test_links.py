"""Links are found in texts, and looked at in the database and over the network."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document

from content.anchors import words_slug
from kb.facts.texts import texts_read
from kb.links.checking import links_check, links_tidy
from kb.links.extracting import links_in, links_store
from kb.links.inside import look_inside
from kb.links.outside import look_outside
from kb.links.verdicts import unknown
from kb.models import CheckedLink, LinkState, PageLink
from tests.kb.mend.helpers import article, linked

pytestmark = pytest.mark.django_db


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


def test_an_address_that_cannot_be_read_stops_nothing(category):
    page, odd = linked(category, "http://[::1")
    late = CheckedLink.objects.create(address="/en/nowhere/", digest="x" * 64, next_check=timezone.now())
    PageLink.objects.create(page=page, link=late)
    assert links_check() == 2
    odd.refresh_from_db()
    assert odd.reason == "no-address"


def test_an_address_in_capitals_is_one_of_the_web(category):
    _page, link = linked(category, "HTTP://Example.org/x")
    assert link.host == "example.org"


def test_a_heading_in_thai_is_there(category):
    page = article(category, "One", "</p><h2>วิธีคืนสินค้า</h2><p>x")
    assert look_inside(f"page:{page.pk}#{words_slug('วิธีคืนสินค้า')}").state == LinkState.FINE


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


def test_an_answer_that_leads_to_no_address_is_a_failure(elsewhere):
    elsewhere.answers["/a"] = (302, "http://[::1")
    assert look_outside(f"{elsewhere.url}/a").state == LinkState.FAILING
