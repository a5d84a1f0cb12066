"""The language switcher offers what there is, by its name."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from content.audiences import Audience
from kb.models import CategoryPage
from tests.factories import add_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def original(homes):
    return add_page(homes["en"], CategoryPage, "Returns", slug="returns")


@pytest.fixture
def arabic(homes, original):
    return add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=original.translation_key)


def menu(client, address) -> tuple[str, str]:
    """The two parts of the switcher: languages that have the page, and others."""
    shown = client.get(address).content.decode()
    there, _note, others = shown.partition('class="menu menu--language"')[2].partition("</details>")[0].partition("menu__note")
    return there, others


def test_a_translation_is_called_by_its_own_title(original, arabic, client):
    there, _others = menu(client, "/en/returns/")
    assert 'href="/ar/irja/"' in there
    assert "الإرجاع" in there


def test_a_language_without_the_page_is_not_among_those_that_have_it(original, arabic, client):
    there, others = menu(client, "/en/returns/")
    assert 'hreflang="fa"' not in there
    assert 'hreflang="fa"' in others


def test_the_current_language_is_marked(original, arabic, client):
    there, _others = menu(client, "/ar/irja/")
    assert there.count("aria-current") == 1
    assert 'aria-current="true"' in there.partition('hreflang="ar"')[2].partition("</a>")[0]


def test_a_translation_for_others_is_not_told_of(original, homes, client):
    fields = {"slug": "irja", "translation_key": original.translation_key, "audience": Audience.CUSTOMER}
    add_page(homes["ar"], CategoryPage, "سر", **fields)
    assert "سر" not in "".join(menu(client, "/en/returns/"))


def test_the_title_of_a_page_behind_a_password_is_not_told(original, arabic, client):
    PageViewRestriction.objects.create(page=arabic, restriction_type="password", password="sesame")
    assert "الإرجاع" not in "".join(menu(client, "/ar/irja/"))


def test_where_a_page_stands_in_for_another_its_own_languages_are_offered(original, client):
    there, others = menu(client, "/fa/returns/")
    assert 'href="/en/returns/"' in there
    assert 'href="/fa/"' in others


def test_a_view_that_is_no_page_is_offered_in_all_languages(homes, client):
    there, others = menu(client, "/en/search/?q=parcel")
    assert 'href="/fa/search/?q=parcel"' in there
    assert others == ""


def test_the_default_for_readers_of_no_language_is_the_first_there_is(homes, client):
    indonesian = add_page(homes["id"], CategoryPage, "Retur", slug="retur")
    add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=indonesian.translation_key)
    line = 'hreflang="x-default" href="http://testserver/ar/irja/"'
    assert line in client.get("/id/retur/").content.decode()
    assert line in client.get("/sitemap.xml").content.decode()
