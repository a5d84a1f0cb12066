"""Menus and wordings are translations of one another; a language without its own is shown those that stand in for it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Site

from kb.models import CategoryPage
from tests.factories import add_page
from theme.menus import navigation_write
from theme.models import Branding, Navigation
from theme.names import site_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(homes):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def shelf(homes):
    return add_page(homes["en"], CategoryPage, "Returns", slug="returns")


@pytest.fixture
def wordings(site, shelf, homes):
    menu = [{"type": "page", "value": {"page": shelf.pk, "title": "Send back"}}]
    return navigation_write(
        site=site, locale=homes["en"].locale, site_name="Naranj", sub_title="Help", footer_note="Note", main_menu=menu
    )


def nav(client, address) -> str:
    return client.get(address).content.decode().partition('<nav class="nav"')[2].partition("</nav>")[0]


def test_a_language_without_its_own_is_shown_those_of_the_sites_own_language(wordings, client):
    shown = client.get("/ar/").content.decode()
    assert "Note" in shown
    assert ">Send back</a>" in nav(client, "/ar/")


def test_the_chain_of_the_language_decides(wordings, site, homes, settings, client):
    settings.SANAD_FALLBACKS = {"fa": ("ar", "en")}
    navigation_write(site=site, locale=homes["ar"].locale, footer_note="ملاحظة")
    assert "ملاحظة" in client.get("/fa/").content.decode()
    assert "Note" in client.get("/id/").content.decode()


def test_a_borrowed_menu_calls_translated_pages_by_their_own_titles(wordings, shelf, homes, client):
    add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=shelf.translation_key)
    assert 'href="/ar/irja/"' in nav(client, "/ar/")
    assert "الإرجاع" in nav(client, "/ar/")
    assert "Send back" not in nav(client, "/ar/")


def test_a_menu_of_the_language_itself_keeps_its_own_words(wordings, site, shelf, homes, client):
    arabic = add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=shelf.translation_key)
    menu = [{"type": "page", "value": {"page": arabic.pk, "title": "إعادة"}}]
    navigation_write(site=site, locale=homes["ar"].locale, main_menu=menu)
    assert "إعادة" in nav(client, "/ar/")


def test_a_draft_is_shown_to_nobody(wordings, site, homes, client):
    Navigation.objects.create(site=site, locale=homes["ar"].locale, footer_note="مسودة", live=False)
    shown = client.get("/ar/").content.decode()
    assert "مسودة" not in shown
    assert "Note" in shown


def test_a_change_that_is_not_published_is_shown_to_nobody(wordings, client):
    wordings.footer_note = "Changed"
    wordings.save_revision()
    assert "Changed" not in client.get("/en/").content.decode()
    wordings.latest_revision.publish()
    assert "Changed" in client.get("/en/").content.decode()


def test_mails_name_the_site_by_the_chain(wordings, site, homes):
    assert site_name("x", language="ar") == "Naranj"
    navigation_write(site=site, locale=homes["ar"].locale, site_name="نارنج")
    assert site_name("x", language="ar") == "نارنج"


def test_without_any_name_mails_take_that_of_the_branding(site):
    Branding.objects.create(site=site, name="Brand")
    assert site_name("x", language="ar") == "Brand"


def test_each_language_may_have_a_contact_page_of_its_own(wordings, site, homes, client):
    Branding.objects.create(site=site, contact_url="/en/contact/")
    navigation_write(site=site, locale=homes["ar"].locale, contact_url="/ar/contact/")
    assert "/ar/contact/" in client.get("/ar/search/?q=zzzz").content.decode()
    assert "/en/contact/" in client.get("/en/search/?q=zzzz").content.decode()


def test_rows_of_a_site_are_translations_of_one_another(wordings, site, homes):
    arabic = navigation_write(site=site, locale=homes["ar"].locale)
    assert arabic.translation_key == wordings.translation_key  # type: ignore[has-type]


def test_what_is_written_twice_is_one_row(wordings, site, homes):
    navigation_write(site=site, locale=homes["en"].locale, footer_note="Other")
    assert Navigation.objects.get().footer_note == "Other"


def test_an_editor_is_told_of_a_second_row(wordings, site):
    with pytest.raises(ValidationError, match="already"):
        Navigation(site=site, locale=Locale.get_default()).full_clean()


def test_the_database_takes_no_second_row(wordings, site):
    with pytest.raises(IntegrityError), transaction.atomic():
        Navigation.objects.create(site=site, locale=Locale.get_default())


def test_a_row_an_editor_adds_joins_the_others(wordings, site, homes):
    arabic = Navigation(site=site, locale=homes["ar"].locale)
    arabic.full_clean()
    assert arabic.translation_key == wordings.translation_key  # type: ignore[has-type]


def test_borrowed_menus_cost_no_query(wordings, site, homes, client, settings):
    settings.SANAD_FALLBACKS = {"fa": ("ar", "en")}

    def queries() -> int:
        client.get("/fa/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/fa/")
        return len(captured)

    borrowed = queries()
    navigation_write(site=site, locale=homes["fa"].locale, footer_note="یادداشت")
    assert borrowed == queries()


class TestAdmin:
    def test_editors_change_and_publish(self, wordings, client, editor):
        client.force_login(editor)
        address = reverse(Navigation.snippet_viewset.get_url_name("edit"), args=[wordings.pk])
        shown = client.get(address).content.decode()
        assert 'name="action-publish"' in shown

    def test_the_list_names_the_language(self, wordings, client, editor):
        client.force_login(editor)
        shown = client.get(reverse(Navigation.snippet_viewset.get_url_name("list"))).content.decode()
        assert "Naranj (English)" in shown

    def test_customers_get_nowhere(self, wordings, client, customer):
        client.force_login(customer)
        address = reverse(Navigation.snippet_viewset.get_url_name("edit"), args=[wordings.pk])
        assert client.get(address).status_code in {302, 403}

    def test_the_form_refuses_a_second_row(self, wordings, site, client, superuser):
        client.force_login(superuser)
        address = reverse(Navigation.snippet_viewset.get_url_name("add"))
        empty = {f"{name}-count": "0" for name in ("main_menu", "footer_links")}
        response = client.post(f"{address}?locale=en", {"site": site.pk, "action-publish": "1", **empty})
        assert "already" in response.content.decode()
        assert Navigation.objects.count() == 1
