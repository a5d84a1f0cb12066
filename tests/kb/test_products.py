"""Articles name products and versions: readers see them, and search can be narrowed by them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from content.audiences import ANONYMOUS
from kb.models import AppliesTo, ArticlePage, CategoryPage, Product, ProductName, ProductVersion
from search.outbox import outbox_process
from search.queries import SearchQuery
from search.selectors import search_pages
from tests.factories import add_page

pytestmark = pytest.mark.django_db


def settle() -> None:
    while outbox_process():
        pass


def html(page: Any) -> str:
    response = Client().get(page.link)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def facets(text: str = "lamp", language: str = "en", **chosen: str) -> dict[str, dict[str, int]]:
    """What a search can be narrowed by: facets to values to numbers."""
    settle()
    filters = tuple((name, (value,)) for name, value in chosen.items())
    found = search_pages(SearchQuery(text, language, filters=filters), ANONYMOUS)
    return {facet.name: {str(each.label): each.count for each in facet.options} for facet in found.facets}


@pytest.fixture
def app(db: Any) -> Any:
    app = Product.objects.create(name="Lumen app", slug="lumen-app")
    ProductName.objects.create(product=app, language="ar", name="تطبيق لومن")
    for at, name in enumerate(("2.0", "1.4")):
        ProductVersion.objects.create(product=app, name=name, sort_order=at)
    return app


@pytest.fixture
def hub(db: Any) -> Any:
    return Product.objects.create(name="Lumen hub", slug="lumen-hub")


def version(product: Any, name: str) -> Any:
    return ProductVersion.objects.get(product=product, name=name)


@pytest.fixture
def article(homes: Any) -> Any:
    """An article about a lamp that is for some products."""

    def make(*targets: Any, language: str = "en", title: str = "Pair a lamp") -> Any:
        shelf = add_page(homes[language], CategoryPage, f"Shelf of {title}")
        page = add_page(shelf, ArticlePage, title)
        page.applies_to = [
            AppliesTo(product=each.product, version=each) if isinstance(each, ProductVersion) else AppliesTo(product=each)
            for each in targets
        ]
        page.save_revision().publish()
        return page

    return make


def test_readers_see_what_it_applies_to(article, app, hub):
    page = html(article(version(app, "2.0"), hub))
    assert "Applies to:" in page
    assert [name for name in ("Lumen app 2.0", "Lumen hub") if f">{name}</bdi>" in page] == ["Lumen app 2.0", "Lumen hub"]


def test_an_article_for_no_product_says_nothing(article):
    assert "Applies to:" not in html(article())


def test_a_product_has_its_name_in_the_language_of_the_article(article, app):
    assert "تطبيق لومن 2.0" in html(article(version(app, "2.0"), language="ar"))


def test_a_language_without_a_name_has_the_common_one(article, app):
    assert "Lumen app" in html(article(app, language="fa"))


@pytest.mark.parametrize("number", [1, 2])
def test_it_costs_one_query(article, app, hub, number, django_assert_num_queries):
    page = article(*[app, hub][:number])
    html(page)
    with django_assert_num_queries(5):
        html(page)


def test_search_can_be_narrowed_by_product_and_by_version(article, app, hub):
    article(version(app, "2.0"), title="Pair a lamp")
    article(version(app, "1.4"), hub, title="Reset a lamp")
    found = facets()
    assert found["product"] == {"Lumen app": 2, "Lumen hub": 1}
    assert found["version"] == {"Lumen app 1.4": 1, "Lumen app 2.0": 1}


def test_a_chosen_version_leaves_only_its_articles(article, app):
    article(version(app, "2.0"), title="Pair a lamp")
    article(version(app, "1.4"), title="Reset a lamp")
    settle()
    found = search_pages(SearchQuery("lamp", "en", filters=(("version", ("Lumen app 1.4",)),)), ANONYMOUS)
    assert [hit.page.title for hit in found.hits] == ["Reset a lamp"]


def test_the_address_of_a_search_takes_a_version(client, article, app):
    article(version(app, "2.0"), title="Pair a lamp")
    settle()
    page = client.get("/en/search/?q=lamp&version=Lumen+app+1.4").content.decode()
    assert "Pair a lamp" not in page


def test_a_product_can_be_typed(article, app, hub):
    article(app, title="Pair a lamp")
    article(hub, title="Reset a lamp")
    settle()
    found = search_pages(SearchQuery('lamp product:"Lumen hub"', "en"), ANONYMOUS)
    assert [hit.page.title for hit in found.hits] == ["Reset a lamp"]


def test_search_follows_a_new_name(article, app, hub):
    article(app, title="Pair a lamp")
    article(hub, title="Reset a lamp")
    settle()
    app.name = "Lumen for phones"
    app.save()
    assert facets()["product"] == {"Lumen for phones": 1, "Lumen hub": 1}


def test_search_forgets_a_product_that_is_gone(article, app, hub):
    article(app, hub, title="Pair a lamp")
    article(hub, title="Reset a lamp")
    settle()
    app.delete()
    assert "Lumen app" not in facets().get("product", {})


def test_an_article_outlives_its_product(article, app):
    page = article(app)
    app.delete()
    assert "Applies to:" not in html(page)


def test_a_version_of_another_product_is_refused(article, app, hub):
    line = AppliesTo(page=article(), product=hub, version=version(app, "2.0"))
    with pytest.raises(ValidationError, match="another product"):
        line.full_clean()


def test_a_name_is_no_markup(article):
    hostile = "<script>alert(1)</script>"
    page = html(article(Product.objects.create(name=hostile, slug="x")))
    assert hostile not in page


def test_a_preview_shows_what_was_just_chosen(article, app, superuser):
    page = article()
    page.applies_to = [AppliesTo(product=app, version=version(app, "2.0"))]
    response = page.make_preview_request(extra_request_attrs={"user": superuser})
    assert "Lumen app 2.0" in response.rendered_content


def test_editors_order_versions_in_the_form_of_the_product(client, superuser, app):
    client.force_login(superuser)
    page = client.get(f"/admin/snippets/kb/product/edit/{app.pk}/").content.decode()
    assert page.index('value="2.0"') < page.index('value="1.4"')


def test_editors_may_change_products(client, editor, app, homes):
    client.force_login(editor)
    assert client.get(f"/admin/snippets/kb/product/edit/{app.pk}/").status_code == 200
