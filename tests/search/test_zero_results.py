"""Who finds nothing is led on: to another spelling, to pages that help, to people. Nothing of it can break the page."""

import logging

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from wagtail.models import Site

from content.audiences import Audience
from content.models import HelpPage
from plugins.testing import isolated_registries
from search.models import IndexedDocument
from search.spelling import vocabulary_refresh
from search.ways_out import WayOut, register_way_out, ways_out
from theme.models import Branding

pytestmark = pytest.mark.django_db

NOTHING = "/en/search/?q=purple+elephants"


@pytest.fixture(autouse=True)
def own_providers():
    """What a test registers is gone after it."""
    with isolated_registries():
        yield


@pytest.fixture
def filled(center):
    """A topic with articles, of which the second helps most, and one article elsewhere that helps more."""
    center.topic = center.page("Returns")
    for title, helpful in (("Labels", 0.2), ("Pick-up", 0.7), ("Deadlines", 0.0)):
        write(center, title, helpful, parent=center.topic)
    write(center, "Opening hours", 0.9)
    return center


def write(center, title, helpful, text="Words of its own.", **fields):
    """Publish a page with a text and say how much it helps."""
    page = center.page(title, body=f'[{{"type": "rich_text", "value": "<p>{text}</p>", "id": "1"}}]', **fields)
    center.settle()
    IndexedDocument.objects.filter(key=f"page:{page.pk}").update(helpful=helpful)
    cache.clear()
    return page


def html(client, address=NOTHING):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def contact(**fields):
    Branding.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults=fields)


def in_order(page, *titles):
    """Tell whether the page names all titles in this order, and return their places."""
    places = [page.find(f">{title}</span>") for title in titles]
    return -1 not in places and places == sorted(places)


def test_the_most_helpful_pages_are_offered(client, filled):
    page = html(client)

    assert "Pages that may help" in page
    assert in_order(page, "Opening hours", "Pick-up", "Labels")


def test_four_pages_are_enough(client, filled):
    for number in range(5):
        write(filled, f"More {number}", 0.5)

    assert html(client).count("page-list__link") == 4


def test_in_a_chosen_topic_its_own_pages_are_offered(client, filled):
    page = html(client, f"{NOTHING}&category={filled.topic.pk}")

    assert "Pages of this topic that may help" in page
    assert in_order(page, "Pick-up", "Labels", "Deadlines")
    assert ">Opening hours</span>" not in page


@pytest.mark.parametrize("topic", ["999999", "x", "1%27--", "٣", "9" * 40, "0"])
def test_an_unknown_topic_leads_to_the_pages_of_all(client, filled, topic):
    assert "Pages that may help" in html(client, f"{NOTHING}&category={topic}")


def test_a_topic_itself_is_no_help(client, filled):
    assert ">Returns</span>" not in html(client)


def test_pages_of_the_readers_language_are_offered(client, filled):
    write(filled, "مواعيد العمل", 0.1, language="ar")
    page = html(client, "/ar/search/?q=xyzxyz")

    assert "مواعيد العمل" in page
    assert ">Opening hours</span>" not in page


def test_a_page_for_agents_is_offered_to_agents_only(client, filled, agent):
    write(filled, "Goodwill limits", 1.0, audience=Audience.AGENT)
    public = html(client)
    cache.clear()
    client.force_login(agent)

    assert ("Goodwill limits" in public, "Goodwill limits" in html(client)) == (False, True)


def test_a_page_taken_offline_is_offered_to_nobody_at_once(client, filled):
    assert "Opening hours" in html(client)  # and now the list is remembered
    page = HelpPage.objects.get(title="Opening hours").specific
    page.unpublish()

    assert "Opening hours" not in html(client)


def test_a_page_made_internal_is_not_offered_at_once(client, filled):
    assert "Opening hours" in html(client)
    page = HelpPage.objects.get(title="Opening hours").specific
    page.audience = Audience.AGENT
    page.save_revision().publish()

    assert "Opening hours" not in html(client)


def test_an_empty_help_center_leads_home(client, homes):
    page = html(client)

    assert "Browse all topics" in page
    assert "may help" not in page


def test_the_contact_page_is_offered(client, filled):
    contact(contact_url="https://example.org/contact?from=help", contact_email="help@example.org")

    assert '<a class="button button--quiet" href="https://example.org/contact?from=help">Write to us</a>' in html(client)


