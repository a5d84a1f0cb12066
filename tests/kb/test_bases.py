"""A knowledge base gives the pages below it a look, languages and an audience to begin with."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import Locale, Site

from content.audiences import ANONYMOUS, Audience
from content.models import HelpPage
from faq_blocks.models import FaqPage
from kb.bases import base_of
from kb.drafts import article_start
from kb.models import ArticlePage, CategoryPage, KnowledgeBasePage
from search.outbox import outbox_process
from search.preparation import prepared
from search.queries import SearchQuery
from search.rules import rules_for
from search.selectors import search_pages
from tests.factories import add_page
from theme.models import Branding, Navigation

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="9" cy="9" r="5"/></svg>'


def html(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def settle() -> None:
    while outbox_process():
        pass


@pytest.fixture
def site(home: Any) -> Any:
    """A site with a look and a menu of its own."""
    site = Site.objects.get(is_default_site=True)
    Branding.objects.create(site=site, name="Naranj", accent_colour="#1f6b4f")
    plain = add_page(home, FaqPage, "Questions", slug="questions")
    menu = [{"type": "page", "value": {"page": plain.pk, "title": "The site’s menu"}}]
    Navigation.objects.create(site=site, locale=Locale.get_default(), main_menu=menu)
    return site


@pytest.fixture
def base(home: Any, site: Any) -> Any:
    logo = Image.objects.create(title="Lamp", file=ImageFile(BytesIO(SVG), "lamp.svg"))
    return add_page(home, KnowledgeBasePage, "Lumen lamps", slug="lumen", accent_colour="#1D4F91", logo=logo)


@pytest.fixture
def shelf(base: Any) -> Any:
    return add_page(base, CategoryPage, "Bulbs", slug="bulbs")


@pytest.fixture
def article(shelf: Any) -> Any:
    return add_page(shelf, ArticlePage, "Change a bulb", slug="change")


def test_its_page_names_its_feed(base, article, client):
    assert "/en/lumen/feed.atom" in client.get("/en/lumen/").content.decode()


def test_its_page_says_that_it_is_archived(base, article, client):
    HelpPage.objects.filter(pk=base.pk).update(archived_at=timezone.now())
    assert "This page is archived." in client.get("/en/lumen/").content.decode()


class TestLook:
    @pytest.mark.parametrize("address", ["/en/lumen/", "/en/lumen/bulbs/", "/en/lumen/bulbs/change/"])
    def test_all_pages_below_wear_it(self, article, address):
        page = html(address)
        assert reverse("theme:brand", args=["1d4f91"]) in page
        assert '<span class="brand__name" dir="auto">Lumen lamps</span>' in page
        assert '<a class="brand" href="/en/lumen/">' in page
        assert article.get_parent().get_parent().specific.logo.file.url in page

    def test_questions_below_wear_it(self, base):
        add_page(base, FaqPage, "Asked often", slug="faq")
        assert '<span class="brand__name" dir="auto">Lumen lamps</span>' in html("/en/lumen/faq/")

    def test_pages_beside_it_have_the_look_of_the_site(self, article):
        page = html("/en/questions/")
        assert reverse("theme:brand", args=["1f6b4f"]) in page
        assert '<span class="brand__name" dir="auto">Naranj</span>' in page

    def test_what_it_leaves_empty_is_the_site_s(self, home, site):
        add_page(home, KnowledgeBasePage, "Plain", slug="plain")
        page = html("/en/plain/")
        assert reverse("theme:brand", args=["1f6b4f"]) in page
        assert "The site’s menu" in page

    def test_its_menu_takes_the_place_of_the_site_s(self, base, article):
        base.main_menu = [{"type": "page", "value": {"page": article.pk, "title": "Bulbs first"}}]
        base.save_revision().publish()
        page = html("/en/lumen/bulbs/")
        assert "Bulbs first" in page
        assert "The site’s menu" not in page

    def test_a_menu_leaves_out_what_the_reader_may_not_see(self, base, shelf):
        secret = add_page(shelf, ArticlePage, "Tricks of the trade", audience=Audience.AGENT)
        base.main_menu = [{"type": "page", "value": {"page": secret.pk, "title": "Tricks"}}]
        base.save_revision().publish()
        assert "Tricks" not in html("/en/lumen/bulbs/")

    @pytest.mark.parametrize("address", ["/en/lumen/bulbs/change/", "/en/lumen/bulbs/"])
    def test_it_costs_no_query(self, article, address, django_assert_num_queries):
        html(address)
        with django_assert_num_queries(4):
            html(address)

    def test_a_preview_shows_what_was_just_chosen(self, base, client, superuser):
        client.force_login(superuser)
        base.accent_colour = "#a1261f"
        response = base.make_preview_request(preview_mode="", extra_request_attrs={"user": superuser})
        assert reverse("theme:brand", args=["a1261f"]) in response.rendered_content

    @pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "#123456;}", "#123456\n"])
    def test_a_colour_that_is_none_is_refused(self, base, colour):
        base.accent_colour = colour
        with pytest.raises(ValidationError, match="accent_colour"):
            base.full_clean()

    def test_a_closed_one_does_not_tell_its_name(self, base, article):
        from wagtail.models import PageViewRestriction

        PageViewRestriction.objects.create(page=base, restriction_type=PageViewRestriction.PASSWORD, password="open")
        page = Client().get("/en/lumen/bulbs/change/").content.decode()
        assert "password" in page
        assert "Lumen" not in page


class TestHome:
    def test_it_stands_apart_from_categories(self, base, home):
        add_page(home, CategoryPage, "Delivery")
        context = Client().get("/en/").context
        assert [page.title for page in context["bases"]] == ["Lumen lamps"]
        assert [page.title for page in context["categories"]] == ["Delivery"]

    def test_it_is_counted(self, article):
        assert [page.article_count for page in Client().get("/en/").context["bases"]] == [1]

    def test_one_for_others_is_not_told(self, home):
        add_page(home, KnowledgeBasePage, "Inside", audience=Audience.AGENT)
        assert "Inside" not in html("/en/")

    @pytest.mark.parametrize("number", [1, 4])
    def test_their_number_costs_nothing(self, base, home, number, django_assert_num_queries):
        for each in range(1, number):
            add_page(home, KnowledgeBasePage, f"More {each}", logo=base.logo)
        html("/en/")
        with django_assert_num_queries(5):
            html("/en/")


class TestPlaces:
    def test_it_stands_directly_below_the_home_page(self):
        assert [each.__name__ for each in KnowledgeBasePage.allowed_parent_page_models()] == ["HomePage"]

    def test_the_nearest_above_is_found(self, article, base):
        assert base_of(article) == base

    def test_pages_elsewhere_have_none(self, home, base):
        assert base_of(add_page(home, CategoryPage, "Lumen lamps 2", slug="lumen2")) is None


class TestSearch:
    @pytest.fixture
    def found(self, article, home):
        other = add_page(home, CategoryPage, "Tables", slug="tables")
        add_page(other, ArticlePage, "Change a table", slug="change-table")
        settle()

        def find(text: str, **fields: Any) -> list[str]:
            return [hit.page.title for hit in search_pages(SearchQuery(text, "en", **fields), ANONYMOUS).hits]

        return find

    def test_it_can_be_limited_to_one(self, found, base):
        assert found("change", filters=(("base", (str(base.pk),)),)) == ["Change a bulb"]

    def test_both_are_found_without_a_limit(self, found):
        assert {*found("change")} == {"Change a bulb", "Change a table"}

    @pytest.mark.parametrize("name", ["lumen", '"Lumen lamps"', "LUMEN"])
    def test_its_name_can_be_typed(self, found, base, name):
        asked = prepared(SearchQuery(f"change in:{name}", "en"), ANONYMOUS, rules_for("en"))
        assert asked is not None
        assert asked.filters == (("category", (str(base.pk),)),)

    def test_its_own_page_searches_within(self, found, base):
        page = html("/en/lumen/")
        assert f'<input type="hidden" name="base" value="{base.pk}">' in page
        results = html(f"/en/search/?q=change&base={base.pk}")
        assert "/en/lumen/bulbs/change/" in results
        assert "/en/tables/change-table/" not in results


class TestLanguages:
    @pytest.fixture
    def both(self, homes, base, article):
        """The same knowledge base in Arabic, with its article."""
        twin = add_page(homes["ar"], KnowledgeBasePage, "مصابيح", slug="lumen", translation_key=base.translation_key)
        shelf = add_page(twin, CategoryPage, "لمبات", translation_key=article.get_parent().translation_key)
        return add_page(shelf, ArticlePage, "غيّر اللمبة", translation_key=article.translation_key)

    def offered(self, base: Any, *languages: str) -> None:
        base.languages = [*languages]
        base.save_revision().publish()
        settle()

    def shown(self, page: Any) -> bool:
        return HelpPage.objects.listable_to(ANONYMOUS).filter(pk=page.pk).exists()

    def test_all_of_them_is_the_beginning(self, both):
        assert self.shown(both)

    def test_one_that_is_not_offered_is_not_listed(self, both, base):
        self.offered(base, "en", "fa")
        assert not self.shown(both)

    def test_the_others_are(self, both, base, article):
        self.offered(base, "en", "fa")
        assert self.shown(article)

    def test_it_comes_back(self, both, base):
        self.offered(base, "en")
        self.offered(base, "en", "ar")
        assert self.shown(both)

    def test_the_language_menu_leads_to_the_home_page_instead(self, both, base, article):
        self.offered(base, "en")
        chrome = Client().get(article.link).context["chrome"]
        assert "ar" not in {each.code for each in chrome.languages}
        assert {each.code: each.url for each in chrome.nearby}["ar"] == "/ar/"

    def test_browsers_are_not_told_of_it(self, both, base, article):
        self.offered(base, "en")
        assert 'hreflang="ar" href="http' not in html(article.link)

    def test_search_does_not_find_it(self, both, base):
        self.offered(base, "en")
        assert search_pages(SearchQuery("اللمبة", "ar"), ANONYMOUS).hits == ()

    def test_search_finds_it_while_it_is_offered(self, both, base):
        settle()
        assert "غيّر اللمبة" in [hit.page.title for hit in search_pages(SearchQuery("اللمبة", "ar"), ANONYMOUS).hits]

    def test_who_has_the_address_may_look_at_it(self, both, base):
        self.offered(base, "en")
        assert "غيّر اللمبة" in html(both.link)

    def test_the_choice_in_another_language_does_not_count(self, both, base):
        twin = KnowledgeBasePage.objects.get(locale__language_code="ar")
        self.offered(twin, "en")
        assert self.shown(both)

    @pytest.mark.parametrize("posted", [["en", "ar"], []])
    def test_the_form_stores_codes(self, base, posted):
        form_class = KnowledgeBasePage.get_edit_handler().get_form_class()
        field = form_class.base_fields["languages"]
        assert field.clean(posted) == posted

    def test_the_form_knows_no_other_language(self, base):
        field = KnowledgeBasePage.get_edit_handler().get_form_class().base_fields["languages"]
        with pytest.raises(ValidationError):
            field.clean(["tlh"])


class TestAudienceOfNewPages:
    @pytest.fixture
    def inside(self, base):
        base.new_page_audience = Audience.AGENT
        base.save_revision().publish()
        return base

    def form(self, client: Client, parent: Any) -> Any:
        address = reverse("wagtailadmin_pages:add", args=["kb", "articlepage", parent.pk])
        return client.get(address).context["form"]

    def test_a_new_page_anywhere_below_begins_with_it(self, inside, shelf, client, superuser):
        client.force_login(superuser)
        assert self.form(client, shelf)["audience"].value() == Audience.AGENT

    def test_pages_elsewhere_begin_as_ever(self, inside, home, client, superuser):
        client.force_login(superuser)
        assert self.form(client, add_page(home, CategoryPage, "Else"))["audience"].value() == Audience.PUBLIC

    def test_a_draft_from_a_failed_search_begins_with_it(self, inside, shelf, superuser):
        started = article_start(query_text="how to hang a lamp", language="en", user=superuser)
        assert started is not None
        page = started[0]
        assert base_of(page) == inside
        assert page.audience == Audience.AGENT


def test_menus_of_two_languages_differ(homes, base):
    twin = add_page(homes["ar"], KnowledgeBasePage, "مصابيح", slug="lumen", translation_key=base.translation_key)
    shelf = add_page(twin, CategoryPage, "لمبات")
    twin.main_menu = json.dumps([{"type": "page", "value": {"page": shelf.pk, "title": ""}}])
    twin.save_revision().publish()
    menus = {code: [link.title for link in Client().get(f"/{code}/lumen/").context["chrome"].main_menu] for code in ("ar", "en")}
    assert menus == {"ar": ["لمبات"], "en": ["The site’s menu"]}


def test_search_within_it_wears_its_look(base, article, client):
    page = client.get("/en/search/", {"q": "bulb", "base": base.pk}).content.decode()
    assert "/brand/1d4f91.css" in page


def test_search_within_one_that_is_closed_does_not(base, article, client):
    base.audience = Audience.AGENT
    base.save_revision().publish()
    assert "/brand/1d4f91.css" not in client.get("/en/search/", {"q": "bulb", "base": base.pk}).content.decode()
