"""A language is taken out of the settings while pages are live in it: readers of the others notice nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale

from content.models import HelpPage
from faq_blocks.models import Question
from kb.models import CategoryPage
from localization.checks import removed_languages
from tests.factories import add_page
from tests.faq_blocks.library import add_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_persian(homes, settings):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    persian = add_page(homes["fa"], CategoryPage, "مرجوعی", slug="marju", translation_key=english.translation_key)
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [each for each in settings.LANGUAGES if each[0] != "fa"]
    return persian


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/en/returns/", "/ar/", "/en/search/?q=x", "/sitemap.xml", "/en/account/login/"]
)
def test_every_address_answers(without_persian, client, address):
    assert client.get(address).status_code in {200, 302}


@pytest.mark.parametrize("address", ["/en/", "/en/returns/", "/sitemap.xml", "/en/search/?q=x"])
def test_nothing_leads_to_it(without_persian, client, address):
    shown = client.get(address).content.decode()
    assert "/fa/" not in shown
    assert 'hreflang="fa"' not in shown


def test_its_pages_are_not_listed(without_persian, superuser):
    assert not HelpPage.objects.listable_to(superuser).filter(pk=without_persian.pk).exists()


def test_its_questions_are_not_listed(homes, settings, superuser):
    add_question("سؤال؟", locale=homes["fa"].locale)
    settings.LANGUAGES = [each for each in settings.LANGUAGES if each[0] != "fa"]
    assert not Question.objects.listable_to(superuser).exists()


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailadmin_explore_root"])
def test_the_admin_answers(without_persian, client, superuser, name):
    client.force_login(superuser)
    assert client.get(reverse(name)).status_code == 200


def test_the_editor_of_such_a_page_answers(without_persian, client, superuser):
    client.force_login(superuser)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[without_persian.pk])).status_code == 200


def test_a_check_says_how_many_pages_are_left(without_persian):
    (found,) = removed_languages(databases=["default"])
    assert found.id == "localization.W001"
    assert "2 live pages are in the language fa" in found.msg


def test_the_check_is_silent_where_all_is_well(homes):
    assert removed_languages(databases=["default"]) == []


def test_a_language_that_comes_back_is_there_again(without_persian, settings, client):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("fa", "فارسی")]
    assert Locale.objects.filter(language_code="fa").exists()
    assert "مرجوعی" in client.get("/fa/marju/").content.decode()