def test_the_contact_e_mail_is_offered_where_there_is_no_page(client, filled):
    contact(contact_email="help+center@example.org")

    assert 'href="mailto:help%2Bcenter@example.org">Write to us</a>' in html(client)


def test_without_a_contact_address_nobody_is_named(client, filled):
    assert "Write to us" not in html(client)


@pytest.mark.parametrize("address", ["https://example.org", "http://example.org/a?b=c#d", "/en/contact/", "/"])
def test_a_contact_address_on_the_web_or_on_the_site_is_taken(address):
    Branding(contact_url=address).clean_fields(exclude=["site"])


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//example.org",
        "/\\example.org",
        "example.org",
        "https://",
        "https:// a",
        "data:text/html,x",
        "ftp://a.b",
    ],
)
def test_any_other_contact_address_is_refused(address):
    with pytest.raises(ValidationError):
        Branding(contact_url=address).clean_fields(exclude=["site"])


def test_a_contact_e_mail_is_checked():
    with pytest.raises(ValidationError):
        Branding(contact_email="nobody").clean_fields(exclude=["site"])


def test_editors_can_write_the_contact_address(client, superuser, home):
    client.force_login(superuser)
    page = client.get(f"/admin/settings/theme/branding/{Site.objects.get().pk}/").content.decode()

    assert 'name="contact_url"' in page
    assert 'name="contact_email"' in page


def test_the_nearest_spelling_is_offered_for_what_finds_nothing(client, filled):
    write(filled, "Vouchers", 0.0, "The voucher is in the mail.")
    vocabulary_refresh(full=True)
    page = html(client, "/en/search/?q=vouchre")

    assert ">voucher</a>" in page
    assert "results for similar words" not in page  # one note for one slip


def test_words_that_find_something_outside_the_filters_can_be_tried(client, filled):
    write(filled, "Vouchers", 0.0, "The voucher is in the mail.")
    page = html(client, "/en/search/?q=voucher+elephants&kind=none")

    assert 'href="?q=voucher"' in page
    assert 'href="?q=elephants"' not in page


def test_words_that_find_nothing_are_no_way_out(client, filled):
    assert 'class="chip"' not in html(client)


def test_words_in_quotation_marks_can_be_tried_without_them(client, filled):
    page = html(client, "/en/search/?q=%22deadlines+returns%22")

    assert '<a href="?q=deadlines%20returns">Search for these words in any order</a>' in page


def test_without_quotation_marks_there_are_none_to_take_away(client, filled):
    assert "in any order" not in html(client)


def test_a_single_word_is_not_tried_again(client, filled):
    assert 'class="chip"' not in html(client, "/en/search/?q=elephants")


def test_persian_words_that_find_nothing_are_none_either(client, filled):
    assert 'class="chip"' not in html(client, "/fa/search/?q=فیل+بنفش")


def test_another_room_can_offer_a_way(client, filled):
    register_way_out(lambda request, found: WayOut(f"Ask the forum about {found.query.text}", "/forum/"))

    assert '<a class="button button--quiet" href="/forum/">Ask the forum about purple elephants</a>' in html(client)


def test_a_room_without_a_way_is_passed_over(client, filled):
    register_way_out(lambda request, found: None)

    assert "Pages that may help" in html(client)


def test_a_way_that_fails_is_passed_over_and_logged(client, filled, caplog):
    def broken(request, found):
        raise RuntimeError("no forum today")

    register_way_out(broken, order=1)
    with caplog.at_level(logging.ERROR, logger="search.ways_out"):
        page = html(client)

    assert "Pages that may help" in page
    assert "a way out failed" in caplog.text


def test_what_was_found_needs_no_way_out(client, filled):
    page = html(client, "/en/search/?q=deadlines")

    assert "may help" not in page


def test_the_ways_out_cost_three_queries_and_one_when_remembered(client, filled, rf, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    from search.queries import SearchQuery
    from search.selectors import SearchPage
    from theme.chrome import surroundings_of

    request = rf.get(NOTHING)
    request.user = AnonymousUser()
    surroundings_of(request, "en")  # every page has read these
    found = SearchPage(SearchQuery("purple elephants", "en"))

    with django_assert_num_queries(3):  # candidates, which of them may be shown, whether readers are asked what is missing
        ways_out(request, found)
    with django_assert_num_queries(1):
        ways_out(request, found)
