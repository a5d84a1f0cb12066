"""Addresses are made of titles as their language reads them; old ones lead on in their own language alone."""

from __future__ import annotations

import pytest

from content.slugs import slug_of
from home.models import PlainPage
from kb.models import CategoryPage
from tests.factories import add_page


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Send it back!", "en", "send-it-back"),
        ("الإِرْجَاعُ والاستبدال", "ar", "الإرجاع-والاستبدال"),
        ("كتـــاب", "ar", "كتاب"),
        ("کتاب‌های من", "fa", "کتاب-های-من"),
        ("۱۲ ماه", "fa", "12-ماه"),
        ("IŞIK ve İade", "tr", "ışık-ve-iade"),
        ("IT help", "en", "it-help"),
        ("???", "en", ""),
    ],
)
def test_a_title_becomes_an_address(title, language, slug):
    assert slug_of(title, language) == slug


@pytest.mark.parametrize(
    ("title", "language", "slug"), [("Über uns", "de", "uber-uns"), ("کتاب‌های من", "fa", "ktb-hy-mn"), ("IŞIK", "tr", "isik")]
)
def test_without_other_scripts_it_is_written_in_latin_letters(settings, title, language, slug):
    settings.SANAD_UNICODE_SLUGS = False
    assert slug_of(title, language) == slug


def test_it_is_never_longer_than_an_address_takes():
    assert len(slug_of("word " * 200, "en")) <= 240


@pytest.mark.django_db
class TestPages:
    def test_a_page_without_a_slug_gets_one_of_its_title(self, homes):
        assert add_page(homes["fa"], PlainPage, "کتاب‌های من").slug == "کتاب-های-من"

    def test_two_pages_of_one_title_get_two(self, homes):
        add_page(homes["fa"], PlainPage, "کتاب‌ها")
        assert add_page(homes["fa"], PlainPage, "کتاب‌ها").slug == "کتاب-ها-2"

    def test_a_slug_that_was_written_stays(self, homes):
        assert add_page(homes["fa"], PlainPage, "کتاب‌ها", slug="books").slug == "books"


@pytest.mark.django_db
class TestChanged:
    @pytest.fixture
    def pages(self, homes):
        english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
        arabic = add_page(homes["ar"], CategoryPage, "الإرجاع", slug="الإرجاع", translation_key=english.translation_key)
        return english, arabic

    def renamed(self, page, slug):
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        page.save_revision().publish()

    def test_the_old_address_of_a_language_leads_to_its_new_one(self, pages, client, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            self.renamed(pages[1], "irja")
        assert client.get("/ar/الإرجاع/").headers["Location"] == "/ar/irja/"

    def test_the_other_languages_stay_where_they_are(self, pages, client, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            self.renamed(pages[1], "irja")
        assert client.get("/en/returns/").status_code == 200
        assert '/ar/irja/"' in client.get("/en/returns/").content.decode()

    def test_a_new_address_of_the_source_leaves_that_of_the_translation(self, pages, client, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            self.renamed(pages[0], "exchange")
        assert client.get("/ar/الإرجاع/").status_code == 200
        assert client.get("/en/returns/").headers["Location"] == "/en/exchange/"
