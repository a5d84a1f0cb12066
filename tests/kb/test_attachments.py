"""Files of an article: what readers are told of them, and to whom they are shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction
from wagtail_localize.models import TranslationSource

from content.attachments import attachments_of
from content.audiences import ANONYMOUS, Audience
from content.documents import size_words
from kb.models import ArticleAttachment, ArticlePage, CategoryPage
from tests.factories import add_page

pytestmark = pytest.mark.django_db


def document(name: str = "label.pdf", size: int = 2_411_724, title: str = "Return label", **fields: Any) -> Any:
    return Document.objects.create(title=title, file=ContentFile(b"%PDF-", name=name), file_size=size, **fields)


def attach(page: Any, *documents: Any, **fields: Any) -> Any:
    page.attachments = [ArticleAttachment(document=each, sort_order=at, **fields) for at, each in enumerate(documents)]
    page.save_revision().publish()
    return page


def html(page: Any, client: Client | None = None) -> str:
    response = (client or Client()).get(page.link)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def shelf(home: Any) -> Any:
    return add_page(home, CategoryPage, "Returns", slug="returns")


@pytest.fixture
def article(shelf: Any) -> Any:
    return add_page(shelf, ArticlePage, "Return something", slug="return")


def test_readers_see_title_kind_and_size(article):
    page = html(attach(article, document()))
    assert "Return label" in page
    assert "PDF document" in page
    assert "2.3 MB" in page


def test_it_leads_to_the_file(article):
    label = document()
    assert f'<a href="{label.url}" download>' in html(attach(article, label))


def test_a_title_for_this_article_comes_first(article):
    page = html(attach(article, document(), title="Print this"))
    assert "Print this" in page
    assert "Return label" not in page


def test_files_of_a_closed_collection_are_not_told_of(article):
    closed = Collection.get_first_root_node().add_child(name="Contracts")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    page = html(attach(article, document(title="Terms of the merger", collection=closed), document()))
    assert "Terms of the merger" not in page
    assert "Return label" in page


def test_they_stand_in_the_order_of_the_editors(article):
    attach(article, document(title="Second thing"), document(title="First thing"))
    assert [each.title for each in attachments_of(ArticlePage.objects.get(pk=article.pk), ANONYMOUS)] == [
        "Second thing",
        "First thing",
    ]


@pytest.mark.parametrize(("language", "size"), [("ar", "2,3"), ("fa", "۲"), ("id", "2,3")])
def test_the_size_has_the_digits_of_the_reader(homes, language, size):
    shelf = add_page(homes[language], CategoryPage, "Returns")
    page = html(attach(add_page(shelf, ArticlePage, "Return"), document()))
    assert f"<bdi>{size}" in page


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0.1 KB"), (1, "0.1 KB"), (700, "0.7 KB"), (1024, "1 KB"), (51_200, "50 KB"), (10_480_000, "10 MB"), (3 << 30, "3 GB")],
)
def test_a_size_is_told_as_people_say_it(size, words):
    assert size_words(Document(file_size=size)) == words


@pytest.mark.parametrize(
    ("name", "shown"), [("list.XLSX", "Excel spreadsheet"), ("plan.dwg", "<bdi>DWG</bdi>"), ("noending", "2.3")]
)
def test_any_ending_is_said_somehow(article, name, shown):
    assert shown in html(attach(article, document(name)))


def test_a_file_of_unknown_size_is_not_asked_of_the_storage(article):
    attach(article, document())
    Document.objects.update(file_size=None)
    assert "Return label" in html(article)


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>'])
def test_a_title_is_no_markup(article, hostile):
    assert hostile not in html(attach(article, document(), title=hostile))


@pytest.mark.parametrize(("audience", "who"), [(Audience.CUSTOMER, ""), (Audience.AGENT, "customer")])
def test_it_never_shows_to_those_the_article_is_not_for(article, audience, who, request):
    attach(article, document(title="Secret label"))
    article.audience = audience
    article.save_revision().publish()
    client = Client()
    if who:
        client.force_login(request.getfixturevalue(who))
    for address in (article.link, "/en/returns/", "/en/search/?q=label", "/en/"):
        assert "Secret label" not in client.get(address, follow=True).content.decode()


def test_an_article_without_any_costs_no_query(article, django_assert_num_queries):
    html(article)
    with django_assert_num_queries(4):
        html(article)


def test_many_cost_one_query_and_one_for_their_collection(article, django_assert_num_queries):
    attach(article, *(document(title=f"File {number}") for number in range(5)))
    html(article)
    with django_assert_num_queries(6):
        html(article)


def test_taken_off_it_is_gone(article):
    attach(article, document())
    attach(article)
    assert "Return label" not in html(article)


def test_what_waits_in_a_draft_is_not_shown(article):
    article.attachments = [ArticleAttachment(document=document(title="Not yet"))]
    article.save_revision()
    assert "Not yet" not in html(article)


def test_a_preview_shows_it(article, superuser):
    article.attachments = [ArticleAttachment(document=document(title="Not yet"))]
    response = article.make_preview_request(extra_request_attrs={"user": superuser})
    assert "Not yet" in response.rendered_content


def test_titles_are_offered_for_translation(article):
    attach(article, document(), title="Print this")
    source, _made = TranslationSource.get_or_create_from_instance(article)
    assert source.stringsegment_set.filter(string__data="Print this").exists()
